package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"
)

// center is a center that commands are run on, on one day after another.
type center struct {
	t     *testing.T
	dir   string
	today time.Time
}

func newCenter(t *testing.T, files map[string]string) *center {
	t.Helper()
	c := &center{t, t.TempDir(), time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC)}
	for name, text := range files {
		c.write(name, text)
	}
	return c
}

func (c *center) write(name, text string) {
	c.t.Helper()
	at := filepath.Join(c.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
}

func (c *center) read(name string) string {
	c.t.Helper()
	data, err := os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(name)))
	if err != nil {
		c.t.Fatal(err)
	}
	return string(data)
}

func (c *center) run(args ...string) (code int, out string) {
	var b bytes.Buffer
	p := &program{stdout: &b, stderr: &b, now: func() time.Time { return c.today }, getenv: func(string) string { return "" }}
	code = p.run(context.Background(), append([]string{"--site", c.dir}, args...))
	return code, b.String()
}

// does runs a command that must end with a code.
func (c *center) does(want int, args ...string) string {
	c.t.Helper()
	code, out := c.run(args...)
	if code != want {
		c.t.Fatalf("candor %s: exit %d, want %d:\n%s", strings.Join(args, " "), code, want, out)
	}
	return out
}

func (c *center) files() map[string]string { return filesBelow(c.t, c.dir) }

func filesBelow(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	fsys := os.DirFS(dir)
	if err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		out[name] = string(data)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// seen is what of a file could be read by people, by scripts that look for a name, and by those who look at its source.
func seen(name, text string) []string {
	squeeze := func(s string) string {
		s = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Cf, r) || strings.ContainsRune("*_`", r) {
				return -1
			}
			return r
		}, norm.NFKC.String(html.UnescapeString(s)))
		return strings.ToLower(strings.Join(strings.Fields(s), " "))
	}
	var words strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	for z.Next() != html.ErrorToken {
		if token := z.Token(); token.Type == html.TextToken {
			words.WriteString(token.Data)
		}
	}
	return []string{squeeze(name), squeeze(text), squeeze(words.String())}
}

const redactConf = `base_url = "https://a.example/"
[organization]
name = "A"
[[languages]]
tag = "en"
title = "Center"
[[languages]]
tag = "ru"
title = "Центр"
`

// disguised is a center in which a name stands in every kind of file and in every dress that a reader would see through.
func disguised() map[string]string {
	return map[string]string{
		"config.toml":                                 redactConf,
		"content/privacy/2025-01-01/en.md":            "+++\ntitle = \"Privacy\" # ask Jane Roe\npublished = 2025-01-01\n+++\n\n## Officer Jane Roe {#jane-roe}\n\nAsk Jane Roe, Jane\nRoe, Jane *Roe*, **Jane Roe**, JANE ROE, Jane&nbsp;Roe, Ja&shy;ne Roe or [Jane](https://a.example/jane-roe) Roe[^1].\n\n[^1]: Or `Jane Roe`.\n",
		"content/privacy/2025-01-01/en.2025-03-01.md": "+++\ntitle = \"Privacy\"\ncorrected = 2025-03-01\nreason = \"Jane Roe’s name was misspelt.\"\n+++\n\n## Officer Jane Roe {#jane-roe}\n\nAsk Jane Roe.\n",
		"content/privacy/2025-01-01/ru.md":            "+++\ntitle = \"Данные\"\n+++\n\n## Отвечает Jane Roe\n\nСпросите:\n\n> Jane\n> Roe.\n\n- [d](data.csv) [y](list.json) [z](notes.txt) [p](plan.svg) Jane Roe\n\n| a | b |\n| --- | --- |\n| Jane Roe | c |\n",
		"content/privacy/2025-01-01/data.csv":         "name,room\nJane Roe,1\n\"JANE  ROE\",2\n",
		"content/privacy/2025-01-01/notes.txt":        "Jane\r\nRoe\r\n",
		"content/privacy/2025-01-01/list.json":        `{"officer": "J\u0061ne Roe"}` + "\n",
		"content/privacy/2025-01-01/plan.svg":         `<svg xmlns="http://www.w3.org/2000/svg"><title>Jane Roe</title><text>Jane <tspan>Roe</tspan></text></svg>` + "\n",
		"content/privacy/2025-06-01/en.md":            "+++\ntitle = \"Privacy\"\npublished = 2025-05-01\neffective = 2025-06-01\nmaterial = true\nchanges = [\"Jane Roe has left.\"]\nsummary = \"Jane *Roe* has left.\"\naction = \"Write to Jane Roe.\"\nwaive = { exception = \"law\", reason = \"Jane Roe\" }\n+++\n\n## Officer\n\nNobody. See [her](/privacy/2025-01-01/#jane-roe).\n",
		"content/privacy/draft/en.md":                 "+++\ntitle = \"Privacy\"\nmaterial = false\nchanges = [\"Jane Roe is back.\"]\n+++\n\n## Officer\n\nJane Roe.\n",
		"content/privacy/events/2025-02-01-sent.toml": "on = 2025-02-01\nkind = \"sent\"\nversion = \"2025-01-01\"\nchannel = \"email\"\ntold = 2025-02-01\n\n[note]\nen = \"By Jane Roe.\" # Jane Roe\n",
		"content/terms/2025-01-01/en.md":              "+++\ntitle = \"Terms\"\npublished = 2025-01-01\n+++\n\n## Terms\n\nSigned: Jane\u00a0Roe, <jane.roe@a.example>.\n",
	}
}

