package site_test

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/seal"
	"candor/internal/site"
	"candor/internal/source"
	"candor/themes"
)

// someday makes centers by chance: the same seed gives the same center.
type someday struct {
	*rand.Rand
	today civil.Date
	files map[string]string
}

// near is a day some time before or after today.
func (g *someday) near(back, ahead int) civil.Date {
	return g.today.AddDays(g.IntN(back+ahead+1) - back)
}

func (g *someday) chance(percent int) bool { return g.IntN(100) < percent }

func pick[T any](g *someday, of ...T) T { return of[g.IntN(len(of))] }

func (g *someday) promises() string {
	if g.chance(30) {
		return ""
	}
	out := "[promises]\n" + pick(g, "notice = \"1 month\"\n", "notice = \"30 days\"\n", "notice_days = 10\n", "") + pick(g, "", "notice_other = \"3 days\"\n")
	out += pick(g, "", "exceptions = [\"law\", \"security\"]\n") + pick(g, "", "announce = [\"home\", \"email\"]\n") + pick(g, "", "review_months = 1\n")
	return out + pick(g, "", "languages = [\"en\"]\n", "languages = [\"en\", \"ru\"]\n") + pick(g, "", "archive = true\n")
}

// link is a link to something that may be there on some days, on all or on none.
func (g *someday) link(policies []string) string {
	to := policies[g.IntN(len(policies))]
	return "[see](" + pick(g, "/"+to+"/", "/"+to+"/v"+strconv.Itoa(g.IntN(4))+"/", "/"+to+"/archive/", "/"+to+"/parallel/ru/", "/"+to+"/parallel/en/", "/"+to+"/since/v0/",
		"/"+to+"/compare/v0..v1/", "/notices/", "/notices/"+to+"/v1/", "/ask/", "/", "/changelog/", "a.txt") + ")"
}

// put writes a text.
func (g *someday) put(name, front, body string) {
	g.files["content/"+name] = "+++\ntitle = \"T\"\n" + front + "+++\n" + body + "\n"
}

// policy writes a policy with its versions and what happens to them.
func (g *someday) policy(id string, policies []string) {
	if g.chance(40) {
		g.files["content/"+id+"/policy.toml"] = pick(g, "authoritative = \"en\"\n", "authoritative = \"each\"\n", "order = 1\n")
	}
	published := g.near(400, 20)
	for n := range 1 + g.IntN(4) {
		at := fmt.Sprintf("%s/v%d/", id, n)
		effective := published.AddDays(g.IntN(70))
		front := fmt.Sprintf("published = %s\neffective = %s\n", published, effective) + pick(g, "", "material = true\n", "material = false\n") + pick(g, "", "changes = [\"It.\"]\n")
		if n > 1 && g.chance(20) {
			front += fmt.Sprintf("carried = [\"v%d\"]\n", n-1)
		}
		if g.chance(20) {
			front += "waive = { exception = \"law\", reason = \"A law.\", languages = [\"ru\"] }\n"
		}
		if g.chance(20) {
			front += "breach = true\n"
		}
		body := fmt.Sprintf("## Data %d\n\nWords %d.", n, g.IntN(1000))
		if g.chance(25) {
			body += "\n\n" + g.link(policies)
		}
		g.put(at+"en.md", front+g.promises(), body)
		if g.chance(50) {
			front = pick(g, "", "changes = [\"То.\"]\n") + pick(g, "", "translates = \"aaaaaaaaaaaa\"\n")
			if g.chance(40) {
				front += fmt.Sprintf("added = %s\n", cmp.Or(published.AddDays(g.IntN(60)), published))
			}
			g.put(at+"ru.md", front, "## Данные\n\nСлова.")
		}
		if g.chance(25) {
			day := published.AddDays(g.IntN(80))
			g.put(fmt.Sprintf("%sen.%s.md", at, day), fmt.Sprintf("corrected = %s\nreason = \"A letter.\"\n", day), body)
		}
		if g.chance(15) {
			g.files["content/"+at+"a.txt"] = "a\n"
		}
		g.event(id, n, published, effective)
		published = published.AddDays(g.IntN(120))
	}
	if g.chance(30) {
		g.put(id+"/draft/en.md", "", "Draft. "+g.link(policies))
	}
}

