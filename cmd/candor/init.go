package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/civil"
	"candor/internal/locale"
	"candor/internal/seal"
	"candor/internal/source"
	"candor/internal/table"
)

func (p *program) initCommand() *cobra.Command {
	var langs []string
	c := &cobra.Command{
		Use:   "init DIR",
		Short: "Make a new center with an example policy",
		Args:  cobra.ExactArgs(1),
		RunE:  func(_ *cobra.Command, args []string) error { return p.init(args[0], langs) },
	}
	c.Flags().StringSliceVar(&langs, "lang", nil, "a `language` of the center, the default one first; may be repeated (default: that of the locale, else en)")
	return c
}

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
	day := civil.In(p.now(), p.now().Location())
	files := []struct{ path, text string }{{"config.toml", firstConfig(langs, day)}, {".gitattributes", "content/** -text\ncontent/archive.sum merge=union\n"},
		{".gitignore", "/public/\n.candor-*\n"}}
	var seals []seal.Entry
	for i, lang := range langs {
		name, text := "privacy/"+day.String()+"/"+lang+".md", firstText(lang, i == 0, day)
		files = append(files, struct{ path, text string }{source.Folder + "/" + name, text})
		seals = append(seals, seal.Entry{Path: name, Sum: sha256.Sum256([]byte(text))})
	}
	files = append(files, struct{ path, text string }{seal.File, string(seal.Append(nil, day, seals))})
	for _, f := range files {
		if err := createFile(root, f.path, []byte(f.text)); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(p.stdout, "%s is a center now. Next:\n  candor build --site %s\n", dir, dir)
	return err
}

// languages checks the tags given, or takes that of the user's locale.
func (p *program) languages(given []string) ([]string, error) {
	if len(given) == 0 {
		name, _, _ := strings.Cut(p.getenv("LC_ALL")+p.getenv("LANG"), "_")
		if slices.Contains(locale.Shipped(), name) {
			return []string{name}, nil
		}
		return []string{"en"}, nil
	}
	return tags(given)
}

func firstConfig(langs []string, day civil.Date) string {
	var b strings.Builder
	fmt.Fprintf(&b, "base_url  = \"https://privacy.example.com/\"   # where the site will be published\nfeed_id   = \"tag:example.com,%d:privacy\"\ntime_zone = \"UTC\"\n\n", day.Year)
	b.WriteString("[organization]\nname  = \"Example\"\nemail = \"privacy@example.com\"\n")
	for _, lang := range langs {
		fmt.Fprintf(&b, "\n[[languages]]\ntag = %q\n", lang)
	}
	return b.String()
}

// firstText is an example that says what to put in its place; it is in Russian or English.
func firstText(lang string, first bool, day civil.Date) string {
	title, body := "Privacy policy", "## Who we are {#who}\n\nSay who decides on the data.\n\n## What we collect {#data}\n\nName every kind of data, and why you need it.\n"
	if lang == "ru" {
		title, body = "Политика конфиденциальности", "## Кто мы {#who}\n\nСкажите, кто решает, что делать с данными.\n\n## Какие данные мы собираем {#data}\n\nНазовите каждый вид данных и то, зачем он нужен.\n"
	}
	front := "+++\ntitle = " + table.Quote(title) + "\n"
	if first {
		front += "published = " + day.String() + "\n"
	}
	return front + "+++\n\n" + body
}
