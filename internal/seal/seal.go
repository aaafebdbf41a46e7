// Package seal reads, writes and checks archive.sum: what was published, as SHA-256, and since which day it is sealed (docs/formats.md, section 7).
//
// In comes the text of archive.sum and the center's files with their digests, out come the seals by path and diagnostics for
// everything that is not as it was sealed. The file is in the format of sha256sum(1), with comment lines that it passes over, also
// under --strict:
//
//	# sealed 2023-10-01
//	9f86d081…  privacy/2023-10-31/ru.md
//
// Paths are those below content/. The package writes no file: [Append] and [Redact] return the bytes that package publish puts in
// place. It has no notion of promises.
package seal

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"path"
	"strings"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/source"
)

// The rules of this package. None of them can be silenced.
const (
	RuleNone      = "seal-none"       // a center in which nothing is sealed yet
	RuleMissing   = "seal-missing"    // a public file that has no seal
	RuleBroken    = "seal-broken"     // a sealed file whose bytes are others
	RuleConflict  = "seal-conflict"   // two seals for one path, or what a merge left
	RuleMalformed = "seal-malformed"  // a line that sha256sum could not read
	RuleLost      = "seal-lost"       // a seal that was there and is no more
	RuleArchive   = "promise-archive" // a sealed file that is gone
	RuleDigest    = "redact-digest"   // a digest of bytes that words were taken out of
	RuleChanged   = "redact-changed"  // more was done to a file than that words were taken out of it
	RuleUnproven  = "redact-unproven" // nothing is there to tell that by
)

// File is the path of archive.sum in a center.
const File = source.Folder + "/" + source.Seals

// Line is the seal of one file.
type Line struct {
	Pos    diag.Pos
	Path   string // below content/
	Sum    [32]byte
	Sealed civil.Date // the day of sealing, zero where no comment says it
}

// Hex returns the seal in lower-case hexadecimal.
func (l Line) Hex() string { return hex.EncodeToString(l.Sum[:]) }

// Sums is the content of an archive.sum.
type Sums struct {
	Lines    []Line  // as written, what is said twice once
	Redacted []Taken // seals of bytes that words were taken out of
	byPath   map[string]int
	days     map[saying][]civil.Date // every day under which a seal is written
	earlier  map[string]Line         // the first seal of a path whose bytes words were taken out of later
}

// Taken says that words were taken out of a file, and under which day it was sealed before. Its Sum is zero: by the digest of the bytes that
// are gone a name could be guessed. A program before 0.2 wrote the digest all the same.
type Taken struct {
	Line
	On civil.Date // the day on which they were taken out
}

// Tells reports whether the digest of the bytes before is told.
func (t Taken) Tells() bool { return t.Sum != [32]byte{} }

// saying is a seal without its day.
type saying struct {
	path string
	sum  [32]byte
}

// Find returns the seal of a path below content/.
func (s *Sums) Find(name string) (Line, bool) {
	i, ok := s.byPath[name]
	if !ok {
		return Line{}, false
	}
	return s.Lines[i], true
}

// First returns the seal that a path below content/ was given first: that of its bytes, or of those that it had before words were taken out
// of them, whose digest is zero. When it was published is told by it.
func (s *Sums) First(name string) (Line, bool) {
	if l, ok := s.earlier[name]; ok {
		return l, true
	}
	return s.Find(name)
}

// Day returns the day on which a file of the center ([source.File.Path]) was sealed first, the zero date for none.
func (s *Sums) Day(file string) civil.Date {
	l, _ := s.First(strings.TrimPrefix(file, source.Folder+"/"))
	return l.Sealed
}

// Since returns the day from which the present bytes of a file of the center are sealed, the zero date for none: later than [Sums.Day] where
// words were taken out of it.
func (s *Sums) Since(file string) civil.Date {
	l, _ := s.Find(strings.TrimPrefix(file, source.Folder+"/"))
	return l.Sealed
}

