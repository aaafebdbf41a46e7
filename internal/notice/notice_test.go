package notice_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/emersion/go-message/mail"
	"golang.org/x/net/html"

	"candor/internal/civil"
	"candor/internal/notice"
)

var messages = map[string]*notice.Message{
	"ru": {Key: "privacy/2027-01-15", Host: "privacy.a.example", Sender: "ООО «Верста» и очень длинное имя, которое не войдёт в одно слово заголовка", Email: "privacy@a.example",
		Day: civil.Of(2026, 11, 20), Lang: "ru", Dir: "ltr", Subject: "Политика конфиденциальности: изменится 15 января 2027 г.", Label: "Существенная перемена", Material: true,
		Heading: "Политика конфиденциальности: изменится 15 января 2027 г.", Lines: []string{"Объявлено 20 ноября 2026 г., за 56 дней"},
		Parts: []notice.Part{{Heading: "Что изменится", Points: []string{"Храним 6 месяцев < года & не больше", "Второе"}}, {Heading: "Что вы можете сделать", Text: "Ничего."}},
		Links: []notice.Link{{Text: "Читать", URL: "https://privacy.a.example/notices/privacy/2027-01-15/?a=1&b=2"}}, Foot: []string{"ООО «Верста»", "https://privacy.a.example/"}},
	"ar": {Key: "privacy/2027-01-15", Host: "privacy.a.example", Sender: "فيرستا", Email: "privacy@a.example", Day: civil.Of(2026, 11, 20), Lang: "ar", Dir: "rtl",
		Subject: "سياسة الخصوصية: تتغير في 15 يناير 2027", Label: "تغيير جوهري", Material: true, Heading: "سياسة الخصوصية: تتغير في 15 يناير 2027",
		Parts: []notice.Part{{Heading: "ما الذي سيتغير", Points: []string{"نحتفظ بالبيانات ستة أشهر"}}, {Lang: "ru", Dir: "ltr", Text: "Причина"}},
		Links: []notice.Link{{Text: "اقرأ", URL: "https://privacy.a.example/ar/notices/privacy/2027-01-15/"}}, Foot: []string{"فيرستا"}},
	"en": {Key: "p/1", Host: "a.example", Sender: "A, Inc.", Email: "privacy@a.example", Day: civil.Of(2026, 1, 2), Lang: "en", Dir: "ltr", Subject: "Terms change on February 1, 2026",
		Label: "Change", Heading: "Terms change on February 1, 2026 " + strings.Repeat("and on ", 30), Parts: []notice.Part{{Text: "From then on; “yes” = é."}}, Foot: []string{"A"}},
}

// read parses a message with another library.
func read(t *testing.T, data []byte) (header mail.Header, parts map[string]string, order []string) {
	t.Helper()
	r, err := mail.CreateReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	parts = map[string]string{}
	for {
		p, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return r.Header, parts, order
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, params, err := p.Header.(*mail.InlineHeader).ContentType()
		if err != nil || params["charset"] != "utf-8" {
			t.Errorf("content type %s %v: %v", kind, params, err)
		}
		body, err := io.ReadAll(p.Body)
		if err != nil {
			t.Fatal(err)
		}
		parts[kind], order = strings.ReplaceAll(string(body), "\r\n", "\n"), append(order, kind)
	}
}

// TestMail reads each message back with another library: every header and both parts are what they were.
func TestMail(t *testing.T) {
	for lang, m := range messages {
		data, err := m.Mail()
		if err != nil {
			t.Fatal(err)
		}
		header, parts, order := read(t, data)
		page, err := m.HTML()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Join(order, " ") != "text/plain text/html" || parts["text/plain"] != string(m.Text()) || parts["text/html"] != string(page) {
			t.Errorf("%s: the parts %v differ:\n%s", lang, order, parts)
		}
		subject, err := header.Subject()
		if err != nil || subject != m.Subject {
			t.Errorf("%s: subject %q, %v", lang, subject, err)
		}
		from, err := header.AddressList("From")
		if err != nil || len(from) != 1 || from[0].Name != m.Sender || from[0].Address != m.Email {
			t.Errorf("%s: from %v, %v", lang, from, err)
		}
		date, err := header.Date()
		if err != nil || !date.Equal(m.Day.Noon()) {
			t.Errorf("%s: date %v, %v", lang, date, err)
		}
		id, err := header.MessageID()
		if err != nil || !strings.HasSuffix(id, "@"+m.Host) {
			t.Errorf("%s: id %q, %v", lang, id, err)
		}
		if kind, _, err := header.ContentType(); err != nil || kind != "multipart/alternative" || header.Get("Content-Language") != lang || header.Get("Mime-Version") != "1.0" {
			t.Errorf("%s: %s, %v", lang, kind, err)
		}
		again, err := m.Mail()
		if err != nil || !bytes.Equal(data, again) {
			t.Errorf("%s: written twice, the message differs: %v", lang, err)
		}
	}
}

// TestMailLines holds the form of a message: ASCII, lines that end in CRLF and are short enough.
func TestMailLines(t *testing.T) {
	for lang, m := range messages {
		data, err := m.Mail()
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(string(data), "\r\n"), "\r\n") {
			if len(line) > 76 || strings.ContainsFunc(line, func(r rune) bool { return r > 126 || r < 32 && r != '\t' }) {
				t.Errorf("%s: line of %d octets: %q", lang, len(line), line)
			}
		}
	}
}

func TestMailSender(t *testing.T) {
	for _, email := range []string{"", "privacy"} {
		m := *messages["ru"]
		m.Email = email
		if _, err := m.Mail(); err == nil || !strings.Contains(err.Error(), "organization.email") {
			t.Errorf("%q: %v", email, err)
		}
	}
}

// TestIdentity holds that messages of different notices and languages have different ids, and that of a changed notice a new one.
func TestIdentity(t *testing.T) {
	seen := map[string]bool{}
	moved := *messages["ru"]
	moved.Lines = append([]string{"Перенесено"}, moved.Lines...)
	for _, m := range []*notice.Message{messages["ru"], messages["ar"], messages["en"], &moved} {
		data, err := m.Mail()
		if err != nil {
			t.Fatal(err)
		}
		header, _, _ := read(t, data)
		id, err := header.MessageID()
		if err != nil || seen[id] {
			t.Errorf("id %q: %v", id, err)
		}
		seen[id] = true
	}
}

// TestHTML holds that the HTML needs nothing that mail programs take away: no style sheet, no class, nothing to load.
func TestHTML(t *testing.T) {
	for lang, m := range messages {
		data, err := m.HTML()
		if err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		var words strings.Builder
		directed := false
		for n := range doc.Descendants() {
			if n.Type == html.TextNode {
				words.WriteString(n.Data)
			}
			for _, a := range n.Attr {
				directed = directed || n.Data == "div" && a.Key == "dir" && a.Val == m.Dir
				if a.Key == "class" || a.Key == "src" || strings.HasPrefix(a.Key, "on") || strings.Contains(a.Val, "url(") {
					t.Errorf("%s: %s has %s=%q", lang, n.Data, a.Key, a.Val)
				}
			}
			if n.Data == "style" || n.Data == "link" || n.Data == "script" || n.Data == "img" {
				t.Errorf("%s: the message has a %s", lang, n.Data)
			}
		}
		for _, p := range m.Parts {
			for _, want := range append(p.Points, p.Heading, p.Text) {
				if !strings.Contains(words.String(), want) {
					t.Errorf("%s: %q is not in the message", lang, want)
				}
			}
		}
		if !directed {
			t.Errorf("%s: no element has the direction", lang)
		}
	}
}
