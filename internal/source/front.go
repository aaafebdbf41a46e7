package source

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/table"
)

const frontRule = "front-matter"

// Front is the front matter of a text. What is absent is zero.
type Front struct {
	Title                string
	Published, Effective civil.Date
	EffectiveNew         civil.Date
	StatedPublished      civil.Date // in a draft: the day on which the company says it was published; an adoption makes it Published
	Material             *bool
	Changes              []string
	Action, Summary      string
	Authoritative        bool
	Controller           string
	Waive                *Waive
	ApprovedBy           string
	Approved             civil.Date
	Translates           string
	Added, Corrected     civil.Date
	Reason               string
	NotMaterial          bool     // a correction that changes a number or a date and is no change of the policy
	Breach               bool     // published although the promised notice is not kept
	BreachReason         string   // why, in this language
	Carried              []string // announced versions that take effect later and already hold this change
	Promises             *Promises

	places map[string]diag.Pos
}

// Waive says why a promised notice period is not kept once, and in which promised languages the text comes later for the same reason.
type Waive struct {
	Exception, Reason string
	Languages         []string
}

// Promises is what a policy commits to when it changes.
type Promises struct {
	Notice, NoticeOther       civil.Period // before a material change, and before any other
	Clause                    string       // the id of the heading or paragraph that promises this, "" where it is not named
	Exceptions, Announce      []string
	Archive                   bool
	ReviewMonths, RespondDays int // 0: not promised
	Languages                 []string
}

// Outside returns the channels outside the site through which a change is promised to be announced; a nil p promises none.
func (p *Promises) Outside() []string {
	if p == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(p.Announce), func(channel string) bool { return channel == "home" || channel == "feed" })
}

// cut finds the front matter between two +++ lines. Offsets and lines are those of the file.
func cut(file string, data []byte, diags *diag.List) (front []byte, frontLine, bodyOffset, bodyLine int, ok bool) {
	at := diag.Pos{File: file, Line: 1, Col: 1}
	fail := func(pos diag.Pos, rule, hint, format string, args ...any) {
		diags.Add(diag.Diagnostic{Pos: pos, Rule: rule, Message: fmt.Sprintf(format, args...), Hint: hint})
	}
	start := 0
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		start = 3
	}
	text := data[start:]
	switch {
	case len(data) > MaxFile:
		fail(at, "too-large", "split it, or leave out what is no text", "%d bytes are more than the %d of the largest text that is read", len(data), MaxFile)
		return
	case !utf8.Valid(data):
		bad := invalidAt(data)
		fail(diag.NewLines(file, data, 1).Pos(bad), "encoding", "save the file as UTF-8", "byte 0x%02x is not UTF-8", data[bad])
		return
	case len(bytes.TrimSpace(text)) == 0:
		fail(at, frontRule, `begin with +++, title = "…", +++`, "the file is empty")
		return
	case firstLine(text) == "---":
		fail(at, frontRule, "candor import FILE --policy POLICY turns it into a text of this center", "YAML front matter is not read; TOML between two +++ lines is")
		return
	case firstLine(text) != "+++":
		fail(at, frontRule, `begin with +++, title = "…", +++`, "no front matter: the first line must be +++")
		return
	}
	offset, line := start+lineEnd(text), 2
	from := offset
	for offset < len(data) {
		rest := data[offset:]
		if firstLine(rest) == "+++" {
			end := offset + lineEnd(rest)
			return data[from:offset], 2, end, line + 1, true
		}
		offset += lineEnd(rest)
		line++
	}
	fail(at, frontRule, "put a line +++ between the keys and the text", "the front matter has no closing +++")
	return
}

func invalidAt(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return 0
}

func lineEnd(b []byte) int {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return i + 1
	}
	return len(b)
}

func firstLine(b []byte) string { return strings.TrimRight(string(b[:lineEnd(b)]), " \t\r\n") }

