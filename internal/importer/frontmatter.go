package importer

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
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
	folded  bool // the value stands on the lines below: title: >-
}

// frontMatter is what stands between the first two lines of dashes (YAML) or of plus signs (TOML), or in braces (JSON); or the lines of keys with which a
// text of MultiMarkdown, Pelican or MkDocs begins.
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

// splitFrontMatter cuts a front matter off a text. It reads keys with a value on their line, and texts of several lines; what is nested deeper is an
// entry without a value. Where no key follows the first fence, or an empty line stands among other lines, the fence is a thematic break and the text has
// no front matter.
func splitFrontMatter(s string) frontMatter {
	if strings.HasPrefix(s, "{") {
		return jsonFrontMatter(s)
	}
	lines := strings.SplitAfter(s, "\n")
	fence := strings.TrimRight(lines[0], " \t\n")
	pattern, other := yamlKey, "..."
	switch fence {
	case "---":
	case "+++":
		pattern, other = tomlKey, "+++"
	default:
		return headLines(s, lines)
	}
	f := frontMatter{found: true}
	section, empty, strange := "", false, false
	for i, l := range lines[1:] {
		raw := strings.TrimRight(l, " \t\r\n")
		text := strings.TrimSpace(raw)
		m := pattern.FindStringSubmatch(raw)
		switch {
		case raw == fence || raw == other:
			if empty && strange {
				return frontMatter{body: s}
			}
			f.lines = i + 2
			f.body = strings.Join(lines[f.lines:], "")
			return f
		case text == "":
			empty = true
		case strings.HasPrefix(text, "#"):
		case m != nil:
			f.entries = append(f.entries, entryOf(i+2, section+m[1], strings.TrimSpace(m[2])))
		case fence == "+++" && tomlSection.MatchString(text):
			section = tomlSection.FindStringSubmatch(text)[1] + "."
		case raw != text && fence == "---" && len(f.entries) > 0 && f.entries[len(f.entries)-1].folded:
			last := &f.entries[len(f.entries)-1]
			last.value, last.scalar = strings.TrimSpace(last.value+" "+text), true
		case raw != text && fence == "---" && nested.MatchString(text) && parent(f.entries) != "":
			n := nested.FindStringSubmatch(text) // last_update: with date: below it
			f.entries = append(f.entries, entryOf(i+2, parent(f.entries)+"."+n[1], strings.TrimSpace(n[2])))
		case (raw != text || strings.HasPrefix(text, "- ") || fence == "+++") && len(f.entries) > 0:
			f.entries[len(f.entries)-1].scalar = false // goes on with the key above
		case len(f.entries) > 0:
			strange = true
			f.entries = append(f.entries, entry{line: i + 2, key: clip(text)})
		default:
			return frontMatter{body: s}
		}
	}
	return frontMatter{body: s}
}

var tomlSection = regexp.MustCompile(`^\[([\pL\d_.-]+)\]$`)

// jsonFrontMatter cuts an object off that a text begins with, as Hugo's texts may.
func jsonFrontMatter(s string) frontMatter {
	keys := map[string]json.RawMessage{}
	d := json.NewDecoder(strings.NewReader(s))
	if err := d.Decode(&keys); err != nil || len(keys) == 0 {
		return frontMatter{body: s}
	}
	end := int(d.InputOffset())
	rest, found := strings.CutPrefix(strings.TrimLeft(s[end:], " \t"), "\n")
	if !found && rest != "" {
		return frontMatter{body: s}
	}
	f := frontMatter{found: true, lines: strings.Count(s[:len(s)-len(rest)], "\n"), body: rest}
	for key, raw := range keys {
		line := 1 + strings.Count(s[:max(0, strings.Index(s, strconv.Quote(key)))], "\n")
		inner := map[string]json.RawMessage{}
		if json.Unmarshal(raw, &inner) == nil {
			for name, raw := range inner {
				f.entries = append(f.entries, jsonEntry(line, key+"."+name, raw))
			}
			continue
		}
		f.entries = append(f.entries, jsonEntry(line, key, raw))
	}
	slices.SortFunc(f.entries, func(a, b entry) int { return cmp.Or(cmp.Compare(a.line, b.line), strings.Compare(a.key, b.key)) })
	return f
}

func jsonEntry(line int, key string, raw json.RawMessage) entry {
	e := entry{line: line, key: key, written: true, scalar: true}
	switch json.Unmarshal(raw, &e.value) {
	case nil:
		e.quoted = true
	default:
		e.value = strings.TrimSpace(string(raw))
		e.scalar = !strings.ContainsAny(e.value[:1], "[{n")
	}
	return e
}

// headLines cuts off the lines of keys that a text begins with where no fence says so: "Title: Terms" with "Status: draft" below it.
func headLines(s string, lines []string) frontMatter {
	f := frontMatter{found: true}
	titled := false
	for i, l := range lines {
		raw := strings.TrimRight(l, " \t\r\n")
		m := yamlKey.FindStringSubmatch(raw)
		switch {
		case raw == "" && titled && len(f.entries) > 1:
			f.lines = i + 1
			f.body = strings.Join(lines[f.lines:], "")
			return f
		case m != nil && (len(f.entries) > 0 || headKey.MatchString(m[1])):
			e := entryOf(i+1, m[1], strings.TrimSpace(m[2]))
			titled = titled || e.name() == "title"
			f.entries = append(f.entries, e)
		case len(f.entries) > 0 && raw != strings.TrimSpace(raw) && raw != "":
			f.entries[len(f.entries)-1].scalar = false
		default:
			return frontMatter{body: s}
		}
	}
	return frontMatter{body: s}
}

// headKey is a key that lines of keys without a fence begin with.
var headKey = regexp.MustCompile(`(?i)^(title|date|author|authors|slug|status|category|template|lang|language|modified|save_as|url|tags)$`)

var foldedValue = regexp.MustCompile(`^[|>][+-]?\d?[+-]?$`)

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
	case foldedValue.MatchString(value):
		e.folded, e.scalar = true, false
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
