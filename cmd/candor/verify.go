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
		Short: "Hold a built or a served site against the seals",
		Long: `Read every sealed file of a built or a served site and hold it against the seals of the site; every page of a text, which must carry the seal of
its source. Where the center is in this folder, hold the site's seals against those that it had made public on the site's day, and the words of each
page's text against those that it makes. Say whether the site is out of date. Ends with 1 when something is not as it was sealed.`,
		Example: "  candor verify public\n  candor verify https://privacy.example.com/",
		Args:    arguments(1, 1),
		RunE:    func(c *cobra.Command, args []string) error { return p.verify(c.Context(), args[0], format) },
	}
	c.Flags().StringVar(&format, "format", "text", "`format`: text or json")
	return c
}

func (p *program) verify(ctx context.Context, where, format string) error {
	if format != "text" && format != "json" {
		return fmt.Errorf("--format is text or json, not %q", format)
	}
	get, err := siteAt(where)
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
	r, err := verify.Site(ctx, get, today, p.known)
	if err != nil {
		return err
	}
	if err := p.verified(r, where, format); err != nil {
		return err
	}
	if len(r.Problems) > 0 {
		return errFaults
	}
	return nil
}

func (p *program) verified(r *verify.Report, where, format string) error {
	if format == "json" {
		encoder := json.NewEncoder(p.stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(r)
	}
	for _, problem := range r.Problems {
		fmt.Fprintf(p.stdout, "%s: %s [%s]\n", problem.Path, problem.Message, problem.Rule)
	}
	_, err := fmt.Fprintf(p.stdout, "%s, built as of %s: %d sealed files are as they were sealed, %d pages carry the seal of their text, %s\n", where,
		r.BuiltAsOf, r.Files, r.Pages, problems(len(r.Problems)))
	return err
}

func problems(n int) string {
	if n == 1 {
		return "1 problem"
	}
	return fmt.Sprintf("%d problems", n)
}

// known is what the center in this folder says of a day: the seals and pages of its site, or all seals where its sources have errors. The folder
// stays open for as long as the command runs, since pages are made when they are asked for.
func (p *program) known(ctx context.Context, day civil.Date) (*verify.Known, error) {
	root, err := os.OpenRoot(p.site)
	if err != nil {
		return nil, fmt.Errorf("open the center: %w", err)
	}
	text, err := root.ReadFile(filepath.FromSlash(seal.File))
	if err != nil {
		root.Close()
		return nil, nil // no center
	}
	sums, _ := seal.Parse(text)
	all := &verify.Known{Sums: sums}
	s, _, err := site.Load(ctx, root.FS(), site.Options{AsOf: day, Theme: themes.FS})
	if err != nil || s == nil || day.IsZero() {
		return all, err
	}
	list, ok := s.File(source.Seals)
	if !ok {
		return all, nil
	}
	if text, err = list.Bytes(); err != nil {
		return nil, err
	}
	public, _ := seal.Parse(text)
	page := func(_ context.Context, name string) ([]byte, bool, error) {
		f, ok := s.File(name)
		if !ok {
			return nil, false, nil
		}
		data, err := f.Bytes()
		return data, err == nil, err
	}
	return &verify.Known{Sums: public, Exact: true, Page: page, Next: s.Next}, nil
}

// siteAt returns what reads a site in a folder or at an address.
func siteAt(where string) (verify.Get, error) {
	if !strings.Contains(where, "://") {
		return folderSite(where)
	}
	base, err := url.Parse(where)
	if err != nil || base.Scheme != "https" && base.Scheme != "http" || base.Host == "" {
		return nil, fmt.Errorf("%q is neither a folder nor an address such as https://privacy.example.com/", where)
	}
	if !strings.HasSuffix(base.Path, "/") {
		base.Path += "/"
	}
	return servedSite(base), nil
}

func folderSite(dir string) (verify.Get, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the site: %w", err)
	}
	return func(_ context.Context, name string) ([]byte, bool, error) {
		data, err := root.ReadFile(filepath.FromSlash(name))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, false, nil
		}
		return data, err == nil, err
	}, nil
}

// largestServed bounds what is read of one served file, in bytes.
const largestServed = 256 << 20

func servedSite(base *url.URL) verify.Get {
	client := &http.Client{Timeout: time.Minute}
	return func(ctx context.Context, name string) ([]byte, bool, error) {
		address := base.JoinPath(strings.Split(name, "/")...).String()
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
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
		}
		data, err := io.ReadAll(io.LimitReader(answer.Body, largestServed))
		if err != nil {
			return nil, false, fmt.Errorf("get %s: %w", address, err)
		}
		return data, true, nil
	}
}
