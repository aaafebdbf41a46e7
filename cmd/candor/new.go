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
	var dryRun bool
	c := &cobra.Command{
		Use:   "new POLICY",
		Short: "Begin a policy, or its next version",
		Long: `Make a draft in content/POLICY/draft/. For a policy that is public it is a copy of the text in force, or of --from, in all its languages: title,
summary, body and attachments. For a new one it is an empty text. A draft has no published key, so no build shows it; candor serve --drafts does.`,
		Example: `  candor new cookies --lang ru --lang en
  candor new privacy
  candor new privacy --from 2021-03-01 --as rollback`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			d.Policy = args[0]
			return p.newDraft(c.Context(), d, dryRun)
		},
	}
	c.Flags().StringSliceVar(&d.Languages, "lang", nil, "a `language` of the draft; may be repeated (default: all of the text copied, else the center's first)")
	c.Flags().StringVar(&d.From, "from", "", "the `version` to copy (default: the one in force)")
	c.Flags().StringVar(&d.Name, "as", "draft", "the `name` of the draft's folder")
	c.Flags().BoolVar(&dryRun, "dry-run", false, "show what would be done")
	return c
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

// checkID holds that a name can be the id of a policy or a draft (SPEC, section 2).
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
