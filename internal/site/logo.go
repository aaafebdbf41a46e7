package site

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // formats of a logo
	_ "image/png"
	"path"
	"regexp"
	"strconv"

	"candor/internal/diag"
	"candor/internal/page"
	"candor/internal/source"
)

// logo returns the company's logo as config.toml names it, nil for none. A file that is not there, or is no picture, is reported.
func (b *builder) logo() (*page.Logo, error) {
	brand := b.config.Brand
	if brand.Logo == "" {
		return nil, nil
	}
	l := &page.Logo{URL: brand.Logo, Dark: brand.LogoDark}
	for _, name := range []string{brand.Logo, brand.LogoDark} {
		if name == "" {
			continue
		}
		f := b.static(name)
		if f == nil {
			b.diags.Add(diag.Diagnostic{Pos: brand.LogoPos, Rule: "config", Message: fmt.Sprintf("the logo %s/%s is not there", source.Folder, name),
				Hint: "put the picture into " + source.Folder + "/, beside the policies"})
			return nil, nil
		}
		data, err := b.src.Bytes(f)
		if err != nil {
			return nil, err
		}
		width, height := size(path.Ext(name), data)
		if height == 0 {
			b.diags.Errorf(brand.LogoPos, "config", "the logo %s/%s is no SVG with a viewBox, PNG or JPEG", source.Folder, name)
			return nil, nil
		}
		if name == brand.Logo {
			l.Width, l.Height = width, height
		}
	}
	return l, nil
}

func (b *builder) static(name string) *source.File {
	for _, f := range b.src.Static {
		if f.Path == source.Folder+"/"+name {
			return f
		}
	}
	return nil
}

var viewBox = regexp.MustCompile(`<svg[^>]*\sviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)`)

// size is that of a picture, 0 by 0 where it is none.
func size(ext string, data []byte) (width, height int) {
	if ext != ".svg" {
		c, _, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			return 0, 0
		}
		return c.Width, c.Height
	}
	m := viewBox.FindSubmatch(data)
	if m == nil {
		return 0, 0
	}
	w, _ := strconv.ParseFloat(string(m[1]), 64)
	h, _ := strconv.ParseFloat(string(m[2]), 64)
	if w <= 0 || h <= 0 {
		return 0, 0
	}
	return max(int(w+.5), 1), max(int(h+.5), 1)
}
