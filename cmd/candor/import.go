package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/importer"
	"candor/internal/locale"
	"candor/internal/markdown"
	"candor/internal/publish"
	"candor/internal/source"
	"candor/internal/table"
)

type importFlags struct {
	policy, lang, effective, title     string
	draft, git, replaceExample, dryRun bool
	undated                            bool // a text whose date is in question is given none
}

func (p *program) importCommand() *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   "import FILE… --policy POLICY --lang LANG",
		Short: "Turn an existing policy into a draft of the center",
		Long: `Turn a policy that exists already into a draft of the center, and say what was recognised and where it was guessed: plain text, HTML, Markdown
(YAML front matter too) and, where pandoc is installed, .docx, .odt and .rtf. Every word is kept, in order. The draft's folder is named by the date from
which the text says it applies, or that of --effective; where dates compete, or there is none, the command asks: it ends with 2 and names the option. With
--draft the folder is called draft, without a date. Nothing is sealed: candor publish POLICY DRAFT --adopt makes the draft a version of the dates that
it states. A language of a version that is published already becomes LANG.translation.md, and candor publish POLICY VERSION --lang LANG publishes it.
Languages that the center lacks are added to config.toml.

With --git, take every commit that changes a word of a file as a version: candor import --git REPO PATH. Where PATH has {lang}, each language's
file is a translation of the one in the center's first language; [-{lang}] is left out in that one's name. Nothing of the repository is run.`,
		Example: `  candor import privacy.txt --policy privacy --lang ru
  candor import ru.docx en.docx --policy terms --effective 2026-01-01
  candor import --git ../website "policies/{lang}/privacy.md" --policy privacy
  candor import --git ../website "privacy[-{lang}].md" --policy privacy`,
		Args: arguments(1, math.MaxInt),
		RunE: func(c *cobra.Command, args []string) error {
			if err := checkID("--policy", f.policy); err != nil {
				return err
			}
			if f.git {
				return p.importGit(c.Context(), args, f)
			}
			return p.importFiles(c.Context(), args, f)
		},
	}
	c.Flags().StringVar(&f.policy, "policy", "", "the `id` of the policy, such as privacy")
	c.Flags().StringVar(&f.lang, "lang", "", "the `language` of the texts (default: what the file's name says, as in privacy.ru.txt)")
	c.Flags().StringVar(&f.effective, "effective", "", "the `date` from which it applies (YYYY-MM-DD)")
	c.Flags().StringVar(&f.title, "title", "", "the title, where the text has none")
	c.Flags().BoolVar(&f.draft, "draft", false, "make a draft without a date, in content/POLICY/draft/")
	c.Flags().BoolVar(&f.replaceExample, "replace-example", false, "delete the example policy that init wrote, if it is as init wrote it")
	c.Flags().BoolVar(&f.git, "git", false, "take the history of a file: REPO PATH")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "show what would be done")
	if err := c.MarkFlagRequired("policy"); err != nil {
		panic("candor: " + err.Error())
	}
	return c
}

var policyID = regexp.MustCompile(`^[a-z0-9_-][a-z0-9._-]*(/[a-z0-9_-][a-z0-9._-]*)*$`)

