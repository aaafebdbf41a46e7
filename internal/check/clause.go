package check

import (
	"fmt"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/locale"
	"candor/internal/markdown"
)

// clause holds the clause that promises how the policy changes, where [promises] name it, against what they say: every time that the clause
// counts is one of theirs, and every notice that they promise stands in it.
func (t *Text) clause() diag.List {
	p := t.Promises
	if p == nil || p.Clause == "" {
		return nil
	}
	blocks := clauseOf(t.Document, p.Clause)
	if len(blocks) == 0 {
		return diag.List{warn(t.Place, RuleClause, fmt.Sprintf("[promises] name the clause %q, and the text has no heading or paragraph with this id", p.Clause),
			"clause is what stands after # in the address of the clause; {#"+p.Clause+"} after a heading gives it this id")}
	}
	units, words := locale.CountsIn(t.Lang)
	if !units {
		return nil
	}
	var spoken []amount
	for _, b := range blocks {
		of := wordsOf(b)
		for _, q := range locale.Quantities(strings.TrimPrefix(of, b.Number), t.Lang) {
			if lasting(q.Unit) {
				spoken = append(spoken, amount{q, mark{strings.Join(strings.Fields(strings.TrimPrefix(of, b.Number)[q.Start:q.End]), " "), b.Pos}})
			}
		}
	}
	promised := []amount{promisedTime(p.Notice), promisedTime(p.NoticeOther), months(p.ReviewMonths), days(p.RespondDays)}
	promised = slices.DeleteFunc(promised, func(a amount) bool { return a.Value == 0 })
	var out diag.List
	for _, a := range spoken {
		if a.Value > 1 && !among(promised, a) {
			out.Add(warn(a.pos, RuleClause, fmt.Sprintf("the clause that promises how the policy changes says “%s”, and [promises] do not", a.what), "make both say the same"))
		}
	}
	for _, notice := range []civil.Period{p.Notice, p.NoticeOther} {
		if words && !notice.IsZero() && notice.Days+notice.Months > 1 && !among(spoken, promisedTime(notice)) {
			out.Add(warn(blocks[0].Pos, RuleClause, fmt.Sprintf("[promises] say %s of notice, and the clause that promises this does not", notice), "make both say the same"))
		}
	}
	return out
}

// clauseOf returns the blocks of a clause: a heading with all that stands under it, or one block.
func clauseOf(d *markdown.Document, id string) []*markdown.Block {
	at := slices.IndexFunc(d.Blocks, func(b markdown.Block) bool { return b.ID == id })
	if at < 0 {
		return nil
	}
	out := []*markdown.Block{&d.Blocks[at]}
	if out[0].Kind != markdown.Heading {
		return out
	}
	for i := at + 1; i < len(d.Blocks); i++ {
		b := &d.Blocks[i]
		if b.Kind == markdown.Heading && b.Level <= out[0].Level {
			break
		}
		out = append(out, b)
	}
	return out
}

func lasting(unit string) bool {
	return slices.Contains([]string{"day", "week", "month", "year"}, unit)
}

func among(amounts []amount, a amount) bool {
	return slices.ContainsFunc(amounts, func(o amount) bool { return o.lasts(a) })
}

func days(n int) amount   { return amount{Quantity: locale.Quantity{Value: float64(n), Unit: "day"}} }
func months(n int) amount { return amount{Quantity: locale.Quantity{Value: float64(n), Unit: "month"}} }

func promisedTime(p civil.Period) amount {
	if p.Months > 0 {
		return months(p.Months)
	}
	return days(p.Days)
}
