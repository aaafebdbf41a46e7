package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/diag"
	"candor/internal/site"
)

// checkFlags are what the command line says of a check.
type checkFlags struct{ asOf, format, explain, against string }

// listRules is the value of --explain that lists the rules.
const listRules = "all"

func (p *program) checkCommand() *cobra.Command {
	var f checkFlags
	c := &cobra.Command{
		Use:   "check",
		Short: "Report every problem of the sources",
		Long: `Report every problem of the sources of one day, with rule, file, line and column; texts that are scheduled or still drafts are looked at too.
Where check has no error today, every build of a later day from the same sources has none: it tries each coming day on which the site changes.
The report is the result of this command, so it goes to standard output in every format. Ends with 1 when there are errors.

Rules are silenced in config.toml, never those that guard what was published:

    [check]
    rules = { empty-section = "off", text-leftover = "error" }

    [[check.ignore]]
    rule  = "translation-structure"
    files = ["content/terms/2019-*/**"]

With --against the seals of an earlier state must still stand: those of a revision of git, of another folder (a center or a built site), or of
the site that is served. The formats github and sarif name files from the current folder, the others from the center's.`,
		Example: "  candor check\n  candor check --format github --against origin/main\n  candor check --against https://privacy.example.com/",
		Args:    arguments(0, 0),
		RunE:    func(c *cobra.Command, _ []string) error { return p.check(c.Context(), f) },
	}
	c.Flags().StringVar(&f.asOf, "as-of", "", "check the sources as of this `date` (YYYY-MM-DD) instead of today")
	c.Flags().StringVar(&f.format, "format", "text", "`format` of the report: "+strings.Join(diag.Formats(), ", "))
	c.Flags().StringVar(&f.against, "against", "", "find seals that this `folder, address or git revision` has and that are no more")
	c.Flags().StringVar(&f.explain, "explain", "", "explain a `rule` instead: what it means and how to mend it; all lists them")
	return c
}

func (p *program) check(ctx context.Context, f checkFlags) error {
	if f.explain != "" {
		return p.explain(f.explain)
	}
	if !slices.Contains(diag.Formats(), f.format) {
		return fmt.Errorf("--format is one of %s, not %q", strings.Join(diag.Formats(), ", "), f.format)
	}
	o, err := p.options(f.asOf, "", false)
	if err != nil {
		return err
	}
	if f.against != "" {
		if o.Against, o.Earlier, err = p.olderSeals(ctx, f.against); err != nil {
			return err
		}
	}
	root, err := os.OpenRoot(p.site)
	if err != nil {
		return fmt.Errorf("open the center: %w", err)
	}
	defer root.Close()
	day, list, err := site.Check(ctx, root.FS(), o, p.stood(f))
	if err != nil {
		return err
	}
	columns := lineReader{root: root}
	report := diag.Report{Day: day.String(), Version: version, List: list, Column: columns.column, Folder: p.below()}
	if err := report.Write(p.stdout, f.format); err != nil {
		return err
	}
	if list.Failed() {
		return errFaults
	}
	return nil
}

// below returns the center's folder as seen from the current one, "" where it is that one or does not stand below it.
func (p *program) below() string {
	here, err := filepath.Abs(".")
	if err != nil {
		return ""
	}
	center, err := filepath.Abs(p.site)
	if err != nil {
		return ""
	}
	folder, err := filepath.Rel(here, center)
	if err != nil || folder == "." || !filepath.IsLocal(folder) {
		return ""
	}
	return filepath.ToSlash(folder)
}

// stood are the pages of the site that was built last into public/, none where another day is asked for.
func (p *program) stood(f checkFlags) []string {
	dir := filepath.Join(p.site, "public")
	if _, err := os.Stat(filepath.Join(dir, ".candor")); err != nil || f.asOf != "" {
		return nil
	}
	var out []string
	_ = fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() == "index.html" {
			out = append(out, name)
		}
		return nil // what cannot be read is not missed
	})
	return out
}

func (p *program) explain(id string) error {
	if id == listRules {
		for _, r := range diag.Rules() {
			if _, err := fmt.Fprintf(p.stdout, "%-22s %-8s %s\n", r.ID, r.Severity, r.Section); err != nil {
				return err
			}
		}
		return nil
	}
	rule, ok := diag.FindRule(id)
	if !ok {
		if near := diag.Nearest(id, diag.RuleIDs()); near != "" {
			return fmt.Errorf("there is no rule %q, did you mean %q?", id, near)
		}
		return fmt.Errorf("there is no rule %q; candor check --explain all lists them", id)
	}
	_, err := fmt.Fprint(p.stdout, rule.Explain(100))
	return err
}

// lineReader reads the lines that diagnostics speak of, to count their columns in characters.
type lineReader struct {
	root  *os.Root
	file  string // the one read last; a report is sorted by file
	lines []string
}

// column returns the column of a place in Unicode code points, 0 where the line cannot be read.
func (l *lineReader) column(p diag.Pos) int {
	if p.File != l.file {
		data, err := l.root.ReadFile(p.File)
		if err != nil {
			data = nil
		}
		l.file, l.lines = p.File, strings.Split(string(data), "\n")
	}
	if p.Line > len(l.lines) || p.Col < 1 || p.Col > len(l.lines[p.Line-1])+1 {
		return 0
	}
	return len([]rune(l.lines[p.Line-1][:p.Col-1])) + 1
}
