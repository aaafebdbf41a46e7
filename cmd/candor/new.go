package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/locale"
	"candor/internal/publish"
	"candor/internal/source"
)

func (p *program) newCommand() *cobra.Command {
	var d publish.Draft
	var page string
	var dryRun bool
	c := &cobra.Command{
		Use:   "new POLICY",
		Short: "Begin a policy, its next version, or a free page",
		Long: `Make a draft in content/POLICY/draft/. For a policy that is public it is a copy of the text in force, or of --from, in all its languages: title,
summary, body and attachments. For a new one it is an empty text. A draft has no published key, so no build shows it; candor serve --drafts does.

With --page, begin a free page instead, such as /about/ or the text of the home page: content/NAME.LANG.md. It has no versions, no seal and no
draft; it is public with the next build.`,
		Example: `  candor new cookies --lang ru --lang en
  candor new privacy
  candor new privacy --from 2021-03-01 --as rollback
  candor new --page about --lang ru --lang en`,
		Args: func(c *cobra.Command, args []string) error { return newArgs(args, c.Flags().Changed) },
		RunE: func(c *cobra.Command, args []string) error {
			if c.Flags().Changed("page") {
				return p.newPage(c.Context(), page, d.Languages, dryRun)
			}
			d.Policy = args[0]
			return p.newDraft(c.Context(), d, dryRun)
		},
	}
	c.Flags().StringSliceVar(&d.Languages, "lang", nil, "a `language` of the draft; may be repeated (default: all of the text copied, else the center's first)")
	c.Flags().StringVar(&d.From, "from", "", "the `version` to copy (default: the one in force)")
	c.Flags().StringVar(&d.Name, "as", "draft", "the `name` of the draft's folder")
	c.Flags().StringVar(&page, "page", "", "begin the free page of this `name`; home is the text of the home page")
	c.Flags().BoolVar(&dryRun, "dry-run", false, "show what would be done")
	return c
}

// newArgs holds the arguments and the flags against each other.
func newArgs(args []string, given func(flag string) bool) error {
	switch {
	case !given("page") && len(args) != 1:
		return fmt.Errorf("say which policy: candor new POLICY; or which free page: candor new --page NAME")
	case !given("page"):
		return nil
	case len(args) > 0:
		return fmt.Errorf("--page begins a free page, which belongs to no policy: no POLICY")
	case given("from") || given("as"):
		return fmt.Errorf("--from and --as are for a policy: a free page has no versions")
	}
	return nil
}

func (p *program) newPage(ctx context.Context, name string, languages []string, dryRun bool) (err error) {
	if err := checkID("--page", name); err != nil {
		return err
	}
	if strings.ContainsAny(name, "/.") {
		return fmt.Errorf("--page %q: one name, with no / or . in it", name)
	}
	if languages, err = tags(languages); err != nil {
		return err
	}
	return p.change(ctx, func(_ context.Context, c *publish.Center) (*publish.Change, error) { return c.Page(name, languages) }, publish.Readable, dryRun)
}

func (p *program) newDraft(ctx context.Context, d publish.Draft, dryRun bool) (err error) {
	if err := checkID("POLICY", d.Policy); err != nil {
		return err
	}
	if err := checkID("--as", d.Name); err != nil {
		return err
	}
	if strings.Contains(d.Name, "/") {
		return fmt.Errorf("--as %q: the name of one folder, without /", d.Name)
	}
	if d.Languages, err = tags(d.Languages); err != nil {
		return err
	}
	return p.change(ctx, func(_ context.Context, c *publish.Center) (*publish.Change, error) { return c.Draft(d) }, publish.Readable, dryRun)
}

// checkID holds that a name can be the id of a policy or a draft (docs/formats.md, section 2).
func checkID(what, id string) error {
	if !policyID.MatchString(id) {
		return fmt.Errorf("%s %q: an id has lower-case ASCII letters, digits, - _ . and /", what, id)
	}
	for part := range strings.SplitSeq(id, "/") {
		if slices.Contains(source.Reserved(), part) {
			return fmt.Errorf("%s %q: %q is reserved", what, id, part)
		}
	}
	return nil
}

// tags returns language tags in their canonical form, each once.
func tags(given []string) ([]string, error) {
	var out []string
	for _, g := range given {
		tag, err := locale.ParseTag(g)
		if err != nil {
			return nil, fmt.Errorf("--lang %q: %w", g, err)
		}
		if !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	return out, nil
}
