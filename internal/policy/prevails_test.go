package policy_test

import "testing"

// TestPrevails: which text is the original follows from what texts say and from the order of the languages; which one prevails from what the
// company states alone. The languages of the center are ru and en, in this order.
func TestPrevails(t *testing.T) {
	const on = "published = 2020-01-01"
	for _, c := range []struct {
		name, details, ru, en string // "" is no file
		original, prevails    string
	}{
		{"nothing is stated", "", on, on, "ru", ""},
		{"the second language has the original", "", on + "\ntranslates = \"aaaaaaaaaaaa\"", on, "en", ""},
		{"a text that came later is none", "", "added = 2020-03-01", on, "en", ""},
		{"stated", "authoritative = \"ru\"", on, on, "ru", "ru"},
		{"stated of the second", "authoritative = \"en\"", "", on, "en", "en"},
		{"each", "authoritative = \"each\"", on, on, "ru", "each"},
		{"by the company's own key", "", on, on + "\nauthoritative = true", "en", "en"},
		{"by a command of before", "", on + "\nauthoritative = true\ncontroller = \"A\"", on, "ru", ""},
		{"by a command of before, and stated", "authoritative = \"ru\"", on + "\nauthoritative = true\ncontroller = \"A\"", on, "ru", "ru"},
		{"by a command of before, each", "authoritative = \"each\"", on + "\nauthoritative = true\ncontroller = \"A\"", on, "ru", "each"},
		{"another is stated after it was published", "authoritative = \"en\"", on, on + "\ntranslates = \"aaaaaaaaaaaa\"", "ru", ""},
		{"kind alone", "kind = \"privacy\"", on, on, "ru", ""},
	} {
		files := map[string]string{}
		for name, text := range map[string]string{"p/policy.toml": c.details, "p/1/ru.md": c.ru, "p/1/en.md": c.en} {
			if text != "" {
				files[name] = text
			}
		}
		a, diags := archive(t, files)
		if diags != "" || len(a.Policies) != 1 {
			t.Fatalf("%s: %s", c.name, diags)
		}
		if v := a.Policies[0].Versions[0]; v.OriginalLang != c.original || v.Prevails != c.prevails || v.Texts[0].Lang != c.original {
			t.Errorf("%s: original %q, prevails %q, first text %q; want %q and %q", c.name, v.OriginalLang, v.Prevails, v.Texts[0].Lang, c.original, c.prevails)
		}
	}
	if _, diags := archive(t, map[string]string{"p/policy.toml": "kind = \"x\"\nauthoritative = \"de\"", "p/1/ru.md": on, "p/1/en.md": on}); diags == "" {
		t.Error("a language that the center lacks prevails, and nothing is said")
	}
}
