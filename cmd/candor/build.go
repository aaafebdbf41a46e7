package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"
	"golang.org/x/term"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/output"
	"candor/internal/publish"
	"candor/internal/site"
	"candor/internal/source"
	"candor/themes"
)

// buildFlags are what the command line says of a build.
type buildFlags struct {
	out, asOf, baseURL    string
	drafts, inPlace, json bool
}

func (p *program) buildCommand() *cobra.Command {
	var f buildFlags
	c := &cobra.Command{
		Use:   "build",
		Short: "Write the site",
		Long: `Write the site of one day into public/, or into --out. The folder is swapped whole at the end: a build that fails leaves the
last good site as it was. Diagnostics go to standard error.`,
		Args: arguments(0, 0),
		RunE: func(c *cobra.Command, _ []string) error { return p.build(c.Context(), f) },
	}
	c.Flags().StringVar(&f.out, "out", "", "write into this `folder` instead of public/")
	c.Flags().StringVar(&f.asOf, "as-of", "", "build the site of this `date` (YYYY-MM-DD) instead of today's")
	c.Flags().StringVar(&f.baseURL, "base-url", "", "the `address` of the site, instead of base_url")
	c.Flags().BoolVar(&f.drafts, "drafts", false, "with drafts, every page marked noindex; needs --out")
	c.Flags().BoolVar(&f.inPlace, "in-place", false, "write file by file where the folder cannot be swapped")
	c.Flags().BoolVar(&f.json, "json", false, "print the result as JSON, as docs/schema/build.schema.json describes it")
	return c
}

// options turns flags into a site's options.
func (p *program) options(asOf, baseURL string, drafts bool) (site.Options, error) {
	o := site.Options{Now: p.now(), Clock: p.now(), Drafts: drafts, Theme: themes.FS, Program: generator()}
	if baseURL != "" {
		u, err := config.ParseBaseURL(baseURL)
		if err != nil {
			return o, fmt.Errorf("--base-url %q is not an address such as https://privacy.example.com/", baseURL)
		}
		o.BaseURL = u
	}
	if asOf != "" {
		day, err := civil.Parse(asOf)
		if err != nil {
			return o, fmt.Errorf("--as-of: %w", err)
		}
		o.AsOf = day
		return o, nil
	}
	if epoch := p.getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return o, fmt.Errorf("SOURCE_DATE_EPOCH is %q, not a number of seconds", epoch)
		}
		o.Now = time.Unix(seconds, 0)
		fmt.Fprintln(p.stderr, "candor: the date is that of SOURCE_DATE_EPOCH")
	}
	return o, nil
}

// load reads the center; faults are printed, and make errFaults when they are errors.
func (p *program) load(ctx context.Context, o site.Options) (*site.Site, error) {
	root, err := os.OpenRoot(p.site)
	if err != nil {
		return nil, fmt.Errorf("open the center: %w", err)
	}
	s, diags, err := site.Load(ctx, root.FS(), o)
	if err != nil {
		return nil, err
	}
	if err := diags.Text(p.stderr); err != nil {
		return nil, err
	}
	if diags.Failed() {
		return nil, errFaults
	}
	return s, nil
}

func (p *program) build(ctx context.Context, f buildFlags) error {
	started := p.now()
	o, err := p.options(f.asOf, f.baseURL, f.drafts)
	if err != nil {
		return err
	}
	if f.out == "" && (f.drafts || f.asOf != "" && o.AsOf.After(civil.In(started, time.UTC).AddDays(1))) {
		return fmt.Errorf("drafts and a date to come are built into a folder of their own: add --out FOLDER")
	}
	dir := f.out
	if dir == "" {
		dir = filepath.Join(p.site, "public")
	}
	if folder := p.sourcesAt(dir); folder != "" {
		return fmt.Errorf("--out %s lies in %s, which holds sources of the center: the site would become one of them", dir, folder)
	}
	s, err := p.load(ctx, o)
	if err != nil {
		return err
	}
	p.spare()
	if !f.drafts {
		if err := p.note(s); err != nil {
			return err
		}
	}
	report, err := p.write(ctx, s, dir, f.inPlace)
	if err != nil {
		return err
	}
	return p.built(s, report, p.now().Sub(started), f.json)
}

// note keeps which seals a build shows, so that candor undo takes none of them back. It is kept before the site is put in place: a build that
// is killed in between is taken for one that has shown them. Where the center cannot be written to, the build goes on without it.
func (p *program) note(s *site.Site) error {
	f, ok := s.File(source.Seals)
	if !ok {
		return nil
	}
	sums, err := f.Bytes()
	if err != nil {
		return err
	}
	if err := publish.Built(p.site, s.Day, sums); err != nil {
		fmt.Fprintf(p.stderr, "candor: %v; candor undo will not know of this build\n", err)
	}
	return nil
}

