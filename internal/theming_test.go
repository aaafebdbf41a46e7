package internal_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/render"
)

var update = flag.Bool("update", false, "write what is made from the code in docs/")

const modelMark = "<!-- What follows is made from internal/page by `go test ./internal -run TestThemingPage -update`. -->\n"

// templateData are the data of each page template.
var templateData = []struct{ template, data string }{
	{"home.html", "Home"}, {"policy.html", "Policy"}, {"archive.html", "Archive"}, {"changelog.html", "Changelog"}, {"parallel.html", "Parallel"},
	{"redline.html", "Redline"}, {"notices.html", "Notices"}, {"notice.html", "NoticePage"}, {"page.html", "Free"}, {"404.html", "Missing"},
}

// TestThemingPage holds docs/theming.md against the code: every template is named, and every field that a template may print stands there
// with what the code says of it.
func TestThemingPage(t *testing.T) {
	const name = "../docs/theming.md"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	prose, listed, found := strings.Cut(string(data), modelMark)
	if !found {
		t.Fatalf("%s has no line %q", name, modelMark)
	}
	model := dataModel(t)
	if *update {
		if err := os.WriteFile(name, []byte(prose+modelMark+model), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if listed != model {
		t.Errorf("docs/theming.md does not have the data of internal/page; write it anew: go test ./internal -run TestThemingPage -update")
	}
	for i, template := range append([]string{"base.html"}, render.Templates()...) {
		if !strings.Contains(prose, "`"+template+"`") {
			t.Errorf("docs/theming.md does not name %s", template)
		}
		if i > 0 && !strings.Contains(model, "### `"+template+"`") {
			t.Errorf("docs/theming.md does not say what %s gets", template)
		}
	}
}

// structs are the exported struct types of a package, and their doc comments.
type structs struct {
	fset *token.FileSet
	of   map[string]*ast.StructType
	doc  map[string]string
}

func readStructs(t *testing.T, dir string) structs {
	t.Helper()
	s := structs{token.NewFileSet(), map[string]*ast.StructType{}, map[string]string{}}
	names, err := filepath.Glob(dir + "/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(s.fset, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.TYPE {
				continue
			}
			for _, spec := range g.Specs {
				ts := spec.(*ast.TypeSpec)
				if st, ok := ts.Type.(*ast.StructType); ok && ts.Name.IsExported() {
					s.of[ts.Name.Name], s.doc[ts.Name.Name] = st, strings.Join(strings.Fields(g.Doc.Text()), " ")
				}
			}
		}
	}
	return s
}

func dataModel(t *testing.T) string {
	t.Helper()
	s := readStructs(t, "page")
	var out strings.Builder
	var parts []string
	seen := map[string]bool{"Frame": true}
	for _, page := range templateData {
		seen[page.data] = true
		fmt.Fprintf(&out, "\n### `%s`\n\n%s Besides all fields of the frame:\n", page.template, s.doc[page.data])
		parts = append(parts, s.table(&out, page.data)...)
	}
	fmt.Fprintf(&out, "\n### The frame of every page\n\n%s\n", s.doc["Frame"])
	parts = append(parts, s.table(&out, "Frame")...)
	out.WriteString("\n### Parts\n")
	for len(parts) > 0 {
		name := parts[0]
		parts = parts[1:]
		if seen[name] {
			continue
		}
		seen[name] = true
		fmt.Fprintf(&out, "\n#### %s\n\n%s\n", name, s.doc[name])
		parts = append(parts, s.table(&out, name)...)
	}
	return out.String()
}

// table writes the fields of a struct and returns the structs that they hold.
func (s structs) table(out *strings.Builder, name string) (parts []string) {
	head := "\n| field | type | what it is |\n| --- | --- | --- |\n"
	for _, f := range s.of[name].Fields.List {
		var names []string
		for _, n := range f.Names {
			if n.IsExported() {
				names = append(names, "`"+n.Name+"`")
			}
		}
		if len(names) == 0 {
			continue
		}
		var kind bytes.Buffer
		if err := printer.Fprint(&kind, s.fset, f.Type); err != nil {
			fmt.Fprint(out, err)
		}
		said := strings.TrimSpace(f.Comment.Text())
		fmt.Fprintf(out, "%s| %s | %s | %s |\n", head, strings.Join(names, ", "), kind.String(), strings.ReplaceAll(said, "|", "\\|"))
		head = ""
		ast.Inspect(f.Type, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && s.of[id.Name] != nil {
				parts = append(parts, id.Name)
			}
			return true
		})
	}
	return parts
}