// TestRedactEverywhere holds that after `redact --everywhere` no file of the center and none of the site holds the words, in any dress, and that
// nothing but the words is gone.
func TestRedactEverywhere(t *testing.T) {
	c := newCenter(t, disguised())
	_, out := c.run("translated", "privacy", "2025-01-01", "ru")
	c.does(0, "publish", "--adopt")
	c.does(0, "build")
	c.does(0, "correct", "privacy", "2025-01-01", "en")
	before := c.files()
	if !strings.Contains(strings.Join(seen("", before["public/privacy/2025-01-01/index.html"]), " "), "jane roe") || before[".candor/built"] == "" {
		t.Fatal("the center does not show what is to be taken out", out)
	}
	// named alone, the text keeps the words: they stand elsewhere too, and each place is told
	out = c.does(1, "redact", "terms", "2025-01-01", "--lang", "en", "--words", "Jane Roe", "--reason", "en=At the request of a person.")
	for _, place := range []string{"privacy/2025-01-01/en.md:2:25: error: the words stand here too", "privacy/2025-01-01/en.correction.md:", "privacy/draft/en.md:4:", "privacy/events/2025-02-01-sent.toml:8:",
		"privacy/2025-01-01/data.csv:2:1", "privacy/2025-01-01/ru.md:6:", "nothing was done"} {
		if !strings.Contains(out, place) {
			t.Errorf("%s is not named:\n%s", place, out)
		}
	}
	if !maps.Equal(before, c.files()) {
		t.Fatal("something was done")
	}
	out = c.does(0, "redact", "--everywhere", "--words", "Jane Roe", "--reason", "en=At the request of a person.")
	if strings.Contains(strings.ToLower(out), "jane") || !strings.Contains(out, "public/ is the site as it was built before") {
		t.Error(out)
	}
	for name := range c.files() {
		if strings.HasPrefix(name, ".candor") {
			t.Errorf("%s is left", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if now, err := os.ReadFile(filepath.Join(c.dir, name)); err == nil && strings.HasPrefix(name, "content/privacy/2") && len(before[name]) > 40 {
			if rest := strings.ReplaceAll(string(now), "███", ""); len(rest) < len(before[name])/3 {
				t.Errorf("%s lost more than words: %s", name, now)
			}
		}
	}
	out = c.does(0, "check")
	if strings.Contains(out, "redact-") || strings.Contains(out, "seal-") {
		t.Error(out)
	}
	c.does(0, "build")
	c.does(0, "verify", filepath.Join(c.dir, "public"))
	for name, text := range c.files() {
		for _, s := range seen(name, text) {
			for _, words := range []string{"jane roe", "jane-roe", "jane.roe", "jane%20roe", "janeroe"} {
				if i := strings.Index(s, words); i >= 0 {
					t.Errorf("%s holds %q: %s", name, words, s[max(0, i-60):min(len(s), i+60)])
				}
			}
		}
	}
	noDigests(t, before, c.files())
	if got := c.read("content/privacy/2025-01-01/ru.md"); !strings.Contains(got, "translates") || strings.Contains(c.does(0, "status"), "earlier wording") {
		t.Errorf("the translation does not follow on: %s", got)
	}
	// against the state before, and against a site of before, all of it is words taken out
	for what, where := range map[string]string{"the center": "", "the site": "public"} {
		was := newCenter(t, before)
		if out := c.does(0, "check", "--against", filepath.Join(was.dir, where)); strings.Contains(out, "redact-") {
			t.Errorf("against %s: %s", what, out)
		}
	}
}

// noDigests holds that nothing tells a digest, or the beginning of one, of a file or a body that is another now.
func noDigests(t *testing.T, before, now map[string]string) {
	t.Helper()
	n := 0
	for name, text := range before {
		if now[name] == text || !strings.HasPrefix(name, "content/") || name == "content/archive.sum" {
			continue
		}
		_, body, _ := strings.Cut(text, "\n+++\n")
		for _, bytes := range []string{text, body} {
			sum := sha256.Sum256([]byte(bytes))
			digest := hex.EncodeToString(sum[:6])
			for file, data := range now {
				if bytes != "" && strings.Contains(data, digest) {
					t.Errorf("%s tells the digest of %s as it was", file, name)
				}
			}
			n++
		}
	}
	for _, run := range strings.Split(before["content/archive.sum"], "\n") {
		if strings.HasPrefix(run, "# ") && strings.Contains(run, " file") && strings.Contains(now["content/archive.sum"], run[len(run)-12:]) {
			t.Errorf("archive.sum tells the digest of a run as it was: %s", run)
		}
	}
	if n < 4 {
		t.Error("nothing was looked for")
	}
}

// TestRedactLeaves names what cannot be edited, with its place, and takes the words out of all else.
func TestRedactLeaves(t *testing.T) {
	files := disguised()
	files["config.toml"] = strings.Replace(redactConf, "name = \"A\"", "name = \"A\"\naddress = \"c/o Jane Roe\"", 1)
	files["content/contact.en.md"] = "+++\ntitle = \"Contact\"\n+++\n\nJane Roe\n"
	files["content/privacy/policy.toml"] = "kind = \"privacy\" # Jane Roe\n"
	files["content/privacy/2025-01-01/jane-roe.txt"] = "x\n"
	files["content/privacy/2025-01-01/old.bin"] = "\x00\xffJane Roe"
	files["content/privacy/2025-01-01/old.pdf"] = "%PDF\x00\xff"
	files["content/privacy/2025-01-01/ru.md"] += "\n[a](jane-roe.txt) [b](old.bin) [c](old.pdf)\n"
	c := newCenter(t, files)
	c.does(0, "publish", "--adopt")
	out := c.does(1, "redact", "--everywhere", "--words", "jane roe", "--reason", "en=A request.")
	for _, place := range []string{"config.toml:5:16: error: the words stand here", "content/contact.en.md:5:1: error", "content/privacy/policy.toml:1:20: error", "content/privacy/2025-01-01/jane-roe.txt: error: its name holds",
		"content/privacy/2025-01-01/old.bin: error: holds the words, and is no text", `candor redact privacy 2025-01-01 --file "old.bin"`, "old.pdf cannot be looked into", "these places are left"} {
		if !strings.Contains(out, place) {
			t.Errorf("%s is not named:\n%s", place, out)
		}
	}
	if text := c.read("content/privacy/2025-01-01/en.md"); strings.Contains(text, "Jane") {
		t.Error(text)
	}
	c.does(0, "redact", "privacy", "2025-01-01", "--file", "old.bin", "--reason", "en=A request.")
	if _, err := os.Stat(filepath.Join(c.dir, "content/privacy/2025-01-01/old.bin")); err == nil {
		t.Error("the attachment is left")
	}
	if out := c.does(0, "build"); strings.Contains(out, "old.bin") {
		t.Error(out)
	}
	page := c.read("public/ru/privacy/2025-01-01/index.html")
	if strings.Contains(page, "old.bin\"") || !strings.Contains(page, "old.pdf\"") {
		t.Error("what led to the attachment that was taken out still does, or nothing does")
	}
	if !strings.Contains(c.read("public/privacy/archive/index.html"), "File old.bin taken out on") {
		t.Error("the archive does not tell of it")
	}
	c.does(0, "verify", filepath.Join(c.dir, "public"))
	c.does(0, "check")
}

// TestRedactAgainst holds every way to change more than words under the name of a redaction against the state before.
func TestRedactAgainst(t *testing.T) {
	const name = "content/privacy/2026-01-01/en.md"
	text := "+++\ntitle = \"Privacy\"\npublished = 2026-01-01\n+++\n\n## Data\n\nWe keep data for 90 days and must not sell it. Jane Roe answers.\n"
	for what, c := range map[string]struct {
		forge func(text string) string
		want  string // in what check says; "" for nothing
	}{
		"as candor left it": {func(s string) string { return s }, ""},
		"other words":       {func(s string) string { return strings.Replace(s, "90 days", "900 days", 1) }, "redact-changed"},
		"a denial":          {func(s string) string { return strings.Replace(s, "not sell", "███ sell", 1) }, "redact-changed"},
		"another text": {func(s string) string {
			return text[:strings.Index(text, "We keep")] + "███ We may do anything.\n"
		}, "redact-changed"},
		"another title": {func(s string) string { return strings.Replace(s, "\"Privacy\"", "\"Terms ███\"", 1) }, "redact-changed"},
		"no mark":       {func(s string) string { return strings.Replace(s, "███", "", 1) }, "seal-broken"},
	} {
		t.Run(what, func(t *testing.T) {
			was := newCenter(t, map[string]string{"config.toml": redactConf, name: text})
			was.does(0, "publish", "--adopt")
			was.does(0, "build")
			host := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(was.dir, "public"))))
			defer host.Close()
			now := newCenter(t, was.files())
			now.does(0, "redact", "privacy", "2026-01-01", "--lang", "en", "--words", "Jane Roe", "--reason", "A request.")
			left := now.read(name)
			forged := c.forge(left)
			now.write(name, forged)
			now.write("content/archive.sum", strings.ReplaceAll(now.read("content/archive.sum"), fmt.Sprintf("%x", sha256.Sum256([]byte(left))), fmt.Sprintf("%x", sha256.Sum256([]byte(forged)))))
			for _, where := range []string{was.dir, filepath.Join(was.dir, "public"), host.URL} {
				code, out := now.run("check", "--against", where)
				if (code == 0) != (c.want == "") || c.want == "" && strings.Contains(out, "redact-") || !strings.Contains(out, c.want) {
					t.Errorf("against %s: exit %d, want %q:\n%s", where, code, c.want, out)
				}
			}
			// a state from after the redaction cannot tell, and says so
			if code, out := now.run("check", "--against", now.dir); !strings.Contains(out, "redact-unproven") || (code == 0) != (c.want != "seal-broken") {
				t.Errorf("against itself: exit %d:\n%s", code, out)
			}
		})
	}
}

