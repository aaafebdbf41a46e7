package page

import (
	"html/template"

	"candor/internal/locale"
	"candor/internal/policy"
)

// Parallel is the text in force beside its text in another language, clause by clause.
type Parallel struct {
	Frame
	PolicyAddress     string
	State, StateClass string
	Status            template.HTML
	Passed            []Passed
	Left, Right       Side          // the ids of the right side begin with its language tag
	Note              template.HTML // says that clauses may not match, "" where they do
	Article           template.HTML // rows of two cells
}

// Side is one of the two texts of a parallel page.
type Side struct {
	Title, Lang, Dir, Name, Note, URL string // Name is the language's own, Note what the text is
}

// other are the languages of which a policy has a parallel page: all that the text in force has, if it has two.
func parallels(s *policy.Standing) []string {
	if len(s.Shown.Languages) < 2 {
		return nil
	}
	var out []string
	for _, w := range s.Shown.Languages {
		out = append(out, w.Text.Lang)
	}
	return out
}

// sides are the two texts of a parallel page: on the left that of the page's language, or where that is the one on the right the
// original, or its first translation.
func sides(e *policy.Edition, tag, lang string) (left, right *policy.Wording) {
	right = e.Text(tag)
	left, _ = wording(e, lang)
	if left.Text.Lang == tag {
		left = &e.Languages[0]
	}
	if left.Text.Lang == tag {
		left = &e.Languages[1]
	}
	return left, right
}

func (p *planner) parallel(s *policy.Standing, tag string, noindex bool) Parallel {
	e := s.Shown
	left, right := sides(e, tag, p.lang)
	at := "/" + s.ID + "/parallel/" + tag + "/"
	name := func(lang string) string { return p.print.LanguageName(lang) }
	d := Parallel{Frame: p.frame(at, p.print.Text("parallel_title", Title(left), name(left.Text.Lang), name(right.Text.Lang)), "documents", noindex),
		PolicyAddress: "/" + s.ID + "/", Status: p.status(s, e), Left: p.side(s, e, left), Right: p.side(s, e, right),
		Article: p.Texts.Parallel(e, left, right, p.lang).HTML}
	d.State, d.StateClass = p.standing(s, e)
	d.Path = []Link{{Text: p.print.Text("nav_documents"), Address: "/"}, p.policyLink(s)}
	d.Passed = p.passed(s, e)
	d.Sheet, d.SheetUntil = p.sheet(s, e, left), until(d.Passed)
	d.real(p.set, func(lang string) bool { return e.Text(lang) != nil })
	for _, w := range []*policy.Wording{left, right} {
		if s.Lag(e, w) != nil {
			d.Note = p.say("parallel_behind")
		}
	}
	return d
}

func (p *planner) side(s *policy.Standing, e *policy.Edition, w *policy.Wording) Side {
	return Side{Title: Title(w), Lang: w.Text.Lang, Dir: locale.Direction(w.Text.Lang), Name: locale.SelfName(w.Text.Lang), Note: p.translation(s, e, w),
		URL: p.set.URL(w.Text.Lang, "/"+s.ID+"/")}
}
