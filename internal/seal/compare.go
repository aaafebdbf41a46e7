package seal

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/redaction"
	"candor/internal/source"
)

// Compare reports the seals of an older archive.sum, that of a repository's revision or of a served site, which the present one does not
// have any more, or has under another day: from the day of sealing a notice is counted. A seal that an event of kind redact names is not
// lost. The older file is read as far as it can be; whoever has it holds it for an archive.sum.
func Compare(old []byte, c *source.Center) diag.List {
	before, _ := Parse(old)
	now, _ := Parse(c.Seals)
	if c.Seals == nil && len(before.Lines) > 0 {
		return diag.List{{Pos: diag.Pos{File: File}, Rule: RuleLost, Message: fmt.Sprintf("is not there, and held the seals of %d files", len(before.Lines)),
			Hint: "restore it: git log -- " + File}}
	}
	v := &verifier{center: c, sums: now, items: map[string]Item{}}
	for _, item := range Items(c) {
		v.items[item.Name()] = item
	}
	var diags diag.List
	for _, l := range before.Lines {
		if d, lost := v.lost(l, now); lost {
			diags.Add(d)
		}
	}
	diags.Sort()
	return diags
}

// lost says what became of an older seal that does not stand as it stood.
func (v *verifier) lost(l Line, now *Sums) (diag.Diagnostic, bool) {
	days, kept := now.days[saying{l.Path, l.Sum}]
	other, found := now.Find(l.Path)
	d := diag.Diagnostic{Pos: diag.Pos{File: File}, Rule: RuleLost, Hint: "restore the line: " + strings.TrimSuffix(formatLine(l.Sum, l.Path), "\n")}
	switch {
	case kept && (l.Sealed.IsZero() || slices.Contains(days, l.Sealed)), v.redacted(l):
		return d, false
	case kept:
		d.Pos = other.Pos
		d.Message = fmt.Sprintf("%q was sealed on %s, and stands under %s now", l.Path, l.Sealed, dayWord(other))
		d.Hint = "put the line back below \"" + sealedMark + l.Sealed.String() + "\""
	case found:
		d.Pos = other.Pos
		d.Message = fmt.Sprintf("the seal of %q was %s and is %s now: a published file was replaced", l.Path, l.Hex()[:12], other.Hex()[:12])
	default:
		d.Message = fmt.Sprintf("the seal of %q, made on %s, is no longer here", l.Path, dayWord(l))
	}
	return d, true
}

// Redactions holds every file that words were taken out of against an older state, whose archive.sum and files are given: nothing else may have
// been changed. Where the file as it was is not there, it says so: then nobody can tell from it what was done.
func Redactions(old []byte, c *source.Center, earlier func(name string) (data []byte, ok bool)) diag.List {
	before, _ := Parse(old)
	now, _ := Parse(c.Seals)
	items := map[string]Item{}
	for _, item := range Items(c) {
		items[item.Name()] = item
	}
	var diags diag.List
	told := map[string]bool{}
	for _, l := range now.Redacted {
		item, there := items[l.Path]
		if told[l.Path] || !there {
			continue // a file that is gone has no words
		}
		told[l.Path] = true
		data, ok := asItWas(before, l.Path, item.Sum, earlier)
		if !ok {
			diags.Add(diag.Diagnostic{Pos: diag.Pos{File: item.Path}, Severity: diag.Warning, Rule: RuleUnproven,
				Message: fmt.Sprintf("words were taken out of it on %s, and the file as it was is not there: whether only words were taken out cannot be told from here", l.On),
				Hint:    "hold it against a state from before that day, or against a copy of the site"})
			continue
		}
		present, err := c.Bytes(item.File)
		if err != nil {
			continue // it is told that it cannot be read
		}
		form, _ := redaction.FormOf(item.Path, present)
		if markedBefore(c, item) {
			data, present = bytes.ReplaceAll(data, earlierMark, []byte(source.Mark)), bytes.ReplaceAll(present, earlierMark, []byte(source.Mark))
		}
		if at, wrong := redaction.Only(data, present, form, item.Lang); wrong != "" {
			diags.Add(diag.Diagnostic{Pos: diag.NewLines(item.Path, present, 1).Pos(min(at, len(present))), Rule: RuleChanged,
				Message: fmt.Sprintf("is said to be as it was but for words that were taken out on %s, and here %s", l.On, wrong),
				Hint:    "restore it, and take words out with candor redact; another wording is a new version or a correction"})
		}
	}
	diags.Sort()
	return diags
}

// earlierMark is what programs before 0.2 put in the place of words, unless they were told otherwise.
var earlierMark = []byte("[…]")

// markedBefore reports whether such a program took words out of a file.
func markedBefore(c *source.Center, item Item) bool {
	return slices.ContainsFunc(c.Events, func(e *source.Event) bool {
		return e.Kind == "redact" && (e.SealBefore != "" || e.OtherMark) && e.Policy == item.Policy && e.Version == item.Version
	})
}

// asItWas returns a file of an older state that has another seal now, as it was sealed there.
func asItWas(before *Sums, name string, now [32]byte, earlier func(name string) ([]byte, bool)) ([]byte, bool) {
	l, sealed := before.Find(name)
	if !sealed || l.Sum == now || earlier == nil {
		return nil, false
	}
	data, ok := earlier(name)
	return data, ok && sha256.Sum256(data) == l.Sum
}

func dayWord(l Line) string {
	if l.Sealed.IsZero() {
		return "a day not stated"
	}
	return l.Sealed.String()
}
