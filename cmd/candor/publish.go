package main

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/policy"
	"candor/internal/publish"
	"candor/internal/redline"
	"candor/internal/site"
	"candor/themes"
)

// planner plans what a command does to a center's sources.
type planner func(ctx context.Context, c *publish.Center) (*publish.Change, error)

// change has a plan checked as a whole and makes it, or only shows it. judge is what the center must be free of afterwards, nil for every
// fault that a build would find.
func (p *program) change(ctx context.Context, plan planner, judge publish.Builder, dryRun bool) error {
	c, err := publish.Open(ctx, p.site, p.now())
	if err != nil {
		return err
	}
	defer c.Close()
	if c.Completed != "" {
		fmt.Fprintf(p.stderr, "candor: completed what was interrupted: %s\n", c.Completed)
	}
	change, err := plan(ctx, c)
	if err != nil {
		return err
	}
	if judge == nil {
		judge = p.judged
	}
	c.Known = p.otherSeals(ctx)
	diags, err := c.Check(ctx, change, judge)
	if err != nil {
		return err
	}
	if err := diags.Text(p.stderr); err != nil {
		return err
	}
	if diags.Failed() {
		fmt.Fprintln(p.stderr, "candor: nothing was done")
		return errFaults
	}
	if !dryRun {
		if err := c.Do(change); err != nil {
			return err
		}
	}
	if err := p.done(change, dryRun); err != nil || len(change.Left) == 0 {
		return err
	}
	if err := change.Left.Text(p.stderr); err != nil {
		return err
	}
	fmt.Fprintln(p.stderr, "candor: these places are left")
	return errFaults
}

// done says what was done, what is so now and what follows; or what would be done.
func (p *program) done(change *publish.Change, dryRun bool) error {
	var b strings.Builder
	if dryRun {
		b.WriteString("this would be done:\n")
	}
	for _, step := range change.Steps {
		fmt.Fprintf(&b, "  %s\n", step)
	}
	corrected, err := p.corrected(change.Corrects, dryRun)
	if err != nil {
		return err
	}
	b.WriteString(corrected)
	switch {
	case dryRun:
		b.WriteString("nothing is written (--dry-run)\n")
	default:
		fmt.Fprintln(&b, change.Said)
		if len(change.Next) > 0 {
			fmt.Fprintf(&b, "next: %s\n", strings.Join(change.Next, "\n      "))
		}
		if change.Undoable() {
			fmt.Fprintln(&b, "candor undo takes it back, as long as no build and no commit has it")
		}
	}
	_, err = fmt.Fprint(p.stdout, b.String())
	return err
}

// corrected says what a correction changes: in numbers, and where it is only tried as a redline too, as candor diff shows it.
func (p *program) corrected(c *publish.Correction, whole bool) (string, error) {
	if c == nil {
		return "", nil
	}
	side := redline.Side{Lang: c.Lang}
	old, err := parsed(c.Before, 1, side, "", "")
	if err != nil {
		return "", err
	}
	now, err := parsed(c.After, 1, side, "", "")
	if err != nil {
		return "", err
	}
	d := redline.Compare(redline.Prepare(old.doc), redline.Prepare(now.doc))
	if d.Equal() {
		return "the correction of the text: its body stays as it was, other words of it change\n", nil
	}
	said := "the correction of the text: " + d.Summary.String() + "\n"
	if !whole {
		return said, nil
	}
	color, err := p.colored("auto")
	if err != nil {
		return "", err
	}
	return said + "\n" + strings.TrimRight(d.Text(color), "\n") + "\n\n", nil
}

// judged is the judge that builds the site of a day in memory and reads the texts as candor check does: what it finds are seals, promises,
// links, front matter, and what the texts have to be told before they are sealed.
func (p *program) judged(ctx context.Context, fsys fs.FS, day civil.Date, decides func(file string) bool) (diag.List, error) {
	_, diags, err := site.Check(ctx, fsys, site.Options{AsOf: day, Clock: p.now(), Decides: decides, Theme: themes.FS}, nil)
	return diags, err
}

type publishFlags struct {
	effective, published, as, lang            string
	carried, reasons                          []string
	breach, adopt, asItStands, resume, dryRun bool
}