// event records something of a version, on a day that may be still to come.
func (g *someday) event(id string, n int, published, effective civil.Date) {
	on := published.AddDays(g.IntN(60))
	reason := "reason = \"So.\"\n"
	text := func(kind, more string) {
		g.files[fmt.Sprintf("content/%s/events/%s-%s.toml", id, on, kind)] = fmt.Sprintf("on = %s\nkind = %q\n", on, kind) + more
	}
	of := fmt.Sprintf("version = \"v%d\"\n", n)
	switch g.IntN(12) {
	case 0:
		text("cancel", of+reason)
	case 1:
		text("move", of+fmt.Sprintf("effective = %s\n", effective.AddDays(g.IntN(40)-10))+reason)
	case 2:
		text("withdraw", fmt.Sprintf("effective = %s\n", on.AddDays(g.IntN(60)))+reason)
	case 3:
		text("sent", of+fmt.Sprintf("channel = \"email\"\ntold = %s\n", on))
	case 4:
		text("review", "")
	}
}

// make makes a center: some of its files have no seal.
func (g *someday) make(t *testing.T) fstest.MapFS {
	t.Helper()
	g.files = map[string]string{"config.toml": "base_url = \"https://a.example/\"\nsealed = 2020-01-01\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"en\"\n[[languages]]\ntag = \"ru\"\n" +
		fmt.Sprintf("[notices]\nlinger_days = %d\n", g.IntN(40)) + pick(g, "", "[compare]\npairs = \"all\"\n")}
	policies := []string{"p", "q", "r"}[:1+g.IntN(3)]
	for _, id := range policies {
		g.policy(id, policies)
	}
	if g.chance(60) {
		g.files["content/ask.en.md"] = "+++\ntitle = \"Ask\"\n+++\nAsk. " + g.link(policies) + "\n"
	}
	if g.chance(30) {
		g.files["config.toml"] += "[redirects]\n\"/old.html\" = \"/" + policies[0] + "/\"\n"
	}
	fsys := fstest.MapFS{}
	for name, text := range g.files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	src, diags, err := source.Read(context.Background(), fsys)
	if err != nil {
		t.Fatal(err, diags)
	}
	var sums []byte
	careless, early := g.chance(15), g.chance(30) // a file was put there by hand; so was one that is still to come
	for _, item := range seal.Items(src) {
		on := item.Public
		if on.IsZero() || careless && g.chance(15) || early && on.After(g.today) && g.chance(50) {
			continue
		}
		if on.After(g.today) || g.chance(10) {
			on = g.today
		}
		sums = seal.Append(sums, on, []seal.Entry{{Path: item.Name(), Sum: item.Sum}})
	}
	fsys[seal.File] = &fstest.MapFile{Data: sums}
	return fsys
}

