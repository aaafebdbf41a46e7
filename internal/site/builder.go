package site

import (
	"context"
	"io/fs"
	"net/url"
	"slices"
	"sync"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/policy"
	"candor/internal/promise"
	"candor/internal/seal"
	"candor/internal/source"
)

// Builder makes the sites of a center, one after another, and remembers what did not change between them: texts and themes, by digests
// of all that enters them, so that a value never outlives what it was made from. The site that it gives is the same, byte for byte,
// that a new Builder would give.
type Builder struct {
	store       *store
	files       source.Reader
	joiner      policy.Joiner
	seals       seal.Memory
	promises    promise.Memory
	configured  configured
	parts       memo[partOf, *part]
	wordings    memo[wordingsOf, *wordings]
	texts       memo[key, *text]
	looks       memo[key, *look]
	comparisons memo[key, *comparison]
	pieces      memo[key, *blob]
	mu          sync.Mutex // one load at a time
}

// NewBuilder returns a builder that remembers nothing yet. The caller closes it when no site of it is used any more.
func NewBuilder() *Builder { return &Builder{store: &store{limit: inMemory}} }

// Close gives back the temporary file that texts may lie in. Sites of the builder cannot be read any more.
func (b *Builder) Close() error { return b.store.close() }

// Load reads the center in fsys, which must not lead out of the center's folder ([os.Root.FS]), and plans its site. The site is nil when
// diagnostics hold an error; an error is a fault of the machine. Loads of one builder follow each other; sites that it gave before
// stay as they are.
func (b *Builder) Load(ctx context.Context, fsys fs.FS, o Options) (*Site, diag.List, error) {
	s, diags, err := b.load(ctx, fsys, o)
	if err != nil || diags.Failed() {
		return nil, diags, err
	}
	return s, diags, nil
}

// load returns the site with faults as well, nil where too little of it can be read.
func (b *Builder) load(ctx context.Context, fsys fs.FS, o Options) (*Site, diag.List, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.parts.next()
	b.wordings.next()
	b.texts.next()
	b.looks.next()
	b.comparisons.next()
	b.pieces.next()
	src, diags, err := b.files.Read(ctx, fsys)
	if err != nil {
		return nil, nil, err
	}
	if src.Config == nil {
		return nil, diags, nil
	}
	src.Config = b.configured.at(src.Config, o.BaseURL)
	archive, joined := b.joiner.Join(src)
	day := o.day(src.Config)
	sums, found := b.seals.Verify(src, day, o.today(src.Config))
	settles := civil.Date{}
	if o.Seals != nil {
		settles = day // a command that seals events can still leave them out
	}
	diags.Add(policy.Recorded(joined, sums.Day, settles)...)
	diags.Add(early(archive, sums, day)...)
	diags.Add(found...)
	diags.Add(activeDrawings(src, sums, o.today(src.Config))...)
	if o.Against != nil {
		diags.Add(seal.Compare(o.Against, src)...)
		diags.Add(seal.Redactions(o.Against, src, o.Earlier)...)
	}
	b.promises.Decides = o.Decides
	book, found := b.promises.Judge(certain(archive), day, sums.Day)
	diags.Add(found...)
	look, err := b.look(fsys, src.Config, o.Theme)
	if err != nil {
		return nil, nil, err
	}
	diags.Add(look.diags...)
	if look.catalog != nil {
		diags.Add(unspoken(src.Config, look.catalog)...)
	}
	diags = src.Config.Check.Apply(settledWords(diags, archive, sums, day, o.Seals))
	run := &builder{from: b, src: src, config: src.Config, look: look, theme: look.theme, catalog: look.catalog, day: day, drafts: o.Drafts, program: o.Program, sums: sums,
		book: book}
	run.over = !o.Now.IsZero() && day.Before(civil.In(o.Now, src.Config.TimeZone))
	if o.AsOf.IsZero() || o.Live {
		run.zone = src.Config.TimeZone.String()
	}
	make := run.build
	if diags.Failed() {
		run.obscure = obscured(diags, src)
		make = run.proof
	}
	s, found, err := make(ctx, archive)
	found = settled(found, archive, sums, day, o.Seals)
	diags = weighed(src.Config, append(diags, found...))
	diags.Sort()
	return s, diags, err
}

// certain are the policies whose sources could all be read: what others have promised, and when, is not known.
func certain(a *policy.Archive) *policy.Archive {
	return &policy.Archive{Languages: a.Languages, Policies: slices.DeleteFunc(slices.Clone(a.Policies), func(p *policy.Policy) bool { return p.Doubtful })}
}

// weighed gives diagnostics the severities that the center wants. Where what it wants could not be read, nothing is told that it may have
// silenced.
func weighed(c *config.Config, list diag.List) diag.List {
	list = c.Check.Apply(list)
	if !c.Unread {
		return list
	}
	return slices.DeleteFunc(list, func(d diag.Diagnostic) bool {
		rule, known := diag.FindRule(d.Rule)
		return d.Severity == diag.Warning && known && rule.Open
	})
}

// configured is a configuration with another address: the same value for the same two.
type configured struct {
	from, made *config.Config
	base       *url.URL
}

func (c *configured) at(from *config.Config, base *url.URL) *config.Config {
	if base == nil {
		return from
	}
	if c.from != from || c.base != base {
		moved := *from
		moved.BaseURL = base
		*c = configured{from, &moved, base}
	}
	return c.made
}

// Load reads a center and plans its site, once: see [Builder.Load]. Texts that do not fit in memory lie in a temporary file without a
// name until the process ends.
func Load(ctx context.Context, fsys fs.FS, o Options) (*Site, diag.List, error) {
	return NewBuilder().Load(ctx, fsys, o)
}

func (o Options) day(c *config.Config) civil.Date {
	if !o.AsOf.IsZero() {
		return o.AsOf
	}
	return civil.In(o.Now, c.TimeZone)
}

// today is the day of the clock in the center's time zone, the zero date where there is none.
func (o Options) today(c *config.Config) civil.Date {
	if o.Clock.IsZero() {
		return civil.Date{}
	}
	return civil.In(o.Clock, c.TimeZone)
}
