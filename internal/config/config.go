// Package config reads config.toml into a value with every default filled in.
//
// In comes the text of the file, out come a [Config] and positioned diagnostics for everything in it that is wrong. What the
// values mean for pages is not known here.
package config

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/language"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/table"
)

// Name is the file's name in a center's folder.
const Name = "config.toml"

const rule = "config"

// Config says what one center is.
type Config struct {
	BaseURL      *url.URL // absolute, its path ends in a slash
	FeedID       string   // tag URI (RFC 4151) under which feed entries are named; BaseURL where absent
	TimeZone     *time.Location
	Theme        string
	Organization Organization
	Languages    []Language // never empty; the first is the default
	LingerDays   int        // days after its effective date that a change stays on the home page
	AllPairs     bool       // a redline for every pair of versions
	RawHTML      bool
	Redirects    []Redirect                   // in the order of their old addresses
	Groups       map[string]map[string]string // titles of policy groups by key and language
	Brand        Brand                        // what the pages show of the company
	Check        Check                        // which rules are silent, or weigh otherwise
	Sealed       civil.Date                   // the day of the first sealing, which writes it; zero before, and in centers that are older than the key

	// What could not be read says nothing: what would follow from its absence is not held against other files.
	Unread          bool // the file is no TOML; everything is a default
	LanguagesUnread bool // the same of the languages: there are others, or they are in another order
	SealedUnread    bool // the same of the day of the first sealing: there may be one
}

// Organization is the controller.
type Organization struct{ Name, Address, Email string }

// Language is one language of the center.
type Language struct {
	Tag   string // BCP 47
	Title string // the center's title in it
	Name  string // its own name, for the chooser; "" for the usual one
	Pos   diag.Pos
}

// Redirect leads from an old address to one of the site; both begin with a slash.
type Redirect struct {
	From, To string
	Pos      diag.Pos
}

// Tags returns the tags of the center's languages in order.
func (c *Config) Tags() []string {
	tags := make([]string, len(c.Languages))
	for i, l := range c.Languages {
		tags[i] = l.Tag
	}
	return tags
}

// Path returns the path below which the site stands: "/" or "/legal/".
func (c *Config) Path() string { return c.BaseURL.Path }

// Parse reads the text of a config.toml. The returned value can be used even when diagnostics are errors.
func Parse(text []byte) (*Config, diag.List) {
	var diags diag.List
	c := &Config{BaseURL: &url.URL{Scheme: "http", Host: "localhost", Path: "/"}, TimeZone: time.UTC, Theme: "default", LingerDays: 30}
	t, ok := table.Parse(Name, 1, text, rule, &diags)
	if !ok {
		c.Languages, c.Unread, c.LanguagesUnread, c.SealedUnread = []Language{{Tag: "en"}}, true, true, true
		return c, diags
	}
	c.base(t)
	c.zone(t)
	c.theme(t)
	c.Sealed = t.Date("sealed")
	c.SealedUnread = c.Sealed.IsZero() && (t.Has("sealed") || misspelt(t, "sealed"))
	c.organization(t)
	before := len(diags)
	c.languages(t)
	c.LanguagesUnread = len(diags) > before || misspelt(t, "languages")
	c.sections(t)
	c.redirects(t)
	c.groups(t)
	c.check(t)
	c.brand(t, &diags)
	t.Finish()
	return c, diags
}

func (c *Config) base(t *table.Table) {
	c.FeedID = t.String("feed_id")
	if !t.Has("base_url") {
		t.Missing("base_url", `"https://privacy.example.com/", the address of the published site`)
		return
	}
	raw := t.String("base_url")
	u, err := ParseBaseURL(raw)
	if err != nil {
		t.Errorf("base_url", "%q is not an address such as \"https://privacy.example.com/\"", raw)
		return
	}
	c.BaseURL = u
	if c.FeedID == "" {
		c.FeedID = strings.TrimSuffix(u.String(), "/")
	}
}

// ParseBaseURL reads the address of a site: absolute, http or https, without query and fragment. The path of the result ends in a slash.
func ParseBaseURL(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return nil, err
	}
	if (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return nil, &url.Error{Op: "parse", URL: raw, Err: url.InvalidHostError(u.Host)}
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u, nil
}

