package history

import (
	"bytes"
	"errors"
	"strings"
	"unicode"

	"candor/internal/importer"
	"candor/internal/markdown"
	"candor/internal/redline"
)

// reading is a text as a commit left it.
type reading struct {
	*importer.Result
	lang   string
	commit string
	path   string
	gone   bool // the commit took the file away

	compared *redline.Text // once it was compared
	shown    *markdown.Document
}

var (
	errWords   = errors.New("it has no words")
	errPointer = errors.New("it is a pointer of Git LFS: the text itself is kept elsewhere")
	errKind    = errors.New("only plain text, Markdown and HTML can be read")
)

// read reads the bytes of a file. An error says why they are no version of a text.
func read(lang, path string, data []byte) (*importer.Result, error) {
	o := importer.Options{Lang: lang, Reserved: markdown.PageID}
	var r *importer.Result
	var err error
	switch importer.Kind(path, data) {
	case "pointer":
		err = errPointer
	case "markdown":
		r, err = importer.Markdown(data, o)
	case "html":
		r, err = importer.HTML(data, o)
	case "text":
		r, err = importer.Text(data, o)
	default:
		err = errKind
	}
	switch {
	case err != nil:
		return nil, err
	case r.Draft != "":
		return nil, errors.New("the text says that it is not public (" + r.Draft + ")")
	case len(bytes.TrimSpace(r.Body)) == 0:
		return nil, errWords
	}
	return r, nil
}

func (r *reading) text() *redline.Text {
	if r.compared == nil {
		r.shown, _ = markdown.Parse(r.Body, markdown.Options{Lang: r.lang, Title: r.Title, Line: 1})
		r.compared = redline.Prepare(r.shown)
	}
	return r.compared
}

// change is how one wording of a text differs from another.
type change struct {
	words bool // a word, a number or a sign that stands for one came, went or moved
	most  bool // more than half of the words of both are in one of them only
	what  string
}

// between compares two wordings of a text. What a reader would not see is not told: two texts that differ in spaces have no difference.
func between(old, now *reading) change {
	if bytes.Equal(old.Body, now.Body) && old.Title == now.Title {
		return change{what: "nothing"}
	}
	s := redline.Compare(old.text(), now.text()).Summary
	c := change{words: s.Words != redline.Counts{} || signs(old.shown) != signs(now.shown) || retitled(old.Title, now.Title)}
	if c.words {
		nothing, _ := markdown.Parse(nil, markdown.Options{Lang: now.lang, Line: 1})
		none := redline.Prepare(nothing)
		all := redline.Compare(old.text(), none).Summary.Words.Removed + redline.Compare(none, now.text()).Summary.Words.Added
		c.most = 2*(s.Words.Added+s.Words.Removed) > all
		return c
	}
	c.what = unworded(s)
	return c
}

// unworded says what changed in a text of which no word did.
func unworded(s redline.Summary) string {
	var what []string
	for _, kind := range []struct {
		name  string
		count int
	}{{"links", s.LinksChanged}, {"signs", s.PunctuationChanged}, {"quotes and dashes", s.TypographyChanged}, {"form", s.FormChanged}} {
		if kind.count > 0 {
			what = append(what, kind.name)
		}
	}
	if what == nil {
		return "white space"
	}
	return strings.Join(what, ", ")
}

// retitled tells whether a title has other words. A text without one says nothing of it.
func retitled(old, now string) bool {
	return old != "" && now != "" && !strings.EqualFold(redline.Plain(old), redline.Plain(now))
}

// signs are what of a text is no word and is read as one: 10 $ are not 10 €, and 5 % not 5 ‰.
func signs(d *markdown.Document) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSymbol(r) && r != '`' && r != '^' && r != '~' || strings.ContainsRune("%‰‱§№&#@", r) {
			return r
		}
		return -1
	}, redline.PlainText(d))
}
