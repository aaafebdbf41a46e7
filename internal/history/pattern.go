package history

import (
	"fmt"
	"regexp"
	"strings"

	"candor/internal/git"
	"candor/internal/locale"
)

// placeholder stands for the tag of a language in a pattern.
const placeholder = "{lang}"

// pattern is which files are which language's.
type pattern struct {
	text  string         // with the placeholder
	named *regexp.Regexp // the paths that name their language; nil: none
	main  string         // the path that names none, and is the main language's; "": none
	asked bool           // that path was asked for; else it stands in where no path names the main language
	lang  string         // the main language
}

var optional = regexp.MustCompile(`\[([^][{}]*)\{lang\}([^][{}]*)\]`)

// newPattern reads a pattern: a path, in which {lang} stands for the tag of a language. What stands in brackets with it is left out in the name of
// the main language's file: privacy[-{lang}].md.
func newPattern(text, lang string) (pattern, error) {
	p := pattern{text: text, main: text, asked: true, lang: lang}
	if !strings.Contains(text, placeholder) {
		return p, nil
	}
	p.main = ""
	if groups := optional.FindAllStringIndex(text, -1); len(groups) > 1 {
		return p, fmt.Errorf("%s: only one part in brackets can be left out of the main language's name", text)
	} else if len(groups) == 1 {
		p.main = text[:groups[0][0]] + text[groups[0][1]:]
		p.text = optional.ReplaceAllString(text, "$1"+placeholder+"$2")
	} else {
		p.main, p.asked = unnamed(text), false
	}
	if strings.Contains(p.main, placeholder) {
		p.main = ""
	}
	parts := strings.Split(p.text, placeholder)
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	p.named = regexp.MustCompile("^" + strings.Join(parts, "([A-Za-z0-9_-]+)") + "$")
	return p, nil
}

// unnamed returns the path without the tag and the sign or the folder that it has for itself: privacy.md for privacy-{lang}.md and for {lang}/privacy.md;
// "" where no name is left.
func unnamed(text string) string {
	before, after, _ := strings.Cut(text, placeholder)
	switch {
	case strings.HasPrefix(after, "/") && (before == "" || strings.HasSuffix(before, "/")):
		return before + after[1:]
	case before != "" && strings.ContainsAny(before[len(before)-1:], "-_.") && !strings.HasSuffix(before[:len(before)-1], "/") && len(before) > 1:
		return before[:len(before)-1] + after
	}
	return ""
}

// language returns the language of a path, which of the two kinds it is of, and whether it is one that is asked for.
func (p pattern) language(path string) (lang string, named, ok bool) {
	if p.named != nil {
		if m := p.named.FindStringSubmatch(path); m != nil {
			for _, other := range m[2:] {
				if other != m[1] {
					return "", false, false
				}
			}
			tag, err := locale.ParseTag(strings.ReplaceAll(m[1], "_", "-"))
			return tag, true, err == nil
		}
	}
	return p.lang, false, p.main != "" && path == p.main
}

// paths says to git which files are asked for.
func (p pattern) paths() git.Paths {
	var specs []string
	if p.named != nil {
		parts := strings.Split(p.text, placeholder)
		for i, part := range parts {
			parts[i] = git.Quote(part)
		}
		specs = append(specs, strings.Join(parts, "*"))
	}
	if p.main != "" {
		specs = append(specs, git.Quote(p.main))
	}
	return git.Paths{Specs: specs, Match: func(path string) bool { _, _, ok := p.language(path); return ok }}
}
