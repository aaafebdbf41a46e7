package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"candor/internal/diag"
	"candor/internal/locale"
	"candor/internal/markdown"
	"candor/internal/policy"
	"candor/internal/redline"
	"candor/internal/source"
	"candor/themes"
)

// errDifferent makes diff end with 1, as it does where two texts differ.
var errDifferent = errors.New("the texts differ")

// diffFlags are what the command line says of a comparison.
type diffFlags struct{ format, lang, color string }

// side is one text of a comparison.
type side struct {
	redline.Side
	name string // as a reader knows it
	doc  *markdown.Document
}

func (p *program) diffCommand() *cobra.Command {
	var f diffFlags
	c := &cobra.Command{
		Use:   "diff POLICY VERSION VERSION | FILE FILE",
		Short: "Compare two versions of a policy, or any two texts",
		Long: `Compare two versions or drafts of a policy in a language, or any two Markdown files, front matter apart, and print the redline. In a terminal
removed words are struck through and added ones underlined; in a pipe they stand in [- -] and {+ +}. Ends with 0 where the texts are equal, with 1 where
they differ, with 2 in trouble. The JSON form is described by docs/schema/diff.schema.json.`,
		Example: "  candor diff privacy 2024-02-01 2025-06-02\n  candor diff privacy 2025-06-02 draft --lang en --format html > redline.html\n  candor diff old.md new.md",
		Args:    arguments(2, 3),
		RunE:    func(c *cobra.Command, args []string) error { return p.diff(c.Context(), args, f) },
	}
	c.Flags().StringVar(&f.format, "format", "text", "`format`: text, markdown, html or json")
	c.Flags().StringVar(&f.lang, "lang", "", "the `language` (default: that of the original; of a file, the one that its name ends with)")
	c.Flags().StringVar(&f.color, "color", "auto", "`when` to color the text: auto (in a terminal), always or never")
	return c
}

func (p *program) diff(ctx context.Context, args []string, f diffFlags) error {
	color, err := p.colored(f.color)
	if err != nil {
		return err
	}
	if !slices.Contains([]string{"text", "markdown", "html", "json"}, f.format) {
		return fmt.Errorf("--format is text, markdown, html or json, not %q", f.format)
	}
	var old, now *side
	if len(args) == 3 {
		old, now, err = p.versions(ctx, args[0], args[1], args[2], f.lang)
	} else if old, err = textFile(args[0], f.lang); err == nil {
		now, err = textFile(args[1], f.lang)
	}
	if err != nil {
		return err
	}
	d := redline.Compare(redline.Prepare(old.doc), redline.Prepare(now.doc))
	out, err := rendered(d, old, now, f.format, color)
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

// colored decides on colors; NO_COLOR (no-color.org) and a terminal that can do nothing are heard.
func (p *program) colored(when string) (bool, error) {
	switch when {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "auto":
		out, isFile := p.stdout.(*os.File)
		return isFile && term.IsTerminal(int(out.Fd())) && p.getenv("NO_COLOR") == "" && p.getenv("TERM") != "dumb", nil
	}
	return false, fmt.Errorf("--color is auto, always or never, not %q", when)
}

func rendered(d *redline.Diff, old, now *side, format string, color bool) ([]byte, error) {
	switch format {
	case "markdown":
		return []byte(d.Summary.String() + "\n\n" + d.Markdown()), nil
	case "html":
		return document(d, old, now)
	case "json":
		return d.JSON(redline.Options{From: old.Side, To: now.Side})
	}
	return []byte(d.Summary.String() + "\n\n" + d.Text(color)), nil
}

// versions reads two versions of a policy in a language, each as last corrected. Faults elsewhere in the center are no hindrance.
func (p *program) versions(ctx context.Context, policyID, from, to, lang string) (old, now *side, err error) {
	root, err := os.OpenRoot(p.site)
	if err != nil {
		return nil, nil, fmt.Errorf("open the center: %w", err)
	}
	defer root.Close()
	src, diags, err := source.Read(ctx, root.FS())
	if err != nil {
		return nil, nil, err
	}
	if src.Config == nil {
		return nil, nil, fmt.Errorf("compare: %w", diags[0])
	}
	archive, _ := policy.New(src)
	i := slices.IndexFunc(archive.Policies, func(p *policy.Policy) bool { return p.ID == policyID })
	if i < 0 {
		return nil, nil, fmt.Errorf("the center has no policy %q with a text that can be read", policyID)
	}
	if old, err = versionText(src, archive.Policies[i], from, lang); err != nil {
		return nil, nil, err
	}
	if now, err = versionText(src, archive.Policies[i], to, old.Lang); err != nil {
		return nil, nil, err
	}
	return old, now, nil
}

func versionText(src *source.Center, p *policy.Policy, id, lang string) (*side, error) {
	i := slices.IndexFunc(p.Versions, func(v *policy.Version) bool { return v.ID == id })
	if i < 0 {
		var ids []string
		for _, v := range p.Versions {
			ids = append(ids, v.ID)
		}
		return nil, fmt.Errorf("%s has no version %q, but %s", p.ID, id, strings.Join(ids, ", "))
	}
	v := p.Versions[i]
	if lang == "" {
		lang = v.OriginalLang
	}
	var langs []string
	for _, t := range v.Texts {
		if langs = append(langs, t.Lang); t.Lang != lang {
			continue
		}
		text := t.Original
		if n := len(t.Corrections); n > 0 {
			text = t.Corrections[n-1]
		}
		body, err := src.Body(text)
		if err != nil {
			return nil, err
		}
		return parsed(body, text.BodyLine, redline.Side{Version: id, Lang: lang, SHA256: text.Hex()}, text.Path, p.ID+" "+id)
	}
	return nil, fmt.Errorf("%s %s has no text in %q, but in %s", p.ID, id, lang, strings.Join(langs, ", "))
}

// tag is the language that a file's name ends with: ru.md, terms.zh-Hans.md.
var tag = regexp.MustCompile(`(?:^|\.)([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.[a-z]+$`)

// textFile reads a text with any front matter or none.
func textFile(name, lang string) (*side, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("compare: %w", err)
	}
	if m := tag.FindStringSubmatch(filepath.Base(name)); lang == "" && m != nil {
		lang = m[1]
	}
	file := redline.Side{Version: filepath.ToSlash(name), Lang: lang, SHA256: fmt.Sprintf("%x", sha256.Sum256(data))}
	body, open := withoutFront(data)
	if open {
		return nil, fmt.Errorf("compare: %w", diag.Diagnostic{Pos: diag.Pos{File: file.Version, Line: 1, Col: 1}, Rule: "front-matter",
			Message: "the front matter has no closing +++", Hint: "put a line +++ between the keys and the text"})
	}
	return parsed(body, 1+bytes.Count(data[:len(data)-len(body)], []byte("\n")), file, file.Version, file.Version)
}