// faultsOn are the errors of a build on a day that is then today.
func faultsOn(t *testing.T, fsys fs.FS, b *site.Builder, day civil.Date) diag.List {
	t.Helper()
	s, said, err := b.Load(context.Background(), fsys, site.Options{AsOf: day, Clock: day.Noon(), Now: day.Noon(), Theme: themes.FS})
	if err != nil {
		t.Fatal(err)
	}
	said = slices.DeleteFunc(said, func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
	if s == nil && len(said) == 0 {
		t.Fatal("no site, and nothing is said")
	}
	return said
}

// TestWhatPassesTodayPasses: where check has no error today, every build of a later day from the same sources has none. Centers are made by chance;
// CANDOR_CENTERS gives their number, CANDOR_SEED the first.
func TestWhatPassesTodayPasses(t *testing.T) {
	number := func(name string, def int) int {
		if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
			return n
		}
		return def
	}
	centers := 200
	if testing.Short() {
		centers = 24
	}
	centers = number("CANDOR_CENTERS", centers)
	first := number("CANDOR_SEED", 1)
	passed, saved := 0, 0
	for seed := first; seed < first+centers; seed++ {
		g := &someday{Rand: rand.New(rand.NewPCG(uint64(seed), 7)), today: civil.Of(2026, 6, 15)}
		fsys := g.make(t)
		b := site.NewBuilder()
		_, said, err := site.Check(context.Background(), fsys, site.Options{AsOf: g.today, Clock: g.today.Noon(), Now: g.today.Noon(), Theme: themes.FS}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if said.Failed() {
			if len(faultsOn(t, fsys, b, g.today)) == 0 {
				saved++ // only a later day would have told
			}
			b.Close()
			continue
		}
		passed++
		for ahead := 0; ahead <= 420; ahead += 1 + g.IntN(9) {
			day := g.today.AddDays(ahead)
			if faults := faultsOn(t, fsys, b, day); len(faults) > 0 {
				var all []string
				for _, d := range faults {
					all = append(all, d.Error())
				}
				t.Errorf("seed %d: check passes on %s, and on %s nothing is built:\n%s", seed, g.today, day, strings.Join(all, "\n"))
				break
			}
		}
		b.Close()
	}
	t.Logf("%d of %d centers pass; %d were refused for a later day", passed, centers, saved)
	if passed < centers/8 || saved == 0 {
		t.Errorf("%d of %d centers pass, %d were refused for a later day: the test shows nothing", passed, centers, saved)
	}
}

// TestComingDays: what will stop a build on a day to come is an error of check today, and said of that day; a draft stops none.
func TestComingDays(t *testing.T) {
	const config = "base_url = \"https://a.example/\"\nsealed = 2020-01-01\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"en\"\n[[languages]]\ntag = \"ru\"\n"
	text := func(front, body string) string { return "+++\ntitle = \"T\"\n" + front + "+++\n" + body + "\n" }
	base := map[string]string{"config.toml": config,
		"content/p/1/en.md": text("published = 2025-01-01\n", "Words."), "content/p/1/ru.md": text("", "Слова."),
		"content/p/2/en.md": text("published = 2026-06-01\neffective = 2026-08-01\nchanges = [\"It.\"]\n", "New words.")}
	for _, c := range []struct {
		name  string
		files map[string]string
		bare  string // a file without a seal
		want  string // what check says, "" for no error
	}{
		{"nothing", nil, "", ""},
		{"a page that goes on the day of effect", map[string]string{"content/ask.en.md": text("", "[Beside](/p/parallel/ru/)")}, "", "mend it before 2026-08-01"},
		{"a scheduled text without a seal", map[string]string{"content/p/3/en.md": text("published = 2026-09-01\neffective = 2026-10-01\nchanges = [\"It.\"]\n", "Newer.")}, "content/p/3/en.md", "mend it before 2026-09-01"},
		{"a translation to come without a seal", map[string]string{"content/p/2/ru.md": text("added = 2026-07-01\nchanges = [\"То.\"]\n", "Новые.")}, "content/p/2/ru.md", "mend it before 2026-07-01"},
		{"a draft that leads nowhere", map[string]string{"content/p/draft/en.md": text("", "[No](/nowhere/)")}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{}
			for _, of := range []map[string]string{base, c.files} {
				for name, text := range of {
					files[name] = text
				}
			}
			fsys := sealedOn(t, files, func(item seal.Item) civil.Date { return civil.Of(2025, 1, 1) })
			if c.bare != "" {
				// each seal stands alone: under its mark and its day
				lines := strings.SplitAfter(string(fsys[seal.File].Data), "\n")
				at := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, strings.TrimPrefix(c.bare, "content/")) })
				fsys[seal.File].Data = []byte(strings.Join(slices.Delete(lines, at-2, at+1), ""))
			}
			today := civil.Of(2026, 6, 15)
			b := site.NewBuilder()
			defer b.Close()
			if faults := faultsOn(t, fsys, b, today); len(faults) > 0 {
				t.Fatal("nothing is built today: ", faults)
			}
			_, said, err := site.Check(context.Background(), fsys, site.Options{AsOf: today, Clock: today.Noon(), Now: today.Noon(), Theme: themes.FS}, nil)
			if err != nil {
				t.Fatal(err)
			}
			var hints []string
			for _, d := range said {
				if d.Severity == diag.Error {
					hints = append(hints, d.Error()+" "+d.Hint)
				}
			}
			if got := strings.Join(hints, "\n"); c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("check says %q, want %q", got, c.want)
			}
		})
	}
}
