package browser

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/civil"
	"candor/internal/seal"
	"candor/internal/site"
	"candor/internal/source"
	"candor/themes"
)

// What a center can come to hold: many languages, many versions, long texts, long titles, wide tables, words that do not break.
const (
	manyVersions = 60
	longWords    = 20000
	plainWords   = 6000
)

var manyLanguages = strings.Fields("en ru ar zh-Hans ja de fr es it pt pl uk tr kk ko he nl sv fi el hi th vi cs ro")

var vocabulary = strings.Fields(`we you data address account purpose consent request service carrier partner retention period deletion law security
measure contract payment ticket passenger record notice change version reason right access correction objection complaint authority transfer
country agreement processor controller cookie device browser location message support employee storage backup archive copy the of and to for with
from when until under about between which that is are may must will keep send receive erase restrict explain answer`)

// prose is n words in numbered sections and clauses, the same ones for the same seed.
func prose(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 1))
	sentence := func() string {
		words := make([]string, 8+r.IntN(14))
		for i := range words {
			words[i] = vocabulary[r.IntN(len(vocabulary))]
		}
		n -= len(words)
		return strings.ToUpper(words[0][:1]) + strings.Join(words, " ")[1:] + "."
	}
	var out strings.Builder
	for section := 1; n > 0; section++ {
		fmt.Fprintf(&out, "## %d. %s\n\n", section, strings.TrimSuffix(sentence(), "."))
		for clause := 1; clause <= 12 && n > 0; clause++ {
			fmt.Fprintf(&out, "%d.%d. %s %s %s\n\n", section, clause, sentence(), sentence(), sentence())
		}
	}
	return out.String()
}

// title is n letters long.
func title(n int) string {
	words := strings.Repeat("Policy on the processing of personal data of passengers, partners and employees ", 4)
	return strings.TrimSpace(words[:n])
}

func front(title string, published civil.Date, more string) string {
	return fmt.Sprintf("+++\ntitle = %q\npublished = %s\n%s+++\n", title, published, more)
}

// hardFiles are the center of hard cases.
func hardFiles() map[string]string {
	conf := "base_url = \"https://hard.example/\"\ntime_zone = \"UTC\"\n[organization]\nname = \"Example Passenger Transport and Logistics Holding Public Company\"\nemail = \"privacy-and-data-protection-office@hard.example\"\n"
	for _, tag := range manyLanguages {
		conf += fmt.Sprintf("[[languages]]\ntag = %q\n", tag)
	}
	first := civil.Of(2019, 1, 15)
	files := map[string]string{"config.toml": conf,
		"content/long/2024-01-01/en.md":                     front(title(200), civil.Of(2024, 1, 1), "") + prose(1, longWords),
		"content/long/2024-01-01/zh-Hans.md":                front("个人信息处理政策", civil.Of(2024, 1, 1), "") + "## 1. 我们是谁\n\n1.1. " + strings.Repeat("我们只处理出售车票、运送乘客和遵守法律所必需的个人信息，并在法律规定的期限内保存。", 6) + "\n",
		"content/long/2024-01-01/ja.md":                     front("個人情報の取扱いに関する方針", civil.Of(2024, 1, 1), "") + "## 1. 私たちについて\n\n1.1. " + strings.Repeat("乗車券の販売と運送に必要な個人情報だけを取り扱い、法律で定められた期間保管します。", 6) + "\n",
		"content/long/2024-01-01/ar.md":                     front("سياسة معالجة البيانات الشخصية", civil.Of(2024, 1, 1), "") + "## 1. من نحن\n\n1.1. " + strings.Repeat("لا نعالج إلا البيانات اللازمة لبيع التذاكر ونقل الركاب والامتثال للقانون. ", 6) + "\n",
		"content/plain/2024-01-01/en.md":                    front("Privacy policy", civil.Of(2024, 1, 1), "summary = \"In short.\"\n") + prose(2, plainWords),
		"content/single/2024-01-01/en.md":                   front("One version in one language", civil.Of(2024, 1, 1), "") + "One paragraph.\n",
		"content/wide/2024-01-01/en.md":                     front("Recipients", civil.Of(2024, 1, 1), "") + wideTable(),
		"content/upcoming/2027-01-01/en.md":                 front("Announced", civil.Of(2026, 11, 1), "effective = 2027-01-01\n") + "A text to come.\n",
		"content/withdrawn/2019-01-01/en.md":                front("Withdrawn", civil.Of(2019, 1, 1), "") + "A text that was.\n",
		"content/withdrawn/events/2025-01-01-withdraw.toml": "on = 2025-01-01\nkind = \"withdraw\"\neffective = 2025-02-01\nreason = { en = \"The service has ended.\" }\nsuccessor = \"long\"\n",
	}
	for i := range manyVersions {
		day := first.AddDays(i * 48)
		more := fmt.Sprintf("material = %t\nchanges = [%q]\n", i%3 == 0, "The period in clause 1.1 is another.")
		if i == 0 {
			more = ""
		}
		files[fmt.Sprintf("content/many/%s/en.md", day)] = front("Terms", day, more) + fmt.Sprintf("## 1. Periods\n\n1.1. We keep it for %d days.\n\n1.2. We answer soon.\n", i+1)
	}
	return files
}

