package markdown

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
)

// shared returns the folder of real policies, or skips the test: their words are not ours to keep in the repository.
func shared(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("CANDOR_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	dir = filepath.Join(dir, "corpus")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no corpus beside the repository")
	}
	return dir
}

// TestCorpusKeepsWords reads real policies and compares the letters of each source, its Markdown taken off by a scanner that
// knows nothing of goldmark, with those of its page.
func TestCorpusKeepsWords(t *testing.T) {
	dir := shared(t)
	n, read, exact, failed := 0, 0, 0, 0
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".md") || e.Name() == "README.md" {
			return err
		}
		if n++; testing.Short() && n%20 != 0 {
			return nil
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		same, ok := keepsWords(t, name, langOf(path), body)
		if same {
			exact++
		}
		if read++; !ok {
			failed++
		}
		if failed > 10 {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if t.Logf("%d texts, %d exactly", read, exact); exact*100 < read*97 {
		t.Errorf("only %d of %d texts have exactly the letters of their source", exact, read)
	}
}

// langOf returns the language in a corpus name: 2023-01-06.en.md, en/firefox.md.
func langOf(path string) string {
	parts := strings.Split(filepath.Base(path), ".")
	if len(parts) > 2 {
		return parts[len(parts)-2]
	}
	return "en"
}

func keepsWords(t *testing.T, name, lang string, body []byte) (exact, ok bool) {
	t.Helper()
	if rest, ok := strings.CutPrefix(string(body), "---\n"); ok { // YAML front matter
		if i := strings.Index(rest, "\n---"); i >= 0 {
			body = []byte(rest[i+4:])
		}
	}
	d, _ := Parse(body, Options{File: name, Line: 1, Lang: lang})
	page := pageText(d.HTML())
	want, got := onlyLetters(plain(string(body))), onlyLetters(page)
	if strings.Contains(string(body), "[^") {
		return true, true // footnotes move; the golden files hold them
	}
	if i, lost := missingFrom(want, got); lost {
		t.Errorf("%s: the page has other words:\nsource %q\npage   %q", name, around(want, i), around(got, i))
		return false, false
	}
	if blocks := onlyLetters(blockText(d)); blocks != got {
		t.Errorf("%s: the blocks have other words than the page", name)
		return false, false
	}
	if fused := fusedWord(page, string(body)); fused != "" && !joinsLines(lang) {
		t.Errorf("%s: the page has the word %q, the source does not", name, fused)
		return false, false
	}
	return want == got, true
}

// fusedWord returns a word of the page that the source has not, marks of emphasis taken as nothing or as a space.
func fusedWord(page, source string) string {
	known := map[string]bool{}
	text := html.UnescapeString(source)
	joined := strings.NewReplacer("*", "", "_", "", "~", "", "`", "", "\\", "", "[", "", "]", "")
	for _, s := range []string{text, joined.Replace(text), joined.Replace(plain(source))} {
		for _, w := range wordsOf(s) {
			known[w] = true
		}
	}
	bare := strings.Join(wordsOf(tags.ReplaceAllString(text, "")), " ") + " "
	for _, w := range wordsOf(page) {
		if !known[w] && !strings.Contains(bare, w+" ") {
			return w
		}
	}
	return ""
}

var tags = regexp.MustCompile(`</?(a|b|i|em|strong|span|font|u|sub|sup|mark|kbd|abbr|small)\b[^<>]*>`)

func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

// missingFrom looks for want in got, piece by piece in order: what is no link to goldmark (an unclosed bracket before it is enough)
// has its target in the page, and the scanner has taken that for syntax. It returns where a letter is missing.
func missingFrom(want, got string) (at int, lost bool) {
	j := 0
	for i := 0; i < len(want); i++ {
		from := j
		for j < len(got) && got[j] != want[i] {
			j++
		}
		if j == len(got) || j-from > 400 {
			return i, true
		}
		j++
	}
	return 0, false
}

func around(s string, i int) string {
	return strings.ToValidUTF8(s[max(0, i-60):min(len(s), i+60)], "")
}

func onlyLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

var syntax = []struct {
	find *regexp.Regexp
	put  string
}{
	{regexp.MustCompile(`(?s)<!--.*?-->`), " "},
	{regexp.MustCompile(`(?is)<(script|style)\b.*?</(script|style)>`), " "},
	{regexp.MustCompile(`<(https?:[^>\s]*|[^>\s]+@[^>\s]+)>`), "$1"},
	{regexp.MustCompile(`(?s)<(/?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?)>`), " "},
	{regexp.MustCompile(`(?m)^( {0,3}|[-*+>] +)(\[[^\]\n]+\]:\s*\S*[:/.#]\S*)([ \t]+("[^"\n]*"|'[^'\n]*'))?\s*$`), "$1"},
	{regexp.MustCompile(`\{:[^{}\n]*\}`), " "},
	{regexp.MustCompile(`(?m)(^#{1,6} .*?)\s*\{[#.][^{}\n]*\}\s*$`), "$1"},
	{regexp.MustCompile(`\]\(\s*(<[^<>\n]*>|(?:[^()\s\\]|\\.|\((?:[^()\s]|\([^()\s]*\))*\))*)(\s+("[^"]*"|'[^']*'|\([^()]*\)))?\s*\)`), "]"},
	{regexp.MustCompile(`\]\[[^\[\]\n]*\]`), "]"},
	{regexp.MustCompile("(?m)^ {0,3}(`{3,}|~{3,}).*$"), " "},
}

// plain takes the syntax of Markdown off a text.
func plain(s string) string {
	for _, x := range syntax {
		s = x.find.ReplaceAllString(s, x.put)
	}
	return html.UnescapeString(s)
}

// pageText returns the words of a page, list numbers and alternative texts included.
func pageText(page []byte) string {
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(string(page)))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.String()
		case html.TextToken:
			out.Write(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			t := z.Token()
			if !isInline(t.Data) || t.Data == "sup" {
				out.WriteByte(' ')
			}
			for _, a := range t.Attr {
				if t.Data == "img" && a.Key == "alt" {
					out.WriteString(" " + a.Val + " ")
				}
			}
		}
	}
}

// blockText returns the words of a document's blocks.
func blockText(d *Document) string {
	var out strings.Builder
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if list := listOf(b); b.Kind == Item && d.tree.lists[list].typed {
			out.WriteString(b.Number + " ")
		}
		from := 0
		for _, to := range append(append([]int{}, b.Cells...), len(b.Spans)) {
			for _, s := range b.Spans[from:to] {
				if s.Style&(HardBreak|NoteRef|Image) != 0 {
					out.WriteByte(' ')
				}
				out.WriteString(s.Text)
				if s.Style&(NoteRef|Image) != 0 {
					out.WriteByte(' ')
				}
			}
			out.WriteByte(' ')
			from = to
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func listOf(b *Block) int {
	if n := len(b.Containers); n > 1 {
		return b.Containers[n-2].N
	}
	return -1
}