func (c *Config) zone(t *table.Table) {
	name := t.String("time_zone")
	if name == "" {
		return
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		t.Errorf("time_zone", "%q is not the name of an IANA time zone, such as \"Europe/Moscow\"", name)
		return
	}
	c.TimeZone = zone
}

var folderName = regexp.MustCompile(`^[a-z0-9_-][a-z0-9._-]*$`)

func (c *Config) theme(t *table.Table) {
	name := t.String("theme")
	if name == "" {
		return
	}
	if !folderName.MatchString(name) {
		t.Errorf("theme", "%q is not the name of a folder in themes/", name)
		return
	}
	c.Theme = name
}

func (c *Config) organization(t *table.Table) {
	o := t.Table("organization")
	if o == nil {
		t.Errorf("organization", `"[organization]" is missing: who publishes these policies`)
		return
	}
	c.Organization = Organization{Name: o.String("name"), Address: o.String("address"), Email: o.String("email")}
	if c.Organization.Name == "" {
		o.Errorf("name", `"name" of the organization is missing`)
	}
}

func (c *Config) languages(t *table.Table) {
	seen := map[string]bool{}
	for _, l := range t.Tables("languages") {
		lang := Language{Tag: l.String("tag"), Title: l.String("title"), Name: l.String("name"), Pos: l.Pos("tag")}
		parsed, err := language.Parse(lang.Tag)
		switch {
		case err != nil || lang.Tag == "":
			l.Errorf("tag", "%q is not a BCP 47 language tag, such as \"ru\" or \"zh-Hans\"", lang.Tag)
			continue
		case parsed.String() != lang.Tag:
			l.Errorf("tag", "the language tag %q is written %q", lang.Tag, parsed)
		case seen[strings.ToLower(lang.Tag)]:
			l.Errorf("tag", "the language %q stands twice", lang.Tag)
			continue
		}
		seen[strings.ToLower(lang.Tag)] = true
		c.Languages = append(c.Languages, lang)
	}
	if len(c.Languages) == 0 {
		t.Errorf("languages", `no "[[languages]]": the first is the default language`)
		c.Languages = []Language{{Tag: "en"}}
	}
}

// misspelt reports whether a table has a key that nobody knows and that is most likely meant as this one.
func misspelt(t *table.Table, key string) bool {
	for written := range t.Places() {
		if written != key && diag.Nearest(written, []string{key}) != "" {
			return true
		}
	}
	return false
}

func (c *Config) sections(t *table.Table) {
	if n := t.Table("notices"); n != nil {
		c.LingerDays = n.Int("linger_days", c.LingerDays)
	}
	if m := t.Table("markdown"); m != nil {
		c.RawHTML, _ = m.Bool("raw_html")
	}
	n := t.Table("compare")
	if n == nil {
		return
	}
	switch pairs := n.String("pairs"); pairs {
	case "", "adjacent":
	case "all":
		c.AllPairs = true
	default:
		n.Errorf("pairs", `"pairs" is "adjacent" or "all", not %q`, pairs)
	}
}

func (c *Config) redirects(t *table.Table) {
	r := t.Table("redirects")
	if r == nil {
		return
	}
	for _, from := range r.Keys() {
		to := r.String(from)
		if !strings.HasPrefix(from, "/") || (!strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "https://")) || strings.ContainsAny(from+to, " \t\n\r") {
			r.Errorf(from, "a redirect leads from a path to a path or an https address, both without spaces: %q = %q", from, to)
			continue
		}
		if clean := path.Clean(from); strings.ContainsAny(from, `*:?#\`) || clean != from && clean+"/" != from {
			r.Errorf(from, "%q is not the address of one page or file: no patterns, no queries, no . or .. and no double slash", from)
			continue
		}
		c.Redirects = append(c.Redirects, Redirect{From: from, To: to, Pos: r.Pos(from)})
	}
}

func (c *Config) groups(t *table.Table) {
	g := t.Table("groups")
	if g == nil {
		return
	}
	c.Groups = map[string]map[string]string{}
	for _, key := range g.Keys() {
		titles := g.Table(key)
		if titles == nil {
			continue
		}
		c.Groups[key] = map[string]string{}
		for _, lang := range titles.Keys() {
			c.Groups[key][lang] = titles.String(lang)
		}
	}
}
