package internal_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// walk calls do with each file of the repository that its name admits; a center's texts and what tests are made of are not the project's words.
func walk(t *testing.T, admits func(name string) bool, do func(name, text string)) {
	t.Helper()
	err := filepath.WalkDir("..", func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(file, ".."+string(filepath.Separator)))
		if e.IsDir() {
			if name != ".." && strings.HasPrefix(e.Name(), ".") || slices.Contains([]string{"content", "testdata", "node_modules", "public"}, e.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if !admits(name) {
			return nil
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		do(name, string(data))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func isPage(name string) bool { return path.Ext(name) == ".md" }

// headings returns the ids that hosts of repositories give to the headings of a page: its words in lower case without punctuation, spaces as hyphens.
func headings(text string) []string {
	var ids []string
	code := false
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "```") {
			code = !code
		}
		words, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " ")
		if code || !ok || !strings.HasPrefix(line, "#") {
			continue
		}
		ids = append(ids, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
				return unicode.ToLower(r)
			}
			return -1
		}, words))
	}
	return ids
}

var (
	pageLink = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	codeSpan = regexp.MustCompile("`[^`\n]*`")
	fenced   = regexp.MustCompile("(?ms)^```.*?^```$")
)

// TestLinks holds the links of the project's pages: the file is there, and the heading.
func TestLinks(t *testing.T) {
	pages := map[string]string{}
	walk(t, isPage, func(name, text string) { pages[name] = text })
	if len(pages) < 10 {
		t.Fatalf("only %d pages were found", len(pages))
	}
	for name, text := range pages {
		text = codeSpan.ReplaceAllString(fenced.ReplaceAllString(text, ""), "")
		for _, m := range pageLink.FindAllStringSubmatch(text, -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			to, anchor, _ := strings.Cut(m[1], "#")
			target := path.Join(path.Dir(name), to)
			if to == "" {
				target = name
			}
			if _, err := os.Stat(filepath.Join("..", target)); err != nil {
				t.Errorf("%s: a link leads to %s, which is not there", name, m[1])
			} else if anchor != "" && !slices.Contains(headings(pages[target]), anchor) {
				t.Errorf("%s: %s has no heading %q", name, target, anchor)
			}
		}
	}
}

var (
	cited   = regexp.MustCompile(`\b(docs/[\w./-]*\w\.(?:md|json)|ARCHITECTURE\.md|CONTRIBUTING\.md)`)
	section = regexp.MustCompile(`docs/formats\.md, sections? (\d+)`)
)

// TestCitations holds that each document which code, templates, rules and schemas cite is in the repository, and each section of the contract.
func TestCitations(t *testing.T) {
	contract, err := os.ReadFile("../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	of := func(name string) bool {
		return !strings.HasSuffix(name, "_test.go") && slices.Contains([]string{".go", ".txt", ".json", ".html", ".js", ".css", ".toml", ".md"}, path.Ext(name))
	}
	walk(t, of, func(name, text string) {
		if isPage(name) {
			text = codeSpan.ReplaceAllString(text, "") // [TestLinks] has its links
		}
		for _, m := range cited.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join("..", m[1])); err != nil {
				t.Errorf("%s cites %s, which is not there", name, m[1])
			}
		}
		for _, m := range section.FindAllStringSubmatch(text, -1) {
			found++
			if !strings.Contains(string(contract), "\n## "+m[1]+". ") {
				t.Errorf("%s cites section %s of docs/formats.md, which is not there", name, m[1])
			}
		}
	})
	if found < 20 {
		t.Errorf("only %d citations of the contract were found", found)
	}
}

var (
	shown  = regexp.MustCompile(`(?m)(?:^|[` + "`" + `"'«(;:,] ?|\b(?:and|or|is|with|by|then|through|what|ends,) |^ +|\./)candor ([a-z]+)\b`)
	option = regexp.MustCompile(`(?:^|\s)(--[a-z][a-z-]*)`)
)

// needed are the flags without which a command does nothing: who pastes a call that shows one of its flags has all of these.
var needed = map[string][]string{"sent": {"--channel", "--told"}, "review": {"--on"}, "move": {"--effective"}}

// TestCalls holds every call of candor that pages, rules and diagnostics show against docs/commands.md, which a test of cmd/candor holds
// against the program: the command is there, with these flags.
func TestCalls(t *testing.T) {
	commands, err := os.ReadFile("../docs/commands.md")
	if err != nil {
		t.Fatal(err)
	}
	help := map[string]string{}
	for _, part := range strings.Split(string(commands), "\n## ")[1:] {
		name, text, _ := strings.Cut(part, "\n")
		help[name] = text
	}
	found := 0
	of := func(name string) bool {
		return isPage(name) || path.Ext(name) == ".txt" || path.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go")
	}
	walk(t, of, func(name, text string) {
		for _, at := range shown.FindAllStringSubmatchIndex(text, -1) {
			rest := text[at[3]:]
			if end := strings.IndexAny(rest, "`\n;"); end >= 0 {
				rest = rest[:end]
			}
			rest, _, _ = strings.Cut(rest, "candor ")
			verb := text[at[2]:at[3]]
			call := "candor " + verb + rest
			command, ok := help[verb]
			flags := option.FindAllStringSubmatch(rest, -1)
			if !ok {
				if len(flags) > 0 {
					t.Errorf("%s: %q: there is no command %q", name, call, verb)
				}
				continue
			}
			found++
			var has []string
			for _, f := range flags {
				has = append(has, f[1])
				if !regexp.MustCompile(regexp.QuoteMeta(f[1]) + `\b`).MatchString(command) {
					t.Errorf("%s: %q: %s has no flag %s", name, call, verb, f[1])
				}
			}
			for _, f := range needed[verb] {
				if len(has) > 0 && !slices.Contains(has, f) && !slices.Contains(has, "--dry-run") {
					t.Errorf("%s: %q: %s needs %s", name, call, verb, f)
				}
			}
		}
	})
	if found < 100 {
		t.Errorf("only %d calls were found", found)
	}
}
