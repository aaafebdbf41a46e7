package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"candor/internal/diag"
)

var ruleID = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// TestRuleCatalogue holds the rule ids in the sources and the entries of diag/rules.txt to each other.
func TestRuleCatalogue(t *testing.T) {
	files, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	commands, err := filepath.Glob("../cmd/candor/*.go")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]string{}
	for _, file := range append(files, commands...) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			for _, e := range ruleExpressions(n) {
				if id := literal(e); ruleID.MatchString(id) {
					used[id] = file
				}
			}
			return true
		})
	}
	if len(used) < 20 {
		t.Fatalf("only %d rule ids were found in the sources", len(used))
	}
	for id, file := range used {
		if _, ok := diag.FindRule(id); !ok {
			t.Errorf("the rule %q of internal/%s has no entry in internal/diag/rules.txt: add one", id, file)
		}
	}
	for _, id := range diag.RuleIDs() {
		if used[id] == "" {
			t.Errorf("internal/diag/rules.txt explains %q, which no source reports", id)
		}
	}
}

// ruleExpressions returns what stands where a rule id is given: the field Rule of a diagnostic, the constants named rule or Rule…, and the second
// argument of the functions that report (the fourth of table.Parse).
func ruleExpressions(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Rule" {
			return []ast.Expr{n.Value}
		}
	case *ast.ValueSpec:
		if name := n.Names[0].Name; name == "rule" || name == "Rule" || strings.HasSuffix(name, "Rule") && !strings.HasPrefix(name, "Kind") || len(name) > 4 && strings.HasPrefix(name, "Rule") && unicode.IsUpper(rune(name[4])) {
			return n.Values
		}
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		switch strings.ToLower(name) {
		case "errorf", "warnf", "fail":
			if len(n.Args) > 1 {
				return n.Args[1:2]
			}
		case "parse":
			if len(n.Args) == 5 {
				return n.Args[3:4]
			}
		}
	}
	return nil
}

func literal(e ast.Expr) string {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return ""
	}
	s, _ := strconv.Unquote(l.Value)
	return s
}
