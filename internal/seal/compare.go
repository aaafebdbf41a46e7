package seal

import (
	"fmt"
	"slices"
	"strings"

	"candor/internal/diag"
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
	v := &verifier{center: c, items: map[string]Item{}}
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

func dayWord(l Line) string {
	if l.Sealed.IsZero() {
		return "a day not stated"
	}
	return l.Sealed.String()
}
