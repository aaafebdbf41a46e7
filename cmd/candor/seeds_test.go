package main

import (
	"bytes"
	"context"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/internal/importer"
)

// seed is a policy that a service has published, what it promises about its own changes, and what a page must then say and must not.
type seed struct {
	name, title string
	promises    string   // front matter, as the text of the policy has it
	dated       bool     // the text states its date
	says        []string // under "How this policy changes", label and value
}

var seeds = []seed{
	{"spotcam", "Политика конфиденциальности", "[promises]\nannounce = [\"home\"]\narchive = true\n", false,
		[]string{"Где объявляем: здесь", "Прежние редакции: остаются в архиве навсегда"}},
	{"runcall", "Политика конфиденциальности", "[promises]\n", false, []string{"О том, как она меняется, эта политика ничего не обещает."}},
	{"rustream", "Политика конфиденциальности Rustream", "", true, nil},
}

// on runs the program with the clock of a day in a center.
func on(t *testing.T, day, dir string, want int, args ...string) (stdout, stderr string) {
	t.Helper()
	now, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	var out, faults bytes.Buffer
	p := &program{stdout: &out, stderr: &faults, now: func() time.Time { return now.Add(12 * time.Hour) }, getenv: func(string) string { return "" }}
	if code := p.run(context.Background(), append([]string{"--site", dir}, args...)); code != want {
		t.Fatalf("%s candor %s: exit code %d, want %d\n%s%s", day, strings.Join(args, " "), code, want, &out, &faults)
	}
	return out.String(), faults.String()
}

func lay(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func slurp(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestSeeds imports policies that services have published and gives each the promises that its own text makes: the site does what the
// policy says, and says no more than that.
func TestSeeds(t *testing.T) {
	from := "../../../shared/seeds"
	if _, err := os.Stat(from); err != nil {
		t.Skip("the texts are not here: ", err)
	}
	for _, s := range seeds {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			lay(t, filepath.Join(dir, "config.toml"), "base_url = \"https://a.example/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"ru\"\n")
			s.first(t, dir, filepath.Join(from, s.name+".txt"))
			s.second(t, dir)
		})
	}
}

// first brings the policy in and holds its page.
func (s seed) first(t *testing.T, dir, file string) {
	t.Helper()
	version := "2026-01-10"
	if s.dated {
		on(t, version, dir, 0, "import", file, "--policy", s.name, "--lang", "ru", "--title", s.title)
		version = "2023-10-31"
		looked(t, filepath.Join(dir, "content", s.name, version, "ru.md"), "")
		on(t, "2026-01-10", dir, 0, "publish", s.name, version, "--adopt", "--as-it-stands")
	} else {
		on(t, version, dir, 0, "import", file, "--policy", s.name, "--lang", "ru", "--title", s.title, "--draft")
		looked(t, filepath.Join(dir, "content", s.name, "draft", "ru.md"), s.promises)
		on(t, version, dir, 0, "publish", s.name, "draft", "--effective", version)
	}
	on(t, "2026-01-10", dir, 0, "build")
	page := slurp(t, filepath.Join(dir, "public", s.name, "index.html"))
	if got := changes(page); !slices.Equal(got, s.says) {
		t.Errorf("how this policy changes: got %q, want %q", got, s.says)
	}
	if _, err := os.Stat(filepath.Join(dir, "public", s.name, version, "ru.md")); err != nil {
		t.Error(err)
	}
	if s.dated && !strings.Contains(page, `datetime="2023-10-31"`) {
		t.Error("the page does not say the date of the last change")
	}
}

// looked is what an editor does with a draft: the marks of the import go, and the promises that the text makes stand beside it.
func looked(t *testing.T, draft, promises string) {
	t.Helper()
	text := strings.Replace(slurp(t, draft), "\n+++\n", "\n"+promises+"+++\n", 1)
	for _, mark := range importer.Marks() {
		text = strings.ReplaceAll(text, mark+"\n\n", "")
	}
	lay(t, draft, text)
}

// second changes the policy on the day on which it is published: none of the three promises a period.
func (s seed) second(t *testing.T, dir string) {
	t.Helper()
	on(t, "2026-05-01", dir, 0, "new", s.name)
	draft := filepath.Join(dir, "content", s.name, "draft", "ru.md")
	text := strings.Replace(slurp(t, draft), "\n+++\n", "\nmaterial = true\nchanges = [\"Добавлен адрес.\"]\naction = \"Прочтите.\"\n+++\n", 1)
	lay(t, draft, text+"\nДобавленный адрес: Тверь.\n")
	on(t, "2026-05-01", dir, 0, "publish", s.name, "draft", "--effective", "2026-05-01")
	on(t, "2026-05-01", dir, 0, "build")
	public := filepath.Join(dir, "public")
	if page := slurp(t, filepath.Join(public, s.name, "index.html")); !slices.Equal(changes(page), s.says) || !strings.Contains(page, "Добавленный адрес") {
		t.Errorf("the promises did not stay, or the text did not change: %q", changes(page))
	}
	archive := slurp(t, filepath.Join(public, s.name, "archive", "index.html"))
	if strings.Contains(archive, "обещано") || strings.Contains(archive, "обещание") {
		t.Error("the archive speaks of a promised period, and none was promised")
	}
	if home := slurp(t, filepath.Join(public, "index.html")); !strings.Contains(home, "Добавлен адрес") {
		t.Error("the home page does not announce the change")
	}
	s.kept(t, dir)
}

// kept holds that the version before is still at its address, and that nobody takes it away unseen.
func (s seed) kept(t *testing.T, dir string) {
	t.Helper()
	earlier := "2026-01-10"
	if s.dated {
		earlier = "2023-10-31"
	}
	was := slurp(t, filepath.Join(dir, "public", s.name, earlier, "index.html"))
	if strings.Contains(was, "Добавленный адрес") || !strings.Contains(was, `name="robots"`) {
		t.Error("the earlier version is not as it was, or search engines may take it for the one in force")
	}
	if err := os.RemoveAll(filepath.Join(dir, "content", s.name, earlier)); err != nil {
		t.Fatal(err)
	}
	_, faults := on(t, "2026-05-02", dir, 1, "build")
	if !strings.Contains(faults, "[promise-archive]") || !strings.Contains(faults, s.name+"/"+earlier+"/ru.md") {
		t.Errorf("the archive was thinned and nobody says so:\n%s", faults)
	}
	if slurp(t, filepath.Join(dir, "public", s.name, earlier, "index.html")) != was {
		t.Error("public/ has changed")
	}
}

var (
	howItChanges = regexp.MustCompile(`(?s)<section[^>]*aria-labelledby="?change"?.*?</h2>(.*?)</section>`)
	pair         = regexp.MustCompile(`(?s)<dt>(.*?)</dt>\s*<dd>(.*?)</dd>|<p>(.*?)</p>`)
	anyTag       = regexp.MustCompile(`<[^>]*>`)
)

// changes returns what a page says about how the policy changes, "label: value" each.
func changes(page string) []string {
	m := howItChanges.FindStringSubmatch(page)
	if m == nil {
		return nil
	}
	var out []string
	for _, p := range pair.FindAllStringSubmatch(m[1], -1) {
		line := p[3]
		if p[1] != "" {
			line = p[1] + ": " + p[2]
		}
		out = append(out, html.UnescapeString(anyTag.ReplaceAllString(line, "")))
	}
	return out
}