func (t *Text) read(data []byte, diags *diag.List) bool {
	front, line, offset, bodyLine, ok := cut(t.Path, data, diags)
	if !ok {
		return false
	}
	t.BodyOffset, t.BodyLine, t.BodySum = offset, bodyLine, sha256.Sum256(data[offset:])
	tab, ok := table.Parse(t.Path, line, front, frontRule, diags)
	if !ok {
		return false
	}
	t.Front.read(tab)
	f := &t.Front
	if strings.TrimSpace(f.Title) == "" && (t.Corrects.IsZero() || f.Title != "") {
		tab.Missing("title", `"…"`)
	}
	if f.Corrected != t.Corrects && (tab.Whole() || !f.Corrected.IsZero()) {
		tab.Errorf("corrected", "a correction says the same day in its name and in \"corrected\": here %q and %q", t.Corrects, f.Corrected)
	}
	tab.Finish()
	return tab.Whole()
}

func (f *Front) read(t *table.Table) {
	f.Title, f.Action, f.Summary = t.String("title"), t.String("action"), t.String("summary")
	f.Published, f.Effective, f.EffectiveNew = t.Date("published"), t.Date("effective"), t.Date("effective_new")
	f.StatedPublished = t.Date("stated_published")
	f.Changes, f.Controller = t.Strings("changes"), t.String("controller")
	if m, ok := t.Bool("material"); ok {
		f.Material = &m
	}
	f.Authoritative, _ = t.Bool("authoritative")
	f.NotMaterial, _ = t.Bool("not_material")
	f.Breach, _ = t.Bool("breach")
	f.BreachReason = t.String("breach_reason")
	f.Carried = t.Strings("carried")
	f.ApprovedBy, f.Approved, f.Translates = t.String("approved_by"), t.Date("approved"), t.String("translates")
	f.Added, f.Corrected, f.Reason = t.Date("added"), t.Date("corrected"), t.String("reason")
	if w := t.Table("waive"); w != nil {
		f.Waive = &Waive{Exception: w.String("exception"), Reason: w.String("reason"), Languages: w.Strings("languages")}
	}
	if p := t.Table("promises"); p != nil {
		f.Promises = readPromises(p)
	}
	f.places = t.Places()
}

func readPromises(t *table.Table) *Promises {
	p := &Promises{
		Notice: readPeriod(t, "notice", "notice_days"), NoticeOther: readPeriod(t, "notice_other", "notice_days_other"), Clause: t.String("clause"),
		Exceptions: t.Strings("exceptions"), Announce: t.Strings("announce"),
		ReviewMonths: t.Int("review_months", 0), RespondDays: t.Int("respond_days", 0), Languages: t.Strings("languages"),
	}
	p.Archive, _ = t.Bool("archive")
	return p
}

// readPeriod reads a period of notice: key holds it in words, days as a number of days. Both may stand there where they say the same.
func readPeriod(t *table.Table, key, days string) civil.Period {
	counted := civil.Period{Days: t.Int(days, 0)}
	if !t.Has(key) {
		return counted
	}
	words := t.String(key)
	if words == "" {
		return counted
	}
	p, err := civil.ParsePeriod(words)
	switch {
	case err != nil:
		t.Errorf(key, "%q: %v", key, err)
	case t.Has(days) && p != counted:
		t.Errorf(days, "%q says %s, and %q says %s", days, counted, key, p)
	}
	return p
}

func (p *Page) read(data []byte, diags *diag.List) bool {
	front, line, offset, bodyLine, ok := cut(p.Path, data, diags)
	if !ok {
		return false
	}
	p.BodyOffset, p.BodyLine, p.BodySum = offset, bodyLine, sha256.Sum256(data[offset:])
	t, ok := table.Parse(p.Path, line, front, frontRule, diags)
	if !ok {
		return false
	}
	p.Title = t.String("title")
	if strings.TrimSpace(p.Title) == "" && (p.Name != Home || p.Title != "") {
		t.Missing("title", `"…"`)
	}
	t.Finish()
	return t.Whole()
}

func (p *PolicyFile) read(data []byte, diags *diag.List) {
	t, ok := table.Parse(p.Path, 1, data, "policy", diags)
	if !ok {
		return
	}
	p.Authoritative, p.Kind, p.Group, p.Order = t.String("authoritative"), t.String("kind"), t.String("group"), t.Int("order", 0)
	p.places = t.Places()
	t.Finish()
}

// BodyOffset returns where the body of a text begins, the length of the text where it has no front matter.
func BodyOffset(data []byte) int {
	var diags diag.List
	if _, _, offset, _, ok := cut("", data, &diags); ok {
		return offset
	}
	return len(data)
}
