package table

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/unseen"
)

// unseenRule is the rule that no text holds what its readers do not see.
const unseenRule = "control-character"

// maxUnseen is the number of such characters after which nothing more is said of a text.
const maxUnseen = 20

// reportUnseen says where the text holds characters that nobody sees, or that mean nothing to readers, typed or written as an escape ("\u0007"),
// and takes those out of the values that may not stand in a page. Control characters that are typed are told by the decoder.
func (t *Table) reportUnseen(text []byte, first int, decoded bool) {
	lines := diag.NewLines(t.pos.File, text, first)
	typed, said := map[rune]bool{}, 0
	for c, ok := unseen.First(text, 0); ok; c, ok = unseen.First(text, c.At+c.Len) {
		if c.Kind == unseen.Control && c.Len == 1 {
			continue
		}
		if typed[c.Rune] = true; said < maxUnseen {
			t.unseen(lines.Pos(c.At), c)
		}
		said++
	}
	if !decoded && len(t.values) == 0 {
		return
	}
	t.clean("", t.values, func(path string, c unseen.Char) {
		if !typed[c.Rune] && said < maxUnseen {
			said++
			t.unseen(t.posOf(path), c)
		}
	})
}

func (t *Table) unseen(pos diag.Pos, c unseen.Char) {
	t.diags.Add(diag.Diagnostic{Pos: pos, Rule: unseenRule, Message: fmt.Sprintf("the text holds %s", c.Name), Hint: "delete it: readers see nothing there, or a box"})
}

// clean takes such characters out of all texts of a table.
func (t *Table) clean(path string, values map[string]any, tell func(path string, c unseen.Char)) {
	for _, key := range slices.Sorted(maps.Keys(values)) {
		at := strings.TrimPrefix(path+"."+key, ".")
		t.cleaned(at, key, tell)
		values[key] = t.cleanValue(at, values[key], tell)
	}
}

func (t *Table) cleanValue(at string, value any, tell func(path string, c unseen.Char)) any {
	switch v := value.(type) {
	case string:
		return t.cleaned(at, v, tell)
	case []any:
		for i := range v {
			v[i] = t.cleanValue(at, v[i], tell)
		}
	case map[string]any:
		t.clean(at, v, tell)
	case []map[string]any:
		for i := range v {
			t.clean(fmt.Sprintf("%s[%d]", at, i), v[i], tell)
		}
	}
	return value
}

func (t *Table) cleaned(at, s string, tell func(path string, c unseen.Char)) string {
	found := false
	for c, ok := unseen.First([]byte(s), 0); ok; c, ok = unseen.First([]byte(s), c.At+c.Len) {
		found = true
		tell(at, c)
	}
	if !found {
		return s
	}
	return unseen.Without(s)
}

// posOf returns the place of a key by its path, or of the nearest table around it whose place is known.
func (t *Table) posOf(path string) diag.Pos {
	for path != "" {
		if p, ok := t.places[path]; ok {
			return p
		}
		path = path[:max(strings.LastIndexByte(path, '.'), 0)]
	}
	return t.pos
}
