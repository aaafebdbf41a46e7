package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/git"
	"candor/internal/importer"
	"candor/internal/locale"
	"candor/internal/publish"
	"candor/internal/source"
	"candor/internal/table"
)

// commit is one commit that changed a text, with the files that it left.
type commit struct {
	hash  string
	day   civil.Date
	files []*committed
}

type committed struct {
	lang, path string
	data       []byte
}

// importGit makes the history of a file the versions of a policy.
func (p *program) importGit(ctx context.Context, args []string, f importFlags) error {
	if len(args) != 2 {
		return fmt.Errorf("say which repository and which file: candor import --git REPO PATH --policy POLICY")
	}
	if f.draft || f.effective != "" {
		return fmt.Errorf("--git takes the dates of the commits: no --draft, no --effective")
	}
	text, center, err := p.center()
	if err != nil {
		return err
	}
	pattern := args[1]
	if !strings.Contains(pattern, "{lang}") && f.lang == "" {
		f.lang = center.Tags()[0]
	}
	h := &history{policy: f.policy, title: f.title, center: center, words: map[string]string{}, titles: map[string]string{}, say: func(format string, args ...any) {
		fmt.Fprintf(p.stderr, format+"\n", args...)
	}}
	commits, err := h.gitHistory(ctx, args[0], pattern, f.lang)
	if err != nil {
		return err
	}
	for _, c := range commits {
		h.commit(c)
	}
	if len(h.texts) == 0 {
		return fmt.Errorf("no commit of %s has a text that could be read", pattern)
	}
	var langs []string
	for _, t := range h.texts {
		if !slices.Contains(langs, t.lang) {
			langs = append(langs, t.lang)
		}
	}
	languages, err := withLanguages(text, langs)
	if err != nil {
		return err
	}
	return p.change(ctx, func(ctx context.Context, c *publish.Center) (*publish.Change, error) {
		return c.Add(ctx, "import --git "+f.policy, languages, h.puts(), true)
	}, publish.Sealed, f.dryRun)
}

// history turns commits into versions, late translations and corrections.
type history struct {
	policy, title string
	center        *config.Config
	say           func(format string, args ...any)

	prevailing string            // the language whose text prevails
	day        civil.Date        // of the last commit
	version    string            // the id of the last version
	published  civil.Date        // of the last version
	words      map[string]string // the body that a language has last, by language
	titles     map[string]string
	waiting    []*committed // translations that are older than the first version
	texts      []historic
}

// historic is one file of the center.
type historic struct {
	lang, path  string
	title, body string
	front       string // after the title
	version     string
}

func (h *history) commit(c commit) {
	day := c.day
	if day.Before(h.day) {
		h.say("%.12s: its day, %s, is before that of the commit before: taken as %s", c.hash, day, h.day)
		day = h.day
	}
	h.day = day
	if h.prevailing == "" {
		h.prevailing = first(c.files, h.center.Tags())
	}
	slices.SortStableFunc(c.files, func(a, b *committed) int { return h.rank(a) - h.rank(b) })
	made := false
	for _, f := range c.files {
		r, ok := h.read(c, f)
		switch {
		case !ok:
		case f.lang == h.prevailing:
			made = h.newVersion(f, r, day)
		case h.version == "":
			h.waiting = append(h.waiting, f)
		default:
			h.translation(f.lang, r, day, made)
		}
	}
	if waiting := h.waiting; h.version != "" && waiting != nil {
		h.waiting = nil
		for _, f := range waiting {
			if r, ok := h.read(c, f); ok {
				h.translation(f.lang, r, day, true)
			}
		}
	}
}

func (h *history) rank(f *committed) int {
	if f.lang == h.prevailing {
		return 0
	}
	return 1
}

// first returns the first of the center's languages that a commit has, else the first that it has.
func first(files []*committed, tags []string) string {
	for _, tag := range tags {
		if slices.ContainsFunc(files, func(f *committed) bool { return f.lang == tag }) {
			return tag
		}
	}
	return files[0].lang
}

// read reads a text. What has no words, and what says the same as before, is left out.
func (h *history) read(c commit, f *committed) (*importer.Result, bool) {
	o := importer.Options{Lang: f.lang}
	var r *importer.Result
	var err error
	switch kind := importer.Kind(f.path, f.data); kind {
	case "markdown":
		r, err = importer.Markdown(f.data, o)
	case "html":
		r, err = importer.HTML(f.data, o)
	case "text":
		r, err = importer.Text(f.data, o)
	default:
		err = errors.New("only plain text, Markdown and HTML can be read")
	}
	switch {
	case err != nil:
		h.say("%.12s:%s: left out: %v", c.hash, f.path, err)
	case len(bytes.TrimSpace(r.Body)) == 0:
		h.say("%.12s:%s: left out: it has no words", c.hash, f.path)
	default:
		if r.Title == "" || h.title != "" && f.lang == h.prevailing {
			r.Title = firstOf(h.title, h.titles[f.lang], h.policy)
		}
		h.titles[f.lang] = r.Title
		return r, true
	}
	return nil, false
}

