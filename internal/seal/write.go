package seal

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"path"
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
	fmt.Fprintf(&b, "%s%s%s\n%s", runComment(len(entries), lines.Bytes()), sealedMark, day, lines.Bytes())
	return b.Bytes()
}

// Redact returns an archive.sum in which the seals of paths are comments that name the day on which words were taken out of them, below the
// day on which they were sealed, so that sha256sum passes. No digest of the bytes that are gone is left: not theirs, and not in the comment
// of their run, which is made of the run's lines as they stand. The new bytes are sealed by [Append].
func Redact(old []byte, day civil.Date, names []string) ([]byte, error) {
	lines := bytes.SplitAfter(old, []byte("\n"))
	for _, name := range names {
		found := false
		for i, line := range lines {
			if l, err := parseLine(strings.TrimRight(string(line), "\r\n")); err == nil && l.Path == name {
				lines[i], found = []byte(taken(day, name)), true
			}
		}
		if !found {
			return nil, fmt.Errorf("%s has no line for %s", File, name)
		}
	}
	return Undigested(bytes.Join(lines, nil), nil), nil
}

// Undigested returns an archive.sum without the digests of bytes that words were taken out of, as a program before 0.2 left them, or as a merge
// brought them back: present are the digests of the files as they are, by their paths below content/.
func Undigested(old []byte, present map[string][32]byte) []byte {
	lines := bytes.SplitAfter(old, []byte("\n"))
	sums, _ := Parse(old)
	on := map[string]civil.Date{}
	for _, t := range sums.Redacted {
		on[t.Path] = t.On
	}
	for i, line := range lines {
		l, err := parseLine(strings.TrimRight(string(line), "\r\n"))
		sum, there := present[l.Path]
		if day := on[l.Path]; err == nil && there && !day.IsZero() && sum != l.Sum && sums.sealedAs(l.Path, sum) {
			lines[i] = []byte(taken(day, l.Path))
		}
	}
	for i, line := range lines {
		rest, redacted := strings.CutPrefix(strings.TrimRight(string(line), "\r\n"), redactedMark)
		named, rest, _ := strings.Cut(rest, " ")
		day, err := civil.Parse(named)
		if l, faulty := parseTaken(rest); redacted && err == nil && faulty == nil {
			lines[i] = []byte(taken(day, l.Path))
		}
	}
	for i := 0; i < len(lines); i++ {
		if !runMark.Match(bytes.TrimRight(lines[i], "\r\n")) {
			continue
		}
		end := i + 1
		for end < len(lines) && !runMark.Match(bytes.TrimRight(lines[end], "\r\n")) {
			end++
		}
		if run := slices.Collect(sealing(lines[i+1 : end])); bytes.Contains(bytes.Join(run, nil), []byte(redactedMark)) {
			lines[i] = []byte(runComment(len(run), bytes.Join(run, nil)))
		}
	}
	return bytes.Join(lines, nil)
}

// sealing gives the lines of a run that are seals, or comments in the place of seals.
func sealing(run [][]byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		for _, line := range run {
			comment := bytes.HasPrefix(line, []byte("#")) && !bytes.HasPrefix(line, []byte(redactedMark))
			if !comment && len(bytes.TrimSpace(line)) > 0 && !yield(line) {
				return
			}
		}
	}
}

// runComment is the comment that a run begins with, of its lines.
func runComment(n int, lines []byte) string {
	what := "1 file"
	if n > 1 {
		what = fmt.Sprintf("%d files", n)
	}
	sum := sha256.Sum256(lines)
	return fmt.Sprintf("# %s, %x\n", what, sum[:6])
}

// taken is the comment in the place of a seal.
func taken(on civil.Date, name string) string { return redactedMark + on.String() + "  " + name + "\n" }

// Public returns the archive.sum of the site of a day: the seals of the given files ([source.File.Path]) alone, sorted by path, each
// run of one day under its comment. Above the seal of a file out of which words were taken stands a comment under the day of each seal that it
// had before, as [Redact] leaves it, so that the day on which it was sealed first can still be read. A file without a seal is left out:
// whoever builds has refused it before.
func (s *Sums) Public(files []*source.File) []byte {
	lines := map[string]Line{}
	folders := map[string]bool{}
	for _, f := range files {
		name := strings.TrimPrefix(f.Path, source.Folder+"/")
		if l, ok := s.Find(name); ok {
			lines[name] = l
		}
		folders[path.Dir(name)] = true
	}
	earlier := map[string][]Taken{}
	names := slices.Collect(maps.Keys(lines))
	for _, t := range s.Redacted {
		if _, there := lines[t.Path]; !there && !folders[path.Dir(t.Path)] {
			continue
		} else if !there && earlier[t.Path] == nil {
			if _, stands := s.Find(t.Path); stands {
				continue // it is not public yet
			}
			names = append(names, t.Path)
		}
		earlier[t.Path] = append(earlier[t.Path], t)
	}
	slices.Sort(names)
	var b bytes.Buffer
	b.WriteString("# sha256sum --check archive.sum\n")
	var day civil.Date
	under := func(sealed civil.Date, line string) {
		if sealed != day {
			day = sealed
			b.WriteString(sealedMark + day.String() + "\n")
		}
		b.WriteString(line)
	}
	for _, name := range names {
		for _, t := range earlier[name] {
			under(t.Sealed, taken(t.On, name))
		}
		if l, there := lines[name]; there {
			under(l.Sealed, formatLine(l.Sum, name))
		}
	}
	return b.Bytes()
}
