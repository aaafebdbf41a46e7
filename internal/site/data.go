package site

import (
	"cmp"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/policy"
	"candor/internal/promise"
	"candor/internal/source"
)

// The files here are for programs. docs/schema describes each of them; fields may be added, none changes its meaning without a new schema.

type textData struct {
	Address     string           `json:"address"`
	Source      string           `json:"source"`
	Title       string           `json:"title"`
	Public      civil.Date       `json:"public"`
	SHA256      string           `json:"sha256"`
	First       string           `json:"sha256_first,omitempty"` // left out where words were taken out of it, and while it is not sealed
	Follows     string           `json:"translates,omitempty"`
	Corrections []correctionData `json:"corrections,omitempty"`
}

type correctionData struct {
	On     civil.Date `json:"on"`
	Reason string     `json:"reason,omitempty"`
	Source string     `json:"source"`
	SHA256 string     `json:"sha256"`
}

type attachmentData struct {
	Name    string `json:"name"`
	Address string `json:"address"`
	SHA256  string `json:"sha256"`
}

type eventData struct {
	On         civil.Date        `json:"on"`
	Kind       string            `json:"kind"`
	Withdrawal string            `json:"withdrawal,omitempty"`
	Change     string            `json:"change,omitempty"`
	Effective  civil.Date        `json:"effective,omitzero"`
	Reason     map[string]string `json:"reason,omitempty"`
	Successor  string            `json:"successor,omitempty"`
	Channel    string            `json:"channel,omitempty"`
	Told       civil.Date        `json:"told,omitzero"`
	Note       map[string]string `json:"note,omitempty"`
	Lang       string            `json:"lang,omitempty"`
	Whole      bool              `json:"whole,omitempty"`
	File       string            `json:"file,omitempty"`
	Source     string            `json:"source,omitempty"`
	SHA256     string            `json:"sha256,omitempty"`
}

type noticeDays struct {
	Given     int    `json:"full_days_given"`
	Promised  int    `json:"full_days_promised"`
	Period    string `json:"promised,omitempty"` // as the promise says it: "30 days", "2 months"
	Outcome   string `json:"outcome"`
	Exception string `json:"exception,omitempty"`
	Adopted   bool   `json:"adopted,omitempty"`
}

func countedNotice(n promise.Notice) noticeDays {
	out := noticeDays{Given: n.Given, Promised: n.PromisedDays(), Outcome: n.Outcome.String(), Exception: n.Exception, Adopted: n.Adopted}
	if !n.Promised.IsZero() {
		out.Period = n.Promised.String()
	}
	return out
}

type versionData struct {
	ID            string           `json:"id"`
	State         string           `json:"state"`
	Published     civil.Date       `json:"published"`
	Effective     civil.Date       `json:"effective"`
	Stated        civil.Date       `json:"effective_stated"`
	EffectiveNew  civil.Date       `json:"effective_new,omitzero"`
	Until         civil.Date       `json:"until,omitzero"`
	Material      *bool            `json:"material,omitempty"`
	Original      string           `json:"original"`
	Authoritative string           `json:"authoritative,omitempty"`
	Controller    string           `json:"controller,omitempty"`
	Sealed        bool             `json:"sealed"`
	Seal          string           `json:"seal,omitempty"`
	Address       string           `json:"address"`
	Data          string           `json:"data"`
	Compare       string           `json:"compare,omitempty"`
	Notice        string           `json:"notice,omitempty"`
	NoticeDays    noticeDays       `json:"notice_days"`
	ToFollow      []string         `json:"translations_to_follow,omitempty"`
	Texts         map[string]any   `json:"texts"` // by language
	Attachments   []attachmentData `json:"attachments,omitempty"`
	Events        []eventData      `json:"events,omitempty"`
}