// Taken reports whether words were taken out of a path below content/.
func (s *Sums) Taken(name string) bool {
	_, taken := s.earlier[name]
	return taken
}

// before keeps a seal that a path had before another one took its place.
func (s *Sums) before(l Line) {
	l.Sum = [32]byte{}
	if first, ok := s.earlier[l.Path]; !ok || l.Sealed.Before(first.Sealed) {
		s.earlier[l.Path] = l
	}
}

const (
	sealedMark   = "# sealed "
	redactedMark = "# redacted "
)

// Parse reads an archive.sum. Lines that cannot be read are reported and left out; the value is never nil.
func Parse(text []byte) (*Sums, diag.List) {
	p := &parser{sums: &Sums{byPath: map[string]int{}, days: map[saying][]civil.Date{}, earlier: map[string]Line{}}}
	for i, line := range bytes.Split(text, []byte("\n")) {
		p.pos = diag.Pos{File: File, Line: i + 1, Col: 1}
		p.line(string(line))
	}
	if p.returns > 0 {
		p.diags.Add(diag.Diagnostic{Pos: diag.Pos{File: File, Line: p.firstReturn, Col: 1}, Rule: RuleMalformed,
			Message: fmt.Sprintf("%d lines end in a carriage return: something has changed the line endings of this file", p.returns),
			Hint:    "restore it from the repository, and keep \"content/** -text\" in .gitattributes so that git leaves it alone"})
	}
	if p.undated > 0 {
		p.diags.Add(diag.Diagnostic{Pos: diag.Pos{File: File, Line: p.firstUndated, Col: 1}, Rule: RuleMalformed,
			Message: fmt.Sprintf("%s under no line \"%sDATE\": nothing says on which day", stand(p.undated), sealedMark),
			Hint:    "restore the line from the history of this file; only candor publish writes it"})
	}
	if p.marks == 0 {
		p.counted()
	}
	return p.sums, p.diags
}

func stand(seals int) string {
	if seals == 1 {
		return "1 seal stands"
	}
	return fmt.Sprintf("%d seals stand", seals)
}

type parser struct {
	sums                  *Sums
	diags                 diag.List
	pos                   diag.Pos
	day                   civil.Date
	returns, firstReturn  int
	undated, firstUndated int
	marks                 int // conflict markers seen
	runs                  []run
}

func (p *parser) line(line string) {
	if cut, returned := strings.CutSuffix(line, "\r"); returned {
		line = cut
		p.returns++
		if p.firstReturn == 0 {
			p.firstReturn = p.pos.Line
		}
	}
	switch {
	case line == "":
	case strings.HasPrefix(line, sealedMark):
		day, err := civil.Parse(strings.TrimSpace(line[len(sealedMark):]))
		if err != nil {
			p.malformed("a line \"# sealed\" names the day of sealing: " + err.Error())
			return
		}
		p.day = day
	case strings.HasPrefix(line, redactedMark):
		p.belongs(line, false)
		p.redacted(line[len(redactedMark):])
	case runMark.MatchString(line):
		p.day = civil.Date{}
		p.begin(runMark.FindStringSubmatch(line))
	case line[0] == '#':
	case conflictMark(line):
		p.conflict()
	default:
		l, err := parseLine(line)
		if err != nil {
			p.malformed(err.Error())
			return
		}
		p.belongs(line, true)
		p.add(p.dated(l))
	}
}

// dated gives a seal its place and its day.
func (p *parser) dated(l Line) Line {
	l.Pos, l.Sealed = p.pos, p.day
	if p.day.IsZero() {
		p.undated++
		if p.firstUndated == 0 {
			p.firstUndated = p.pos.Line
		}
	}
	return l
}

func (p *parser) malformed(message string) {
	p.diags.Add(diag.Diagnostic{Pos: p.pos, Rule: RuleMalformed, Message: message, Hint: "restore the line from the history of this file; only candor publish writes it"})
}

