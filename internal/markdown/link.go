package markdown

import (
	"fmt"
	"strings"

	"candor/internal/diag"
)

// resolve records a link and returns what the page links to. ok is false when the words stay without a link.
func (b *builder) resolve(l Link) (href string, ok bool) {
	if b.raw.skip {
		return "", false
	}
	if s := scheme(l.Dest); unsafeScheme(s) {
		b.list.Add(linkScheme(l, s))
		return "", false
	}
	if l.Image && (scheme(l.Dest) != "" || strings.HasPrefix(l.Dest, "//")) {
		b.list.Add(foreignPicture(l))
		return "", false
	}
	b.doc.Links = append(b.doc.Links, l)
	if id, within := strings.CutPrefix(l.Dest, "#"); within {
		return "#" + b.o.Prefix + id, true
	}
	if b.o.Resolve == nil {
		return l.Dest, true
	}
	if href, ok = b.o.Resolve(l); !ok || unsafeScheme(scheme(href)) {
		return "", false
	}
	return href, true
}

// foreignPicture is said of a picture that readers would fetch from another host, which would learn who reads (docs/formats.md, section 5). A page shows
// the words that stand for it.
func foreignPicture(l Link) diag.Diagnostic {
	return diag.Diagnostic{Pos: l.Pos, Rule: "foreign-picture", Message: fmt.Sprintf("the picture %q would be fetched from another host", l.Dest),
		Hint: "put the file beside the text and name it alone: ![what it shows](picture.png)"}
}

// leadOut has links to places that a text with a prefix does not have lead to those of the page that it stands on.
func (b *builder) leadOut() {
	if b.o.Prefix == "" {
		return
	}
	out := func(href string) string {
		if id, within := strings.CutPrefix(href, "#"+b.o.Prefix); within && !b.doc.HasAnchor(b.o.Prefix+id) {
			return "#" + id
		}
		return href
	}
	for i := range b.doc.Blocks {
		spans := b.doc.Blocks[i].Spans
		for j := range spans {
			if s := &spans[j]; s.Style&NoteRef == 0 {
				s.Href, s.Around = out(s.Href), out(s.Around)
			}
		}
	}
}

// scheme returns the scheme of an address in lower case, "" for none, as browsers read it (WHATWG URL): control characters
// and spaces before it are nothing, tabs and line ends within it neither.
func scheme(dest string) string {
	end := strings.IndexAny(dest, ":/?#")
	if end < 0 || dest[end] != ':' {
		return ""
	}
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, dest[:end]))
}

func unsafeScheme(s string) bool {
	switch s {
	case "javascript", "data", "vbscript", "file":
		return true
	}
	return false
}

// external reports whether an address is on another site.
func external(href string) bool {
	s := scheme(href)
	return s == "http" || s == "https" || strings.HasPrefix(href, "//")
}