type policyData struct {
	ID            string            `json:"id"`
	Kind          string            `json:"kind,omitempty"`
	Group         string            `json:"group,omitempty"`
	State         string            `json:"state"`
	Original      string            `json:"original"`
	Authoritative string            `json:"authoritative,omitempty"`
	Address       string            `json:"address"`
	Addresses     map[string]string `json:"addresses"` // by language
	TimeMap       string            `json:"timemap,omitempty"`
	InForce       string            `json:"in_force,omitempty"`
	Announced     []string          `json:"announced,omitempty"`
	Withdrawal    *eventData        `json:"withdrawal,omitempty"`
	Versions      []versionData     `json:"versions"`
	Events        []eventData       `json:"events,omitempty"`
}

type languageData struct {
	Tag     string `json:"tag"`
	Title   string `json:"title"`
	Address string `json:"address"`
}

type organizationData struct {
	Name    string `json:"name"`
	Address string `json:"address,omitempty"`
	Email   string `json:"email,omitempty"`
}

type centerData struct {
	Schema       int              `json:"schema"`
	Generator    string           `json:"generator,omitempty"`
	Sources      string           `json:"sources"`
	BuiltAsOf    civil.Date       `json:"built_as_of"`
	ValidUntil   civil.Date       `json:"valid_until,omitzero"`
	DayStated    bool             `json:"day_stated,omitempty"`
	Preview      bool             `json:"preview,omitempty"`
	TimeZone     string           `json:"time_zone"`
	Address      string           `json:"address"`
	Sealed       bool             `json:"sealed"` // whether anything of the center is
	Organization organizationData `json:"organization"`
	Languages    []languageData   `json:"languages"`
	Policies     []policyData     `json:"policies"`
}

// absolute is the whole address of a page or file in the center's default language.
func (b *builder) absolute(address string) string {
	return b.set.Absolute(b.config.Languages[0].Tag, address)
}

func (b *builder) centerFile() ([]byte, error) {
	sources, err := b.sources()
	if err != nil {
		return nil, err
	}
	out := centerData{Schema: 2, Sealed: !b.src.Unsealed(), Generator: b.program, Sources: sources, BuiltAsOf: b.day, DayStated: b.zone == "", Preview: b.drafts,
		ValidUntil: b.center.Next(), TimeZone: b.config.TimeZone.String(), Address: b.absolute("/"),
		Organization: organizationData(b.config.Organization), Policies: []policyData{}}
	for _, tag := range b.config.Tags() {
		out.Languages = append(out.Languages, languageData{tag, b.title(tag), b.set.Absolute(tag, "/")})
	}
	for _, st := range b.center.Policies {
		if p := b.policyData(st); len(p.Versions) > 0 {
			out.Policies = append(out.Policies, p)
		}
	}
	return encode(out)
}

// encode writes data for programs: one line, as it is served.
func encode(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return append(data, '\n'), nil
}

func (b *builder) policyData(st *policy.Standing) policyData {
	p := policyData{ID: st.ID, Kind: st.Kind, Group: st.Group, State: st.State, Original: st.OriginalLang, Authoritative: st.Prevails, Address: b.absolute("/" + st.ID + "/"),
		Addresses: map[string]string{}}
	for _, tag := range b.config.Tags() {
		p.Addresses[tag] = b.set.Absolute(tag, "/"+st.ID+"/")
	}
	if lang := b.config.Languages[0].Tag; len(b.mementos(st, lang)) > 0 {
		p.TimeMap = b.absolute("/" + st.ID + "/timemap.link")
	}
	if st.InForce != nil && st.Ended == nil {
		p.InForce = st.InForce.ID
	}
	for _, e := range st.Coming {
		p.Announced = append(p.Announced, e.ID)
	}
	for _, e := range st.Editions {
		if e.Draft() {
			continue
		}
		v := b.versionData(st, e)
		for _, w := range e.Languages {
			v.Texts[w.Text.Lang] = b.textData(e, &w)
		}
		p.Versions = append(p.Versions, v)
	}
	for _, e := range st.Events {
		if w := st.Withdrawal(e.Version); e.Version == "" || w != nil {
			data := b.eventData(st, e)
			data.Withdrawal = e.Version
			p.Events = append(p.Events, data)
		}
		if e == st.Ended || e == st.Ending {
			w := b.eventData(st, e)
			p.Withdrawal = &w
		}
	}
	return p
}