func (p *program) publishCommand() *cobra.Command {
	var f publishFlags
	c := &cobra.Command{
		Use:   "publish POLICY DRAFT --effective DATE",
		Short: "Make a draft a version; publish a correction or a late translation",
		Long: `Make a draft a version: hold it against the policy's promises, rename its folder to the version's id, set its dates, its original text and
its controller in place, and seal every file. Nothing else in the files changes. It is done whole or not at all: where a promise would be
broken nothing is done, and the earliest day that keeps it is named; a version that takes effect the same day is no exception. What candor
check has to say of the texts is said here too, while they can still be changed. Without arguments, list all that is ready, what publishing
it would do, and the command that does it; nothing is written. Every file that is sealed is named; one that no text leads to, and what a
program has left in the folder, is refused. What is sealed is public from the next deploy on.

With --lang, publish the correction LANG.correction.md, or a translation LANG.md that came later, of a version that is published; it is
public from today, and --dry-run shows what a correction changes.

With --adopt, make a draft the version of the dates that it states (effective, stated_published), as the company states them: days that have
passed are allowed, and --effective and --published say others. Without POLICY and DRAFT, seal every dated file that has no seal yet: for a
center that exists already. What is sealed is listed, with what candor check says of it; an error stops it. --as-it-stands passes faults of
content, such as a dead link or a skipped heading, of texts that were public with them. A file that the last built site or the last commit
has sealed with other bytes is refused.`,
		Example: `  candor publish privacy draft --effective 2027-01-15 --dry-run
  candor publish privacy draft --effective 2027-01-15
  candor publish privacy 2027-01-15 --lang kk
  candor publish privacy 2024-03-01 --adopt
  candor publish --adopt`,
		Args: func(c *cobra.Command, args []string) error { return f.args(args, c.Flags().Changed) },
		RunE: func(c *cobra.Command, args []string) error { return p.publish(c.Context(), args, f) },
	}
	c.Flags().StringVar(&f.effective, "effective", "", "the `date` from which the version applies (YYYY-MM-DD)")
	c.Flags().StringVar(&f.published, "published", "", "the `date` on which it is made public: today or later (default today)")
	c.Flags().StringVar(&f.as, "as", "", "the version's `id` (default: the effective date)")
	c.Flags().StringVar(&f.lang, "lang", "", "publish the correction or the late translation in this `language`")
	c.Flags().StringSliceVar(&f.carried, "carried", nil, "a `version` announced or scheduled already that holds this change; may be repeated")
	c.Flags().BoolVar(&f.breach, "breach", false, "publish although the promised notice is not kept; the site says so, with the --reason")
	c.Flags().StringArrayVar(&f.reasons, "reason", nil, "with --breach: "+reasonUsage)
	c.Flags().BoolVar(&f.adopt, "adopt", false, "take the dates as stated: of a draft, or of every dated file that has no seal yet")
	c.Flags().BoolVar(&f.asItStands, "as-it-stands", false, "adopt texts with the faults of content that they were public with")
	c.Flags().BoolVar(&f.resume, "resume", false, "only complete what an interrupted command had begun")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "show what would be done")
	return c
}

// args holds the arguments and the flags against each other: what would be ignored is refused.
func (f *publishFlags) args(args []string, given func(flag string) bool) error {
	refuse := func(reason string, flags ...string) error {
		for _, name := range flags {
			if given(name) {
				return fmt.Errorf("--%s %s", name, reason)
			}
		}
		return nil
	}
	whole := f.resume || f.adopt && len(args) == 0
	switch {
	case f.adopt && f.resume:
		return fmt.Errorf("--adopt and --resume are two commands: give one of them")
	case f.resume && len(args) > 0:
		return fmt.Errorf("--resume is for the whole center: no POLICY")
	case f.adopt && len(args) == 1:
		return fmt.Errorf("say which draft: candor publish %s DRAFT --adopt; without POLICY too, --adopt is for the whole center", args[0])
	case !whole && len(args) == 0:
		return refuse("is for a draft or a version: candor publish alone lists what is ready", "effective", "published", "as", "carried", "breach", "reason", "lang", "dry-run", "as-it-stands")
	case !whole && len(args) != 2:
		return fmt.Errorf("say which policy and which draft or version: candor publish POLICY DRAFT --effective DATE")
	case f.resume && f.dryRun:
		return fmt.Errorf("--resume has no --dry-run: candor check says whether something was interrupted")
	case whole:
		return refuse("is nothing for --adopt or --resume of the whole center", "effective", "published", "as", "carried", "breach", "reason", "lang")
	case f.asItStands && !f.adopt:
		return fmt.Errorf("--as-it-stands is for --adopt: what is new can be mended before it is published")
	case f.adopt:
		return refuse("is nothing for --adopt", "carried", "lang")
	case given("lang"):
		return refuse("is for a whole version, and --lang publishes one text of it, public from the next deploy", "effective", "published", "as", "carried", "breach", "reason")
	case !f.breach:
		return refuse("says why a promise is not kept: it needs --breach", "reason")
	}
	return nil
}

