package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/output"
	"candor/internal/seal"
	"candor/internal/site"
	"candor/internal/source"
	"candor/internal/verify"
	"candor/themes"
)

func (p *program) verifyCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "verify DIR-or-URL",
		Short: "Hold a built or a served site against the sources and the seals",
		Long: `Where the center is in this folder, make the site of its day anew and compare every file, byte for byte: what differs, lacks or is too many is
named. Of a host, files that nothing of the site leads to cannot be found, and those that only tell the host what to do are not served; both are said.
Where another program or other sources built the site, sealed files and the words of texts are compared, and that is said too.

Without the center the site is held against its own seals: every sealed file has the bytes of its seal, every page of a text carries the seal of its
source. Whoever rewrites texts, pages and list together is not found out that way.

Ends with 0 where all is as it was built, 1 where something was altered, 3 where the site is out of date, 2 where it could not be looked at.`,
		Example: "  candor verify public\n  candor verify https://privacy.example.com/",
		Args:    arguments(1, 1),
		RunE:    func(c *cobra.Command, args []string) error { return p.verify(c.Context(), args[0], format) },
	}
	c.Flags().StringVar(&format, "format", "text", "`format`: text or json")
	return c
}

// errOutOfDate and errNotLooked say that a report was printed, and what it comes to.
var (
	errOutOfDate = errors.New("the site is out of date")
	errNotLooked = errors.New("the site could not be looked at")
)

func (p *program) verify(ctx context.Context, where, format string) error {
	if format != "text" && format != "json" {
		return fmt.Errorf("--format is text or json, not %q", format)
	}
	place, err := placeOf(where)
	if err != nil {
		return err
	}
	today := func(zone string) civil.Date {
		location, err := time.LoadLocation(zone)
		if err != nil {
			location = time.UTC
		}
		return civil.In(p.now(), location)
	}
	r, err := verify.Site(ctx, place, today, p.known)
	if err != nil {
		return err
	}
	if err := p.verified(r, where, format); err != nil {
		return err
	}
	switch r.Result {
	case verify.IsAltered:
		return errFaults
	case verify.IsOutOfDate:
		return errOutOfDate
	case verify.CouldNotLook:
		return errNotLooked
	}
	return nil
}

func (p *program) verified(r *verify.Report, where, format string) error {
	if format == "json" {
		encoder := json.NewEncoder(p.stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(r)
	}
	var b strings.Builder
	for _, problem := range r.Problems {
		fmt.Fprintf(&b, "%s: %s [%s]\n", problem.Path, problem.Message, problem.Rule)
	}
	if len(r.Skipped) > 0 {
		fmt.Fprintf(&b, "not compared, since a host does not serve them: %s\n", strings.Join(r.Skipped, ", "))
	}
	for _, unknown := range r.Unknown {
		fmt.Fprintf(&b, "%s\n", unknown)
	}
	day := "on a day that it does not say"
	if !r.BuiltAsOf.IsZero() {
		day = "as of " + r.BuiltAsOf.String()
	}
	fmt.Fprintf(&b, "%s, built %s: ", where, day)
	if r.Compared > 0 {
		fmt.Fprintf(&b, "%s as the center makes them, byte for byte; ", number(r.Compared, "file is", "files are"))
	}
	fmt.Fprintf(&b, "%s sealed, %s the seal of their text, %s\n", number(r.Files, "sealed file is as it was", "sealed files are as they were"),
		number(r.Pages, "page carries", "pages carry"), number(len(r.Problems), "problem", "problems"))
	_, err := io.WriteString(p.stdout, b.String())
	return err
}

// known is what the center in this folder says of a site: the files that it makes for its day, or all seals where its sources have errors. The
// folder stays open for as long as the command runs, since files are made when they are asked for.
func (p *program) known(ctx context.Context, b verify.Built) (*verify.Known, error) {
	root, err := os.OpenRoot(p.site)
	if err != nil {
		return nil, fmt.Errorf("open the center: %w", err)
	}
	if _, err := root.Stat(config.Name); err != nil {
		root.Close()
		return nil, nil // no center
	}
	text, err := root.ReadFile(filepath.FromSlash(seal.File))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the seals of the center: %w", err)
	}
	sums, _ := seal.Parse(text)
	all := &verify.Known{Sums: sums}
	if b.Day.IsZero() {
		all.Fault = "the site does not say for which day it was built"
		return all, nil
	}
	o := site.Options{AsOf: b.Day, Live: !b.DayStated, Drafts: b.Preview, Now: p.now(), Theme: themes.FS, Program: generator()}
	if base, err := config.ParseBaseURL(b.Address); err == nil {
		o.BaseURL = base
	}
	s, diags, err := site.Load(ctx, root.FS(), o)
	if err != nil {
		return nil, err
	}
	if s == nil {
		all.Fault = fmt.Sprintf("the center here cannot be built for %s (candor check --as-of %s says why: %s)", b.Day, b.Day, diags.Counts())
		return all, nil
	}
	k, err := knownOf(s)
	if err == nil {
		k.Address, err = p.address()
	}
	return k, err
}

