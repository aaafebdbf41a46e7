package main

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/civil"
	"candor/internal/locale"
	"candor/internal/publish"
	"candor/internal/source"
	"candor/internal/table"
)

// examples holds the example policy, a file a language: its title, the title of a center, an empty line, the body.
//
//go:embed example/*.md
var examples embed.FS

func (p *program) initCommand() *cobra.Command {
	var langs, from []string
	c := &cobra.Command{
		Use:   "init DIR",
		Short: "Make a new center with an example policy, or with your own texts",
		Long: `Make a new center in a folder that is empty or does not exist yet: config.toml, an example policy in each language, dated today,
.gitattributes and .gitignore. Nothing is sealed: the pages say so, and candor publish --adopt seals what is dated when it is yours. A repository that
is there already (.git) stays.

With --from, make it with texts of your own in the place of the example: each file becomes a draft, as candor import makes it, of the policy that the
file is named for, as in privacy.en.txt or ru/terms.docx. Where its date is in question the draft has none.`,
		Example: "  candor init privacy-center --lang de --lang en\n  candor init privacy-center --from privacy.en.docx terms.en.docx",
		Args: func(c *cobra.Command, args []string) error {
			if c.Flags().Changed("from") {
				return arguments(1, math.MaxInt)(c, args)
			}
			return arguments(1, 1)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if from = append(from, args[1:]...); len(from) > 0 {
				return p.initFrom(c.Context(), args[0], langs, from)
			}
			return p.init(args[0], langs)
		},
	}
	c.Flags().StringArrayVar(&from, "from", nil, "a `file` that becomes a draft, in the place of the example; may be repeated, and more may follow")
	c.Flags().StringSliceVar(&langs, "lang", nil, "a `language` of the center, the default one first; may be repeated (default: that of the locale, else en)")
	return c
}

// file is a file of a new center.
type file struct{ path, text string }

func (p *program) init(dir string, langs []string) error {
	langs, err := p.languages(langs)
	if err != nil {
		return err
	}
	files, foreign := firstFiles(langs, civil.In(p.now(), time.UTC), true)
	if err := layFiles(dir, files); err != nil {
		return err
	}
	for _, lang := range foreign {
		fmt.Fprintf(p.stderr, "candor: there is no example in %q yet: its policy is in English\n", lang)
	}
	_, err = fmt.Fprintf(p.stdout, `%[1]s is a center now; nothing in it is sealed yet. Next:
  candor serve --site %[2]s
      look at it
  edit config.toml in it
      your address, name and time zone
  candor import FILE --replace-example --policy privacy --lang %[3]s --site %[2]s
      your own policy, as a draft, in the place of the example
  candor publish --adopt --site %[2]s
      seal what is dated, when it is yours: from then on it never changes
`, dir, shellWord(dir), langs[0])
	return err
}

// initFrom makes a center with drafts of texts that are there already. Nothing is written before all of them are read.
func (p *program) initFrom(ctx context.Context, dir string, langs, names []string) error {
	langs, err := tags(langs)
	if err != nil {
		return err
	}
	given := ""
	if len(langs) == 1 {
		given = langs[0]
	}
	var texts []publish.Put
	from := map[string]string{}
	for _, name := range names {
		lang, err := languageOf(name, "", langs)
		if err != nil {
			if given == "" {
				return err
			}
			lang = given
		}
		policy := policyOf(name, lang)
		if err := checkID(name+" names the policy", policy); err != nil {
			return fmt.Errorf("%w; rename the file, or make the center first: candor import says it with --policy", err)
		}
		put, err := p.importFile(ctx, name, lang, importFlags{policy: policy, undated: true})
		if err != nil {
			return err
		}
		if other := from[put.Path]; other != "" {
			return fmt.Errorf("%s and %s would both be %s", other, name, put.Path)
		}
		from[put.Path] = name
		if texts = append(texts, put); !slices.Contains(langs, lang) {
			langs = append(langs, lang)
		}
	}
	files, _ := firstFiles(langs, civil.In(p.now(), time.UTC), false)
	if err := layFiles(dir, files); err != nil {
		return err
	}
	p.site = dir
	return p.change(ctx, func(_ context.Context, c *publish.Center) (*publish.Change, error) {
		return c.Import("init", nil, texts, nil)
	}, publish.Readable, false)
}

// notOfID is what the id of a policy cannot hold.
var notOfID = regexp.MustCompile(`[^a-z0-9]+`)

// policyOf is the id of the policy that a file is named for: privacy of privacy.ru.txt, of ru/privacy.md and of privacy/ru.md.
func policyOf(name, lang string) string {
	base := strings.ToLower(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)))
	tag := strings.ToLower(lang)
	for _, between := range []string{".", "_", "-"} {
		base = strings.TrimSuffix(base, between+tag)
	}
	if base == tag {
		base = strings.ToLower(filepath.Base(filepath.Dir(name)))
	}
	return strings.Trim(notOfID.ReplaceAllString(base, "-"), "-")
}

// layFiles writes the files of a new center into a folder that holds nothing that it could be mixed up with.
func layFiles(dir string, files []file) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the center: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("make the center: %w", err)
	}
	defer root.Close()
	if err := empty(root, dir); err != nil {
		return err
	}
	for _, f := range files {
		if err := createFile(root, f.path, []byte(f.text)); err != nil {
			return err
		}
	}
	return nil
}