// sourcesAt returns the folder of sources that a folder is or lies in, "" for none, wherever symbolic links lead.
func (p *program) sourcesAt(dir string) string {
	at := settle(dir)
	for _, name := range []string{source.Folder, "templates", "themes"} {
		rel, err := filepath.Rel(settle(filepath.Join(p.site, name)), at)
		if err == nil && filepath.IsLocal(rel) {
			return name + "/"
		}
	}
	return ""
}

// settle is the absolute path of a folder that may not be there yet, without symbolic links.
func settle(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return dir
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real
	}
	if parent := filepath.Dir(abs); parent != abs {
		return filepath.Join(settle(parent), filepath.Base(abs))
	}
	return abs
}

// spared is the memory in bytes that making the pages of a site may take before garbage is collected more often than it would be, and
// sparing the growth in hundredths after which it is otherwise.
const (
	spared  = 230 << 20
	sparing = 200
)

// spare keeps a build from taking several times the memory that its center needs, and from collecting garbage all the time where it needs
// little; where a center needs more, or GOMEMLIMIT or GOGC says so, it may have more.
func (p *program) spare() {
	if p.getenv("GOMEMLIMIT") != "" || p.getenv("GOGC") != "" {
		return
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	need := int64(0)
	if live[0].Value.Kind() == metrics.KindUint64 {
		need = int64(live[0].Value.Uint64())
	}
	debug.SetGCPercent(sparing)
	debug.SetMemoryLimit(max(spared, 3*need))
}

// write makes every file of the site and swaps the whole in.
func (p *program) write(ctx context.Context, s *site.Site, dir string, inPlace bool) (output.Report, error) {
	staging, err := output.Open(dir, output.Options{InPlace: inPlace})
	if err != nil {
		return output.Report{}, err
	}
	defer staging.Abort()
	made, end := p.progress(s.Count())
	defer end()
	group, running := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, file := range s.Files {
		group.Go(func() error {
			if err := running.Err(); err != nil {
				return err
			}
			data, err := file.Bytes()
			if err != nil {
				return err
			}
			made()
			return staging.Write(file.Path, data)
		})
	}
	if err := group.Wait(); err != nil {
		return output.Report{}, fmt.Errorf("build: %w", err)
	}
	return staging.Commit(ctx)
}

// progress counts the files of a long build on a terminal; elsewhere nothing is said. made is called for each file, end at the end.
func (p *program) progress(files int) (made, end func()) {
	f, ok := p.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return func() {}, func() {}
	}
	var mu sync.Mutex
	n, said, started := 0, "", p.now()
	made = func() {
		mu.Lock()
		defer mu.Unlock()
		n++
		if p.now().Sub(started) < time.Second {
			return // a short build needs no progress
		}
		if line := fmt.Sprintf("%d %% of %d files", 100*n/files, files); line != said {
			fmt.Fprintf(f, "\r%s", line)
			said = line
		}
	}
	return made, func() {
		mu.Lock()
		defer mu.Unlock()
		if said != "" {
			fmt.Fprint(f, "\r\x1b[K")
		}
	}
}

// number is a number with its word.
func number(n int, one, other string) string {
	if n == 1 {
		other = one
	}
	return fmt.Sprintf("%d %s", n, other)
}

// buildReport is what build --json prints; docs/schema/build.schema.json describes it.
type buildReport struct {
	Schema       int        `json:"schema"`
	AsOf         civil.Date `json:"as_of"`
	Pages        int        `json:"pages"`
	Files        int        `json:"files"`
	Policies     int        `json:"policies"`
	Versions     int        `json:"versions"`
	Languages    int        `json:"languages"`
	Written      int        `json:"written"`
	Unchanged    int        `json:"unchanged"`
	Removed      int        `json:"removed"`
	Milliseconds int64      `json:"milliseconds"`
	Next         civil.Date `json:"next,omitzero"`
	Why          string     `json:"why,omitempty"`
	Where        string     `json:"where,omitempty"`
}

func (p *program) built(s *site.Site, r output.Report, took time.Duration, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(p.stdout).Encode(buildReport{Schema: 1, AsOf: s.Day, Pages: s.Pages, Files: s.Count(), Policies: s.Policies, Versions: s.Version,
			Languages: s.Languages, Written: r.Written, Unchanged: r.Unchanged, Removed: r.Removed, Milliseconds: took.Milliseconds(), Next: s.Next, Why: s.Why,
			Where: (&url.URL{Path: s.Where}).String()})
	}
	next := "the site does not change any more by itself"
	if !s.Next.IsZero() {
		next = fmt.Sprintf("next change %s: %s %s", s.Next, s.Where, site.ChangeWords(s.Why))
	}
	_, err := fmt.Fprintf(p.stdout, "%s: %s, %s, %s, %s in %s; %s\n", s.Day, number(s.Pages, "page", "pages"), number(s.Policies, "policy", "policies"),
		number(s.Version, "version", "versions"), number(s.Languages, "language", "languages"), took.Round(time.Millisecond), next)
	return err
}
