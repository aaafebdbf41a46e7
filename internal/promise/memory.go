package promise

import (
	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/policy"
)

// Memory judges archives one after another. A policy that is the value that it was ([policy.Joiner]), on the same day and with the same
// days of sealing, is not judged again. The zero value is ready.
type Memory struct {
	// Decides reports whether a command is about to make a file. What takes effect by it on the very day is judged as what is still to come:
	// it can be helped as long as nothing is written. nil for none.
	Decides func(file string) bool

	judged map[*policy.Policy]map[civil.Date]*judgement
}

// judgement is what was found of a policy on a day, with every day of sealing that it asked for.
type judgement struct {
	record *record
	diags  diag.List
	sealed map[string]civil.Date
}

// Judge is [Judge]. Calls follow each other.
func (m *Memory) Judge(a *policy.Archive, day civil.Date, sealed func(file string) civil.Date) (*Book, diag.List) {
	b := &Book{of: make(map[string]*record, len(a.Policies))}
	now := make(map[*policy.Policy]map[civil.Date]*judgement, len(a.Policies))
	var diags diag.List
	for _, p := range a.Policies {
		days := m.judged[p]
		if days == nil || len(days) >= daysKept {
			days = map[civil.Date]*judgement{}
		}
		j := days[day]
		if j == nil || m.Decides != nil || !j.holds(sealed) {
			j = judged(p, day, sealed, m.Decides)
			if m.Decides == nil {
				days[day] = j
			}
		}
		now[p] = days
		b.of[p.ID] = j.record
		b.Due = append(b.Due, j.record.due...)
		diags.Add(j.diags...)
	}
	m.judged = now // what became of policies that are no more is forgotten
	diags.Sort()
	return b, diags
}

// daysKept is for how many days the judgement of a policy is remembered.
const daysKept = 8

func judged(p *policy.Policy, day civil.Date, sealed func(file string) civil.Date, decides func(file string) bool) *judgement {
	j := &judgement{sealed: map[string]civil.Date{}}
	j.record, j.diags = judgePolicy(p, day, func(file string) civil.Date {
		on := sealed(file)
		j.sealed[file] = on
		return on
	}, decides)
	return j
}

// holds reports whether all files are sealed as they were.
func (j *judgement) holds(sealed func(file string) civil.Date) bool {
	for file, on := range j.sealed {
		if sealed(file) != on {
			return false
		}
	}
	return true
}
