package publish

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"

	"candor/internal/civil"
	"candor/internal/source"
	"candor/internal/table"
)

// The keys that publish sets, each below the last of these that a front matter has.
var (
	belowTitle = []string{"title"}
	belowDates = []string{"title", "published", "effective"}
	belowWords = []string{"title", "published", "effective", "effective_new", "material", "changes", "action", "summary", "added", "corrected", "reason"}
)

func setDate(key string, d civil.Date, below []string) table.Setting {
	return table.Setting{Key: key, Value: d.String(), After: below}
}

func setText(key, value string, below []string) table.Setting {
	return table.Setting{Key: key, Value: table.Quote(value), After: below}
}

func setTrue(key string, below []string) table.Setting {
	return table.Setting{Key: key, Value: "true", After: below}
}

// edit sets keys in the front matter of a text and touches no other byte. added are the lines of the file that are new.
func edit(data []byte, bodyOffset int, settings ...table.Setting) (edited []byte, added []int, err error) {
	from, to := frontMatter(data, bodyOffset)
	front, added, err := table.Edit(data[from:to], settings...)
	if err != nil {
		return nil, nil, err
	}
	for i := range added {
		added[i]++ // the first +++ line
	}
	edited = append(append(append(edited, data[:from]...), front...), data[to:]...)
	return edited, added, nil
}

// frontMatter returns where the front matter between the two +++ lines begins and ends.
func frontMatter(data []byte, bodyOffset int) (from, to int) {
	from = bytes.IndexByte(data, '\n') + 1
	closing := bytes.TrimRight(data[:bodyOffset], "\r\n")
	return from, max(from, bytes.LastIndexByte(closing, '\n')+1)
}

// tomlComments returns the offsets of the comments in a front matter, those of its +++ lines apart.
func tomlComments(front []byte) []int {
	from, to := frontMatter(front, len(front))
	var at []int
	for _, i := range table.Comments(front[from:to]) {
		at = append(at, from+i)
	}
	return at
}

// text reads a text's file whole and holds it to what was read before.
func (c *Center) text(change *Change, t *source.Text) ([]byte, error) {
	data, err := c.src.Bytes(&t.File)
	if err != nil {
		return nil, err
	}
	change.read(t.Path, t.Sum)
	return data, nil
}

// read notes a file whose bytes the change rests on.
func (c *Change) read(name string, sum [32]byte) {
	if c.reads == nil {
		c.reads = map[string][32]byte{}
	}
	c.reads[name] = sum
}

// put plans an edited text.
func (c *Change) put(name string, data []byte, added []int) {
	c.Puts = append(c.Puts, Put{Path: name, Data: data})
	if c.added == nil {
		c.added = map[string][]int{}
	}
	c.added[name] = added
}

// describe says which keys are set in a file.
func describe(name string, settings []table.Setting) string {
	var sets []string
	for _, s := range settings {
		if s.Value != "" {
			sets = append(sets, s.Key+" = "+s.Value)
		}
	}
	return fmt.Sprintf("set %s in %s", strings.Join(sets, ", "), name)
}

func bodyAt(data []byte, t *source.Text, edited []byte) int {
	return t.BodyOffset + len(edited) - len(data)
}

func sumOf(data []byte) [32]byte { return sha256.Sum256(data) }
