// Package check holds texts against what readers expect of them and against each other: the rules that need parsed texts (docs/rules.md).
//
// In come parsed texts with what their front matter says, out come diagnostics. All are warnings, since whether a text may go out is for those who
// publish it, save those of a correction that changes what a text says. The package reads no file and knows nothing of addresses but what it is told.
package check

import (
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/markdown"
	"candor/internal/source"
)

// The rules of this package.
const (
	RuleChanges   = "changes-missing"
	RuleDate      = "text-date"
	RuleLeftover  = "text-leftover"
	RuleDays      = "text-notice-days"
	RuleCheckBack = "text-check-back"
	RuleClause    = "promise-clause"
	RuleStructure = "translation-structure"
	RuleLanguage  = "translation-language"
	RuleAnchor    = "anchor-missing"
	RuleLink      = "link-language"
	RuleUnlinked  = "attachment-unlinked"
)

// Text is one wording of a version.
type Text struct {
	File                 string
	Lang                 string
	Document             *markdown.Document
	Front                *source.Front
	Place                diag.Pos // of its title, for what concerns the whole text
	Published, Effective civil.Date
	Also                 []civil.Date     // other dates that the version has had: before it was moved, of corrections
	Promises             *source.Promises // that hold for the version, nil for none
	First                bool             // it is of a policy's first version
	Outdated             bool             // a translation that says that it follows an earlier wording
	Doubtful             bool             // what its policy's front matters and events say is not known for certain
}

// Alone returns what one text has to be told by itself.
func Alone(t *Text) diag.List {
	var out diag.List
	if !t.First && !t.Doubtful && len(t.Front.Changes) == 0 && t.Front.Corrected.IsZero() {
		out.Add(diag.Diagnostic{Pos: t.Place, Severity: diag.Warning, Rule: RuleChanges, Message: "does not say in this language what has changed",
			Hint: "changes = [\"…\"] in the words of people"})
	}
	if !t.Doubtful {
		out.Add(t.clause()...)
	}
	for i := range t.Document.Blocks {
		b := &t.Document.Blocks[i]
		if b.Kind == markdown.Code {
			continue
		}
		words := wordsOf(b)
		out.Add(leftover(b, words)...)
		if t.Doubtful {
			continue
		}
		out.Add(t.dates(b, words)...)
		out.Add(t.days(b, words)...)
		out.Add(t.back(b, words)...)
	}
	return out
}

func wordsOf(b *markdown.Block) string {
	var s strings.Builder
	for i := range b.Spans {
		if slices.Contains(b.Cells, i) {
			s.WriteByte('\t') // no word and no number goes on in the next cell
		}
		if b.Spans[i].Style&markdown.NoteRef == 0 {
			s.WriteString(b.Spans[i].Text)
		}
	}
	return s.String()
}

func warn(pos diag.Pos, rule, message, hint string) diag.Diagnostic {
	return diag.Diagnostic{Pos: pos, Severity: diag.Warning, Rule: rule, Message: message, Hint: hint}
}
