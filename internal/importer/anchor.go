package importer

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/gosimple/slug"
	"golang.org/x/text/unicode/norm"
)

// aliases finds which heading a link into the page means, by the ids that renderers make of its words: GitHub and those after it, kramdown, pandoc,
// Python-Markdown, MkDocs, MediaWiki and transliterating ones. They differ in which signs they keep, so words are compared by their letters and digits.
type aliases struct {
	lang  string
	forms []map[string][]int // the headings by their keys: first those of the whole words
}

func newAliases(lang string, headings []string) *aliases {
	a := &aliases{lang: lang}
	for i, h := range headings {
		for form, key := range a.keysOf(h) {
			if form == len(a.forms) {
				a.forms = append(a.forms, map[string][]int{})
			}
			if key != "" {
				a.forms[form][key] = append(a.forms[form][key], i)
			}
		}
	}
	return a
}

func (a *aliases) keysOf(heading string) []string {
	bare := strings.TrimLeftFunc(heading, func(r rune) bool { return !unicode.IsLetter(r) }) // kramdown and pandoc begin with a letter
	base, _, _ := strings.Cut(a.lang, "-")
	var out []string
	for _, words := range []string{heading, bare, strings.TrimSpace(clauseNumber.ReplaceAllString(heading, ""))} {
		for _, form := range []string{words, strings.ReplaceAll(words, "&", " and "), slug.MakeLang(words, base)} {
			out = append(out, anchorKey(form))
		}
	}
	return out
}

// clauseNumber is the number or letter of a heading: "A. ", "2.1) ", "§ 3 ".
var clauseNumber = regexp.MustCompile(`^(?:§\s*)?(?:\d+(?:\.\d+)*[.)]?|\p{Lu}[.)]|[IVX]+[.)])\s+`)

// anchorKey returns the letters and digits of a text, small and without accents.
func anchorKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || !isWord(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s))
}

var (
	rendererPrefix = regexp.MustCompile(`(?i)^(?:user-content-|markdown-header-|heading-|header-|h-|toc-|_toc-|_|section-)`)
	repeated       = regexp.MustCompile(`[-_](\d{1,2})$`)
)

// meant returns the index of the heading that a link's fragment means, -1 for none.
func (a *aliases) meant(fragment string) int {
	if whole := a.nth(fragment, 0); whole >= 0 {
		return whole
	}
	if m := repeated.FindStringSubmatch(fragment); m != nil { // the second of two with the same words
		n, _ := strconv.Atoi(m[1])
		for _, skip := range []int{n, n - 1} {
			if at := a.nth(strings.TrimSuffix(fragment, m[0]), skip); at >= 0 && skip > 0 {
				return at
			}
		}
	}
	if bare := rendererPrefix.ReplaceAllString(fragment, ""); bare != fragment {
		return a.meant(bare)
	}
	return -1
}

// nth returns the heading whose words a fragment is made of, the n-th of several from 0.
func (a *aliases) nth(fragment string, n int) int {
	key := anchorKey(fragment)
	if key == "" {
		return -1
	}
	for _, form := range a.forms { // the whole words weigh more than those without a number
		if found := form[key]; n < len(found) {
			return found[n]
		}
	}
	return -1
}

