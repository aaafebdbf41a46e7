package importer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"candor/internal/civil"
	"candor/internal/locale"
)

// entry is one key of a front matter.
type entry struct {
	line    int // of the file, from 1
	key     string
	value   string // unquoted; "" where scalar is false
	scalar  bool   // false for lists, tables and texts of several lines
	quoted  bool
	written bool // something stands behind the key on its line
}

// frontMatter is what stands between the first two lines of dashes (YAML) or of plus signs (TOML).
type frontMatter struct {
	found   bool
	entries []entry
	lines   int    // lines that it takes, both fences included
	body    string // what follows
}

var (
	yamlKey = regexp.MustCompile(`^["']?([\pL\d_.-]+(?: [\pL\d_.-]+)*)["']?\s*:(?:\s+(.*))?$`)
	tomlKey = regexp.MustCompile(`^["']?([\pL\d_.-]+)["']?\s*=\s*(.*)$`)
)

// splitFrontMatter cuts a front matter off a text. It reads keys with a value on their line; what is nested or goes over
// several lines is an entry without a value. Where anything else stands between the fences, the first line is a
// thematic break and the text has no front matter.
func splitFrontMatter(s string) frontMatter {
	lines := strings.SplitAfter(s, "\n")
	fence := strings.TrimRight(lines[0], " \t\n")
	pattern, other := yamlKey, "..."
	switch fence {
	case "---":
	case "+++":
		pattern, other = tomlKey, "+++"
	default:
		return frontMatter{body: s}
	}
	f := frontMatter{found: true}
	for i, l := range lines[1:] {
		raw := strings.TrimRight(l, " \t\r\n")
		text := strings.TrimSpace(raw)
		m := pattern.FindStringSubmatch(raw)
		switch {
		case raw == fence || raw == other:
			f.lines = i + 2
			f.body = strings.Join(lines[f.lines:], "")
			return f
		case text == "" || strings.HasPrefix(text, "#"):
		case m != nil:
			f.entries = append(f.entries, entryOf(i+2, m[1], strings.TrimSpace(m[2])))
		case raw != text && fence == "---" && nested.MatchString(text) && parent(f.entries) != "":
			n := nested.FindStringSubmatch(text) // last_update: with date: below it
			f.entries = append(f.entries, entryOf(i+2, parent(f.entries)+"."+n[1], strings.TrimSpace(n[2])))
		case (raw != text || strings.HasPrefix(text, "- ") || fence == "+++") && len(f.entries) > 0:
			f.entries[len(f.entries)-1].scalar = false // goes on with the key above
		default:
			return frontMatter{body: s}
		}
	}
	return frontMatter{body: s}
}

// nested is a key below another.
var nested = regexp.MustCompile(`^["']?([\pL\d_-]+)["']?\s*:\s+(\S.*)$`)

// parent returns the key under which keys stand that are indented: the last one without a value.
func parent(entries []entry) string {
	if n := len(entries); n > 0 {
		if e := entries[n-1]; !e.scalar && !e.written {
			return e.key
		} else if above, _, found := strings.Cut(e.key, "."); found {
			return above
		}
	}
	return ""
}

func entryOf(line int, key, value string) entry {
	e := entry{line: line, key: key, scalar: true, written: value != ""}
	if n := len(value); n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		e.quoted = true
		e.value = value[1 : n-1]
		if value[0] == '\'' {
			e.value = strings.ReplaceAll(e.value, "''", "'")
		} else {
			e.value = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(e.value)
		}
		return e
	}
	if i := strings.Index(value, " #"); i >= 0 {
		value = strings.TrimSpace(value[:i])
	}
	switch {
	case value == "" || strings.ContainsAny(value[:1], "|>[{&*!\"'"):
		e.scalar = false
	default:
		e.value = value
	}
	return e
}

// typed returns the value of a scalar as a bool, a civil.Date or a string.
func (e entry) typed() any {
	if e.quoted {
		return e.value
	}
	switch strings.ToLower(e.value) {
	case "true":
		return true
	case "false":
		return false
	}
	if d, ok := e.date(); ok {
		return d
	}
	return e.value
}

// date reads a value that begins with a full date; a time of day after it is left out.
func (e entry) date() (civil.Date, bool) {
	if len(e.value) < len("2006-01-02") || len(e.value) > 10 && !strings.ContainsAny(e.value[10:11], "Tt ") {
		return civil.Date{}, false
	}
	d, err := civil.Parse(e.value[:10])
	return d, err == nil
}

