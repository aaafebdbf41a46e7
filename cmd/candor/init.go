package main

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/civil"
	"candor/internal/locale"
	"candor/internal/source"
	"candor/internal/table"
)

// examples holds the example policy, a file a language: its title, the title of a center, an empty line, the body.
//
//go:embed example/*.md
var examples embed.FS

func (p *program) initCommand() *cobra.Command {
	var langs []string
	c := &cobra.Command{
		Use:   "init DIR",
		Short: "Make a new center with an example policy",
		Long: `Make a new center in a folder that is empty or does not exist yet: config.toml, an example policy in each language, dated today,
.gitattributes and .gitignore. Nothing is sealed: the pages say so, and candor publish --adopt seals what is dated when it is yours. A repository that
is there already (.git) stays.`,
		Example: "  candor init privacy-center --lang de --lang en",
		Args:    arguments(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return p.init(args[0], langs) },
	}
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
	day := civil.In(p.now(), time.UTC)
	files, foreign := firstFiles(langs, day)
	for _, f := range files {
		if err := createFile(root, f.path, []byte(f.text)); err != nil {
			return err
		}
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

// firstFiles returns the files of a new center, and the languages in which there is no example.
func firstFiles(langs []string, day civil.Date) (files []file, foreign []string) {
	files = []file{{".gitattributes", "content/** -text\ncontent/archive.sum merge=union\n"}, {".gitignore", "/public/\n.candor/\n.candor-*\n"}}
	var config strings.Builder
	fmt.Fprintf(&config, firstConfig, day.Year)
	for i, lang := range langs {
		_, center, _, ok := example(lang)
		if !ok {
			foreign = append(foreign, lang)
		}
		fmt.Fprintf(&config, "\n[[languages]]\ntag   = %s\ntitle = %s\n", table.Quote(lang), table.Quote(center))
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

// exampleText is the file of the example policy in a language: a translation of that in another, or the text that prevails where that is "".
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