func (p *program) publish(ctx context.Context, args []string, f publishFlags) error {
	switch {
	case f.resume:
		return p.resume(ctx)
	case !f.adopt && len(args) == 0:
		return p.ready(ctx)
	case f.adopt && len(args) == 0:
		return p.adopt(ctx, (*publish.Center).Adopt, f)
	case f.lang != "":
		return p.change(ctx, func(ctx context.Context, c *publish.Center) (*publish.Change, error) {
			return c.Language(ctx, args[0], args[1], f.lang)
		}, nil, f.dryRun)
	}
	v := publish.Version{Policy: args[0], Draft: args[1], ID: f.as, Breach: f.breach, Carried: f.carried, Adopt: f.adopt}
	var err error
	if v.Reason, err = byLanguage("reason", f.reasons); err != nil {
		return err
	}
	if v.Effective, err = dateFlag("effective", f.effective); err != nil {
		return err
	}
	if v.Published, err = dateFlag("published", f.published); err != nil {
		return err
	}
	if f.adopt {
		return p.adopt(ctx, func(c *publish.Center) (*publish.Change, error) { return c.Publish(v) }, f)
	}
	return p.change(ctx, func(_ context.Context, c *publish.Center) (*publish.Change, error) { return c.Publish(v) }, nil, f.dryRun)
}

// ready lists what can be published, what that would do, and the command that does it. Nothing is written.
func (p *program) ready(ctx context.Context) error {
	c, err := publish.Open(ctx, p.site, p.now())
	if err != nil {
		return err
	}
	defer c.Close()
	c.Known = p.otherSeals(ctx)
	ready, err := c.Ready(ctx)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, r := range ready {
		fmt.Fprintf(&b, "%s:\n", r.What)
		if r.Change == nil {
			fmt.Fprintf(&b, "  %s\n", r.Why)
		} else if err := p.tried(ctx, c, r.Change, &b); err != nil {
			return err
		}
		fmt.Fprintf(&b, "  %s\n\n", r.Command)
	}
	if len(ready) == 0 {
		b.WriteString("nothing is ready: no draft names its day or lacks nothing but that, and there is no correction and no late translation (candor status says what stands)\n")
	} else {
		b.WriteString("nothing is written; what a command seals is public from the next deploy\n")
	}
	_, err = fmt.Fprint(p.stdout, b.String())
	return err
}

