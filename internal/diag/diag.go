// Package diag says what is wrong with a center's files, and where.
//
// Faults of the user's files are data: a [Diagnostic] has a position, a severity, a rule id, a message and a hint, and a
// [List] gathers all of them before anything is printed. Faults of the machine (a full disk, a missing permission) are
// ordinary errors and never appear here. The package imports nothing of candor.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// Severity says how much a diagnostic weighs.
type Severity uint8

// The severities, the heaviest first. The zero value is Error.
const (
	Error   Severity = iota // nothing is published while it stands
	Warning                 // the site is built; somebody should look
	Note                    // said once, for information
)

// String returns the word that stands in a printed diagnostic.
func (s Severity) String() string { return [...]string{"error", "warning", "note"}[s] }

// MarshalText writes the severity as String does.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Pos is a place in a file. File is slash-separated and relative to the center's folder; Line and Col count from 1, Col in
// bytes; Line 0 means the file as a whole.
type Pos struct {
	File string `json:"file"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"column,omitempty"`
}

// Compare orders positions by file, line and column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// String returns file:line:col, leaving out what is not known.
func (p Pos) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, max(p.Col, 1))
}

// Related is a second place that a diagnostic speaks of.
type Related struct {
	Pos     Pos    `json:"pos"`
	Message string `json:"message"`
}

// Diagnostic is one fault of a user's file.
type Diagnostic struct {
	Pos      Pos       `json:"pos"`
	Severity Severity  `json:"severity"`
	Rule     string    `json:"rule"`              // stable id, such as "front-matter"
	Message  string    `json:"message"`           // lower case, no full stop
	Hint     string    `json:"hint,omitempty"`    // what to do about it
	Related  []Related `json:"related,omitempty"` // other places that it speaks of
}

// Error returns the diagnostic on one line, without its hint:
//
//	content/privacy/2023-10-31/ru.md:4:1: error: unknown key "efective" [front-matter]
func (d Diagnostic) Error() string {
	return fmt.Sprintf("%s: %s: %s [%s]", d.Pos, d.Severity, d.Message, d.Rule)
}

// List is a number of diagnostics.
type List []Diagnostic

// Errorf adds an error without a hint.
func (l *List) Errorf(pos Pos, rule, format string, args ...any) {
	l.Add(Diagnostic{Pos: pos, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

// Warnf adds a warning without a hint.
func (l *List) Warnf(pos Pos, rule, format string, args ...any) {
	l.Add(Diagnostic{Pos: pos, Severity: Warning, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

// Add adds diagnostics.
func (l *List) Add(d ...Diagnostic) { *l = append(*l, d...) }

// Failed reports whether the list holds an error.
func (l List) Failed() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Count returns how many diagnostics of a severity the list holds.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Sort orders the list by place, then rule, then message, and drops what is said twice.
func (l *List) Sort() {
	sort.SliceStable(*l, func(i, j int) bool {
		a, b := (*l)[i], (*l)[j]
		return cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message)) < 0
	})
	*l = slices.CompactFunc(*l, func(a, b Diagnostic) bool {
		return a.Pos == b.Pos && a.Rule == b.Rule && a.Message == b.Message
	})
}

// Collector gathers diagnostics from several goroutines. The zero value is ready.
type Collector struct {
	mu   sync.Mutex
	list List
}

// Add adds diagnostics.
func (c *Collector) Add(d ...Diagnostic) {
	if len(d) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.list.Add(d...)
}

// List returns what was gathered, sorted.
func (c *Collector) List() List {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := slices.Clone(c.list)
	out.Sort()
	return out
}

// Lines finds lines and columns in a text. It counts the lines once.
type Lines struct {
	file   string
	starts []int
	first  int
}

// NewLines returns the lines of a text that begins at line first (1 for a whole file) of a file.
func NewLines(file string, text []byte, first int) *Lines {
	l := &Lines{file: file, starts: []int{0}, first: first}
	for i, b := range text {
		if b == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// Pos returns the place of a byte offset.
func (l *Lines) Pos(offset int) Pos {
	i := sort.SearchInts(l.starts, offset+1) - 1
	return Pos{File: l.file, Line: l.first + i, Col: offset - l.starts[i] + 1}
}

// Nearest returns the known word that a misspelt one was most likely meant to be, or "" when none is near: at most one
// edit in three letters (Damerau-Levenshtein, restricted), or its beginning of four letters and more.
func Nearest(word string, known []string) string {
	best, at := "", 1+max(1, utf8.RuneCountInString(word)/3)
	if len(word) >= 4 {
		for _, k := range known {
			if strings.HasPrefix(k, strings.ToLower(word)) {
				return k
			}
		}
	}
	for _, k := range known {
		if d := Distance(strings.ToLower(word), strings.ToLower(k)); d < at {
			best, at = k, d
		}
	}
	return best
}

// Distance is the number of letters that are to be put in, taken out, replaced or exchanged to make one word of another.
func Distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	if len(s) > 64 || len(t) > 64 {
		return len(s) + len(t)
	}
	rows := make([][]int, len(s)+1)
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
		rows[i][0] = i
	}
	for j := range t {
		rows[0][j+1] = j + 1
	}
	for i := 1; i <= len(s); i++ {
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(s)][len(t)]
}
