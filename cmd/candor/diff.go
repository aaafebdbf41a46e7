package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"candor/internal/markdown"
	"candor/internal/redline"
)

// errDifferent makes diff end with 1, as it does where two texts differ.
var errDifferent = errors.New("the texts differ")

func (p *program) diffCommand() *cobra.Command {
	var format, lang string
	c := &cobra.Command{
		Use:   "diff FILE FILE",
		Short: "Compare two texts",
		Long: `Compare two Markdown texts, front matter apart, and print the redline: removed words in [- -], added ones in {+ +}. Ends with 0
where they are equal, 1 where they differ, 2 in trouble.`,
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error { return p.diff(args[0], args[1], lang, format) },
	}
	c.Flags().StringVar(&format, "format", "text", "`text`, json or markdown")
	c.Flags().StringVar(&lang, "lang", "", "the texts' `language`")
	return c
}

func (p *program) diff(before, after, lang, format string) error {
	old, from, err := readText(before, lang)
	if err != nil {
		return err
	}
	now, to, err := readText(after, lang)
	if err != nil {
		return err
	}
	d := redline.Compare(old, now)
	var out []byte
	switch format {
	case "text":
		out = []byte(d.Text(false))
	case "markdown":
		out = []byte(d.Markdown())
	case "json":
		out, err = d.JSON(redline.Options{From: from, To: to})
	default:
		err = fmt.Errorf("--format is text, json or markdown, not %q", format)
	}
	if err != nil {
		return err
	}
	if _, err := p.stdout.Write(append(bytes.TrimRight(out, "\n"), '\n')); err != nil {
		return err
	}
	if !d.Equal() {
		return errDifferent
	}
	return nil
}

// readText parses a text with any front matter or none.
func readText(name, lang string) (*markdown.Document, redline.Side, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, redline.Side{}, fmt.Errorf("compare: %w", err)
	}
	body := withoutFront(data)
	doc, diags := markdown.Parse(body, markdown.Options{File: filepath.ToSlash(name), Line: 1, Lang: lang})
	if doc == nil {
		return nil, redline.Side{}, fmt.Errorf("compare: %w", diags[0])
	}
	return doc, redline.Side{Version: filepath.Base(filepath.Dir(name)), Lang: lang, SHA256: fmt.Sprintf("%x", sha256.Sum256(data))}, nil
}

// withoutFront cuts off TOML or YAML front matter.
func withoutFront(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	for _, fence := range []string{"+++", "---"} {
		first, rest, found := bytes.Cut(data, []byte("\n"))
		if !found || string(bytes.TrimSpace(first)) != fence {
			continue
		}
		for len(rest) > 0 {
			var line []byte
			line, rest, _ = bytes.Cut(rest, []byte("\n"))
			if string(bytes.TrimSpace(line)) == fence {
				return rest
			}
		}
	}
	return data
}
