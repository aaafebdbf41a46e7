package history

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"candor/internal/civil"
	"candor/internal/git"
)

// step is a commit: its time, and files with what they hold then, in turn; "-" takes one away.
type step struct {
	when  string
	files []string
}

func at(when string, files ...string) step { return step{when, files} }

// repository makes a repository of commits, on one line.
func repository(t *testing.T, steps []step) *git.Repository {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is missing")
	}
	dir := filepath.Join(t.TempDir(), "r.git")
	var stream strings.Builder
	for i, s := range steps {
		when, err := time.Parse(time.RFC3339, s.when)
		if err != nil {
			when, err = time.Parse(time.DateOnly, s.when)
			when = when.Add(12 * time.Hour)
		}
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&stream, "commit refs/heads/main\nmark :%d\ncommitter A <a@a.example> %d +0000\ndata 1\nx\n", i+1, when.Unix())
		for f := 0; f < len(s.files); f += 2 {
			switch text := s.files[f+1]; {
			case text == "-":
				fmt.Fprintf(&stream, "D %s\n", s.files[f])
			case strings.HasPrefix(text, "-> "):
				fmt.Fprintf(&stream, "M 120000 inline %s\ndata %d\n%s\n", s.files[f], len(text)-3, text[3:])
			default:
				fmt.Fprintf(&stream, "M 100644 inline %s\ndata %d\n%s\n", s.files[f], len(text), text)
			}
		}
	}
	for _, c := range []*exec.Cmd{exec.Command("git", "init", "-q", "--bare", "-b", "main", dir), exec.Command("git", "-C", dir, "fast-import", "--quiet", "--force")} {
		c.Stdin = strings.NewReader(stream.String())
		c.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	r, err := git.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// options are those of a center in German and English, in which it is the summer of 2026.
func options(pattern string) Options {
	return Options{Pattern: pattern, Lang: "de", Languages: []string{"de", "en"}, Zone: time.UTC, Today: civil.Of(2026, 7, 1)}
}

// shown is a history, a line a text: where it stands, its days, and its last line.
func shown(h *History) []string {
	var out []string
	for _, t := range h.Texts {
		line := t.Version + "/" + t.Name
		for _, day := range []struct {
			name string
			date civil.Date
		}{{"effective", t.Effective}, {"added", t.Added}, {"corrected", t.Corrected}} {
			if !day.date.IsZero() {
				line += " " + day.name + " " + day.date.String()
			}
		}
		lines := strings.Split(strings.TrimSpace(string(t.Body)), "\n")
		out = append(out, line+": "+lines[len(lines)-1])
	}
	return out
}

// long is a sentence that a comma or a word changes little.
const long = "We keep what you tell us for as long as the law of the land asks for it, and then we destroy it with care."

func TestRead(t *testing.T) {
	de := func(s string) string { return "# Regeln\n\n" + s + "\n" }
	en := func(s string) string { return "# Rules\n\n" + s + "\n" }
	for _, c := range []struct {
		name    string
		pattern string
		change  func(*Options)
		steps   []step
		want    []string
		said    []string // each is part of a sentence
	}{
		{name: "a version a change of words", pattern: "p.md", steps: []step{at("2024-01-01", "p.md", de("Wir speichern wenig.")), at("2025-01-01", "p.md", de("Wir speichern nichts."))},
			want: []string{"2024-01-01/de.md: Wir speichern wenig.", "2025-01-01/de.md: Wir speichern nichts."}},
		{name: "white space", pattern: "p.md", steps: []step{at("2024-01-01", "p.md", de("Wir  speichern wenig.\nUnd gern.")), at("2025-01-01", "p.md", de("Wir speichern wenig.\n  Und gern.\n\n"))},
			want: []string{"2024-01-01/de.md: Und gern."}, said: []string{"it changes no word (white space): no version"}},
		{name: "markup", pattern: "p.md", steps: []step{at("2024-01-01", "p.md", de("Wir speichern wenig.")), at("2025-01-01", "p.md", "Regeln\n======\n\nWir speichern **wenig**.\n")},
			want: []string{"2024-01-01/de.md: Wir speichern wenig."}, said: []string{"it changes no word (form): no version"}},
		{name: "a link", pattern: "p.md", steps: []step{at("2024-01-01", "p.md", de("Mehr [hier](/a).")), at("2025-01-01", "p.md", de("Mehr [hier](/b)."))},
			want: []string{"2024-01-01/de.md: Mehr [hier](/a)."}, said: []string{"it changes no word (links): no version"}},
		{name: "a sign that is read as a word", pattern: "p.md", steps: []step{at("2024-01-01", "p.md", de("Es kostet 5 $ im Jahr.")), at("2025-01-01", "p.md", de("Es kostet 5 € im Jahr."))},
			want: []string{"2024-01-01/de.md: Es kostet 5 $ im Jahr.", "2025-01-01/de.md: Es kostet 5 € im Jahr."}},
		{name: "a title", pattern: "p.md", steps: []step{at("2024-01-01", "p.md", de("Wir speichern wenig.")), at("2025-01-01", "p.md", "# Andere Regeln\n\nWir speichern wenig.\n")},
			want: []string{"2024-01-01/de.md: Wir speichern wenig.", "2025-01-01/de.md: Wir speichern wenig."}},
		{name: "another name", pattern: "p.md", steps: []step{at("2023-01-01", "alt.md", de(long)), at("2024-01-01", "alt.md", de(long+" Ja.")), at("2025-01-01", "alt.md", "-", "p.md", de(long+" Ja.")), at("2026-01-01", "p.md", de(long+" Nein."))},
			want: []string{"2023-01-01/de.md: " + long, "2024-01-01/de.md: " + long + " Ja.", "2026-01-01/de.md: " + long + " Nein."}, said: []string{"p.md was alt.md before: its history goes on there"}},
		{name: "drafts", pattern: "p.md", steps: []step{at("2024-01-01", "p.md", "---\ndraft: true\n---\n"+de("Geheim.")), at("2024-02-01", "p.md", de("Offen.")), at("2024-03-01", "p.md", "---\npublished: false\n---\n"+de("Wieder geheim."))},
			want: []string{"2024-02-01/de.md: Offen."}, said: []string{"is not public (draft: true)", "is not public (published: false)"}},
		{name: "gone and back", pattern: "p.md", steps: []step{at("2024-01-01", "p.md", de("Eins.")), at("2024-02-01", "p.md", "-"), at("2024-03-01", "p.md", de("Eins.")), at("2024-04-01", "p.md", de("Zwei."))},
			want: []string{"2024-01-01/de.md: Eins.", "2024-04-01/de.md: Zwei."}, said: []string{"p.md: taken away on 2024-02-01"}},
		{name: "two a day", pattern: "p.md", steps: []step{at("2024-01-01", "p.md", de("Eins.")), at("2024-01-01", "p.md", de("Zwei.")), at("2024-01-01", "p.md", de("Drei."))},
			want: []string{"2024-01-01/de.md: Eins.", "2024-01-01-02/de.md: Zwei.", "2024-01-01-03/de.md: Drei."}},
		{name: "the day in the center's zone", pattern: "p.md", change: func(o *Options) { o.Zone = time.FixedZone("", 5*3600) }, steps: []step{at("2024-01-01T20:00:00Z", "p.md", de("Eins."))},
			want: []string{"2024-01-02/de.md: Eins."}},
		{name: "a clock that was behind", pattern: "p.md", steps: []step{at("2024-01-01", "p.md", de("Eins.")), at("1970-01-01", "p.md", de("Zwei.")), at("2024-03-01", "p.md", de("Drei."))},
			want: []string{"2024-01-01/de.md: Eins.", "2024-01-01-02/de.md: Zwei.", "2024-03-01/de.md: Drei."}, said: []string{"its day, 1970-01-01, is out of order with those of the commits around it: taken as 2024-01-01"}},
		{name: "a clock that was ahead", pattern: "p.md", steps: []step{at("2024-01-01", "p.md", de("Eins.")), at("2031-01-01", "p.md", de("Zwei.")), at("2024-03-01", "p.md", de("Drei."))},
			want: []string{"2024-01-01/de.md: Eins.", "2024-01-01-02/de.md: Zwei.", "2024-03-01/de.md: Drei."}, said: []string{"its day, 2031-01-01, is out of order"}},
		{name: "a first clock that was ahead", pattern: "p.md", steps: []step{at("2025-12-31", "p.md", de("Eins.")), at("2024-01-01", "p.md", de("Zwei.")), at("2024-03-01", "p.md", de("Drei."))},
			want: []string{"2024-01-01/de.md: Eins.", "2024-01-01-02/de.md: Zwei.", "2024-03-01/de.md: Drei."}, said: []string{"taken as 2024-01-01"}},
		{name: "not UTF-8, not a text, no words", pattern: "p.md", steps: []step{at("2024-01-01", "p.md", de("Eins.")), at("2024-02-01", "p.md", "%PDF-1.4\n\x00\xff\xfe\xfd"), at("2024-03-01", "p.md", "\n"), at("2024-04-01", "p.md", "-> /etc/passwd"),
			at("2024-05-01", "p.md", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n")},
			want: []string{"2024-01-01/de.md: Eins."}, said: []string{"p.md: left out: it is a pointer of Git LFS", "p.md: left out: ", "p.md: left out: it has no words", "p.md: left out: it is a symbolic link, not a text"}},
		{name: "effect later than the commit", pattern: "p.md", steps: []step{at("2024-01-01", "p.md", de("Gültig ab dem 1. Februar 2024.\n\nEins.")), at("2024-01-10", "p.md", de("Zwei."))},
			want: []string{"2024-01-01/de.md effective 2024-02-01: Eins.", "2024-01-10/de.md effective 2024-02-01: Zwei."}, said: []string{"this one is taken to apply from then too"}},

		{name: "languages", pattern: "{lang}/p.md", steps: []step{at("2024-01-01", "de/p.md", de("Wir speichern wenig."), "en/p.md", en("We keep little.")), at("2025-01-01", "de/p.md", de("Wir speichern nichts."), "en/p.md", en("We keep nothing.")),
			at("2025-02-01", "fr/p.md", "# Règles\n\nNous ne gardons rien.\n")},
			want: []string{"2024-01-01/de.md: Wir speichern wenig.", "2024-01-01/en.md: We keep little.", "2025-01-01/de.md: Wir speichern nichts.", "2025-01-01/en.md: We keep nothing.", "2025-01-01/fr.md added 2025-02-01: Nous ne gardons rien."}},
		{name: "a translation that lags", pattern: "{lang}/p.md", steps: []step{at("2024-01-01", "de/p.md", de("Wir verkaufen nichts."), "en/p.md", en(long+" We sell nothing.")), at("2025-01-01", "de/p.md", de("Wir verkaufen alles.")),
			at("2025-03-01", "en/p.md", en(long+", We sell nothing!")), at("2025-04-01", "en/p.md", en(long+" We sell nothing at all."))},
			want: []string{"2024-01-01/de.md: Wir verkaufen nichts.", "2024-01-01/en.md: " + long + " We sell nothing.", "2025-01-01/de.md: Wir verkaufen alles.", "2024-01-01/en.2025-04-01.md corrected 2025-04-01: " + long + " We sell nothing at all."},
			said: []string{"it changes no word (signs): no other wording", "(guessed) less than most of the translation changed, so that it goes on following the version 2024-01-01"}},
		{name: "a translation that catches up", pattern: "{lang}/p.md", steps: []step{at("2024-01-01", "de/p.md", de("Wir verkaufen nichts."), "en/p.md", en("We sell nothing.")), at("2025-01-01", "de/p.md", de("Wir verkaufen alles.")),
			at("2025-03-01", "en/p.md", en("All that you tell us is sold."))},
			want: []string{"2024-01-01/de.md: Wir verkaufen nichts.", "2024-01-01/en.md: We sell nothing.", "2025-01-01/de.md: Wir verkaufen alles.", "2025-01-01/en.md added 2025-03-01: All that you tell us is sold."}},
		{name: "a commit that changes both, the translation in no word", pattern: "{lang}/p.md", steps: []step{at("2024-01-01", "de/p.md", de("Wir verkaufen nichts."), "en/p.md", en("We sell nothing.")), at("2025-01-01", "de/p.md", de("Wir verkaufen alles."), "en/p.md", en("We sell  *nothing*."))},
			want: []string{"2024-01-01/de.md: Wir verkaufen nichts.", "2024-01-01/en.md: We sell nothing.", "2025-01-01/de.md: Wir verkaufen alles."}, said: []string{"en/p.md: it changes no word (form)"}},
		{name: "wordings of a translation on one day", pattern: "{lang}/p.md", steps: []step{at("2024-01-01", "de/p.md", de("Eins."), "en/p.md", en("Won.")), at("2024-01-01", "en/p.md", en("One.")), at("2024-02-01", "en/p.md", en("One, too.")), at("2024-02-01", "en/p.md", en("One, two."))},
			want: []string{"2024-01-01/de.md: Eins.", "2024-01-01/en.md: One.", "2024-01-01/en.2024-02-01.md corrected 2024-02-01: One, two."}},
		{name: "a first commit in a language that the center lacks", pattern: "{lang}/p.md", steps: []step{at("2024-01-01", "es/p.md", "# Reglas\n\nGuardamos poco.\n"), at("2024-02-01", "de/p.md", de("Wir speichern wenig.")), at("2024-03-01", "es/p.md", "# Reglas\n\nNo guardamos nada.\n")},
			want: []string{"2024-01-01/es.md: Guardamos poco.", "2024-01-01/de.md added 2024-02-01: Wir speichern wenig.", "2024-03-01/es.md: No guardamos nada."}},
		{name: "commits of a first day, one a language", pattern: "{lang}/p.md", steps: []step{at("2024-01-01", "en/p.md", en("We keep little.")), at("2024-01-01", "de/p.md", de("Wir speichern wenig."))},
			want: []string{"2024-01-01/de.md: Wir speichern wenig.", "2024-01-01/en.md: We keep little."}},

		{name: "a main file that is asked for", pattern: "p[-{lang}].md", change: func(o *Options) { o.Lang = "en" }, steps: []step{at("2024-01-01", "p.md", en("We keep little."), "p-de.md", de("Wir speichern wenig."), "p-policy.md", "x")},
			want: []string{"2024-01-01/de.md: Wir speichern wenig.", "2024-01-01/en.md: We keep little."}},
		{name: "a main file that stands there", pattern: "p-{lang}.md", steps: []step{at("2024-01-01", "p.md", de("Wir speichern wenig."), "p-en.md", en("We keep little."))},
			want: []string{"2024-01-01/de.md: Wir speichern wenig.", "2024-01-01/en.md: We keep little."}, said: []string{`p.md is taken as the text in "de", since no path names that language`}},
		{name: "a main file beside one that names its language", pattern: "p-{lang}.md", steps: []step{at("2024-01-01", "p.md", "# A page\n\nFor builders.\n", "p-de.md", de("Wir speichern wenig."))},
			want: []string{"2024-01-01/de.md: Wir speichern wenig."}},
		{name: "a folder that the main language lacks", pattern: "docs/[{lang}/]p.md", steps: []step{at("2024-01-01", "docs/p.md", de("Wir speichern wenig."), "docs/en/p.md", en("We keep little."))},
			want: []string{"2024-01-01/de.md: Wir speichern wenig.", "2024-01-01/en.md: We keep little."}},
		{name: "a tag in folder and file", pattern: "{lang}/p.{lang}.md", steps: []step{at("2024-01-01", "de/p.de.md", de("Wir speichern wenig."), "en/p.de.md", "x", "pt_BR/p.pt_BR.md", "# Regras\n\nPouco.\n")},
			want: []string{"2024-01-01/de.md: Wir speichern wenig.", "2024-01-01/pt-BR.md: Pouco."}},
		{name: "a title that was given", pattern: "p.md", change: func(o *Options) { o.Title = "Der Titel" }, steps: []step{at("2024-01-01", "p.md", "Ein Satz, der kein Titel ist, denn er ist lang und hat einen Punkt am Ende.\n\nNoch einer, der auch keiner ist.\n")},
			want: []string{"2024-01-01/de.md: Noch einer, der auch keiner ist."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := options(c.pattern)
			if c.change != nil {
				c.change(&o)
			}
			h, err := Read(context.Background(), repository(t, c.steps), o)
			if err != nil {
				t.Fatal(err)
			}
			if got := shown(h); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
			said := strings.Join(h.Said, "\n")
			for _, want := range c.said {
				if !strings.Contains(said, want) {
					t.Errorf("%q was not said:\n%s", want, said)
				}
			}
			if len(c.said) == 0 && said != "" {
				t.Errorf("said: %s", said)
			}
			for _, text := range h.Texts {
				if text.Title == "" || (text.Published.IsZero()) != (text.Lang != h.Original) {
					t.Errorf("%s/%s has the title %q and was published on %s", text.Version, text.Name, text.Title, text.Published)
				}
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct {
		pattern string
		steps   []step
		want    string
	}{
		{"p.md", []step{at("2024-01-01", "q.md", "x")}, "no commit on the first-parent line of HEAD has a file p.md"},
		{"p.md", []step{at("2024-01-01", "p.md", "---\ndraft: true\n---\n# A\n\nx\n")}, "no commit of p.md has a text that could be read: "},
		{"a[-{lang}]b[-{lang}].md", []step{at("2024-01-01", "p.md", "x")}, "only one part in brackets"},
		{"p.txt", []step{at("2024-01-01", "p.txt", "this is a sentence that goes on and is no title, because it ends as one.\n\nAnother one, which ends so too.\n")}, ErrTitle.Error()},
	} {
		h, err := Read(context.Background(), repository(t, c.steps), options(c.pattern))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %+v, %v; want %q", c.pattern, h, err, c.want)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Read(ctx, repository(t, []step{at("2024-01-01", "p.md", "x")}), options("p.md")); err == nil || errors.Is(err, ErrTitle) {
		t.Errorf("a reading that was stopped: %v", err)
	}
}

// TestUnnamed holds which file may be the main language's, where no path names that language.
func TestUnnamed(t *testing.T) {
	for pattern, want := range map[string]string{
		"privacy-{lang}.md": "privacy.md", "privacy.{lang}.md": "privacy.md", "privacy_{lang}.html": "privacy.html", "{lang}/privacy.md": "privacy.md",
		"docs/{lang}/privacy.md": "docs/privacy.md", "{lang}.md": "", "docs/{lang}.md": "", "docs/-{lang}.md": "", "privacy{lang}.md": "",
	} {
		if got := unnamed(pattern); got != want {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
}

func TestInOrder(t *testing.T) {
	day := func(n int) civil.Date { return civil.Of(2024, 1, 1).AddDays(n) }
	today := day(100)
	for _, c := range []struct{ days, want []int }{
		{[]int{}, []int{}},
		{[]int{1, 1, 2, 5}, []int{1, 1, 2, 5}},
		{[]int{1, 9, 2, 3}, []int{1, 1, 2, 3}},
		{[]int{1, 2, -500, 3}, []int{1, 2, 2, 3}},
		{[]int{1, 5, 3}, []int{1, 5, 5}},
		{[]int{99, 1, 2}, []int{1, 1, 2}},
		{[]int{1, 101, 2}, []int{1, 1, 2}},
		{[]int{101, 102}, []int{100, 100}},
	} {
		var days, want []civil.Date
		for i := range c.days {
			days, want = append(days, day(c.days[i])), append(want, day(c.want[i]))
		}
		if got := inOrder(days, today); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%v: %v, want %v", days, got, want)
		}
	}
}

// TestPageIDs holds that a heading which a link means gets no id that the page itself has, in a commit as in a file.
func TestPageIDs(t *testing.T) {
	r, err := read("de", "p.md", []byte("# Regeln\n\nSiehe [unten](#main).\n\n## Main\n\nText.\n"))
	if err != nil {
		t.Fatal(err)
	}
	if body := string(r.Body); strings.Contains(body, "(#main)") || strings.Contains(body, "{#main}") {
		t.Errorf("got %s", body)
	}
}
