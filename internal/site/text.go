package site

import (
	"context"
	"html/template"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"candor/internal/diag"
	"candor/internal/markdown"
	"candor/internal/page"
	"candor/internal/policy"
	"candor/internal/source"
)

// text is what the text stage makes of one body. It never changes, and holds nothing of the body but its outline and its links.
type text struct {
	id      key
	html    *blob // minified; of a version's text with a place at the end of each clause
	outline markdown.Outline
	shape   key // of the outline, which translations take their ids from
	diags   diag.List
	answers []answer
	links   key // of the addresses that the answers were given for
}

// answer is what a link of a text into the site was resolved to.
type answer struct {
	link markdown.Link
	href string
	ok   bool
}

// article is the texts that a page shows of one source. summary may be nil.
type article struct{ body, summary *text }

// readTexts makes the articles of all wordings and free pages, over all cores; what was made before is taken from memory.
func (b *builder) readTexts(ctx context.Context) error {
	b.texts = make(map[string]*wordings, len(b.policies))
	var editions []*policy.Edition // of policies that are not as they were
	for _, p := range b.policies {
		w, ok := b.from.wordings.get(wordingsOf{p, b.look, b.linked})
		if ok {
			b.from.texts.keep(w.held)
		} else {
			w = &wordings{bodies: map[string]*text{}, summaries: map[string]*text{}}
			editions = append(editions, p.Standing.Editions...)
		}
		b.texts[p.Standing.ID] = w
	}
	made := make([][]article, len(editions))
	free := make([]*text, len(b.src.Pages))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, e := range editions {
		group.Go(func() (err error) {
			made[i], err = b.edition(ctx, e)
			return err
		})
	}
	for i, p := range b.src.Pages {
		group.Go(func() (err error) {
			o := b.options(p.Path, p.BodyLine, p.Lang, p.Title)
			if p.Name == source.Home {
				o.Labels.Clause = "" // an introduction is not cited
			}
			free[i], err = b.made(p.BodySum, o, nil, key{}, func() ([]byte, error) { return b.src.PageBody(p) })
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	b.keepTexts(editions, made)
	for i, p := range b.src.Pages {
		from := len(b.diags)
		b.diags.Add(free[i].diags...)
		b.free[p.Name+"."+p.Lang] = freePage{b.shown(p.Path, free[i]), p.Title}
		if b.over {
			forgive(b.diags[from:])
		}
	}
	return nil
}

// keepTexts hands the articles of editions to their policies and remembers them there. The faults of all texts are reported.
func (b *builder) keepTexts(editions []*policy.Edition, made [][]article) {
	for i, e := range editions {
		of := b.texts[e.Policy.ID]
		for j, a := range made[i] {
			path := e.Languages[j].Source.Path
			of.bodies[path] = a.body
			of.add(b.from.texts.held(a.body.id), a.body)
			if a.summary != nil {
				of.summaries[path] = a.summary
				of.add(b.from.texts.held(a.summary.id), a.summary)
			}
		}
	}
	for _, p := range b.policies {
		of := b.texts[p.Standing.ID]
		b.from.wordings.put(wordingsOf{p, b.look, b.linked}, of)
		b.diags.Add(of.diags...)
	}
}

func (w *wordings) add(held *remembered[*text], t *text) {
	w.held = append(w.held, held)
	w.diags.Add(t.diags...)
}

// forgive makes dead links warnings: a free page has no versions, so on a day that is past it may speak of what came later. The link is
// left out of that day's page.
func forgive(diags diag.List) {
	for i := range diags {
		if diags[i].Rule == unpublishedRule {
			diags[i].Severity = diag.Warning
			diags[i].Hint = "free pages have no versions: on a day that is past this one stands as it is now, without the link"
		}
	}
}

// shown returns a text as a page shows it.
func (b *builder) shown(name string, t *text) page.Article {
	return page.Article{HTML: b.mark("text\t"+name, t.plain), Outline: t.outline}
}

// edition makes the articles of an edition, the original one first: the others take its ids.
func (b *builder) edition(ctx context.Context, e *policy.Edition) ([]article, error) {
	made := make([]article, len(e.Languages))
	for i := range e.Languages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w := &e.Languages[i]
		title := w.Text.Original.Front.Title
		if w.Source.Front.Title != "" {
			title = w.Source.Front.Title
		}
		o := b.options(w.Source.Path, w.Source.BodyLine, w.Text.Lang, title)
		var shape key
		if i > 0 {
			o.Outline, shape = made[0].body.outline, made[0].body.shape
		}
		var err error
		made[i].body, err = b.made(w.Source.BodySum, o, e, shape, func() ([]byte, error) { return b.src.Body(w.Source) })
		if err != nil {
			return nil, err
		}
		if summary := w.Source.Front.Summary; summary != "" {
			so := b.options(w.Source.Path, w.Source.Pos("summary").Line, w.Text.Lang, "")
			so.Prefix, so.Labels.Clause = "summary-", ""
			made[i].summary, err = b.made(keyOf("summary").text(summary).key(), so, e, key{}, func() ([]byte, error) { return []byte(summary), nil })
			if err != nil {
				return nil, err
			}
		}
	}
	return made, nil
}

// made returns what the text stage makes of a body with this digest under these options, in an edition or, with none, on a free page.
// The outline that o names has the key shape.
func (b *builder) made(body key, o markdown.Options, e *policy.Edition, shape key, read func() ([]byte, error)) (*text, error) {
	k := keyOf("text").sum(body, shape, pictures(e)).text(o.File, o.Lang, o.Title, o.Prefix).number(o.Line).flag(o.RawHTML).
		text(o.Labels.Table, o.Labels.Footnote, o.Labels.BackToText, o.Labels.Notes, o.Labels.Clause).key()
	if t, ok := b.from.texts.get(k); ok && b.stillLinked(t, e, o.Lang) {
		return t, nil
	}
	data, err := read()
	if err != nil {
		return nil, err
	}
	t, err := b.makeText(data, o, e)
	if err != nil {
		return nil, err
	}
	t.id = k
	b.from.texts.put(k, t)
	return t, nil
}

// pictures is the key of all that the texts of an edition can show beside their words.
func pictures(e *policy.Edition) key {
	k := keyOf("pictures")
	if e != nil {
		for _, a := range e.Attachments {
			k.text(a.Name).sum(a.Sum)
		}
	}
	return k.key()
}

// sizes returns what tells the sizes of an edition's pictures by their addresses.
func (b *builder) sizes(e *policy.Edition) func(href string) (width, height int) {
	if e == nil || len(e.Attachments) == 0 {
		return nil
	}
	base := strings.TrimSuffix(b.config.Path(), "/")
	return func(href string) (width, height int) {
		for _, a := range e.Attachments {
			if href != base+b.attachment(e, a.Name) {
				continue
			}
			if data, err := b.src.Bytes(&a.File); err == nil { // one that cannot be read fails the build where it is written
				return size(path.Ext(a.Name), data)
			}
		}
		return 0, 0
	}
}

func (b *builder) makeText(body []byte, o markdown.Options, e *policy.Edition) (*text, error) {
	t := &text{links: b.linked}
	resolve := b.resolver(e, o.Lang, func(d diag.Diagnostic) { t.diags.Add(d) })
	o.Resolve = func(l markdown.Link) (string, bool) {
		href, ok := resolve(l)
		if leadsOut(l.Dest) {
			return href, ok // most links of most texts: there is nothing to ask again
		}
		l.Dest, l.Text = strings.Clone(l.Dest), ""
		t.answers = append(t.answers, answer{l, strings.Clone(href), ok})
		return href, ok
	}
	o.Size, o.Download = b.sizes(e), b.downloads(e)
	doc, diags := markdown.Parse(body, o)
	t.diags.Add(diags...)
	var annotate func(*markdown.Block) template.HTML
	if e != nil && o.Prefix == "" {
		annotate = clausePlace
	}
	small, err := b.theme.Minify(doc.AnnotatedHTML(annotate))
	if err != nil {
		return nil, err
	}
	t.outline = kept(doc.Outline)
	t.shape = shapeOf(t.outline)
	t.html, err = b.from.store.put(small)
	return t, err
}

// kept returns an outline that holds nothing of the text that it was found in.
func kept(o markdown.Outline) markdown.Outline {
	out := slices.Clone(o)
	for i := range out {
		e := &out[i]
		e.ID, e.Was, e.Number, e.Text = strings.Clone(e.ID), strings.Clone(e.Was), strings.Clone(e.Number), strings.Clone(e.Text)
	}
	return out
}

func shapeOf(o markdown.Outline) key {
	k := keyOf("outline")
	for _, e := range o {
		k.text(e.ID, e.Was, e.Number, e.Text).flag(e.Explicit).flag(e.Hidden).number(e.Level)
	}
	return k.key()
}

// stillLinked reports whether the links of a text lead where they led. They need not be asked about while all addresses stay the same.
func (b *builder) stillLinked(t *text, e *policy.Edition, lang string) bool {
	if t.links == b.linked {
		return true
	}
	resolve := b.resolver(e, lang, func(diag.Diagnostic) {})
	for _, a := range t.answers {
		if href, ok := resolve(a.link); !ok || !a.ok || href != a.href { // what is said of a dead link names the day
			return false
		}
	}
	return true
}

// addressKey is the key of all that the answer to a link may depend on, beside the text that the link stands in.
func (b *builder) addressKey() key {
	k := keyOf("addresses").text(b.day.String(), b.config.Path(), b.config.Languages[0].Tag)
	k.text(slices.Sorted(b.addresses.Own)...).text(slices.Sorted(maps.Keys(b.own.files))...).text(b.obscure...)
	for _, p := range b.policies {
		k.sum(p.links)
	}
	return k.key()
}
