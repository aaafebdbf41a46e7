package markdown

import "candor/internal/diag"

// Options says how a text is read.
type Options struct {
	File    string // for positions
	Line    int    // the line of the file at which the body begins, from 1
	Lang    string // BCP 47 tag of the text: typographer, line breaking
	RawHTML bool   // keep raw HTML, sanitized

	// Outline gives the headings of the authoritative text; a translation takes their ids by place (SPEC, section 5). Nil: the
	// document's own ids.
	Outline Outline
	// Prefix stands before every id ("kk-" on a parallel page).
	Prefix string
	// Resolve turns a link target as written into the one for the page. Nil keeps what is safe as it is. ok false means that the
	// caller has reported the target as unusable: its words stay, without a link.
	Resolve func(link Link) (href string, ok bool)
}

type tree struct{}

// Parse reads the body of a text.
func Parse(body []byte, o Options) (*Document, diag.List) { return nil, nil }

// HTML returns the document as HTML, minified by nobody yet: sections, headings, paragraphs with ids. It may be called once.
func (d *Document) HTML() []byte { return nil }