// TestRedactWhole takes out a version that was published by mistake, in each of the states that one can have: its addresses stay and say so.
func TestRedactWhole(t *testing.T) {
	const secret = "Project Heron"
	files := map[string]string{
		"config.toml":                         redactConf,
		"content/privacy/2025-01-01/en.md":    "+++\ntitle = \"Privacy\"\npublished = 2025-01-01\n+++\n\n## Data\n\nOne.\n",
		"content/privacy/2025-06-01/en.md":    "+++\ntitle = \"Privacy\"\npublished = 2025-05-01\neffective = 2025-06-01\nmaterial = true\nchanges = [\"" + secret + " begins.\"]\naction = \"Read of " + secret + ".\"\nwaive = { exception = \"law\", reason = \"" + secret + "\" }\n+++\n\n## " + secret + "\n\n" + secret + " is [here](list.csv).\n",
		"content/privacy/2025-06-01/ru.md":    "+++\ntitle = \"Данные\"\nadded = 2025-05-02\nchanges = [\"" + secret + "\"] # " + secret + "\n+++\n\n## " + secret + "\n\nА.\n",
		"content/privacy/2025-06-01/list.csv": secret + "\n",
		"content/privacy/2025-09-01/en.md":    "+++\ntitle = \"Privacy\"\npublished = 2025-08-01\neffective = 2025-09-01\nmaterial = true\nchanges = [\"Back.\"]\n+++\n\n## Data\n\nThree.\n",
	}
	for state, day := range map[string]time.Time{"announced": time.Date(2025, 5, 10, 12, 0, 0, 0, time.UTC), "in force": time.Date(2025, 6, 10, 12, 0, 0, 0, time.UTC),
		"superseded": time.Date(2025, 10, 1, 12, 0, 0, 0, time.UTC)} {
		t.Run(state, func(t *testing.T) {
			c := newCenter(t, files)
			c.today = day
			if state != "superseded" {
				if err := os.RemoveAll(filepath.Join(c.dir, "content/privacy/2025-09-01")); err != nil {
					t.Fatal(err)
				}
			}
			c.does(0, "publish", "--adopt")
			c.does(0, "build")
			addresses := c.files()
			out := c.does(0, "redact", "privacy", "2025-06-01", "--whole", "--reason", "en=It was published by mistake.")
			for says, in := range map[string]string{"announced": "candor cancel privacy 2025-06-01", "in force": "publish the text that holds"} {
				if (state == says) != strings.Contains(out, in) {
					t.Error(out)
				}
			}
			c.does(0, "build")
			c.does(0, "check")
			for name := range addresses {
				hashed := strings.Contains(name, "assets/") || strings.HasSuffix(name, "list.csv")
				if _, err := os.Stat(filepath.Join(c.dir, name)); err != nil && !hashed && strings.HasPrefix(name, "public/") && !strings.HasSuffix(name, ".js") {
					t.Errorf("%s is no more", name)
				}
			}
			for name, text := range c.files() {
				for _, s := range seen(name, text) {
					if strings.Contains(s, "heron") {
						t.Errorf("%s holds the words", name)
					}
				}
			}
			page := c.read("public/privacy/2025-06-01/index.html")
			for _, says := range []string{"All words of this version have been taken out. Its address stays.", "It was published by mistake.", "███"} {
				if !strings.Contains(page, says) {
					t.Errorf("the page does not say %q", says)
				}
			}
			for _, other := range []string{"privacy/compare/2025-01-01..2025-06-01", "notices/privacy/2025-06-01", "privacy/archive", "changelog"} {
				if !strings.Contains(c.read("public/"+other+"/index.html"), "All words of this version taken out on") {
					t.Errorf("/%s/ does not say it", other)
				}
			}
			noDigests(t, addresses, c.files())
			was := newCenter(t, addresses)
			if out := c.does(0, "check", "--against", was.dir); strings.Count(out, "redact-") != strings.Count(out, "redact-whole") ||
				strings.Contains(out, "redact-whole") != (state == "in force") {
				t.Error(out)
			}
			c.does(0, "verify", filepath.Join(c.dir, "public"))
		})
	}
}