// parsed reads a text that begins at a line of its file. What is no text is not compared as one.
func parsed(body []byte, line int, of redline.Side, file, name string) (*side, error) {
	doc, diags := markdown.Parse(body, markdown.Options{File: file, Line: line, Lang: of.Lang})
	for _, d := range diags {
		if doc == nil || d.Rule == "encoding" || d.Rule == "control-character" {
			return nil, fmt.Errorf("compare: %w", d)
		}
	}
	return &side{of, name, doc}, nil
}

// withoutFront cuts off TOML or YAML front matter. Open is TOML's that does not end; three hyphens that nothing ends are a line across the page.
func withoutFront(data []byte) (body []byte, open bool) {
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
				return rest, false
			}
		}
		open = fence == "+++"
	}
	return data, open
}

// document is a redline as a page of its own, in the style of the default theme.
func document(d *redline.Diff, old, now *side) ([]byte, error) {
	style, err := fs.ReadFile(themes.FS, "default/static/style.css")
	if err != nil {
		return nil, fmt.Errorf("read the theme: %w", err)
	}
	w := spoken()
	if now.Lang != "" && now.Lang != "en" {
		w.Attributes = `lang="en" dir="ltr"`
	}
	lang := now.Lang
	if lang == "" {
		lang = "und"
	}
	title := html.EscapeString(old.name + " → " + now.name)
	var s bytes.Buffer
	fmt.Fprintf(&s, `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>%s</title>
<style>%s</style>
</head>
<body>
<main><div class="doc"><header class="head"><h1>%s</h1><p class="fine">%s</p></header>
<nav class="toc" aria-label="Contents"><details><summary>Contents</summary><div lang="%s" dir="%s">%s</div></details></nav>
<div class="main bars"><article class="text" lang="%[5]s" dir="%[6]s">
%[8]s</article></div></div></main>
</body>
</html>
`, title, style, title, html.EscapeString(d.Summary.String()), html.EscapeString(lang), locale.Direction(lang), d.Contents(w), d.HTML(w))
	return s.Bytes(), nil
}

// spoken are the words of a redline in English, which commands speak.
func spoken() *redline.Words {
	after := func(s string) func(string) string { return func(t string) string { return s + t } }
	return &redline.Words{
		Added: "added", Removed: "removed", MovedHere: after("Moved here from: "), MovedAway: after("Moved from here to: "),
		MovedFrom: "Where it was", MovedTo: "Where it is", Same: "The words are the same",
		Row:     map[string]string{"changed": "Row changed", "added": "Row added", "removed": "Row removed"},
		Column:  map[string]string{"added": "Column added", "removed": "Column removed"},
		Section: map[string]string{"changed": "changed", "added": "added", "removed": "removed", "moved": "moved", "renamed": "renamed", "renumbered": "renumbered"},
		FormOld: func(name, level string) string { return "Was: " + redline.FormName(name, level) },
		FormNew: func(name, level string) string { return "Now: " + redline.FormName(name, level) }, FormOnly: func(name string) string { return redline.FormName(name, "") },
		Form: "Change of form", Typography: "Change of typography", LinkChanged: "The link leads to another address",
		LinkOld: after("Was: "), LinkNew: after("Now: "), First: "First change", Previous: "Previous change", Next: "Next change",
		Anchor: "Link to this change", Table: "Table", Untouched: "unchanged",
		Unchanged: func(n int) string { return fmt.Sprintf("%d unchanged", n) },
	}
}