func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

func (h *history) newVersion(f *committed, r *importer.Result, day civil.Date) bool {
	if h.words[f.lang] == string(r.Body) {
		return false
	}
	id := day.String()
	for n := 2; slices.ContainsFunc(h.texts, func(t historic) bool { return t.version == id }); n++ {
		id = fmt.Sprintf("%s-%02d", day, n)
	}
	h.version, h.published = id, day
	front := "published = " + day.String() + "\n"
	if late := r.Date.Sub(day); r.DateKind == importer.KindEffective && late > 0 && late <= 366 {
		front += "effective = " + r.Date.String() + "\n"
	}
	clear(h.words) // a translation of another version is none of this one
	h.add(f.lang, f.lang+".md", r, front)
	return true
}

// translation takes a translation of the last version: with it, later, or as another wording of the one that is there.
func (h *history) translation(lang string, r *importer.Result, day civil.Date, together bool) {
	there, has := h.words[lang]
	switch {
	case has && there == string(r.Body):
	case has:
		name := fmt.Sprintf("%s.%s.md", lang, day)
		path := source.Folder + "/" + h.policy + "/" + h.version + "/" + name
		h.texts = slices.DeleteFunc(h.texts, func(t historic) bool { return t.path == path }) // one wording a day, the last
		h.add(lang, name, r, "corrected = "+day.String()+"\n")
	case together || day == h.published:
		h.add(lang, lang+".md", r, "")
	default:
		h.add(lang, lang+".md", r, "added = "+day.String()+"\n")
	}
}

func (h *history) add(lang, name string, r *importer.Result, front string) {
	h.words[lang] = string(r.Body)
	h.texts = append(h.texts, historic{lang: lang, path: source.Folder + "/" + h.policy + "/" + h.version + "/" + name, title: r.Title, body: string(r.Body),
		front: front, version: h.version})
}

func (h *history) puts() []publish.Put {
	var out []publish.Put
	for _, t := range h.texts {
		out = append(out, publish.Put{Path: t.path, Data: []byte("+++\ntitle = " + table.Quote(t.title) + "\n" + t.front + "+++\n\n" + t.body)})
	}
	return out
}

// gitHistory returns the commits of the first-parent line that changed the files, the oldest first.
func (h *history) gitHistory(ctx context.Context, repo, pattern, lang string) ([]commit, error) {
	repository, err := git.Open(repo)
	if err != nil {
		return nil, err
	}
	defer repository.Close()
	before, after, named := strings.Cut(pattern, "{lang}")
	language := func(path string) (string, bool) { return lang, path == pattern }
	paths := git.Paths{Specs: []string{git.Quote(pattern)}}
	if named {
		paths.Specs = []string{git.Quote(before) + "*" + git.Quote(after)}
		match := regexp.MustCompile("^" + regexp.QuoteMeta(before) + "([A-Za-z0-9_-]+)" + regexp.QuoteMeta(after) + "$")
		language = func(path string) (string, bool) {
			m := match.FindStringSubmatch(path)
			if m == nil {
				return "", false
			}
			tag, err := locale.ParseTag(strings.ReplaceAll(m[1], "_", "-"))
			return tag, err == nil
		}
	}
	paths.Match = func(path string) bool { _, ok := language(path); return ok }
	read, err := repository.History(ctx, paths)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", repo, err)
	}
	if len(read) == 0 {
		return nil, fmt.Errorf("no commit of %s has a file %s", repo, pattern)
	}
	var commits []commit
	var blobs []string
	var into []*committed
	for _, c := range read {
		out := commit{hash: c.ID, day: civil.In(c.Time, h.center.TimeZone)}
		for _, change := range c.Changes {
			if change.Blob == "" {
				continue
			}
			if !change.Mode.Text() {
				h.say("%.12s:%s: left out: it is %s, not a text", c.ID, change.Path, change.Mode)
				continue
			}
			tag, _ := language(change.File)
			f := &committed{lang: tag, path: change.Path}
			out.files = append(out.files, f)
			blobs, into = append(blobs, change.Blob), append(into, f)
		}
		if len(out.files) > 0 {
			commits = append(commits, out)
		}
	}
	return commits, repository.Blobs(ctx, blobs, func(i int, data []byte) error {
		into[i].data = data
		return nil
	})
}
