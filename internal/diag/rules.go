package diag

import (
	_ "embed" // the catalogue
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed rules.txt
var catalogue string

// Rule is what is known of a rule: what its diagnostics mean and what may be done about them.
type Rule struct {
	ID       string
	Severity Severity // that of most of its diagnostics
	Open     bool     // config.toml may silence it
	Content  bool     // a fault of a text's content: a warning in a sealed text, which can no longer be changed (docs/formats.md, section 7)
	Section  string   // of the contract: "docs/formats.md, section 7"
	Text     string   // what it means, why it matters, how to mend it: one paragraph
}

// Rules returns every rule of candor, sorted by id.
func Rules() []Rule { return slices.Clone(rules()) }

// rules are read once: a rule is asked for of every diagnostic.
var rules = sync.OnceValue(func() []Rule { return parseRules(catalogue) })

// FindRule returns a rule by its id.
func FindRule(id string) (Rule, bool) {
	all := rules()
	i := slices.IndexFunc(all, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return all[i], true
}

// RuleIDs returns the ids of all rules, sorted.
func RuleIDs() []string {
	all := rules()
	ids := make([]string, len(all))
	for i, r := range all {
		ids[i] = r.ID
	}
	return ids
}

// parseRules reads the catalogue: entries that begin with "# ID | SEVERITY | FLAGS | SECTION".
func parseRules(text string) []Rule {
	var rules []Rule
	for entry := range strings.SplitSeq("\n"+text, "\n# ") {
		head, body, _ := strings.Cut(entry, "\n")
		parts := strings.Split(head, " | ")
		if len(parts) != 4 {
			continue
		}
		r := Rule{ID: parts[0], Section: parts[3], Text: strings.Join(strings.Fields(body), " ")}
		if parts[1] == Warning.String() {
			r.Severity = Warning
		}
		flags := strings.Fields(parts[2])
		r.Open, r.Content = slices.Contains(flags, "open"), slices.Contains(flags, "content")
		rules = append(rules, r)
	}
	slices.SortFunc(rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return rules
}

// Explain returns a rule for the terminal, its lines up to width columns wide.
func (r Rule) Explain(width int) string {
	may := "cannot be silenced"
	if r.Open {
		may = fmt.Sprintf("silenced in config.toml: [check] rules = { %s = \"off\" }", r.ID)
	}
	return fmt.Sprintf("%s: %s, %s\n\n%s\n%s.\n", r.ID, r.Severity, r.Section, wrap(r.Text, width), strings.ToUpper(may[:1])+may[1:])
}

func wrap(text string, width int) string {
	var b strings.Builder
	at := 0
	for _, word := range strings.Fields(text) {
		n := len([]rune(word))
		switch {
		case at == 0:
		case at+1+n > width:
			b.WriteByte('\n')
			at = 0
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	b.WriteByte('\n')
	return b.String()
}