// What the keys of site generators mean, in small letters and without the signs between words.
var metaRoles = map[string]role{
	"effective": effectiveRole, "effectivedate": effectiveRole, "effectivefrom": effectiveRole, "effectiveon": effectiveRole, "effectiveas": effectiveRole,
	"validfrom": effectiveRole, "inforce": effectiveRole, "inforcefrom": effectiveRole, "inforcesince": effectiveRole, "appliesfrom": effectiveRole,
	"lastmod": changedRole, "lastmodified": changedRole, "lastmodifiedat": changedRole, "lastupdated": changedRole, "lastupdatedat": changedRole, "lastupdate": changedRole,
	"lastupdate.date": changedRole, "lastreviewed": changedRole, "lastrevised": changedRole, "updated": changedRole, "updatedat": changedRole, "updateddate": changedRole,
	"updatedon": changedRole, "updatedate": changedRole, "dateupdated": changedRole, "modified": changedRole, "modifiedat": changedRole, "modifieddate": changedRole,
	"datemodified": changedRole, "modificationdate": changedRole, "revised": changedRole, "revisiondate": changedRole, "changed": changedRole, "versiondate": changedRole,
	"published": publishedRole, "publisheddate": publishedRole, "publisheddatetime": publishedRole, "publishedat": publishedRole, "publishedon": publishedRole,
	"publishdate": publishedRole, "pubdate": publishedRole, "datepublished": publishedRole, "published.date": publishedRole, "releasedate": publishedRole, "posted": publishedRole,
	"date": madeRole, "created": madeRole, "createdat": madeRole, "creationdate": madeRole, "createddate": madeRole, "datecreated": madeRole,
}

// The keys by which site generators keep a page from the public, and the values that do.
var draftKeys = map[string][]string{
	"draft": {"true"}, "isdraft": {"true"}, "published": {"false"}, "publish": {"false"}, "ispublished": {"false"}, "public": {"false"}, "private": {"true"}, "hidden": {"true"},
	"visible": {"false"}, "unpublished": {"true"}, "status": {"draft", "unpublished", "pending", "private", "hidden"}, "state": {"draft", "unpublished", "pending", "private"},
	"visibility": {"draft", "private", "hidden"}, "poststatus": {"draft", "pending", "private"}, "build.render": {"never", "false"}, "build.list": {"never"},
}

var yes = map[string]string{"yes": "true", "on": "true", "y": "true", "1": "true", "no": "false", "off": "false", "n": "false", "0": "false"}

func (e entry) name() string {
	return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(e.key))
}

// draft reports whether a key says that the text is not public.
func (e entry) draft() bool {
	value := strings.ToLower(strings.TrimSpace(e.value))
	if known := yes[value]; known != "" {
		value = known
	}
	return e.scalar && slices.Contains(draftKeys[e.name()], value)
}

// takeMeta takes the title, the dates and the state of a draft from a front matter. A title there weighs more than the words of the text.
func (r *Result) takeMeta(f frontMatter, lang string) (title named, dates []stated, undated []undatedLine) {
	if f.found {
		r.Meta = map[string]any{}
	}
	for _, e := range f.entries {
		if e.scalar {
			r.Meta[e.key] = e.typed()
		}
		role := metaRoles[e.name()]
		date, dated := e.day(lang)
		months := locale.FindMonths(e.value, lang, "ru", "en")
		switch {
		case e.draft():
			r.Draft = e.key + ": " + e.value
			r.Findings = append(r.Findings, Finding{Line: e.line, Kind: KindDraft, Text: r.Draft + ": the source keeps the text from the public"})
		case e.name() == "title" && e.scalar && e.value != "":
			title = named{e.value, TitleFrontMatter}
			r.Findings = append(r.Findings, Finding{Line: e.line, Kind: KindTitle, Text: e.value})
		case role != noRole && dated:
			at := stated{date: date.Date, kind: role.kind(), role: role, text: e.key + ": " + e.value, line: e.line}
			if date.Either {
				at.other = civil.Of(date.Date.Year, time.Month(date.Date.Day), int(date.Date.Month))
			}
			if role == madeRole {
				at.guess, at.why = true, "the day on which the file was made"
			}
			dates = append(dates, at)
		case role != noRole && role != madeRole && len(months) > 0:
			undated = append(undated, undatedLine{line: e.line, text: e.key + ": " + e.value, date: e.value, year: months[0].Year, month: months[0].Month})
		default:
			r.Findings = append(r.Findings, Finding{Line: e.line, Kind: KindFrontMatter, Text: fmt.Sprintf("key %q is not taken over", e.key)})
		}
	}
	return title, dates, undated
}

// day reads a date in whatever form the value has it.
func (e entry) day(lang string) (locale.DateAt, bool) {
	if d, ok := e.date(); ok {
		return locale.DateAt{Date: d}, true
	}
	found := findDates(e.value, lang)
	if len(found) != 1 {
		return locale.DateAt{}, false
	}
	return found[0], true
}