// tried says what a change would do, or why it would be refused.
func (p *program) tried(ctx context.Context, c *publish.Center, change *publish.Change, b *strings.Builder) error {
	diags, err := c.Check(ctx, change, p.judged)
	if err != nil {
		return err
	}
	errors := slices.DeleteFunc(slices.Clone(diags), func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
	for _, d := range errors {
		fmt.Fprintf(b, "  refused as it stands: %s\n", d.Error())
		if d.Hint != "" {
			fmt.Fprintf(b, "      %s\n", d.Hint)
		}
	}
	if len(errors) == 0 {
		for _, step := range change.Steps {
			fmt.Fprintf(b, "  %s\n", step)
		}
		if n := len(diags); n > 0 {
			fmt.Fprintf(b, "  with %s, which --dry-run shows\n", number(n, "warning", "warnings"))
		}
	}
	return nil
}

// adopt seals texts as the company states them. They can still be helped, as those of a new version can: every error stops it, save that
// --as-it-stands passes the faults of content that texts were public with.
func (p *program) adopt(ctx context.Context, plan func(*publish.Center) (*publish.Change, error), f publishFlags) error {
	var change *publish.Change
	planned := func(_ context.Context, c *publish.Center) (_ *publish.Change, err error) {
		if change, err = plan(c); err == nil {
			change.Notes.Add(p.exampleSealed(change)...)
		}
		return change, err
	}
	judge := func(ctx context.Context, fsys fs.FS, day civil.Date, decides func(file string) bool) (diag.List, error) {
		o := site.Options{AsOf: day, Clock: p.now(), Decides: decides, Seals: change.Seals, Theme: themes.FS}
		_, diags, err := site.Check(ctx, fsys, o, nil)
		for i, d := range diags {
			rule, known := diag.FindRule(d.Rule)
			switch {
			case d.Severity != diag.Error || !known || !rule.Content || rule.ID == policy.RuleEvent || !change.Stated(d.Pos.File):
			case f.asItStands:
				diags[i].Severity = diag.Warning
			default:
				diags[i].Hint = strings.TrimPrefix(d.Hint+"; if people read it so, --as-it-stands adopts it so", "; ")
			}
		}
		return diags, err
	}
	return p.change(ctx, planned, judge, f.dryRun)
}

// exampleSealed warns of texts that are sealed as init wrote them: that is seldom meant.
func (p *program) exampleSealed(change *publish.Change) diag.List {
	texts, err := p.untouchedExample()
	if err != nil {
		return nil // there is none, or somebody has made it a text of their own
	}
	var diags diag.List
	for _, name := range texts {
		if change.Seals(name) {
			diags.Add(diag.Diagnostic{Pos: diag.Pos{File: name, Line: 1, Col: 1}, Severity: diag.Warning, Rule: publish.Rule, Message: "is the example that candor init wrote, word for word",
				Hint: "put your own words in its place, or delete it: sealed, it is your policy"})
		}
	}
	return diags
}

// resume completes an interrupted change, which opening the center does.
func (p *program) resume(ctx context.Context) error {
	c, err := publish.Open(ctx, p.site, p.now())
	if err != nil {
		return err
	}
	defer c.Close()
	said := "nothing was interrupted"
	if c.Completed != "" {
		said = "completed: " + c.Completed
	}
	_, err = fmt.Fprintln(p.stdout, said)
	return err
}

// dateFlag reads a date of a flag; "" is the zero date.
func dateFlag(name, value string) (civil.Date, error) {
	if value == "" {
		return civil.Date{}, nil
	}
	day, err := civil.Parse(value)
	if err != nil {
		return day, fmt.Errorf("--%s: %w", name, err)
	}
	return day, nil
}

func (p *program) correctCommand() *cobra.Command {
	var dryRun bool
	c := &cobra.Command{
		Use:   "correct POLICY VERSION LANG",
		Short: "Begin the correction of a published text",
		Long: `Copy the wording that holds today to LANG.correction.md beside it. Correct the words there and say why in reason; candor publish POLICY
VERSION --lang LANG makes it public. A correction mends the wording and changes nothing of what the policy says: a number, a date, an
amount, a duty, a negation or a party stays. What changes the policy is a new version: candor new POLICY.`,
		Example: "  candor correct privacy 2027-01-15 ru",
		Args:    arguments(3, 3),
		RunE: func(c *cobra.Command, args []string) error {
			return p.change(c.Context(), func(_ context.Context, c *publish.Center) (*publish.Change, error) {
				return c.Correct(args[0], args[1], args[2])
			}, publish.Sealed, dryRun)
		},
	}
	c.Flags().BoolVar(&dryRun, "dry-run", false, "show what would be done")
	return c
}

func (p *program) translatedCommand() *cobra.Command {
	var dryRun bool
	c := &cobra.Command{
		Use:   "translated POLICY DRAFT LANG",
		Short: "Record that a draft's translation follows the original text",
		Long: `Record in the front matter of a translation, under translates, which wording of the original text it was made from. When that text changes,
the translation is said to follow an earlier wording until this is recorded again.`,
		Example: "  candor translated privacy draft en",
		Args:    arguments(3, 3),
		RunE: func(c *cobra.Command, args []string) error {
			return p.change(c.Context(), func(_ context.Context, c *publish.Center) (*publish.Change, error) {
				return c.Translated(args[0], args[1], args[2])
			}, publish.Readable, dryRun)
		},
	}
	c.Flags().BoolVar(&dryRun, "dry-run", false, "show what would be done")
	return c
}
