package office

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Bounds of an archive and of the XML in it. A contract of 300 pages has 3 MB of XML in 20 files and 15 levels; pictures take the most of a large one.
const (
	maxEntries = 10_000
	maxBytes   = 512 << 20 // of all files
	maxXML     = 48 << 20  // of one file of XML
	maxRatio   = 250       // of a file of XML of more than a megabyte to what it was packed into
	maxDepth   = 200
	maxNodes   = 4_000_000
)

// ErrBounds says that a document is larger than any that a person wrote.
var ErrBounds = errors.New("it is larger inside than any document that a person wrote, and is not read")

// archive is a document of the kind that is a ZIP archive of XML.
type archive struct {
	files map[string]*zip.File
}

// openArchive holds an archive to the bounds: every file is unpacked once, since what it says of its own size can be anything.
func openArchive(data []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("it is no whole document: %w", err)
	}
	if len(z.File) > maxEntries {
		return nil, fmt.Errorf("%d files: %w", len(z.File), ErrBounds)
	}
	a := &archive{files: map[string]*zip.File{}}
	left := int64(maxBytes)
	for _, f := range z.File {
		if key := strings.ToLower(f.Name); a.files[key] != nil {
			return nil, fmt.Errorf("it holds two files of the name %q, of which programs read different ones", f.Name)
		} else if !strings.HasSuffix(f.Name, "/") {
			a.files[key] = f
		}
		n, err := unpacked(f, left)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		if left -= n; left <= 0 || isXML(f.Name) && (n > maxXML || n > 1<<20 && n > maxRatio*int64(f.CompressedSize64)) {
			return nil, fmt.Errorf("%s: %w", f.Name, ErrBounds)
		}
	}
	return a, nil
}

func isXML(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels")
}

// unpacked counts the bytes of a file, up to more than are left.
func unpacked(f *zip.File, left int64) (int64, error) {
	if strings.HasSuffix(f.Name, "/") {
		return 0, nil
	}
	r, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	n, err := io.Copy(io.Discard, io.LimitReader(r, left))
	if err != nil {
		return n, fmt.Errorf("it is damaged: %w", err)
	}
	return n, nil
}

func (a *archive) has(name string) bool { return a.files[strings.ToLower(name)] != nil }

// tree reads a file of XML; nil where there is none.
func (a *archive) tree(name string) (*node, error) {
	f := a.files[strings.ToLower(strings.TrimPrefix(name, "/"))]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	root, err := parse(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return root, nil
}

// node is an element, or text where its name is empty.
type node struct {
	space, name string
	attrs       []xml.Attr
	text        string
	children    []*node
}

// parse reads XML as office programs write it: UTF-8, without a document type, which can make entities grow.
func parse(r io.Reader) (*node, error) {
	d := xml.NewDecoder(r)
	root := &node{}
	open := []*node{root}
	count := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("its XML cannot be read: %w", err)
		}
		top := open[len(open)-1]
		switch token := token.(type) {
		case xml.Directive:
			return nil, errors.New("its XML declares a document type, which no office program writes, and is not read")
		case xml.StartElement:
			count++
			n := &node{space: token.Name.Space, name: token.Name.Local, attrs: token.Attr}
			top.children = append(top.children, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			count++
			top.children = append(top.children, &node{text: string(token)})
		}
		if len(open) > maxDepth || count > maxNodes {
			return nil, ErrBounds
		}
	}
	for _, n := range root.children {
		if n.name != "" {
			return n, nil
		}
	}
	return nil, errors.New("its XML is empty")
}

// attr returns an attribute by its local name.
func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child returns the first child of a name; nil for none, as for a nil node.
func (n *node) child(names ...string) *node {
	for _, name := range names {
		if n == nil {
			return nil
		}
		var found *node
		for _, c := range n.children {
			if c.name == name {
				found = c
				break
			}
		}
		n = found
	}
	return n
}

// words returns all text below a node.
func (n *node) words() string {
	var b strings.Builder
	n.walk(func(n *node) bool { b.WriteString(n.text); return true })
	return b.String()
}

// walk visits a node and what is below it, in order; a visitor that returns false is not led further down.
func (n *node) walk(visit func(*node) bool) {
	if n == nil || !visit(n) {
		return
	}
	for _, c := range n.children {
		c.walk(visit)
	}
}