// center reads the config.toml of the center: its text, its languages and its day.
func (p *program) center() (text []byte, c *config.Config, err error) {
	text, err = os.ReadFile(filepath.Join(p.site, config.Name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("%s is no center: it has no %s (candor init DIR makes one; --site DIR names one that is elsewhere)", p.site, config.Name)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read the center: %w", err)
	}
	c, diags := config.Parse(text)
	if diags.Failed() {
		if err := diags.Text(p.stderr); err != nil {
			return nil, nil, err
		}
		return nil, nil, errFaults
	}
	return text, c, nil
}

func (p *program) importFiles(ctx context.Context, names []string, f importFlags) error {
	text, center, err := p.center()
	if err != nil {
		return err
	}
	var texts []publish.Put
	var refusals error
	from := map[string]string{}
	var langs []string
	for _, name := range names {
		lang, err := languageOf(name, f.lang, center.Tags())
		if err != nil {
			return err
		}
		put, err := p.importFile(ctx, name, lang, f)
		if no := (*refusal)(nil); errors.As(err, &no) {
			no.say(p)
			refusals = err
			continue
		}
		if err != nil {
			return err
		}
		if other := from[put.Path]; other != "" {
			return fmt.Errorf("%s and %s would both be %s: import them one by one, each with its own --effective or --lang", other, name, put.Path)
		}
		from[put.Path] = name
		texts, langs = append(texts, put), append(langs, lang)
	}
	if refusals != nil {
		return refusals
	}
	languages, err := withLanguages(text, langs)
	if err != nil {
		return err
	}
	example, err := p.untouchedExample()
	if err != nil && f.replaceExample {
		return err
	}
	beside := err == nil && !f.replaceExample
	if beside {
		example = nil
	}
	return p.change(ctx, func(ctx context.Context, c *publish.Center) (*publish.Change, error) {
		change, err := c.Import("import "+filepath.Base(names[0]), languages, texts, example)
		if err == nil && beside {
			change.Next = append(change.Next, "the example that init wrote still stands in "+exampleFolder+": delete it, before something is sealed")
		}
		return change, err
	}, publish.Readable, f.dryRun)
}

func (p *program) importFile(ctx context.Context, name, lang string, f importFlags) (publish.Put, error) {
	result, err := readImport(ctx, name, importer.Options{Lang: lang, Title: f.title})
	if err != nil {
		return publish.Put{}, err
	}
	p.found(name, result)
	version, front, err := importFront(result, f)
	if err != nil {
		return publish.Put{}, fmt.Errorf("%s: %w", name, err)
	}
	put := publish.Put{Path: source.Folder + "/" + f.policy + "/" + version + "/" + lang + ".md", Data: append([]byte(front), result.Body...)}
	_, err = fmt.Fprintf(p.stdout, "%s: %q\n", put.Path, result.Title)
	return put, err
}

// found says what was recognised in a file.
func (p *program) found(name string, result *importer.Result) {
	for _, found := range result.Findings {
		place, guess := name, ""
		if found.Line > 0 {
			place = fmt.Sprintf("%s:%d", name, found.Line)
		}
		if found.Guess {
			guess = " (guessed)"
		}
		fmt.Fprintf(p.stderr, "%s: %s%s: %s\n", place, found.Kind, guess, found.Text)
	}
}

var nameParts = regexp.MustCompile(`[A-Za-z]+(?:-[A-Za-z0-9]+)*`)

// languageOf returns the language given, or the one that the name of a file or its folder says: privacy.ru.txt, privacy_ru.txt, ru/privacy.md.
func languageOf(name, given string, center []string) (string, error) {
	if given != "" {
		lang, err := locale.ParseTag(given)
		if err != nil {
			return "", fmt.Errorf("--lang %q: %w", given, err)
		}
		return lang, nil
	}
	known := append(slices.Clone(center), locale.Shipped()...)
	base := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	parts := nameParts.FindAllString(strings.ReplaceAll(base, "_", "."), -1)
	for _, part := range []string{last(parts), last(strings.Split(last(parts), "-")), filepath.Base(filepath.Dir(name))} {
		if lang, err := locale.ParseTag(part); err == nil && slices.Contains(known, lang) {
			return lang, nil
		}
	}
	return "", fmt.Errorf("%s: which language is it in? Say it with --lang", name)
}

func last(s []string) string {
	if len(s) == 0 {
		return ""
	}
	return s[len(s)-1]
}

func readImport(ctx context.Context, name string, o importer.Options) (result *importer.Result, err error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	o.File, o.Reserved = name, markdown.PageID
	kind := importer.Kind(name, data)
	var findings []importer.Finding
	if kind == "office" {
		if data, findings, err = officePage(ctx, name, data, o.Lang); err != nil {
			return nil, fmt.Errorf("import %s: %w", name, err)
		}
		kind, o.Converted = "html", true
	}
	switch kind {
	case "text":
		result, err = importer.Text(data, o)
	case "markdown":
		result, err = importer.Markdown(data, o)
	case "html":
		result, err = importer.HTML(data, o)
	case "pointer":
		return nil, fmt.Errorf("import %s: it is a pointer of Git LFS, and the text itself is not there: git lfs pull brings it", name)
	default:
		return nil, fmt.Errorf("import %s: only plain text, Markdown, HTML, .docx, .odt and .rtf can be read; save it as one of them", name)
	}
	if err != nil {
		return nil, fmt.Errorf("import %s: %w", name, err)
	}
	result.Findings = append(findings, result.Findings...)
	return result, nil
}

// importFront returns the name of the draft and the front matter, both +++ lines included. A text that its source calls a draft is given no date.
func importFront(r *importer.Result, f importFlags) (draft, front string, err error) {
	if r.Title == "" {
		return "", "", fmt.Errorf("no title was recognised: say it with --title")
	}
	front = "+++\ntitle = " + table.Quote(r.Title) + "\n"
	if f.draft || r.Draft != "" || f.undated && r.Question != "" {
		return "draft", front + "+++\n\n", nil
	}
	day := r.Date
	if f.effective != "" {
		if day, err = civil.Parse(f.effective); err != nil {
			return "", "", fmt.Errorf("--effective: %w", err)
		}
	}
	if f.effective == "" && r.Question != "" {
		sep := ": "
		if strings.Contains(r.Question, "\n") {
			sep = "\n"
		}
		return "", "", fmt.Errorf("%s%ssay from when it applies with --effective YYYY-MM-DD, or use --draft", r.Question, sep)
	}
	if !r.StatedPublished.IsZero() && r.Question == "" {
		front += "stated_published = " + r.StatedPublished.String() + "\n"
	}
	return day.String(), front + "effective = " + day.String() + "\n+++\n\n", nil
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

// withLanguages returns the text of config.toml with the languages that it lacks at its end, every byte before them as it was; nil where it
// lacks none.
func withLanguages(text []byte, langs []string) ([]byte, error) {
	before, _ := config.Parse(text)
	out := slices.Clone(text)
	newline := "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		newline = "\r\n"
	}
	var added []string
	for _, lang := range langs {
		if slices.Contains(before.Tags(), lang) || slices.Contains(added, lang) {
			continue
		}
		if len(added) == 0 && len(out) > 0 && out[len(out)-1] != '\n' {
			out = append(out, newline...)
		}
		added = append(added, lang)
		out = append(out, newline+"[[languages]]"+newline+"tag = "+table.Quote(lang)+newline...)
	}
	if added == nil {
		return nil, nil
	}
	after, diags := config.Parse(out)
	if diags.Failed() || !slices.Equal(after.Tags(), append(before.Tags(), added...)) {
		return nil, fmt.Errorf("%s cannot be added to as it is written: add to its languages yourself: %s", config.Name, strings.Join(added, ", "))
	}
	return out, nil
}