func conflictMark(line string) bool {
	for _, mark := range []string{"<<<<<<<", "|||||||", "=======", ">>>>>>>"} {
		if rest, ok := strings.CutPrefix(line, mark); ok && (rest == "" || rest[0] == ' ') {
			return true
		}
	}
	return false
}

// conflict reports the first marker of a merge alone: the others say nothing more.
func (p *parser) conflict() {
	p.marks++
	if p.marks > 1 {
		return
	}
	p.diags.Add(diag.Diagnostic{Pos: p.pos, Rule: RuleConflict, Message: "git has left the marks of a merge in this file",
		Hint: "keep the lines of both sides and take out the marks; \"content/archive.sum merge=union\" in .gitattributes spares you this"})
}

func (p *parser) redacted(rest string) {
	day, rest, _ := strings.Cut(rest, " ")
	on, err := civil.Parse(day)
	if err != nil {
		p.malformed("a line \"# redacted\" names the day: " + err.Error())
		return
	}
	l, err := parseTaken(rest)
	if err != nil {
		p.malformed(err.Error())
		return
	}
	l = p.dated(l)
	p.sums.Redacted = append(p.sums.Redacted, Taken{l, on})
	p.sums.before(l)
}

// add keeps a seal. The same seal twice is what a union merge of two branches leaves, and no fault: the earlier day holds.
func (p *parser) add(l Line) {
	said := saying{l.Path, l.Sum}
	p.sums.days[said] = append(p.sums.days[said], l.Sealed)
	i, twice := p.sums.byPath[l.Path]
	if !twice {
		p.sums.byPath[l.Path] = len(p.sums.Lines)
		p.sums.Lines = append(p.sums.Lines, l)
		return
	}
	first := &p.sums.Lines[i]
	if first.Sum != l.Sum {
		p.sums.Lines = append(p.sums.Lines, l)
		return
	}
	if !l.Sealed.IsZero() && l.Sealed.Before(first.Sealed) {
		first.Sealed = l.Sealed
	}
}

// parseTaken reads what follows the day in a line "# redacted": a space and a path, or a line of sha256sum, as a program before 0.2 wrote it.
func parseTaken(rest string) (Line, error) {
	name, bare := strings.CutPrefix(rest, " ")
	if !bare {
		return parseLine(rest)
	}
	if name == "" || path.Clean("/" + name)[1:] != name {
		return Line{}, fmt.Errorf("%q is no path below content/", name)
	}
	return Line{Path: name}, nil
}

// parseLine reads a line of sha256sum: the digest, a space, a space or an asterisk, and the name; a line whose name is escaped begins
// with a backslash (coreutils, "md5sum invocation").
func parseLine(line string) (Line, error) {
	rest, escaped := strings.CutPrefix(line, `\`)
	if len(rest) < 67 || rest[64] != ' ' || rest[65] != ' ' && rest[65] != '*' {
		return Line{}, fmt.Errorf("is no line of sha256sum: 64 hexadecimal digits, two spaces and a path")
	}
	var l Line
	if n, err := hex.Decode(l.Sum[:], []byte(rest[:64])); err != nil || n != 32 {
		return Line{}, fmt.Errorf("%q is no SHA-256 in hexadecimal", rest[:64])
	}
	l.Path = rest[66:]
	if escaped {
		l.Path = unescape.Replace(l.Path)
	}
	if path.Clean("/" + l.Path)[1:] != l.Path {
		return Line{}, fmt.Errorf("%q is no path below content/", l.Path)
	}
	return l, nil
}

var (
	escape   = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`)
	unescape = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r")
)

// formatLine undoes parseLine.
func formatLine(sum [32]byte, name string) string {
	written := escape.Replace(name)
	line := hex.EncodeToString(sum[:]) + "  " + written + "\n"
	if written != name {
		return `\` + line
	}
	return line
}
