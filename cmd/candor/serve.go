package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"
	"golang.org/x/term"

	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/policy"
	"candor/internal/preview"
	"candor/internal/site"
	"candor/internal/source"
)

// serveFlags are what the command line says of a preview.
type serveFlags struct {
	addr, asOf, baseURL string
	drafts              bool
	poll                time.Duration
	hosts               []string
}

func (p *program) serveCommand() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "serve",
		Short: "Preview the site while its sources are edited",
		Long: `Serve the site from memory and show every change of its sources at once. Nothing is written. A broken source is shown in the
page, over the last good site, until it is mended. The bar at the foot of each page leads to any date, to drafts, to the languages of the
page and to its source. The date and the drafts that were chosen are kept in a cookie of the preview; the site itself has none.`,
		Args: arguments(0, 0),
		RunE: func(c *cobra.Command, _ []string) error { return p.serve(c.Context(), f) },
	}
	c.Flags().StringVar(&f.addr, "addr", "127.0.0.1:7070", "listen on this `host:port`")
	c.Flags().StringVar(&f.asOf, "as-of", "", "begin with the site of this `date` (YYYY-MM-DD) instead of today's")
	c.Flags().StringVar(&f.baseURL, "base-url", "", "the `address` of the site, instead of base_url")
	c.Flags().BoolVar(&f.drafts, "drafts", false, "begin with drafts, each at /POLICY/DRAFT/")
	c.Flags().DurationVar(&f.poll, "poll", 0, "look at the files every `interval` (such as 1s), for file systems without events")
	c.Flags().StringArrayVar(&f.hosts, "host", nil, "answer to this host `name` too; IP addresses and localhost always pass")
	return c
}

// linger is how long requests may take to end once the preview is told to.
const linger = 2 * time.Second

func (p *program) serve(ctx context.Context, f serveFlags) error {
	o, err := p.options(f.asOf, f.baseURL, f.drafts)
	if err != nil {
		return err
	}
	if f.poll < 0 {
		return fmt.Errorf("--poll %s: an interval is longer than nothing", f.poll)
	}
	if info, err := os.Stat(p.site); err != nil || !info.IsDir() {
		return fmt.Errorf("open the center: %s is no folder", p.site)
	}
	listener, err := listen(ctx, f.addr)
	if err != nil {
		return err
	}
	if host, _, err := net.SplitHostPort(f.addr); err == nil && host != "" {
		f.hosts = append(f.hosts, host)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	builder := site.NewBuilder()
	defer builder.Close()
	s := preview.New(preview.Options{Dir: p.site, Roots: []string{config.Name, source.Folder, "templates", "themes"}, Ignore: source.Ignored,
		Build: p.previewed(builder, o), Start: preview.View{AsOf: o.AsOf, Drafts: o.Drafts}, Poll: f.poll, Hosts: f.hosts, Report: p.reporter(listener.Addr())})
	server := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	group := new(errgroup.Group)
	group.Go(func() error {
		defer stop()
		return s.Run(ctx)
	})
	group.Go(func() error {
		defer stop()
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve: %w", err)
		}
		return nil
	})
	<-ctx.Done()
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), linger)
	defer cancel()
	if server.Shutdown(last) != nil {
		_ = server.Close() // a request that hangs is cut off
	}
	return group.Wait()
}

// listen opens the address; when its port is taken, the error names a free one.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if err == nil {
		return l, nil
	}
	host, port, splitErr := net.SplitHostPort(addr)
	if splitErr != nil {
		return nil, fmt.Errorf("--addr %q is no address such as 127.0.0.1:7070", addr)
	}
	first, _ := strconv.Atoi(port) // a port by name gives 0, and the search below any free port
	for _, n := range []int{first + 1, first + 2, first + 3, 0} {
		free, tryErr := lc.Listen(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(n)))
		if tryErr != nil {
			continue
		}
		suggested := free.Addr().String()
		if err := free.Close(); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("port %s of %s is in use; this one is free: candor serve --addr %s", port, host, suggested)
	}
	return nil, fmt.Errorf("listen: %w", err)
}

// previewed makes sites for the preview.
func (p *program) previewed(builder *site.Builder, o site.Options) preview.Build {
	fixed := !o.AsOf.IsZero() || p.getenv("SOURCE_DATE_EPOCH") != ""
	return func(ctx context.Context, tree fs.FS, v preview.View) (*preview.Site, diag.List, error) {
		o := o
		if !fixed {
			o.Now = p.now()
		}
		o.AsOf, o.Drafts = v.AsOf, v.Drafts
		s, diags, err := builder.Load(ctx, tree, o)
		if s == nil {
			return nil, diags, err
		}
		out := &preview.Site{Day: s.Day, Previous: s.Previous, Next: s.Next, Base: s.Config.Path()}
		if o.AsOf.IsZero() && !fixed {
			tomorrow := s.Day.AddDays(1)
			out.Until = time.Date(tomorrow.Year, tomorrow.Month, tomorrow.Day, 0, 0, 0, 0, s.Config.TimeZone)
		}
		about := &pages{s, tree}
		out.Pages, out.File = s.Pages, func(path string) *preview.File {
			f, ok := s.File(path)
			if !ok {
				return nil
			}
			file := &preview.File{Path: path, Bytes: f.Bytes}
			if strings.HasSuffix(path, ".html") {
				file.Page = func() *preview.Page { return about.page(path) }
			}
			return file
		}
		return out, diags, nil
	}
}

