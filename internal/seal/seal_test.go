package seal_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/seal"
	"candor/internal/source"
)

const conf = "base_url = \"https://a.example/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"ru\"\n[[languages]]\ntag = \"en\"\n"

var files = map[string]string{
	"p/2020-01-01/ru.md":              "+++\ntitle = \"П\"\npublished = 2020-01-01\n+++\nслова\nи ещё\n",
	"p/2020-01-01/en.md":              "+++\ntitle = \"P\"\nadded = 2020-03-01\n+++\nwords\n",
	"p/2020-01-01/ru.2020-02-01.md":   "+++\ntitle = \"П\"\ncorrected = 2020-02-01\nreason = \"r\"\n+++\nслово\n",
	"p/2020-01-01/a b.csv":            "1\n",
	"p/2021-01-01/ru.md":              "+++\ntitle = \"П\"\npublished = 2021-01-01\n+++\nслова\n",
	"p/draft/ru.md":                   "+++\ntitle = \"П\"\n+++\nслова\n",
	"p/events/2020-06-01-review.toml": "on = 2020-06-01\nkind = \"review\"\n",
}

func read(t *testing.T, contents map[string]string) *source.Center {
	t.Helper()
	fsys := fstest.MapFS{"config.toml": {Data: []byte(conf)}}
	for name, text := range contents {
		fsys["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, _, err := source.Read(context.Background(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sealed returns the files with the seals of all that have a date, made on a day.
func sealed(t *testing.T, day civil.Date) map[string]string {
	t.Helper()
	out := map[string]string{}
	for name, text := range files {
		out[name] = text
	}
	var entries []seal.Entry
	for _, item := range seal.Items(read(t, files)) {
		if !item.Public.IsZero() {
			entries = append(entries, seal.Entry{Path: item.Name(), Sum: item.Sum})
		}
	}
	out["archive.sum"] = string(seal.Append(nil, day, entries))
	return out
}

func lines(diags diag.List) string {
	var all []string
	for _, d := range diags {
		all = append(all, d.Error())
	}
	return strings.Join(all, "\n")
}

func TestItems(t *testing.T) {
	var got []string
	for _, i := range seal.Items(read(t, files)) {
		got = append(got, i.Name()+"@"+i.Public.String())
	}
	want := "p/2020-01-01/a b.csv@2020-01-01 p/2020-01-01/en.md@2020-03-01 p/2020-01-01/ru.2020-02-01.md@2020-02-01 p/2020-01-01/ru.md@2020-01-01 " +
		"p/2021-01-01/ru.md@2021-01-01 p/draft/ru.md@ p/events/2020-06-01-review.toml@2020-06-01"
	if strings.Join(got, " ") != want {
		t.Errorf("items = %s", strings.Join(got, " "))
	}
}

func TestVerify(t *testing.T) {
	sum := func(text string) string {
		s := sha256.Sum256([]byte(text))
		return hex.EncodeToString(s[:])
	}
	ru := "p/2020-01-01/ru.md"
	for _, c := range []struct {
		name       string
		change     func(map[string]string)
		want, hint string
	}{
		{"as sealed", func(map[string]string) {}, "", ""},
		{"flipped byte", func(f map[string]string) { f[ru] = strings.Replace(f[ru], "слова", "слава", 1) },
			"content/p/2020-01-01/ru.md:1:1: error: this published text is not the one that was sealed on 2026-11-25 [seal-broken]", "restore it (git checkout -- content/p/2020-01-01/ru.md), or make a correction of it: candor correct p 2020-01-01 ru"},
		{"broken front matter", func(f map[string]string) { f[ru] = "-" + f[ru] },
			"content/p/2020-01-01/ru.md:1:1: error: this published file is not the one that was sealed on 2026-11-25 [seal-broken]", "never changes"},
		{"scheduled", func(f map[string]string) { f["p/2021-01-01/ru.md"] += "x" },
			"content/p/2021-01-01/ru.md:1:1: error: this published text is not the one that was sealed on 2026-11-25 [seal-broken]", ""},
		{"line endings", func(f map[string]string) { f[ru] = strings.ReplaceAll(f[ru], "\n", "\r\n") },
			"content/p/2020-01-01/ru.md:1:1: error: the words of this published file are those that were sealed, but its line endings were changed to CR LF [seal-broken]", ".gitattributes"},
		{"last line feed", func(f map[string]string) { f[ru] += "\n" },
			"content/p/2020-01-01/ru.md:1:1: error: the words of this published file are those that were sealed, but a line feed was put at the end [seal-broken]", ""},
		{"gone", func(f map[string]string) { delete(f, "p/2020-01-01/en.md") },
			`content/archive.sum:4:1: error: the sealed file "p/2020-01-01/en.md" is gone: what was published stays in the archive [promise-archive]`, "restore it"},
		{"renamed", func(f map[string]string) {
			f["p/2020-01-01/b.csv"] = f["p/2020-01-01/a b.csv"]
			delete(f, "p/2020-01-01/a b.csv")
		},
			"content/archive.sum:3:1: error: the sealed file \"p/2020-01-01/a b.csv\" is gone: what was published stays in the archive [promise-archive]\n" +
				"content/p/2020-01-01/b.csv: error: is public and has no seal, though other files of its version have one: its line was lost, or the file was added by hand [seal-missing]",
			"its bytes are now in content/p/2020-01-01/b.csv"},
		{"lost line", func(f map[string]string) {
			f["archive.sum"] = strings.Replace(f["archive.sum"], sum(f[ru])+"  "+ru+"\n", "", 1)
		}, "content/archive.sum:1:1: error: 1 seal is gone: 6 were written, and 5 are left [seal-lost]\n" +
			"content/p/2020-01-01/ru.md: error: is public and has no seal, though other files of its version have one: its line was lost, or the file was added by hand [seal-missing]", "git log -p"},
		{"a file and its seal are gone", func(f map[string]string) {
			f["archive.sum"] = strings.Replace(f["archive.sum"], sum(f["p/2020-01-01/a b.csv"])+"  p/2020-01-01/a b.csv\n", "", 1)
			delete(f, "p/2020-01-01/a b.csv")
		}, "content/archive.sum:1:1: error: 1 seal is gone: 6 were written, and 5 are left [seal-lost]", "git log -p"},
		{"a file and its seal are others", func(f map[string]string) {
			was := f[ru]
			f[ru] = strings.Replace(was, "слова", "слава", 1)
			f["archive.sum"] = strings.Replace(f["archive.sum"], sum(was), sum(f[ru]), 1)
		}, "content/archive.sum:1:1: warning: the lines below are not those that were written with this mark: one was replaced, or they were put in another order [seal-malformed]", "git log -p"},
		{"nothing sealed yet", func(f map[string]string) { delete(f, "archive.sum") },
			"content/archive.sum: warning: nothing of this center is sealed yet, and its pages say so: 5 public files, first content/p/2020-01-01/a b.csv [seal-none]", "candor publish --adopt"},
		{"two seals", func(f map[string]string) { f["archive.sum"] += sum("x") + "  " + ru + "\n" },
			`content/archive.sum:9:1: error: "p/2020-01-01/ru.md" has two seals: both sides of a merge published it, or a line was written by hand [seal-conflict]`, ""},
		{"said twice", func(f map[string]string) { f["archive.sum"] += f["archive.sum"] }, "", ""},
		{"git's marks", func(f map[string]string) {
			f["archive.sum"] = "<<<<<<< HEAD\n" + f["archive.sum"] + "=======\n>>>>>>> b\n"
		},
			"content/archive.sum:1:1: error: git has left the marks of a merge in this file [seal-conflict]", "merge=union"},
		{"its own line endings", func(f map[string]string) { f["archive.sum"] = strings.ReplaceAll(f["archive.sum"], "\n", "\r\n") },
			"content/archive.sum:1:1: error: 8 lines end in a carriage return: something has changed the line endings of this file [seal-malformed]", ""},
		{"half a line", func(f map[string]string) { f["archive.sum"] += "abc  p\n" },
			"content/archive.sum:9:1: error: is no line of sha256sum: 64 hexadecimal digits, two spaces and a path [seal-malformed]", ""},
		{"path that leads out", func(f map[string]string) { f["archive.sum"] += sum("x") + "  ../config.toml\n" },
			`content/archive.sum:9:1: error: "../config.toml" is no path below content/ [seal-malformed]`, ""},
		{"no day", func(f map[string]string) {
			f["archive.sum"] = strings.Replace(f["archive.sum"], "# sealed 2026-11-25\n", "", 1)
		}, `content/archive.sum:2:1: error: 6 seals stand under no line "# sealed DATE": nothing says on which day [seal-malformed]`, "restore the line"},
		{"no day in a run", func(f map[string]string) {
			line := sum(f[ru]) + "  " + ru + "\n"
			f["archive.sum"] += "# 1 file, " + sum(line)[:12] + "\n" + line
		}, `content/archive.sum:10:1: error: 1 seal stands under no line "# sealed DATE": nothing says on which day [seal-malformed]`, ""},
		{"day to come", func(f map[string]string) {
			f["archive.sum"] = strings.Replace(f["archive.sum"], "# sealed 2026-11-25\n", "# sealed 2030-01-01\n", 1)
		}, `content/archive.sum:3:1: error: "p/2020-01-01/a b.csv" is sealed on 2030-01-01, and today is 2026-11-25: nothing is sealed ahead of its day [seal-malformed]`, "clock"},
		{"comment without event", func(f map[string]string) { f["archive.sum"] += "# redacted 2020-05-05 " + sum("x") + "  " + ru + "\n" },
			`content/archive.sum:9:1: error: the seal of "p/2020-01-01/ru.md" is taken out and no event of kind redact says so [seal-broken]`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := sealed(t, civil.Of(2026, 11, 25))
			c.change(f)
			center := read(t, f)
			_, diags := seal.Verify(center, civil.Of(2020, 12, 1), civil.Of(2026, 11, 25))
			if got := lines(diags); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
			if _, remembered := new(seal.Memory).Verify(center, civil.Of(2020, 12, 1), civil.Of(2026, 11, 25)); lines(remembered) != lines(diags) {
				t.Errorf("with a memory: %s", lines(remembered))
			}
			if len(diags) > 0 && !strings.Contains(diags[0].Hint, c.hint) {
				t.Errorf("hint = %q, want %q in it", diags[0].Hint, c.hint)
			}
		})
	}
}

func TestDay(t *testing.T) {
	sums, _ := seal.Verify(read(t, sealed(t, civil.Of(2026, 11, 25))), civil.Of(2020, 12, 1), civil.Date{})
	if got := sums.Day("content/p/2020-01-01/ru.md").String(); got != "2026-11-25" {
		t.Errorf("Day = %q", got)
	}
	if !sums.Day("content/p/draft/ru.md").IsZero() {
		t.Error("a draft has a day of sealing")
	}
}

// TestRedact takes words out of a sealed text: the day of its seal stays, its digest does not, and neither the seals nor an older archive.sum
// object. A merge that brings the old line back is told of.
func TestRedact(t *testing.T) {
	f := sealed(t, civil.Of(2026, 11, 25))
	ru := "p/2020-01-01/ru.md"
	before, old := f["archive.sum"], sha256.Sum256([]byte(f[ru]))
	f[ru] = strings.Replace(f[ru], "слова", "███", 1)
	event := "on = 2026-11-26\nkind = \"redact\"\nversion = \"2020-01-01\"\nlang = \"ru\"\nreason = \"суд\"\n"
	f["p/events/2026-11-26-redact.toml"] = event
	sums, err := seal.Redact([]byte(before), civil.Of(2026, 11, 26), []string{ru})
	if err != nil {
		t.Fatal(err)
	}
	sums = seal.Append(sums, civil.Of(2026, 11, 26), []seal.Entry{{ru, sha256.Sum256([]byte(f[ru]))}, {"p/events/2026-11-26-redact.toml", sha256.Sum256([]byte(event))}})
	for name, text := range map[string]string{"redacted": string(sums), "merged with a branch that had it": before + string(sums)} {
		f["archive.sum"] = text
		c := read(t, f)
		merged := strings.HasPrefix(name, "merged")
		_, diags := seal.Verify(c, civil.Of(2026, 11, 26), civil.Date{})
		if merged != (len(diags) == 1 && diags[0].Rule == seal.RuleDigest) || diags.Failed() || !merged && len(diags) > 0 {
			t.Errorf("%s: %s", name, lines(diags))
		}
		if strings.Contains(text, hex.EncodeToString(old[:])) != merged {
			t.Errorf("%s: the digest of the text as it was: %s", name, text)
		}
		mended := seal.Undigested([]byte(text), map[string][32]byte{ru: sha256.Sum256([]byte(f[ru]))})
		if strings.Contains(string(mended), hex.EncodeToString(old[:])) {
			t.Errorf("%s: the digest stays: %s", name, mended)
		}
		if diags := seal.Compare([]byte(before), c); len(diags) > 0 {
			t.Errorf("%s: %s", name, lines(diags))
		}
	}
}

// TestCompare holds what an older archive.sum must find again, and what it need not.
func TestCompare(t *testing.T) {
	day := civil.Of(2026, 11, 25)
	f := sealed(t, day)
	old := f["archive.sum"]
	line := strings.SplitAfter(old, "\n")[3] // of en.md: the lines are a count, the day, a b.csv, en.md …
	for _, c := range []struct{ name, now, want, hint string }{
		{"the same", old, "", ""},
		{"grown", old + "# sealed 2026-11-30\n" + strings.Repeat("0", 64) + "  p/2022-01-01/ru.md\n", "", ""},
		{"a line lost", strings.Replace(old, line, "", 1),
			`content/archive.sum: error: the seal of "p/2020-01-01/en.md", made on 2026-11-25, is no longer here [seal-lost]`, "restore the line: " + strings.TrimSpace(line)},
		{"other bytes", strings.Replace(old, line, strings.Repeat("0", 64)+line[64:], 1),
			`content/archive.sum:4:1: error: the seal of "p/2020-01-01/en.md" was ` + line[:12] + ` and is 000000000000 now: a published file was replaced [seal-lost]`, "restore the line"},
		{"a seal backdated", strings.Replace(old, line, "", 1) + "# sealed 2026-11-01\n" + line,
			`content/archive.sum:9:1: error: "p/2020-01-01/en.md" was sealed on 2026-11-25, and stands under 2026-11-01 now [seal-lost]`, `below "# sealed 2026-11-25"`},
		{"merged with an earlier day", old + "# sealed 2026-11-01\n" + line, "", ""},
		{"the file lost", "", "content/archive.sum: error: is not there, and held the seals of 6 files [seal-lost]", "restore it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := sealed(t, day)
			f["archive.sum"] = c.now
			if c.now == "" {
				delete(f, "archive.sum")
			}
			diags := seal.Compare([]byte(old), read(t, f))
			if got := lines(diags); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
			if len(diags) > 0 && !strings.Contains(diags[0].Hint, c.hint) {
				t.Errorf("hint = %q, want %q in it", diags[0].Hint, c.hint)
			}
		})
	}
}

// TestSha256sum holds that sha256sum passes an archive.sum and that of the output, comments and odd names included.
func TestSha256sum(t *testing.T) {
	tool, err := exec.LookPath("sha256sum")
	if err != nil {
		t.Skip("no sha256sum here")
	}
	dir := t.TempDir()
	odd := map[string]string{"p/1/ sp.csv": "x", "p/1/ru.md": "+++\ntitle = \"t\"\npublished = 2020-01-01\n+++\n"}
	var entries []seal.Entry
	for name, text := range odd {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		entries = append(entries, seal.Entry{Path: name, Sum: sha256.Sum256([]byte(text))})
	}
	text := seal.Append([]byte("# sealed 2020-01-01"), civil.Of(2020, 1, 2), entries)
	// No center has such a name, since no build could write it; other programs may have put it into a list of seals.
	const escaped = "p/1/a\\b\nc.csv"
	if err := os.WriteFile(filepath.Join(dir, escaped), []byte("odd"), 0o644); err != nil {
		t.Fatal(err)
	}
	listed := seal.Append(text, civil.Of(2020, 1, 2), []seal.Entry{{Path: escaped, Sum: sha256.Sum256([]byte("odd"))}})
	if all, diags := seal.Parse(listed); len(diags) > 0 {
		t.Fatal(lines(diags))
	} else if _, ok := all.Find(escaped); !ok {
		t.Errorf("%q is not found in\n%s", escaped, listed)
	}
	odd["archive.sum"] = string(text)
	c := read(t, odd)
	sums, diags := seal.Verify(c, civil.Of(2020, 1, 2), civil.Date{})
	if len(diags) > 0 {
		t.Fatal(lines(diags))
	}
	var public []*source.File
	for _, item := range seal.Items(c) {
		public = append(public, item.File)
	}
	for name, text := range map[string][]byte{"written": text, "escaped": listed, "public": sums.Public(public)} {
		if err := os.WriteFile(filepath.Join(dir, "archive.sum"), text, 0o644); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(tool, "--strict", "-c", "archive.sum")
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s\n%s", name, err, out, text)
		}
	}
}

