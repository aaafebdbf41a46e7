// Command floor is what the fastest program could do with a center's texts: read each, cut its front matter, run goldmark with tables, minify
// the page once and write it to the two addresses at which candor shows it, with its source, on all cores. A free page has one address, and
// its source is not published.
//
//	floor CENTER OUT
package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"golang.org/x/sync/errgroup"
)

const (
	head = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Policy</title></head><body><main><article>"
	foot = "</article></main></body></html>"
)

func main() {
	if err := run(filepath.Join(os.Args[1], "content"), os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(1)
	}
}

func run(content, out string) error {
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList, extension.Typographer),
		goldmark.WithParserOptions(parser.WithAutoHeadingID(), parser.WithAttribute()))
	minifier := minify.New()
	minifier.Add("text/html", &html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true})
	group := new(errgroup.Group)
	group.SetLimit(runtime.GOMAXPROCS(0))
	err := filepath.WalkDir(content, func(file string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".md" {
			return err
		}
		group.Go(func() error { return page(markdown, minifier, content, file, out) })
		return nil
	})
	if err != nil {
		return err
	}
	return group.Wait()
}

func page(markdown goldmark.Markdown, minifier *minify.M, content, file, out string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	_, body, _ := bytes.Cut(text[4:], []byte("\n+++\n"))
	var full, small bytes.Buffer
	full.WriteString(head)
	if err := markdown.Convert(body, &full); err != nil {
		return err
	}
	full.WriteString(foot)
	if err := minifier.Minify("text/html", &small, &full); err != nil {
		return err
	}
	rel, err := filepath.Rel(content, file)
	if err != nil {
		return err
	}
	for _, target := range targets(rel, small.Bytes(), text) {
		at := filepath.Join(out, target.path)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(at, target.data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

type target struct {
	path string
	data []byte
}

// targets are the files that candor makes of a text: POLICY/VERSION/LANG.md or NAME.LANG.md.
func targets(rel string, page, text []byte) []target {
	version, name := filepath.Split(strings.TrimSuffix(rel, ".md"))
	if version == "" {
		name, lang, _ := strings.Cut(name, ".")
		return []target{{filepath.Join(lang, name, "index.html"), page}}
	}
	policy := filepath.Dir(filepath.Clean(version))
	return []target{{filepath.Join(name, version, "index.html"), page}, {filepath.Join(name, policy, "index.html"), page}, {rel, text}}
}