func wideTable() string {
	head := "| Recipient | Country | Purpose | Data | Basis | Period | Safeguard | Since | Site |\n" + strings.Repeat("| --- ", 9) + "|\n"
	row := "| Rechtsschutzversicherungsgesellschaft mbH | Germany | claims | name, ticket | contract | 5 years | standard contractual clauses | 2024 | <https://hard.example/" + strings.Repeat("recipients", 6) + "> |\n"
	return "## 1. Who receives data\n\n" + head + strings.Repeat(row, 12) + "\n1.1. " + strings.Repeat("Donaudampfschifffahrt", 8) + "\n"
}

// serveHard serves some pages of the center of hard cases.
func serveHard(t *testing.T, addresses []string) *center {
	t.Helper()
	return serveFiles(t, hardFiles(), addresses)
}

// serveFiles seals the files of a center as they are and serves some of its pages.
func serveFiles(t *testing.T, files map[string]string, addresses []string) *center {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	src, diags, err := source.Read(context.Background(), fsys)
	if err != nil || diags.Failed() {
		t.Fatal(err, diags)
	}
	var entries []seal.Entry
	for _, item := range seal.Items(src) {
		entries = append(entries, seal.Entry{Path: item.Name(), Sum: item.Sum})
	}
	fsys[seal.File] = &fstest.MapFile{Data: seal.Append(nil, civil.Of(2019, 1, 1), entries)}
	s, diags, err := site.Load(context.Background(), fsys, site.Options{AsOf: day, Theme: themes.FS})
	if err != nil || s == nil {
		t.Fatal(err, diags)
	}
	wanted := map[string]bool{"_headers": true}
	for _, at := range addresses {
		wanted[strings.TrimPrefix(path.Join(at, "index.html"), "/")] = true
	}
	c := &center{files: map[string][]byte{}}
	for _, f := range s.Files {
		if !wanted[f.Path] && !strings.HasPrefix(f.Path, "assets/") {
			continue
		}
		if c.files[f.Path], err = f.Bytes(); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	c.url = server.URL
	return c
}

// TestHardCases holds at four widths that nothing makes a page wider than its window and that axe finds nothing.
func TestHardCases(t *testing.T) {
	addresses := []string{"/", "/ar/", "/long/", "/ar/long/", "/zh-Hans/long/", "/ja/long/", "/long/archive/", "/long/parallel/ar/", "/many/", "/many/archive/",
		"/ar/many/archive/", "/many/changelog/", "/single/", "/single/archive/", "/wide/", "/ar/wide/", "/upcoming/", "/withdrawn/", "/notices/"}
	c := serveHard(t, addresses)
	axeSource := readAxe(t)
	p := open(t, launch(t), c)
	for _, at := range addresses {
		if c.files[strings.TrimPrefix(path.Join(at, "index.html"), "/")] == nil {
			t.Errorf("%s is no page", at)
			continue
		}
		p.window(t, 1440, 900, "light")
		p.visit(t, c.url+at)
		p.addScript(t, axeSource)
		for _, width := range []int{1440, 820, 390, 320} {
			p.window(t, width, 900, "light")
			where := fmt.Sprintf("%s at %d px", at, width)
			report(t, where, append(p.lines(t, overflow), p.lines(t, clipped)...))
			if width == 390 && !strings.HasSuffix(at, "/long/") || at == "/zh-Hans/long/" {
				report(t, where, p.lines(t, axe))
			}
		}
		report(t, at, p.taken())
	}
}

// TestWeight holds what a page costs a reader: HTML, style sheet, script and icon of a text of 6,000 words are under 60 kB when they are
// sent with gzip, the script under 6 kB, and nothing else is asked for.
func TestWeight(t *testing.T) {
	c := serveHard(t, []string{"/plain/"})
	total, html := 0, string(c.files["plain/index.html"])
	for name, data := range c.files {
		if name == "_headers" || name != "plain/index.html" && !strings.Contains(html, "/"+name) {
			continue
		}
		n := zipped(t, data)
		t.Logf("%-32s %6d bytes, %6d with gzip", name, len(data), n)
		total += n
		if path.Ext(name) == ".js" && n >= 6000 {
			t.Errorf("%s: %d bytes with gzip, want under 6000", name, n)
		}
	}
	if total >= 60000 {
		t.Errorf("/plain/ costs %d bytes with gzip, want under 60000", total)
	}
	if n := strings.Count(html, "<script src="); n > 1 || strings.Count(html, "rel=\"stylesheet\"") != 1 || strings.Contains(html, "@font-face") {
		t.Errorf("/plain/ has %d scripts and not one style sheet", n)
	}
}

func zipped(t *testing.T, data []byte) int {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}
