// Package notice writes the announcement of a change as a message to send: plain text, HTML, or a whole message with both (RFC 5322).
//
// In comes a [Message], whose words are ready in one language; out come bytes. A message is a pure function of its words: the same notice
// has the same Message-ID, date and boundary wherever and whenever it is written.
package notice

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"candor/internal/civil"
)

// Message is a notice in one language.
type Message struct {
	Key       string // names the notice in its Message-ID: "privacy/2027-01-15"
	Host      string // the domain of the center, in ASCII
	Sender    string // the organization's name
	Email     string // its address, the sender of the message
	Day       civil.Date
	Lang, Dir string
	Subject   string
	Label     string // material or not, in words
	Material  bool
	Heading   string
	Lines     []string // when it was announced, what was promised, why a promise is not kept
	Parts     []Part
	Links     []Link
	Foot      []string // who sends it, and from where
}

// Part is a stretch of the message: a text, or points under a heading.
type Part struct {
	Heading   string // "" for none
	Lang, Dir string // of Text and Points, where they are not in the message's language
	Text      string
	Points    []string
}

// Link leads to a page of the center.
type Link struct{ Text, URL string }

// Text returns the message as plain text.
func (m *Message) Text() []byte {
	var b strings.Builder
	paragraph := func(lines ...string) {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		for _, line := range lines {
			b.WriteString(line + "\n")
		}
	}
	paragraph(m.Label)
	paragraph(m.Heading)
	if len(m.Lines) > 0 {
		paragraph(m.Lines...)
	}
	for _, p := range m.Parts {
		var lines []string
		if p.Heading != "" {
			lines = append(lines, p.Heading, "")
		}
		if p.Text != "" {
			lines = append(lines, p.Text)
		}
		for _, point := range p.Points {
			lines = append(lines, "– "+point)
		}
		paragraph(lines...)
	}
	for _, l := range m.Links {
		paragraph(l.Text, l.URL)
	}
	paragraph(append([]string{"-- "}, m.Foot...)...) // RFC 3676, section 4.3
	return []byte(b.String())
}

// Mail programs drop style sheets, so each element carries its style; and some drop html and body, so the language and the direction
// stand on an element of their own.
var page = template.Must(template.New("message").Parse(`<!doctype html>
<html lang="{{.Lang}}" dir="{{.Dir}}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Subject}}</title></head>
<body style="margin:0;padding:0;background:#ffffff">
<div lang="{{.Lang}}" dir="{{.Dir}}" style="box-sizing:border-box;max-width:40em;margin:0 auto;padding:24px;font-family:Georgia,'Times New Roman',serif;font-size:17px;line-height:1.5;color:#1b1a17;text-align:{{if eq .Dir "rtl"}}right{{else}}left{{end}}">
<p style="margin:0 0 8px"><strong style="display:inline-block;padding:2px 10px;font-size:14px;{{if .Material}}background:#8c1d18;color:#ffffff{{else}}background:#e6e4de;color:#1b1a17{{end}}">{{.Label}}</strong></p>
<h1 style="margin:0 0 12px;font-size:24px;line-height:1.25">{{.Heading}}</h1>
{{range .Lines}}<p style="margin:0 0 4px;font-size:15px;color:#55524a">{{.}}</p>
{{end}}{{range .Parts}}{{with .Heading}}<h2 style="margin:24px 0 8px;font-size:19px">{{.}}</h2>
{{end}}<div{{with .Lang}} lang="{{.}}"{{end}}{{with .Dir}} dir="{{.}}"{{end}}>{{with .Text}}<p style="margin:0 0 12px">{{.}}</p>{{end}}{{with .Points}}<ul style="margin:0 0 12px;padding:0 24px">{{range .}}<li style="margin:0 0 6px">{{.}}</li>{{end}}</ul>{{end}}</div>
{{end}}{{range .Links}}<p style="margin:16px 0 0"><a href="{{.URL}}" style="color:#1c4f8a">{{.Text}}</a></p>
{{end}}<p style="margin:32px 0 0;padding:12px 0 0;border-top:1px solid #d8d5cc;font-size:14px;color:#55524a">{{range $i, $line := .Foot}}{{if $i}}<br>{{end}}{{$line}}{{end}}</p>
</div>
</body>
</html>
`))

// HTML returns the message as a whole document with its styles inline.
func (m *Message) HTML() ([]byte, error) {
	var b bytes.Buffer
	if err := page.Execute(&b, m); err != nil {
		return nil, fmt.Errorf("write the message: %w", err)
	}
	return b.Bytes(), nil
}
