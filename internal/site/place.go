package site

import "bytes"

// What pages of several languages show is made once, with places where a word of the page's language goes. A place is a name between two
// control characters that no source can bring into a page: texts lose theirs when they are read (package markdown), and html/template writes
// U+FFFD for a NUL in any value.
const (
	placeBegins = "\x00"
	placeEnds   = "\x01"
)

// place is what stands in a text where a word goes.
func place(name string) string { return placeBegins + name + placeEnds }

// fill returns a text with a word, as HTML, in each of its places. Where there is no word the space before its place goes too.
func fill(text []byte, word func(name string) string) []byte {
	out := make([]byte, 0, len(text)+len(text)/8)
	for {
		before, rest, found := bytes.Cut(text, []byte(placeBegins))
		out = append(out, before...)
		if !found {
			return out
		}
		name, after, _ := bytes.Cut(rest, []byte(placeEnds))
		if w := word(string(name)); w != "" {
			out = append(out, w...)
		} else {
			out = bytes.TrimSuffix(out, []byte(" "))
		}
		text = after
	}
}

// placesOf returns the names of the places of a text, in order.
func placesOf(text []byte) []string {
	var names []string
	for {
		_, rest, found := bytes.Cut(text, []byte(placeBegins))
		if !found {
			return names
		}
		name, after, _ := bytes.Cut(rest, []byte(placeEnds))
		names = append(names, string(name))
		text = after
	}
}
