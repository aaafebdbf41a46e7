package site_test

import (
	"context"
	"os"
	"sync"
	"testing"

	"candor/internal/civil"
	"candor/internal/site"
	"candor/themes"
)

// periods are days of the demonstration, one in each period of its life: one policy alone, all of them, a change announced and told, a
// change cancelled, a policy withdrawn, and after everything.
var periods = []string{"2019-06-01", "2021-02-15", "2023-03-10", "2023-03-20", "2025-05-10", "2025-11-25", "2026-11-25", "2027-06-01"}

var demonstrations sync.Map

// demonstration is the site of the repository's own center of a day.
func demonstration(t *testing.T, day string) map[string][]byte {
	t.Helper()
	if files, ok := demonstrations.Load(day); ok {
		return files.(map[string][]byte)
	}
	at, err := civil.Parse(day)
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot("../..")
	if err != nil {
		t.Fatal(err)
	}
	s, diags, err := site.Load(context.Background(), root.FS(), site.Options{AsOf: at, Theme: themes.FS})
	if err != nil || s == nil {
		t.Fatal(err, diags)
	}
	files := map[string][]byte{}
	for _, f := range s.Files {
		if files[f.Path], err = f.Bytes(); err != nil {
			t.Fatalf("/%s: %v", f.Path, err)
		}
	}
	demonstrations.Store(day, files)
	return files
}
