package seal

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/source"
)

// Entry is a file to be sealed.
type Entry struct {
	Path string // below content/
	Sum  [32]byte
}

// Append returns an archive.sum with the seals of more files at its end, under their day. What stands there is kept byte for byte. The
// entries are written in the order of their paths; without entries nothing is added.
//
// Above the day stands a comment that no other entries have. Without it git's union merge would take the same day on two branches for one
// line, keep it once, and so put seals of one branch under a later day of the other.
func Append(old []byte, day civil.Date, entries []Entry) []byte {
	if len(entries) == 0 {
		return old
	}
	var b bytes.Buffer
	b.Write(old)
	if len(old) > 0 && old[len(old)-1] != '\n' {
		b.WriteByte('\n')
	}
	entries = slices.Clone(entries)
	slices.SortFunc(entries, func(x, y Entry) int { return cmp.Compare(x.Path, y.Path) })
	var lines bytes.Buffer
	for _, e := range entries {
		lines.WriteString(formatLine(e.Sum, e.Path))
	}
	what := "1 file"
	if len(entries) > 1 {
		what = fmt.Sprintf("%d files", len(entries))
	}
	sum := sha256.Sum256(lines.Bytes())
	fmt.Fprintf(&b, "# %s, %x\n%s%s\n%s", what, sum[:6], sealedMark, day, lines.Bytes())
	return b.Bytes()
}

// Redact returns an archive.sum in which the seals of a path's present bytes are comments that name the day on which words were taken
// out of it, so that sha256sum passes and the old seal can still be read. The new bytes are sealed by [Append].
func Redact(old []byte, day civil.Date, name string, sum [32]byte) ([]byte, error) {
	line := formatLine(sum, name)
	at := bytes.Index(old, []byte(line))
	if at < 0 || at > 0 && old[at-1] != '\n' {
		return nil, fmt.Errorf("%s has no line for %s", File, name)
	}
	var b bytes.Buffer
	b.Write(old[:at])
	b.WriteString(redactedMark + day.String() + " " + line)
	b.Write(old[at+len(line):])
	return b.Bytes(), nil
}

// Public returns the archive.sum of the site of a day: the seals of the given files ([source.File.Path]) alone, sorted by path, each
// run of one day under its comment. Above the seal of a file out of which words were taken stand those that it had before, as [Redact]
// leaves them, so that the day on which it was sealed first can still be read. A file without a seal is left out: whoever builds has
// refused it before.
func (s *Sums) Public(files []*source.File) []byte {
	var lines []Line
	for _, f := range files {
		if l, ok := s.Find(strings.TrimPrefix(f.Path, source.Folder+"/")); ok {
			lines = append(lines, l)
		}
	}
	slices.SortFunc(lines, func(x, y Line) int { return cmp.Compare(x.Path, y.Path) })
	taken := map[string][]Taken{}
	for _, t := range s.Redacted {
		taken[t.Path] = append(taken[t.Path], t)
	}
	var b bytes.Buffer
	b.WriteString("# sha256sum --check archive.sum\n")
	var day civil.Date
	under := func(l Line, mark string) {
		if l.Sealed != day {
			day = l.Sealed
			b.WriteString(sealedMark + day.String() + "\n")
		}
		b.WriteString(mark + formatLine(l.Sum, l.Path))
	}
	for _, l := range lines {
		for _, t := range taken[l.Path] {
			under(t.Line, redactedMark+t.On.String()+" ")
		}
		under(l, "")
	}
	return b.Bytes()
}