// address is the one that config.toml gives.
func (p *program) address() (string, error) {
	_, c, err := p.center()
	if err != nil {
		return "", err
	}
	return c.BaseURL.String(), nil
}

// knownOf is what a site that can be made says of one that was.
func knownOf(s *site.Site) (*verify.Known, error) {
	k := &verify.Known{Exact: true, Next: s.Next, File: func(_ context.Context, name string) ([]byte, bool, error) {
		f, ok := s.File(name)
		if !ok {
			return nil, false, nil
		}
		data, err := f.Bytes()
		return data, err == nil, err
	}}
	for _, f := range s.Files {
		k.Paths = append(k.Paths, f.Path)
	}
	list, _, err := k.File(context.Background(), source.Seals)
	if err != nil {
		return nil, err
	}
	k.Sums, _ = seal.Parse(list)
	k.Generator = generator()
	k.Sources, err = s.Sources()
	return k, err
}

// placeOf returns what reads a site in a folder or at an address.
func placeOf(where string) (verify.Place, error) {
	if !strings.Contains(where, "://") {
		return folderSite(where)
	}
	base, err := url.Parse(where)
	if err != nil || base.Scheme != "https" && base.Scheme != "http" || base.Host == "" {
		return verify.Place{}, fmt.Errorf("%q is neither a folder nor an address such as https://privacy.example.com/", where)
	}
	if !strings.HasSuffix(base.Path, "/") {
		base.Path += "/"
	}
	return verify.Place{Get: servedSite(base)}, nil
}

func folderSite(dir string) (verify.Place, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return verify.Place{}, fmt.Errorf("open the site: %w", err)
	}
	get := func(_ context.Context, name string) ([]byte, bool, error) {
		data, err := root.ReadFile(filepath.FromSlash(name))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, false, nil
		}
		return data, err == nil, err
	}
	list := func(ctx context.Context) (names []string, err error) {
		err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case ctx.Err() != nil:
				return ctx.Err()
			case name == ".git" && d.IsDir(): // of a folder that is handed to a host by git
				return fs.SkipDir
			case !d.IsDir() && !output.Own(name):
				names = append(names, name)
			}
			return nil
		})
		return names, err
	}
	return verify.Place{Get: get, List: list}, nil
}

// largestServed bounds what is read of one served file, in bytes.
const largestServed = 256 << 20

// servedSite reads a site from a host. A page is asked for by the address that readers have. A host may lead on from one writing of an address to
// another, to https or to a slash at the end; anything else is a [*verify.Moved].
func servedSite(base *url.URL) verify.Get {
	client := &http.Client{Timeout: time.Minute, CheckRedirect: func(next *http.Request, before []*http.Request) error {
		if len(before) > 3 || !sameAddress(before[0].URL, next.URL) {
			return &verify.Moved{To: next.URL.String()}
		}
		return nil
	}}
	return func(ctx context.Context, name string) ([]byte, bool, error) {
		address := base.JoinPath(strings.Split(name, "/")...)
		if folder, page := strings.CutSuffix(name, "index.html"); page && (folder == "" || strings.HasSuffix(folder, "/")) {
			address = base.JoinPath(strings.Split(folder, "/")...)
		}
		data, ok, err := answered(ctx, client, address)
		if moved, ok := errors.AsType[*verify.Moved](err); ok {
			return nil, false, moved
		}
		return data, ok, err
	}
}

// sameAddress reports whether a host leads from one writing of an address to another.
func sameAddress(from, to *url.URL) bool {
	plain := func(u *url.URL) string {
		return strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(u.Path, "index.html"), ".html"), "/")
	}
	return from.Host == to.Host && (from.Scheme == to.Scheme || to.Scheme == "https") && plain(from) == plain(to)
}

func answered(ctx context.Context, client *http.Client, address *url.URL) ([]byte, bool, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return nil, false, err
	}
	request.Header.Set("Cache-Control", "no-cache") // what the host has, not what a cache had
	answer, err := client.Do(request)
	if err != nil {
		return nil, false, err
	}
	defer answer.Body.Close()
	switch {
	case answer.StatusCode == http.StatusNotFound || answer.StatusCode == http.StatusGone:
		return nil, false, nil
	case answer.StatusCode != http.StatusOK:
		return nil, false, fmt.Errorf("get %s: %s", address, answer.Status)
	case answer.Header.Get("Refresh") != "":
		return nil, false, &verify.Moved{To: answer.Header.Get("Refresh")}
	}
	data, err := io.ReadAll(io.LimitReader(answer.Body, largestServed))
	if err != nil {
		return nil, false, fmt.Errorf("get %s: %w", address, err)
	}
	return data, true, nil
}
