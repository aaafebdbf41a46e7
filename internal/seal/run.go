package seal

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"

	"candor/internal/diag"
)

// runMark is the comment that a run of seals begins with ([Append]): how many lines were written at once, and the first digits of the SHA-256 of
// these lines. The day of the run before it does not hold below it.
var runMark = regexp.MustCompile(`^# ([0-9]+) files?, ([0-9a-f]{12})$`)

// run is what stands between the mark of a run and the next.
type run struct {
	at     diag.Pos
	files  int    // that the mark names
	digest string // that the mark names
	lines  []byte // the seals
	seals  int
	taken  int // lines of files that words were taken out of
}

// begin begins a run at its mark.
func (p *parser) begin(mark []string) {
	n, err := strconv.Atoi(mark[1])
	if err != nil {
		p.malformed("a mark of a run says how many files were sealed at once: " + err.Error())
		return
	}
	p.runs = append(p.runs, run{at: p.pos, files: n, digest: mark[2]})
}

// belongs adds a line to the run that it stands in: a seal, or what a seal became when words were taken out.
func (p *parser) belongs(line string, seal bool) {
	if len(p.runs) == 0 {
		return // written before runs had marks
	}
	r := &p.runs[len(p.runs)-1]
	if !seal {
		r.taken++
		return
	}
	r.seals++
	r.lines = append(append(r.lines, line...), '\n')
}

// counted holds what stands in the runs against their marks. A merge may put the lines of one run below the mark of another, so lines are counted over
// all of them; that there are too few says that a seal was taken out, whoever took the file along.
func (p *parser) counted() {
	marked, found := 0, 0
	for _, r := range p.runs {
		marked += r.files
		found += r.seals + r.taken
	}
	if found < marked {
		at := p.short()
		p.diags.Add(diag.Diagnostic{Pos: at, Rule: RuleLost,
			Message: fmt.Sprintf("%s gone: %d were written, and %d are left", areSeals(marked-found), marked, found),
			Hint:    "restore the lines from the history of this file: git log -p -- " + File})
		return
	}
	for _, r := range p.runs {
		sum := sha256.Sum256(r.lines)
		if r.taken > 0 || r.seals != r.files || hex.EncodeToString(sum[:6]) == r.digest {
			continue
		}
		p.diags.Add(diag.Diagnostic{Pos: r.at, Severity: diag.Warning, Rule: RuleMalformed,
			Message: "the lines below are not those that were written with this mark: one was replaced, or they were put in another order",
			Hint:    "compare them with the history of this file: git log -p -- " + File})
	}
}

// short is the place of the first run that lacks lines.
func (p *parser) short() diag.Pos {
	for _, r := range p.runs {
		if r.seals+r.taken < r.files {
			return r.at
		}
	}
	return p.runs[0].at
}

func areSeals(n int) string {
	if n == 1 {
		return "1 seal is"
	}
	return fmt.Sprintf("%d seals are", n)
}
