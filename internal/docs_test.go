package internal_test

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/source"
)

// page is a page of docs/: its TOML examples, and the keys named in the first column of each of its tables.
type page struct {
	examples []string
	tables   [][]string
}

var firstCell = regexp.MustCompile("^\\| `([^`]+)` \\|")

func readPage(t *testing.T, name string) page {
	t.Helper()
	data, err := os.ReadFile("../docs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var p page
	for i, part := range strings.Split(string(data), "```") {
		if i%2 == 1 {
			if text, ok := strings.CutPrefix(part, "toml\n"); ok {
				p.examples = append(p.examples, text)
			}
			continue
		}
		for _, block := range strings.Split(part, "\n\n") {
			var keys []string
			for _, line := range strings.Split(block, "\n") {
				if m := firstCell.FindStringSubmatch(line); m != nil {
					keys = append(keys, m[1])
				}
			}
			if keys != nil {
				slices.Sort(keys)
				p.tables = append(p.tables, keys)
			}
		}
	}
	return p
}

// probe is a key that nothing is near to, so that the program answers it with the keys it knows.
const probe = "zzzzzzzzzzzzzzzz"

var (
	header = regexp.MustCompile(`^\[\[?([a-z_.]+)\]\]?$`)
	inline = regexp.MustCompile(`^([a-z_]+)\s*= \{ `)
)

// probed puts the probe into every table of an example and returns the name of the table in which each line stands.
func probed(example string) (text string, tables map[int]string) {
	tables = map[int]string{1: ""}
	lines := []string{probe + " = 1"}
	for line := range strings.SplitSeq(strings.TrimSpace(example), "\n") {
		if m := inline.FindStringSubmatch(line); m != nil {
			line = strings.Replace(line, "{ ", "{ "+probe+" = 1, ", 1)
			tables[len(lines)+1] = m[1] + "."
		}
		lines = append(lines, line)
		if m := header.FindStringSubmatch(line); m != nil {
			lines = append(lines, probe+" = 1")
			tables[len(lines)] = m[1] + "."
		}
	}
	return strings.Join(lines, "\n") + "\n", tables
}

// known gathers the dotted keys that the program says it knows.
func known(t *testing.T, diags diag.List, tables map[int]string, first int) []string {
	t.Helper()
	var keys []string
	for _, d := range diags {
		names, ok := strings.CutPrefix(d.Hint, "known here: ")
		if !ok || !strings.Contains(d.Message, probe) {
			continue
		}
		for name := range strings.SplitSeq(names, ", ") {
			keys = append(keys, tables[d.Pos.Line-first+1]+name)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func same(t *testing.T, what string, documented, known []string) {
	t.Helper()
	for _, key := range documented {
		if !slices.Contains(known, key) {
			t.Errorf("%s: %q is documented, and the program does not know it", what, key)
		}
	}
	for _, key := range known {
		if !slices.Contains(documented, key) {
			t.Errorf("%s: the program knows %q, which is not documented", what, key)
		}
	}
}

// TestConfigurationPage holds docs/configuration.md against the program: its examples are good, its keys are all the keys.
func TestConfigurationPage(t *testing.T) {
	p := readPage(t, "configuration.md")
	if _, diags := config.Parse([]byte(p.examples[0])); len(diags) > 0 {
		t.Errorf("the example of config.toml:\n%v", diags)
	}
	text, tables := probed(p.examples[0])
	_, diags := config.Parse([]byte(text))
	same(t, "config.toml", p.tables[0], known(t, diags, tables, 1))

	text, tables = probed(p.examples[1])
	same(t, "policy.toml", p.tables[1], known(t, readSources(t, map[string]string{"content/privacy/policy.toml": text}), tables, 1))
}

// TestSourcesPage does the same for docs/sources.md: front matter and events.
func TestSourcesPage(t *testing.T) {
	p := readPage(t, "sources.md")
	text := "content/privacy/2023-10-31/en.md"
	if diags := readSources(t, map[string]string{text: "+++\n" + p.examples[0] + "+++\nText.\n"}); len(diags) > 0 {
		t.Errorf("the example of a front matter:\n%v", diags)
	}
	front, tables := probed(p.examples[0])
	same(t, "front matter", p.tables[0], known(t, readSources(t, map[string]string{text: "+++\n" + front + "+++\nText.\n"}), tables, 2))

	event := "content/privacy/events/2027-04-20-withdraw.toml"
	if diags := readSources(t, map[string]string{event: p.examples[1]}); len(diags) > 0 {
		t.Errorf("the example of an event:\n%v", diags)
	}
	body, tables := probed(strings.Split(p.examples[1], "[reason]")[0] + "reason = \"x\"\n")
	same(t, "event", p.tables[1], known(t, readSources(t, map[string]string{event: body}), tables, 1))
}

func readSources(t *testing.T, files map[string]string) diag.List {
	t.Helper()
	fsys := fstest.MapFS{"config.toml": {Data: []byte("base_url = \"https://example.com/\"\n[organization]\nname = \"Example\"\n[[languages]]\ntag = \"en\"\n")}}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	_, diags, err := source.Read(context.Background(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	return diags
}
