package page

import (
	"slices"
	"strconv"

	"candor/internal/civil"
	"candor/internal/locale"
	"candor/internal/policy"
)

// Picture is the versions of a policy on a line of time, to scale, as the parts of an SVG image. Lengths are pixels; the newest day is at
// the top. In right-to-left languages the picture is mirrored.
type Picture struct {
	Width, Height int
	Line, Side    int // where the line of time stands, and the bars of notice
	Words, Years  int // where words begin, and the numbers of years
	Year          []Tick
	Spans         []Span
	Told          []Span // from the announcement to the effect of a version
	Dots          []Dot
}

// Tick is the first day of a year.
type Tick struct {
	Y     float64
	Label string
}

// Span is a stretch of the line. Class is now, bar or wait.
type Span struct {
	From, To float64
	Class    string
}

// Dot is a version, or today; its words may stand lower than its place where others are in the way.
type Dot struct {
	Y, LabelY float64
	Class     string // in, soon, past, void or today
	Label     string
	Lead      string // points of the line from the dot to its words, "" where they stand beside it
}

const (
	pictureWidth = 300
	yearHeight   = 84 // pixels of a year, at least
	labelHeight  = 21 // pixels between two lines of words
	mostHeight   = 2400
	headRoom     = 24
)

func (p *planner) picture(s *policy.Standing) *Picture {
	var shown []*policy.Edition
	for _, e := range s.Editions {
		if !e.Draft() {
			shown = append(shown, e)
		}
	}
	if len(shown) < 2 {
		return nil
	}
	scale := newScale(shown, p.Center.Day)
	pic := &Picture{Width: pictureWidth, Line: 78, Side: 66, Words: 102, Years: 0}
	if p.rtl() {
		pic.Line, pic.Side, pic.Words, pic.Years = pictureWidth-pic.Line, pictureWidth-pic.Side, pictureWidth-pic.Words, pictureWidth
	}
	for year := scale.top.Year; year > scale.bottom.Year; year-- {
		if day := civil.Of(year, 1, 1); !day.After(scale.top) {
			pic.Year = append(pic.Year, Tick{scale.y(day), strconv.Itoa(year)})
		}
	}
	for _, e := range shown {
		p.draw(pic, s, e, scale)
	}
	pic.Dots = append(pic.Dots, Dot{Y: scale.y(p.Center.Day), Class: "today", Label: p.print.Text("general_today")})
	pic.place()
	return pic
}

func (p *planner) rtl() bool { return locale.Direction(p.voice) == "rtl" }

// draw adds one version: how long it held, since when it was announced, its dot and its day.
func (p *planner) draw(pic *Picture, s *policy.Standing, e *policy.Edition, scale scale) {
	word, class := p.state(e)
	dot := Dot{Y: scale.y(e.From), Class: class, Label: p.print.Date(e.From)}
	if e.State == policy.Cancelled {
		dot.Label = p.print.Text("general_label", word, dot.Label)
	}
	pic.Dots = append(pic.Dots, dot)
	if e.Published.Before(e.From) && e.State != policy.Cancelled {
		pic.Told = append(pic.Told, Span{From: dot.Y, To: scale.y(e.Published)})
	}
	end := e.Until.AddDays(1)
	switch {
	case e.State == policy.Announced:
		pic.Spans = append(pic.Spans, Span{dot.Y, scale.y(p.Center.Day), "wait"})
	case e.State == policy.InForce:
		pic.Spans = append(pic.Spans, Span{scale.y(p.Center.Day), dot.Y, "now"})
	case e.State == policy.Superseded && !e.Until.Before(e.From):
		pic.Spans = append(pic.Spans, Span{scale.y(end), dot.Y, "bar"})
	}
}

// place keeps the words of the dots from standing on each other.
func (pic *Picture) place() {
	slices.SortStableFunc(pic.Dots, func(a, b Dot) int { return int(a.Y*10) - int(b.Y*10) })
	free := 0.0
	for i := range pic.Dots {
		d := &pic.Dots[i]
		d.LabelY = max(d.Y, free)
		free = d.LabelY + labelHeight
		if d.LabelY-d.Y > 1 || d.Class == "today" {
			step := 8
			if pic.Words < pic.Line {
				step = -8
			}
			d.Lead = point(pic.Line+step, d.Y) + " " + point(pic.Line+step*3/2, d.Y) + " " + point(pic.Words-step/2, d.LabelY)
		}
	}
	pic.Height = int(free) + 4
}

func point(x int, y float64) string {
	return strconv.Itoa(x) + "," + strconv.FormatFloat(y, 'f', 1, 64)
}

// scale turns days into pixels.
type scale struct {
	top, bottom civil.Date
	perDay      float64
}

func newScale(shown []*policy.Edition, today civil.Date) scale {
	s := scale{top: today, bottom: today}
	for _, e := range shown {
		for _, day := range []civil.Date{e.From, e.Published} {
			if day.After(s.top) {
				s.top = day
			}
			if day.Before(s.bottom) {
				s.bottom = day
			}
		}
	}
	days := max(s.top.Sub(s.bottom), 1)
	height := min(max(float64(days)*yearHeight/365, float64(len(shown)+1)*labelHeight), mostHeight)
	s.perDay = height / float64(days)
	return s
}

// y is where a day stands, in tenths of a pixel.
func (s scale) y(day civil.Date) float64 {
	return float64(int((headRoom+float64(s.top.Sub(day))*s.perDay)*10+.5)) / 10
}
