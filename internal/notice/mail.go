package notice

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
)

// width is how long a line of a header may be, in octets without its end: with encoded words no more than 76 (RFC 2047, section 2).
const width = 76

// Mail returns the message as a mail program reads it: multipart/alternative, plain text first (RFC 2046, section 5.1.4). Whoever sends it
// adds the recipients; until then it names none, and says to programs that know it that it was not sent yet.
func (m *Message) Mail() ([]byte, error) {
	if m.Email == "" {
		return nil, errors.New("a message needs a sender: organization.email is missing in config.toml")
	}
	from := mail.Address{Name: m.Sender, Address: m.Email}
	if _, err := mail.ParseAddress(from.String()); err != nil {
		return nil, fmt.Errorf("organization.email %q cannot send: %w", m.Email, err)
	}
	text := m.Text()
	html, err := m.HTML()
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	for _, part := range [][]byte{[]byte(m.Key), []byte(m.Lang), []byte(m.Subject), text, html} {
		fmt.Fprintf(sum, "%d:%s", len(part), part)
	}
	id := fmt.Sprintf("%x", sum.Sum(nil)[:16])
	var b bytes.Buffer
	for _, h := range [][2]string{
		{"Date", m.Day.Noon().Format("Mon, 02 Jan 2006 15:04:05 -0700")},
		{"From", from.String()},
		{"To", "undisclosed-recipients:;"},
		{"Subject", encoded(m.Subject)},
		{"Message-ID", "<" + id + "@" + m.Host + ">"},
		{"MIME-Version", "1.0"},
		{"Content-Language", m.Lang},
		{"Content-Type", `multipart/alternative; boundary="candor-` + id + `"`},
		{"X-Unsent", "1"},
	} {
		b.WriteString(folded(h[0] + ": " + h[1]))
	}
	for _, part := range []struct {
		kind string
		data []byte
	}{{"text/plain", text}, {"text/html", html}} {
		encoding, body, err := transfer(part.data)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "\r\n--candor-%s\r\nContent-Type: %s; charset=utf-8\r\nContent-Transfer-Encoding: %s\r\n\r\n%s", id, part.kind, encoding, body)
	}
	fmt.Fprintf(&b, "\r\n--candor-%s--\r\n", id)
	return b.Bytes(), nil
}

// encoded writes words for a header (RFC 2047), in base64 where most of them is not ASCII.
func encoded(words string) string {
	b, q := mime.BEncoding.Encode("utf-8", words), mime.QEncoding.Encode("utf-8", words)
	if len(b) < len(q) {
		return b
	}
	return q
}

// folded breaks a header at its spaces, so that its lines are no longer than they should be where it has spaces to break at.
func folded(header string) string {
	var out strings.Builder
	length := 0
	for i, word := range strings.Split(header, " ") {
		switch {
		case i == 0:
		case length+1+len(word) > width:
			out.WriteString("\r\n ")
			length = 1
		default:
			out.WriteString(" ")
			length++
		}
		out.WriteString(word)
		length += len(word)
	}
	return out.String() + "\r\n"
}

// transfer encodes a part for the way (RFC 2045, sections 6.7 and 6.8), in the encoding that is shorter: quoted-printable stays readable in
// Latin script, base64 does not grow in the others.
func transfer(data []byte) (encoding string, body []byte, err error) {
	data = bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
	var quoted bytes.Buffer
	w := quotedprintable.NewWriter(&quoted)
	if _, err := w.Write(data); err != nil {
		return "", nil, fmt.Errorf("encode the message: %w", err)
	}
	if err := w.Close(); err != nil {
		return "", nil, fmt.Errorf("encode the message: %w", err)
	}
	const line = 76
	text := base64.StdEncoding.EncodeToString(data)
	if quoted.Len() <= len(text)+2*len(text)/line {
		return "quoted-printable", quoted.Bytes(), nil
	}
	var b bytes.Buffer
	for len(text) > line {
		b.WriteString(text[:line] + "\r\n")
		text = text[line:]
	}
	b.WriteString(text)
	return "base64", b.Bytes(), nil
}