// plainWord is what a shell reads as it is written.
var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./:@%+,=][A-Za-z0-9_./:@%+,=-]*$`)

// shellWord is a text as one word of a POSIX shell (POSIX.1-2017, Shell Command Language, section 2.2.2).
func shellWord(s string) string {
	if plainWord.MatchString(s) {
		return s
	}
	if strings.HasPrefix(s, "-") {
		s = "./" + s // no option of a command
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// empty holds that a folder has nothing that a center could be mixed up with.
func empty(root *os.Root, dir string) error {
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return fmt.Errorf("make the center: %w", err)
	}
	for _, e := range entries {
		if e.Name() != ".git" {
			return fmt.Errorf("%s is not empty: it has %s; a center is made in a folder of its own", dir, e.Name())
		}
	}
	return nil
}

// firstFiles returns the files of a new center, with the example policy if it is wanted, and the languages in which there is none.
func firstFiles(langs []string, day civil.Date, wanted bool) (files []file, foreign []string) {
	files = []file{{".gitattributes", "content/** -text\ncontent/archive.sum merge=union\n"}, {".gitignore", "/public/\n.candor/\n.candor-*\n"}}
	var config strings.Builder
	fmt.Fprintf(&config, firstConfig, day.Year)
	for i, lang := range langs {
		_, center, _, ok := example(lang)
		if !ok {
			foreign = append(foreign, lang)
		}
		fmt.Fprintf(&config, "\n[[languages]]\ntag   = %s\ntitle = %s\n", table.Quote(lang), table.Quote(center))
		if !wanted {
			continue
		}
		of := langs[0]
		if i == 0 {
			of = ""
		}
		files = append(files, file{exampleFolder + "/" + day.String() + "/" + lang + ".md", exampleText(lang, of, day)})
	}
	return append(files, file{"config.toml", config.String()}), foreign
}

// exampleFolder is the folder of the example policy.
const exampleFolder = source.Folder + "/privacy"

// exampleText is the file of the example policy in a language: a translation of that in another, or the original where that is "".
func exampleText(lang, of string, day civil.Date) string {
	title, _, body, _ := example(lang)
	front := "title = " + table.Quote(title) + "\n"
	if of == "" {
		front += fmt.Sprintf(firstFront, day, day)
	} else {
		_, _, prevailing, _ := example(of)
		sum := sha256.Sum256([]byte(prevailing))
		front += "translates = " + table.Quote(hex.EncodeToString(sum[:6])) + "\n"
	}
	return "+++\n" + front + "+++\n" + body
}

// untouchedExample returns the files of the example policy of this center. An error says that there is none, or that somebody has changed it.
func (p *program) untouchedExample() ([]string, error) {
	root := os.DirFS(p.site)
	texts, err := fs.Glob(root, exampleFolder+"/*/*.md")
	if err != nil {
		return nil, fmt.Errorf("look for the example: %w", err)
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("--replace-example: there is no example policy in %s", exampleFolder)
	}
	for _, name := range texts {
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return nil, fmt.Errorf("look for the example: %w", err)
		}
		if !isExample(name, string(data)) {
			return nil, fmt.Errorf("--replace-example: %s is not the example as candor init wrote it: move it away yourself, or import beside it", name)
		}
	}
	return texts, nil
}

// isExample reports whether init wrote a file.
func isExample(name, text string) bool {
	lang := strings.TrimSuffix(path.Base(name), ".md")
	day, err := civil.Parse(path.Base(path.Dir(name)))
	if err != nil {
		return false
	}
	if text == exampleText(lang, "", day) {
		return true
	}
	return slices.ContainsFunc(append(locale.Shipped(), "en"), func(of string) bool { return text == exampleText(lang, of, day) })
}

// example returns the example policy in a language, in English where there is none.
func example(lang string) (title, center, body string, ok bool) {
	base, _, _ := strings.Cut(lang, "-")
	text, err := examples.ReadFile("example/" + base + ".md")
	if ok = err == nil; !ok {
		text, _ = examples.ReadFile("example/en.md")
	}
	title, rest, _ := strings.Cut(string(text), "\n")
	center, body, _ = strings.Cut(rest, "\n")
	return title, center, body, ok
}

// languages checks the tags given, or takes that of the user's locale.
func (p *program) languages(given []string) ([]string, error) {
	if len(given) > 0 {
		return tags(given)
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} { // POSIX.1-2017, section 8.2
		if value := p.getenv(name); value != "" {
			if lang, _, _ := strings.Cut(value, "_"); slices.Contains(locale.Shipped(), lang) {
				return []string{lang}, nil
			}
			break
		}
	}
	return []string{"en"}, nil
}

const firstConfig = `base_url  = "https://privacy.example.com/"   # where the site will be published
feed_id   = "tag:example.com,%d:privacy"    # names the entries of the feeds for ever: your domain, then leave it
time_zone = "UTC"                             # in which days begin, such as Europe/Berlin

[organization]
name  = "Example"                             # who decides on the data
email = "privacy@example.com"                 # where people write to
`

// firstFront follows the title of the original text.
const firstFront = `published = %s
effective = %s

[promises]
notice = "30 days"
announce    = ["home", "feed"]
archive     = true
respond_days = 30
`