// pages tells what the pages of a site come from.
type pages struct {
	site *site.Site
	tree fs.FS
}

// has reports whether the site has a file.
func (p *pages) has(path string) bool {
	_, ok := p.site.File(path)
	return ok
}

// page says of a file of the site which language, sources and relatives it has.
func (p *pages) page(file string) *preview.Page {
	tags := p.site.Config.Tags()
	lang, below := tags[0], file
	if first, rest, ok := strings.Cut(file, "/"); ok && slices.Contains(tags[1:], first) {
		lang, below = first, rest
	}
	out := &preview.Page{Lang: lang}
	for _, tag := range tags {
		other := below
		if tag != tags[0] {
			other = path.Join(tag, below)
		}
		if p.has(other) {
			out.Languages = append(out.Languages, preview.Link{Name: tag, URL: p.site.Config.Path() + strings.TrimSuffix(other, "index.html")})
		}
	}
	address := strings.Trim(strings.TrimSuffix(below, "index.html"), "/")
	p.describe(out, address, lang)
	return out
}

// describe finds the policy that an address speaks of; the longest id wins, since ids may be nested.
func (p *pages) describe(out *preview.Page, address, lang string) {
	var best *policy.Standing
	for _, s := range p.site.Standings {
		if (address == s.ID || strings.HasPrefix(address, s.ID+"/")) && (best == nil || len(s.ID) > len(best.ID)) {
			best = s
		}
	}
	if best == nil {
		out.Sources = p.free(address, lang)
		return
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(address, best.ID), "/")
	var shown []*policy.Edition
	switch first, pair, _ := strings.Cut(rest, "/"); {
	case rest == "":
		shown = []*policy.Edition{best.Shown}
	case first == "compare":
		a, b, _ := strings.Cut(pair, "..")
		shown = []*policy.Edition{edition(best, a), edition(best, b)}
	case first == "since":
		shown = []*policy.Edition{edition(best, pair), best.InForce}
	default:
		shown = []*policy.Edition{edition(best, first)}
	}
	for _, e := range shown {
		if e == nil {
			continue
		}
		w := e.Text(lang)
		if w == nil {
			w = &e.Languages[0]
		}
		out.Sources = append(out.Sources, w.Source.Path)
		if e.Draft() && best.InForce != nil && len(shown) == 1 {
			out.Redline = p.link("/"+best.ID+"/compare/"+best.InForce.ID+".."+e.ID+"/", lang)
		}
	}
}

func edition(s *policy.Standing, id string) *policy.Edition {
	for _, e := range s.Editions {
		if e.ID == id {
			return e
		}
	}
	return nil
}

// free returns the source of a page beside the policies.
func (p *pages) free(address, lang string) []string {
	if address == "" {
		address = "home"
	}
	if strings.Contains(address, "/") || strings.Contains(address, ".") || address == "changelog" || address == "notices" {
		return nil
	}
	for _, tag := range append([]string{lang}, p.site.Config.Tags()...) {
		name := source.Folder + "/" + address + "." + tag + ".md"
		if _, err := fs.Stat(p.tree, name); err == nil {
			return []string{name}
		}
		if address == "home" {
			break // a home page without words of its own has none of another language's
		}
	}
	return nil
}

// link returns the link to an address in a language, "" when the site has no such page.
func (p *pages) link(address, lang string) string {
	below := strings.TrimPrefix(address, "/")
	if lang != p.site.Config.Languages[0].Tag {
		below = lang + "/" + below
	}
	if !p.has(below + "index.html") {
		return ""
	}
	return p.site.Config.Path() + below
}

// reporter says on the terminal where the preview is, and what every change came to.
func (p *program) reporter(addr net.Addr) func(preview.Report) {
	said := ""
	out, isFile := p.stdout.(*os.File)
	terminal := isFile && term.IsTerminal(int(out.Fd()))
	return func(r preview.Report) {
		if r.First {
			fmt.Fprintf(p.stdout, "The preview is at http://%s%s (Ctrl-C ends it)\n", addr, r.Base)
		}
		if r.Note != "" {
			fmt.Fprintf(p.stderr, "candor: %s\n", r.Note)
		}
		if text := faultText(r); text != said {
			fmt.Fprint(p.stderr, text)
			said = text
		}
		if !terminal {
			return
		}
		state := fmt.Sprintf("%d pages", r.Pages)
		if r.Failed || r.Err != nil {
			state = "not rebuilt, the last good site is shown"
		}
		fmt.Fprintf(p.stdout, "%s  %s in %s%s\n", p.now().Format(time.TimeOnly), state, r.Took.Round(time.Millisecond), named(r.Changed))
	}
}

func faultText(r preview.Report) string {
	var b strings.Builder
	_ = r.Diags.Text(&b) // a strings.Builder takes everything
	if r.Err != nil {
		fmt.Fprintf(&b, "candor: %v\n", r.Err)
	}
	return b.String()
}

// named lists the first few files of a change.
func named(changed []string) string {
	const most = 3
	switch n := len(changed); {
	case n == 0:
		return ""
	case n > most:
		return fmt.Sprintf(": %s and %d more", strings.Join(changed[:most], ", "), n-most)
	default:
		return ": " + strings.Join(changed, ", ")
	}
}
