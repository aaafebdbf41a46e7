package site

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/locale"
	"candor/internal/render"
)

// look is a theme with its messages, as they were loaded from the files of all layers.
type look struct {
	theme   *render.Theme
	catalog *locale.Catalog
	own     key // of the files of the center itself
	diags   diag.List
}

// layer is a folder of a theme; a later layer overrides an earlier one file by file.
type layer struct {
	locale.Layer
	folders []string // those of it that belong to the theme
}

// look returns the theme of a center: the built-in layer, themes/NAME of the center, and the center's own templates.
func (b *Builder) look(fsys fs.FS, c *config.Config, builtin fs.FS) (*look, error) {
	base, err := fs.Sub(builtin, "default")
	if err != nil {
		return nil, err
	}
	folders := []string{"templates", "static", "i18n"}
	layers := []layer{{locale.Layer{FS: base}, folders}}
	if c.Theme != "default" {
		dir := path.Join("themes", c.Theme)
		own, err := fs.Sub(fsys, dir)
		if err != nil {
			return nil, err
		}
		if _, err := fs.Stat(own, "."); err != nil {
			return &look{diags: diag.List{{Pos: diag.Pos{File: config.Name}, Rule: render.Rule, Message: fmt.Sprintf("%s is not there", dir),
				Hint: "make the folder, or leave theme out of config.toml for the built-in one"}}}, nil
		}
		layers = append(layers, layer{locale.Layer{FS: own, Dir: dir}, folders})
	}
	if !c.Unread { // templates of the center override those of a theme that is not known then
		layers = append(layers, layer{locale.Layer{FS: overrides{fsys}}, folders[:1]})
	}
	brand := c.Brand.CSS()
	k, err := keyOfLayers(brand, layers)
	if err != nil {
		return nil, err
	}
	if l, ok := b.looks.get(k); ok {
		return l, nil
	}
	l := dress(brand, layers)
	if l.own, err = keyOfLayers("", layers[1:]); err != nil {
		return nil, err
	}
	b.looks.put(k, l)
	return l, nil
}

// builtIn is what diagnostics call the theme that candor has in itself.
const builtIn = "(built-in)"

func dress(brand string, layers []layer) *look {
	l := &look{}
	var folders []render.Layer
	var named []locale.Layer
	for _, y := range layers {
		folders, named = append(folders, render.Layer(y.Layer)), append(named, y.Layer)
	}
	folders[0].Dir = builtIn
	l.catalog, l.diags = locale.LoadLayers(named...)
	var err error
	if l.theme, err = render.Load(brand, folders...); err != nil {
		var found diag.Diagnostic
		if !errors.As(err, &found) {
			found = diag.Diagnostic{Pos: diag.Pos{File: config.Name}, Rule: render.Rule, Message: err.Error()}
		}
		l.diags.Add(found)
	}
	return l
}

// keyOfLayers is the key of the brand and of every file of the layers.
func keyOfLayers(brand string, layers []layer) (key, error) {
	k := keyOf("theme").text(brand)
	for _, y := range layers {
		k.text(y.Dir)
		for _, folder := range y.folders {
			if err := k.folder(y.FS, folder); err != nil {
				return key{}, fmt.Errorf("read theme: %w", err)
			}
		}
	}
	return k.key(), nil
}

// folder adds the names and bytes of all files below a folder. What cannot be read is left to those who need it.
func (k keyer) folder(fsys fs.FS, folder string) error {
	return fs.WalkDir(fsys, folder, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case d.IsDir():
			return nil
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			k.text(name, err.Error())
			return nil
		}
		k.text(name).sum(sha256.Sum256(data))
		return nil
	})
}

// overrides is a center's templates/ folder as a layer of a theme.
type overrides struct{ fs.FS }

// Open hides everything but templates.
func (o overrides) Open(name string) (fs.File, error) {
	if name != "templates" && !strings.HasPrefix(name, "templates/") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return o.FS.Open(name)
}