func TestPublic(t *testing.T) {
	c := read(t, sealed(t, civil.Of(2026, 11, 25)))
	sums, _ := seal.Verify(c, civil.Of(2020, 1, 1), civil.Date{})
	var public []*source.File
	for _, item := range seal.Items(c) {
		if item.Public == civil.Of(2020, 1, 1) {
			public = append(public, item.File)
		}
	}
	got := string(sums.Public(public))
	if strings.Count(got, "\n") != 4 || strings.Contains(got, "2021") || !strings.Contains(got, "# sealed 2026-11-25\n") {
		t.Errorf("Public = %s", got)
	}
}

var reseal = flag.Bool("reseal", false, "write the demonstration's archive.sum anew, each file sealed on the day from which it is public")

// TestDemonstration holds that the demonstration is sealed. Its company is invented, and so are its days of sealing: each file counts as
// sealed on the day from which it is public, as if candor had published it. A change of the demonstration that is meant is sealed with
//
//	go test ./internal/seal -run TestDemonstration -reseal
func TestDemonstration(t *testing.T) {
	c, diags, err := source.Read(context.Background(), os.DirFS("../.."))
	if err != nil || diags.Failed() {
		t.Fatal(err, diags)
	}
	if *reseal {
		byDay := map[civil.Date][]seal.Entry{}
		var days []civil.Date
		for _, item := range seal.Items(c) {
			if item.Public.IsZero() {
				continue
			}
			if byDay[item.Public] == nil {
				days = append(days, item.Public)
			}
			byDay[item.Public] = append(byDay[item.Public], seal.Entry{Path: item.Name(), Sum: item.Sum})
		}
		c.Seals = nil
		slices.SortFunc(days, civil.Date.Compare)
		for _, day := range days {
			c.Seals = seal.Append(c.Seals, day, byDay[day])
		}
		if err := os.WriteFile("../../"+seal.File, c.Seals, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, diags := seal.Verify(c, civil.Of(9999, 1, 1), civil.Date{}); len(diags) > 0 {
		t.Error(lines(diags))
	}
}

func FuzzParse(f *testing.F) {
	f.Add("# sealed 2020-01-01\n" + strings.Repeat("a", 64) + "  p/1/ru.md\n")
	f.Add("\\" + strings.Repeat("0", 64) + " *a\\\\n\\n")
	f.Fuzz(func(t *testing.T, text string) {
		sums, diags := seal.Parse([]byte(text))
		for _, d := range diags {
			if d.Pos.Line < 1 || d.Pos.Line > strings.Count(text, "\n")+1 {
				t.Errorf("place outside the text: %v", d)
			}
		}
		var entries []seal.Entry
		for _, l := range sums.Lines {
			entries = append(entries, seal.Entry{Path: l.Path, Sum: l.Sum})
		}
		again, diags := seal.Parse(seal.Append(nil, civil.Of(2020, 1, 1), entries))
		if len(diags) > 0 || len(again.Lines) != len(sums.Lines) {
			t.Errorf("%q: %d lines became %d: %v", text, len(sums.Lines), len(again.Lines), diags)
		}
	})
}

// TestFirst takes words out of a file twice: the day on which it was sealed first stays known, in the center and in its site.
func TestFirst(t *testing.T) {
	f := sealed(t, civil.Of(2020, 1, 1))
	const name = "p/2020-01-01/ru.md"
	for i, word := range []string{"слова", "ещё"} {
		on := civil.Of(2020, 6, 1+i)
		f["p/events/"+on.String()+"-redact.toml"] = "on = " + on.String() + "\nkind = \"redact\"\nversion = \"2020-01-01\"\nlang = \"ru\"\nreason = \"r\"\n"
		f[name] = strings.ReplaceAll(f[name], word, "███")
		sums, err := seal.Redact([]byte(f["archive.sum"]), on, []string{name})
		if err != nil {
			t.Fatal(err)
		}
		event := "p/events/" + on.String() + "-redact.toml"
		f["archive.sum"] = string(seal.Append(sums, on, []seal.Entry{{Path: name, Sum: sha256.Sum256([]byte(f[name]))}, {Path: event, Sum: sha256.Sum256([]byte(f[event]))}}))
	}
	c := read(t, f)
	sums, diags := seal.Verify(c, civil.Of(2020, 12, 1), civil.Of(2020, 12, 1))
	if len(diags) > 0 {
		t.Fatal(lines(diags))
	}
	var public []*source.File
	for _, item := range seal.Items(c) {
		if !item.Public.IsZero() {
			public = append(public, item.File)
		}
	}
	site, diags := seal.Parse(sums.Public(public))
	if len(diags) > 0 {
		t.Fatal(lines(diags))
	}
	for what, s := range map[string]*seal.Sums{"center": sums, "site": site} {
		l, _ := s.First(name)
		if l.Sum != [32]byte{} || !s.Taken(name) || s.Day("content/"+name) != civil.Of(2020, 1, 1) || s.Since("content/"+name) != civil.Of(2020, 6, 2) {
			t.Errorf("%s: first %s on %s, present since %s", what, l.Hex()[:12], s.Day("content/"+name), s.Since("content/"+name))
		}
	}
}