// TestRedactedBefore reads a center out of which the program of November 2026 took words: it is built with its sealed bytes, check tells of
// the digests, the site repeats none of them beside the sealed events, and --again takes them out.
func TestRedactedBefore(t *testing.T) {
	c := newCenter(t, filesBelow(t, "testdata/centers/redacted"))
	c.today = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)
	before := c.files()
	digests := []string{"6a45ca3d4d708203", "3005a897850918c0", "ddc388396bc0ad32", "d3054504ae03", "732d2c26c9e0", "2d2f0206c9ae"}
	out := c.does(0, "check")
	if n := strings.Count(out, "[redact-digest]"); n != 6 {
		t.Errorf("%d digests are told of, not 6:\n%s", n, out)
	}
	c.does(0, "build")
	for name, text := range c.files() {
		for _, digest := range digests {
			sealed := strings.Contains(name, "/events/") || strings.HasSuffix(name, "/de.md")
			if strings.HasPrefix(name, "public/") && !sealed && strings.Contains(text, digest) {
				t.Errorf("%s repeats the digest %s", name, digest)
			}
		}
	}
	if strings.Contains(c.read("public/de/privacy/index.html"), "früher") {
		t.Error("the translation is taken for stale")
	}
	for name, text := range before {
		if strings.HasPrefix(name, "content/privacy/") && c.read("public/"+strings.TrimPrefix(name, "content/")) != text {
			t.Errorf("%s is not served as it is sealed", name)
		}
	}
	c.does(0, "redact", "--again")
	if out := c.does(0, "check"); strings.Contains(out, "redact-") || strings.Contains(out, "earlier wording") {
		t.Error(out)
	}
	c.does(0, "build")
	for name, text := range c.files() {
		for _, digest := range append(digests, "32e313717274", "3e2643b899bd") {
			if strings.Contains(text, digest) {
				t.Errorf("%s still tells the digest %s", name, digest)
			}
		}
	}
	c.does(0, "verify", filepath.Join(c.dir, "public"))
	if sums := c.read("content/archive.sum"); !strings.Contains(sums, "# redacted 2026-11-30  privacy/2025-01-10/en.md\n") {
		t.Error(sums)
	}
	if event := c.read("content/privacy/events/2026-11-30-redact.toml"); !strings.Contains(event, "followed = [\"de\"]") || !strings.Contains(event, "By order of a court.") {
		t.Error(event)
	}
	was := newCenter(t, before)
	if out := c.does(0, "check", "--against", was.dir); strings.Contains(out, "error:") {
		t.Error(out)
	}
	if out := c.does(0, "redact", "--again"); !strings.Contains(out, "no digest of what was taken out") {
		t.Error(out)
	}
}
