package importer

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Text reads a plain text that lost its markup. The error is an [*EncodingError] for a file that is not UTF-8.
func Text(data []byte, o Options) (*Result, error) {
	read, err := decode(data, o.Lang, "")
	if err != nil {
		return nil, err
	}
	s := read.text
	r := &Result{Findings: read.findings()}
	if clean := strings.Map(controlToSpace, s); clean != s {
		r.Findings = append(r.Findings, controlFinding(s))
		s = clean
	}
	c := &classifier{blocks: gather(splitLines(s))}
	dates := findStated(c.blocks, o.Lang)
	markDated(c.blocks, dates)
	r.Findings = append(r.Findings, takeDate(r, dates, markUndated(c.blocks, o.Lang))...)
	c.run()
	e := newEmitter()
	e.write(c.blocks)
	r.Body = []byte(e.out.String())
	r.Findings = append(append(r.Findings, c.findings...), e.findings...)
	nameResult(r, c, o)
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return cmp.Compare(a.Line, b.Line) })
	return r, nil
}

func controlFinding(s string) Finding {
	n, first := 0, 1
	for i, l := range strings.Split(s, "\n") {
		if clean := strings.Map(controlToSpace, l); clean != l {
			if n == 0 {
				first = i + 1
			}
			n++
		}
	}
	return Finding{Line: first, Kind: KindControl, Text: fmt.Sprintf("control characters in %d lines became spaces", n)}
}

var approval = regexp.MustCompile(`(?i)^(утвержд(ено|ена|[её]н|аю)|согласовано|(approved|adopted) (by|on))([^\pL]|$)`)

// markDated marks the short blocks that are there for a date or say who approved the text: they are no headings.
func markDated(blocks []*block, dates []stated) {
	for _, b := range blocks {
		b.dated = b.kind == paragraph && width(b.text) <= maxTitle && approval.MatchString(plain(b.text))
	}
	for _, d := range dates {
		b := blocks[d.block]
		b.dated = b.dated || b.kind == paragraph && width(b.text) <= 120 && b.mark.style == noMark
	}
}

// nameResult gives the result its title: the given one, the recognised one, or a guess from the words of the text.
func nameResult(r *Result, c *classifier, o Options) {
	switch {
	case o.Title != "":
		r.Title, r.TitleFrom = o.Title, TitleGiven
	case c.title >= 0:
		r.Title, r.TitleFrom = plain(c.blocks[c.title].text), TitleLine
		if low := lowered(r.Title, c.blocks); low != "" {
			r.Title = low
			r.Findings = append(r.Findings, Finding{Line: c.blocks[c.title].no, Kind: KindTitle, Text: low + " (in capitals in the text, which keeps them)", Guess: true})
		}
	default:
		if r.Title = suggestTitle(c.blocks); r.Title != "" {
			r.TitleFrom = TitleWords
			r.Findings = append(r.Findings, Finding{Line: 1, Kind: KindTitle, Text: r.Title + " (no title in the text; from its words)", Guess: true})
		}
	}
}

// What a text calls itself in its sentences, and the name of such a text.
var selfNames = []struct {
	pattern *regexp.Regexp
	name    string
}{
	{regexp.MustCompile(`(?i)политик\pL+ конфиденциальности`), "Политика конфиденциальности"},
	{regexp.MustCompile(`(?i)политик\pL+ обработки персональных данных`), "Политика обработки персональных данных"},
	{regexp.MustCompile(`(?i)пользовательск\pL+ соглашени\pL+`), "Пользовательское соглашение"},
	{regexp.MustCompile(`(?i)privacy policy`), "Privacy Policy"},
	{regexp.MustCompile(`(?i)privacy (notice|statement)`), "Privacy Notice"},
	{regexp.MustCompile(`(?i)cookie policy`), "Cookie Policy"},
	{regexp.MustCompile(`(?i)terms of (use|service)`), "Terms of Service"},
}

// suggestTitle names a text that has no title by what it calls itself in its first blocks.
func suggestTitle(blocks []*block) string {
	best, at := "", -1
	for _, b := range blocks[:min(len(blocks), 8)] {
		for _, n := range selfNames {
			if m := n.pattern.FindStringIndex(plain(b.text)); m != nil && (at < 0 || m[0] < at) {
				best, at = n.name, m[0]
			}
		}
		if best != "" {
			return strings.TrimSpace(best + " " + serviceName(blocks))
		}
	}
	return ""
}

var latinName = regexp.MustCompile(`[A-Z][A-Za-z0-9]{2,}`)

// serviceName returns the one name in Latin letters that a Cyrillic text uses far more often than any other, or "".
func serviceName(blocks []*block) string {
	counts := map[string]int{}
	cyrillic := 0
	for _, b := range blocks {
		for _, n := range latinName.FindAllString(b.text, -1) {
			counts[n]++
		}
		cyrillic += strings.Count(b.text, "о") + strings.Count(b.text, "а")
	}
	name, first, second := "", 0, 0
	for n, c := range counts {
		switch {
		case c > first:
			name, first, second = n, c, first
		case c > second:
			second = c
		}
	}
	if first < 5 || first < 3*second || cyrillic < first {
		return ""
	}
	return name
}
