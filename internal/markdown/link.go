package markdown

import "strings"

// resolve records a link and returns what the page links to. ok is false when the words stay without a link.
func (b *builder) resolve(l Link) (href string, ok bool) {
	if b.raw.skip {
		return "", false
	}
	if s := scheme(l.Dest); unsafeScheme(s) {
		b.list.Add(linkScheme(l, s))
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
