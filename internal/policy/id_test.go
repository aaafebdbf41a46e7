package policy_test

import (
	"strings"
	"testing"

	"candor/internal/civil"
)

// TestOrderOfOneDay: of versions that take effect on one day the last is in force, and numbers of their ids stand by value.
func TestOrderOfOneDay(t *testing.T) {
	for _, c := range []struct{ ids, want string }{
		{"2024-01-01 2024-01-01-10 2024-01-01-2", "2024-01-01 2024-01-01-2 2024-01-01-10"},
		{"v10 v9 v1", "v1 v9 v10"},
		{"1.10 1.9 1.9.1", "1.9 1.9.1 1.10"},
		{"a-02 a-2 a-1", "a-1 a-02 a-2"},
		{"b a-2 a", "a a-2 b"},
		{"2024-01-01-b 2024-01-01-a", "2024-01-01-a 2024-01-01-b"},
		{"r99999999999999999999 r100000000000000000000", "r99999999999999999999 r100000000000000000000"},
	} {
		files := map[string]string{}
		for id := range strings.FieldsSeq(c.ids) {
			files["p/"+id+"/ru.md"] = "published = 2024-01-01"
		}
		a, diags := archive(t, files)
		if diags != "" {
			t.Fatal(diags)
		}
		want := strings.Fields(c.want)
		s := a.AsOf(civil.Of(2024, 1, 1), false).Policies[0]
		for i, v := range a.Policies[0].Versions {
			if e := s.Editions[len(want)-1-i]; v.ID != want[i] || e.ID != want[i] {
				t.Errorf("%s: at %d the archive has %s and the day %s, want %s", c.ids, i, v.ID, e.ID, want[i])
			}
		}
		if s.InForce.ID != want[len(want)-1] {
			t.Errorf("%s: %s is in force", c.ids, s.InForce.ID)
		}
	}
}