// version tells of a version; its texts are left to the caller.
func (b *builder) versionData(st *policy.Standing, e *policy.Edition) versionData {
	front, at := e.Front(), "/"+st.ID+"/"+e.ID+"/"
	given := b.book.Notice(st.ID, e.ID)
	v := versionData{ID: e.ID, State: e.State.String(), Published: e.Published, Effective: e.From, Stated: e.Effective, EffectiveNew: front.EffectiveNew,
		Until: e.Until, Material: front.Material, Original: e.OriginalLang, Authoritative: e.Prevails, Controller: front.Controller, Seal: b.seal(e.Texts[0].Original),
		Address: b.absolute(at), Data: b.absolute(at + "version.json"), Texts: map[string]any{},
		NoticeDays: countedNotice(given), ToFollow: given.ToFollow}
	v.Sealed = v.Seal != ""
	if e.Effective.IsZero() {
		v.Stated = e.Published
	}
	v.Compare = b.set.Redline(b.config.Languages[0].Tag, st, e)
	if notice := "/notices/" + st.ID + "/" + e.ID + "/"; b.set.Has(notice) {
		v.Notice = b.absolute(notice)
	}
	for _, a := range e.Attachments {
		v.Attachments = append(v.Attachments, attachmentData{a.Name, b.absolute(at + a.Name), a.Hex()})
	}
	for _, event := range st.Events {
		if event.Version == e.ID {
			v.Events = append(v.Events, b.eventData(st, event))
		}
	}
	return v
}

func (b *builder) textData(e *policy.Edition, w *policy.Wording) textData {
	at := "/" + e.Policy.ID + "/" + e.ID + "/"
	t := textData{Address: b.set.Absolute(w.Text.Lang, at), Source: b.absolute(at + path.Base(w.Source.Path)), Title: titleIn(e, w.Text.Lang),
		Public: w.Text.Public, SHA256: w.Source.Hex(), First: b.firstSeal(w.Text.Original), Follows: b.follows(e, w.Source)}
	for _, c := range w.Corrections {
		t.Corrections = append(t.Corrections, correctionData{c.Corrects, c.Front.Reason, b.absolute(at + path.Base(c.Path)), c.Hex()})
	}
	return t
}

// seal is the seal of a version's text: the one that it was published under, its present one where words were taken out of it, "" where it has none yet.
func (b *builder) seal(t *source.Text) string {
	if l, ok := b.sums.Find(strings.TrimPrefix(t.Path, source.Folder+"/")); ok {
		return cmp.Or(b.firstSeal(t), l.Hex())
	}
	return ""
}

// firstSeal is the seal that a text was published under, "" where words were taken out of it later, by which they could be guessed, and where it has none
// yet.
func (b *builder) firstSeal(t *source.Text) string {
	name := strings.TrimPrefix(t.Path, source.Folder+"/")
	if b.sums.Taken(name) {
		return ""
	}
	if l, ok := b.sums.Find(name); ok {
		return l.Hex()
	}
	return ""
}

// follows is what a translation says that it was made from, "" where that is the digest of a wording that words were taken out of.
func (b *builder) follows(e *policy.Edition, t *source.Text) string {
	says := t.Front.Translates
	before := func(r *source.Event) bool { return r.BodyBefore != "" && strings.EqualFold(r.BodyBefore, says) }
	if slices.ContainsFunc(e.Redacted, before) || slices.ContainsFunc(e.Later, before) {
		return ""
	}
	return says
}

// eventData is an event. The file of one that is withheld is not in the site yet.
func (b *builder) eventData(st *policy.Standing, e *source.Event) eventData {
	data := eventData{On: e.On, Kind: e.Kind, Change: e.Change, Effective: e.Effective, Reason: e.Reason, Successor: e.Successor, Channel: e.Channel, Told: e.Told, Note: e.Note,
		Lang: e.Lang, Whole: e.Whole, File: e.Attached}
	if !slices.Contains(st.Withheld, e) {
		data.Source, data.SHA256 = b.absolute("/"+e.Policy+"/events/"+path.Base(e.Path)), e.Hex()
	}
	return data
}
