package importer

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// sharedDir returns the folder of real inputs that stands beside the repository, and skips the test where there is none.
func sharedDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("CANDOR_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no folder of real inputs: ", dir)
	}
	return dir
}

type expectedHeading struct {
	Level int
	Text  string
}

type expected struct {
	File, Lang        string
	Title             *string
	TitleSuggested    string `json:"title_suggested"`
	Date              *string
	DateKind          *string `json:"date_kind"`
	DateText          *string `json:"date_text"`
	Headings          []expectedHeading
	ParagraphsMin     int      `json:"paragraphs_min"`
	ParagraphsMax     int      `json:"paragraphs_max"`
	ListItemsMin      int      `json:"list_items_min"`
	ListItemsMax      int      `json:"list_items_max"`
	ListItemsStart    []string `json:"list_items_start"`
	RunInLeads        []string `json:"run_in_leads"`
	LostSectionBreaks []string `json:"lost_section_breaks_before"`
	BrokenParagraphs  int      `json:"broken_paragraphs_to_join"`
	Emails, Urls      []string
	BareDomains       []string `json:"bare_domains"`
}

// outline is what goldmark sees in a body.
type outline struct {
	headings          []expectedHeading
	paragraphs, items []string
	after             []string // the first words after each comment on a lost break
}

func outlineOf(body []byte) outline {
	var o outline
	doc := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(body))
	lost := false
	_ = ast.Walk(doc, func(n ast.Node, enter bool) (ast.WalkStatus, error) {
		if !enter || n.Type() != ast.TypeBlock {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.HTMLBlock:
			lost = strings.Contains(string(n.Lines().Value(body)), lostComment)
		case *ast.Heading:
			o.headings = append(o.headings, expectedHeading{n.Level, wordsOf(n, body)})
		case *ast.ListItem:
			o.items = append(o.items, wordsOf(n.FirstChild(), body))
		case *ast.Paragraph:
			if n.Parent().Kind() != ast.KindDocument {
				break
			}
			o.paragraphs = append(o.paragraphs, wordsOf(n, body))
			if lost {
				o.after = append(o.after, wordsOf(n, body))
				lost = false
			}
		}
		return ast.WalkContinue, nil
	})
	return o
}

// wordsOf returns the text of a leaf block.
func wordsOf(n ast.Node, body []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, enter bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if enter {
				b.Write(n.Segment.Value(body))
			}
		case *ast.AutoLink:
			if enter {
				b.Write(n.Label(body))
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// TestTextSeeds holds the import of real texts against what a person sees in them.
func TestTextSeeds(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "seeds")
	data, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Skip(err)
	}
	var all []expected
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for _, want := range all {
		t.Run(want.File, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, want.File))
			if err != nil {
				t.Fatal(err)
			}
			r, err := Text(data, Options{Lang: want.Lang})
			if err != nil {
				t.Fatal(err)
			}
			checkWords(t, string(data), r.Body)
			checkSeed(t, want, r)
			if testing.Verbose() && os.Getenv("CANDOR_SHOW") != "" {
				t.Logf("title %q date %s %s\n%s", r.Title, r.Date, r.DateKind, r.Body)
				for _, f := range r.Findings {
					t.Logf("%+v", f)
				}
			}
		})
	}
}

func checkSeed(t *testing.T, want expected, r *Result) {
	t.Helper()
	got := outlineOf(r.Body)
	if !slices.Equal(got.headings, want.Headings) {
		t.Errorf("headings %v, want %v", got.headings, want.Headings)
	}
	paragraphs := slices.DeleteFunc(slices.Clone(got.paragraphs), func(p string) bool { return p == r.DateText })
	if n := len(paragraphs); n < want.ParagraphsMin || n > want.ParagraphsMax {
		t.Errorf("%d paragraphs, want %d to %d", n, want.ParagraphsMin, want.ParagraphsMax)
	}
	if n := len(got.items); n < want.ListItemsMin || n > want.ListItemsMax {
		t.Errorf("%d list items, want %d to %d", n, want.ListItemsMin, want.ListItemsMax)
	}
	for _, it := range got.items {
		if !slices.ContainsFunc(want.ListItemsStart, func(s string) bool { return strings.HasPrefix(it, s) }) {
			t.Errorf("list item %q is none", it)
		}
	}
	if !slices.EqualFunc(got.after, want.LostSectionBreaks, strings.HasPrefix) {
		t.Errorf("lost breaks before %q, want %q", got.after, want.LostSectionBreaks)
	}
	for _, lead := range want.RunInLeads {
		if !slices.ContainsFunc(got.paragraphs, func(p string) bool { return strings.HasPrefix(p, lead) }) {
			t.Errorf("no paragraph begins with %q", lead)
		}
	}
	for kind, texts := range map[string][]string{KindEmail: want.Emails, KindURL: want.Urls, KindDomain: want.BareDomains,
		KindRunIn: want.RunInLeads} {
		if found := textsOf(r, kind); !slices.Equal(found, append([]string{}, texts...)) {
			t.Errorf("%s findings %q, want %q", kind, found, texts)
		}
	}
	if r.Title != want.TitleSuggested && (want.Title == nil || r.Title != *want.Title) {
		t.Errorf("title %q, want %q", r.Title, want.TitleSuggested)
	}
	checkDate(t, want, r)
	if n := len(textsOf(r, KindJoined)); n != want.BrokenParagraphs {
		t.Errorf("%d joined paragraphs, want %d", n, want.BrokenParagraphs)
	}
}

func checkDate(t *testing.T, want expected, r *Result) {
	t.Helper()
	if want.Date == nil {
		if !r.Date.IsZero() {
			t.Errorf("date %s from %q, want none", r.Date, r.DateText)
		}
		return
	}
	kind := strings.ReplaceAll(*want.DateKind, "_", "-")
	if r.Date.String() != *want.Date || r.DateKind != kind || r.DateText != *want.DateText {
		t.Errorf("date %s %s %q, want %s %s %q", r.Date, r.DateKind, r.DateText, *want.Date, kind, *want.DateText)
	}
}

func textsOf(r *Result, kind string) []string {
	out := []string{}
	for _, f := range r.Findings {
		if f.Kind == kind {
			out = append(out, f.Text)
		}
	}
	return out
}