// fragmentOf returns the fragment of a link into the page itself, in letters; false for any other link.
func fragmentOf(target, file string) (string, bool) {
	address, fragment, found := strings.Cut(target, "#")
	if !found || fragment == "" || address != "" && (file == "" || strings.TrimPrefix(address, "./") != path.Base(strings.ReplaceAll(file, `\`, "/"))) {
		return "", false
	}
	if plainWords, err := url.PathUnescape(fragment); err == nil {
		fragment = plainWords
	}
	return fragment, true
}

// asID returns a fragment as an id that a heading can have: the same where it can.
func asID(fragment string, reserved func(string) bool) string {
	id := strings.Map(func(r rune) rune {
		if isWord(r) || strings.ContainsRune("_.:-", r) || unicode.Is(unicode.M, r) {
			return r
		}
		return '-'
	}, fragment)
	id = strings.TrimLeft(strings.TrimRight(id, "-"), "-_.:")
	if reserved != nil && reserved(id) {
		id = "section-" + id
	}
	return id
}

var (
	anchorElement = regexp.MustCompile(`(?i)<a\s+(?:[^<>]*\s)?(?:name|id)\s*=\s*["']?([^"'<>\s]+)["']?[^<>]*?(?:/>|>\s*</a\s*>)`)
	innerLink     = regexp.MustCompile(`(\]\(\s*<?)([^()\s<>]*#[^()\s<>]*)`)
	innerRef      = regexp.MustCompile(`(?m)^( {0,3}\[[^\]^]+\]:\s*<?)([^\s<>]*#[^\s<>]*)`)
	headingID     = regexp.MustCompile(`\{[^{}]*#([^\s{}]+)[^{}]*\}\s*$`)
)

// headingAt is a heading of a Markdown text.
type headingAt struct {
	line int
	id   string // written by the author, or given for a link
}

// linked are the headings of a text by the ids that links into it name.
type linked struct {
	heads []headingAt
	words []string       // of each heading
	owner map[string]int // the heading of an id
	known *aliases       // what other programs would have called each heading
	said  map[string]bool
}

// anchors gives the headings that links into the page mean the ids by which they mean them, and says which lead nowhere.
func (m *markdownText) anchors(o Options) {
	of := m.linked()
	for i, l := range m.lines {
		if m.code[i] || m.dropped[i] || !strings.Contains(l, "#") {
			continue
		}
		for _, p := range []*regexp.Regexp{innerLink, innerRef} {
			l = replaceWithPlace(p, l, func(at int, g []string) string {
				if strings.Count(l[:at], "`")%2 == 1 {
					return g[0]
				}
				return g[1] + m.redirect(of, i, g[2], o)
			})
		}
		m.lines[i] = l
	}
	for _, h := range of.heads {
		if h.id != "" && !headingID.MatchString(m.lines[h.line]) {
			m.lines[h.line] = strings.TrimRight(closingHash.ReplaceAllString(m.lines[h.line], ""), " \t") + " {#" + h.id + "}"
		}
	}
}

// linked gathers the headings, and takes away the empty anchors that stand at them or directly before them.
func (m *markdownText) linked() *linked {
	of := &linked{owner: map[string]int{}, said: map[string]bool{}}
	waiting := []string{} // anchors that stand directly before what comes next
	for i := 0; i < len(m.lines); i++ {
		if m.code[i] || m.dropped[i] {
			continue
		}
		level := m.headingLevel(i)
		var names []string
		for _, a := range anchorElement.FindAllStringSubmatch(m.lines[i], -1) {
			names = append(names, a[1])
		}
		rest := strings.TrimSpace(anchorElement.ReplaceAllString(m.lines[i], ""))
		switch {
		case level > 0:
			h := headingAt{line: i}
			if id := headingID.FindStringSubmatch(m.lines[i]); id != nil {
				h.id = id[1]
				of.owner[id[1]] = len(of.heads)
			}
			for _, name := range append(waiting, names...) {
				of.owner[name] = len(of.heads)
			}
			if len(names) > 0 {
				m.lines[i] = strings.TrimRight(anchorElement.ReplaceAllString(m.lines[i], ""), " ")
			}
			of.heads, waiting = append(of.heads, h), nil
			of.words = append(of.words, strip(explicitID.ReplaceAllString(strings.TrimRight(m.lines[i], "# \t"), "")))
			if i+1 < len(m.lines) && setextLine.MatchString(m.lines[i+1]) && !atxHeading.MatchString(m.lines[i]) {
				i++
			}
		case len(names) > 0 && rest == "":
			waiting = append(waiting, names...)
			if m.opensHeading(i + 1) {
				m.lines[i] = ""
			}
		case rest != "":
			waiting = nil
		}
	}
	of.known = newAliases(m.lang, of.words)
	return of
}

// redirect returns the target of a link on a line, where it leads into the page by the id of the heading that it means.
func (m *markdownText) redirect(of *linked, i int, target string, o Options) string {
	fragment, own := fragmentOf(target, o.File)
	if !own {
		return target
	}
	at, has := of.owner[fragment]
	if !has {
		at = of.known.meant(fragment)
	}
	if at < 0 {
		if !of.said[fragment] {
			of.said[fragment] = true
			m.find(i, KindLink, fmt.Sprintf("#%s leads nowhere: no heading has this id, and none has these words", fragment), true)
		}
		return target
	}
	h := &of.heads[at]
	if h.id == "" {
		h.id = asID(fragment, o.Reserved)
		if _, taken := of.owner[h.id]; h.id == "" || taken && of.owner[h.id] != at {
			return target
		}
		of.owner[h.id] = at
		m.find(h.line, KindLink, fmt.Sprintf("#%s is the id of its heading, since a link leads there: %s", h.id, clip(of.words[at])), false)
	}
	return "#" + h.id
}

// closingHash is the closing sequence of a heading, behind which no id can stand.
var closingHash = regexp.MustCompile(`\s+#+\s*$`)

// opensHeading reports whether the next line that says something is a heading.
func (m *markdownText) opensHeading(i int) bool {
	for ; i < len(m.lines); i++ {
		if m.headingLevel(i) > 0 {
			return true
		}
		if strings.TrimSpace(anchorElement.ReplaceAllString(m.lines[i], "")) != "" {
			return false
		}
	}
	return false
}
