package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/spf13/cobra"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/importer"
	"candor/internal/locale"
	"candor/internal/publish"
	"candor/internal/table"
)

type importFlags struct {
	policy, lang, effective, title string
	draft                          bool
}

func (p *program) importCommand() *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   "import FILE --policy POLICY --lang LANG",
		Short: "Turn an existing policy into a text of the center",
		Long: `Turn a policy in plain text or Markdown into a text of the center, and say what was recognised and where it was guessed. Every
word of the file is kept, in order. The version takes the date found in the text, or that of --effective; --draft makes a draft.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return p.importFile(c.Context(), args[0], f) },
	}
	c.Flags().StringVar(&f.policy, "policy", "", "the `id` of the policy, such as privacy")
	c.Flags().StringVar(&f.lang, "lang", "", "the text's `language`, such as ru")
	c.Flags().StringVar(&f.effective, "effective", "", "the `date` from which it applies (YYYY-MM-DD)")
	c.Flags().StringVar(&f.title, "title", "", "the title, where the text has none")
	c.Flags().BoolVar(&f.draft, "draft", false, "make a draft")
	for _, name := range []string{"policy", "lang"} {
		if err := c.MarkFlagRequired(name); err != nil {
			panic("candor: " + err.Error())
		}
	}
	return c
}

var policyID = regexp.MustCompile(`^[a-z0-9_-][a-z0-9._-]*(/[a-z0-9_-][a-z0-9._-]*)*$`)

func (p *program) importFile(ctx context.Context, name string, f importFlags) error {
	if err := checkID("--policy", f.policy); err != nil {
		return err
	}
	lang, err := locale.ParseTag(f.lang)
	if err != nil {
		return fmt.Errorf("--lang %q: %w", f.lang, err)
	}
	result, err := readImport(name, importer.Options{Lang: lang, Title: f.title})
	if err != nil {
		return err
	}
	version, front, err := importFront(result, f)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	languages, err := withLanguage(filepath.Join(p.site, config.Name), lang)
	if err != nil {
		return err
	}
	text := publish.Put{Path: "content/" + f.policy + "/" + version + "/" + lang + ".md", Data: append([]byte(front), result.Body...)}
	for _, found := range result.Findings {
		guess := ""
		if found.Guess {
			guess = " (guessed)"
		}
		fmt.Fprintf(p.stderr, "%s:%d: %s%s: %s\n", name, found.Line, found.Kind, guess, found.Text)
	}
	fmt.Fprintf(p.stdout, "%s: %q\n", text.Path, result.Title)
	return p.change(ctx, func(_ context.Context, c *publish.Center) (*publish.Change, error) {
		return c.Add("import "+filepath.Base(name), languages, []publish.Put{text}, !f.draft)
	}, publish.Sealed, false)
}

func readImport(name string, o importer.Options) (*importer.Result, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	var result *importer.Result
	switch importer.Kind(name, data) {
	case "text":
		result, err = importer.Text(data, o)
	case "markdown":
		result, err = importer.Markdown(data, o)
	default:
		return nil, fmt.Errorf("import %s: only plain text and Markdown can be read", name)
	}
	if err != nil {
		return nil, fmt.Errorf("import %s: %w", name, err)
	}
	return result, nil
}

// importFront returns the version's id and the front matter, both +++ lines included.
func importFront(r *importer.Result, f importFlags) (version, front string, err error) {
	if r.Title == "" {
		return "", "", fmt.Errorf("no title was recognised: say it with --title")
	}
	front = "+++\ntitle = " + table.Quote(r.Title) + "\n"
	if f.draft {
		return "draft", front + "+++\n\n", nil
	}
	day := r.Date
	if f.effective != "" {
		if day, err = civil.Parse(f.effective); err != nil {
			return "", "", fmt.Errorf("--effective: %w", err)
		}
	}
	if day.IsZero() {
		return "", "", fmt.Errorf("no date was found in the text: say from when it applies with --effective YYYY-MM-DD, or use --draft")
	}
	return day.String(), front + "published = " + day.String() + "\neffective = " + day.String() + "\n+++\n\n", nil
}

// createFile writes a new file of the center; one that is there is never replaced.
func createFile(root *os.Root, path string, data []byte) error {
	if err := root.MkdirAll(filepath.ToSlash(filepath.Dir(path)), 0o755); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	file, err := root.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if _, err := file.Write(data); err != nil {
		file.Close()
		return fmt.Errorf("write %s: %w", path, err)
	}
	return file.Close()
}

// withLanguage returns the text of config.toml with a language that it lacks at its end, nil where it lacks none.
func withLanguage(name, lang string) ([]byte, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("this folder is no center (candor init DIR makes one): %w", err)
	}
	c, diags := config.Parse(text)
	if diags.Failed() || slices.Contains(c.Tags(), lang) {
		return nil, nil
	}
	return append(text, "\n[[languages]]\ntag = "+table.Quote(lang)+"\n"...), nil
}
