package internal_test

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var row = regexp.MustCompile("(?m)^\\| `([a-z]+)` \\|[^|]*\\| ([^|]*) \\|$")

// TestImports holds the table of ARCHITECTURE.md: a package imports what its row allows, and every package has a row.
func TestImports(t *testing.T) {
	text, err := os.ReadFile("../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string][]string{}
	for _, m := range row.FindAllStringSubmatch(string(text), -1) {
		allowed[m[1]] = strings.Split(m[2], ", ")
	}
	folders, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		if folder.IsDir() {
			checkImports(t, folder.Name(), allowed)
		}
	}
}

func checkImports(t *testing.T, name string, allowed map[string][]string) {
	t.Helper()
	may, listed := allowed[name]
	if !listed {
		t.Errorf("package %s has no row in ARCHITECTURE.md that says that it stands", name)
		return
	}
	files, err := filepath.Glob(name + "/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range parsed.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if other, ours := strings.CutPrefix(path, "candor/internal/"); ours && !slices.Contains(may, other) {
				t.Errorf("%s imports %s, which ARCHITECTURE.md does not allow", file, other)
			}
		}
	}
}

// TestGitIsStartedInOnePlace holds that git is started by the package that runs nothing of a repository, and by no other.
func TestGitIsStartedInOnePlace(t *testing.T) {
	var files []string
	for _, pattern := range []string{"*/*.go", "../cmd/candor/*.go"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	started := regexp.MustCompile(`(LookPath|exec\.Command|exec\.CommandContext)\([^)]*"git"`)
	places := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(file, "_test.go") && started.Match(text) {
			places[filepath.Dir(file)] = true
		}
	}
	if len(places) != 1 || !places["git"] {
		t.Errorf("git is started in %v", places)
	}
}
