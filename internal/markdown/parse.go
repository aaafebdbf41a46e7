package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/gosimple/slug"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"candor/internal/diag"
)

// Options says how a text is read.
type Options struct {
	File    string // for positions
	Line    int    // the line of the file at which the body begins, from 1
	Lang    string // BCP 47 tag of the text
	RawHTML bool   // keep raw HTML; not yet read: raw HTML is left out
	Title   string // of the page; a first heading equal to it is left to the page
	Labels  Labels

	// Outline gives the headings of the authoritative text; a translation takes their ids by place (SPEC, section 5). Nil: the
	// document's own ids.
	Outline Outline
	// Prefix stands before every id ("kk-" on a parallel page).
	Prefix string
	// Resolve turns a link target as written into the one for the page. Nil keeps what is safe as it is. ok false means that the
	// caller has reported the target as unusable: its words stay, without a link.
	Resolve func(link Link) (href string, ok bool)
}

// Labels are words for assistive technology, in the page's language. An empty one is left out.
type Labels struct{ Table, Footnote, BackToText, Notes string }

// Parse reads the body of a text. This is the first state of the package: Blocks stay empty, and only headings have ids.
func Parse(body []byte, o Options) (*Document, diag.List) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList), goldmark.WithParserOptions(parser.WithAttribute()))
	root := md.Parser().Parse(text.NewReader(body))
	d := &Document{Lang: o.Lang}
	r := reader{body: body, o: o, doc: d, lines: diag.NewLines(o.File, body, o.Line), used: map[string]bool{}}
	if err := ast.Walk(root, r.visit); err != nil {
		r.diags.Errorf(diag.Pos{File: o.File, Line: o.Line, Col: 1}, "markdown", "%v", err)
	}
	for _, n := range r.drop {
		n.Parent().RemoveChild(n.Parent(), n)
	}
	var out bytes.Buffer
	if err := md.Renderer().Render(&out, body, root); err != nil {
		r.diags.Errorf(diag.Pos{File: o.File, Line: o.Line, Col: 1}, "markdown", "%v", err)
	}
	d.html = out.Bytes()
	return d, r.diags
}

type reader struct {
	body  []byte
	o     Options
	doc   *Document
	lines *diag.Lines
	used  map[string]bool
	drop  []ast.Node
	diags diag.List
}

func (r *reader) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	switch n := n.(type) {
	case *ast.Heading:
		r.heading(n)
	case *ast.Link:
		n.Destination = r.link(n, n.Destination, false)
	case *ast.Image:
		n.Destination = r.link(n, n.Destination, true)
	case *ast.HTMLBlock, *ast.RawHTML:
		r.diags.Warnf(r.pos(n), "raw-html", "raw HTML is left out")
	}
	return ast.WalkContinue, nil
}

func (r *reader) pos(n ast.Node) diag.Pos { return r.lines.Pos(max(0, n.Pos())) }

func (r *reader) heading(n *ast.Heading) {
	e := Entry{Level: n.Level, Text: strings.TrimSpace(words(n, r.body)), Pos: r.pos(n)}
	e.Hidden = len(r.doc.Outline) == 0 && strings.EqualFold(e.Text, strings.TrimSpace(r.o.Title))
	if v, ok := n.AttributeString("id"); ok {
		e.Explicit, e.ID = true, fmt.Sprintf("%s", v)
	}
	if i := len(r.doc.Outline); !e.Explicit && i < len(r.o.Outline) && r.o.Outline[i].Level == e.Level {
		e.ID = r.o.Outline[i].ID
	}
	if e.ID == "" {
		e.ID = slug.MakeLang(e.Text, r.o.Lang)
	}
	if e.ID == "" {
		e.ID = fmt.Sprintf("section-%d", len(r.doc.Outline)+1)
	}
	base := r.o.Prefix + e.ID
	e.ID = base
	for i := 2; r.used[e.ID]; i++ {
		e.ID = fmt.Sprintf("%s-%d", base, i)
	}
	r.used[e.ID] = true
	n.SetAttributeString("id", []byte(e.ID))
	if e.Hidden {
		r.drop = append(r.drop, n)
	}
	if n.Level == 1 {
		n.Level = 2
	}
	r.doc.Outline = append(r.doc.Outline, e)
}

func (r *reader) link(n ast.Node, dest []byte, image bool) []byte {
	l := Link{Dest: string(dest), Text: words(n, r.body), Image: image, Pos: r.pos(n)}
	r.doc.Links = append(r.doc.Links, l)
	if r.o.Resolve == nil {
		return dest
	}
	href, ok := r.o.Resolve(l)
	if !ok {
		return nil
	}
	return []byte(href)
}

func words(n ast.Node, body []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Value(body))
			continue
		}
		b.WriteString(words(c, body))
	}
	return b.String()
}

// HTML returns the document as HTML.
func (d *Document) HTML() []byte { return d.html }
