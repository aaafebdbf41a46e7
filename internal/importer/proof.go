package importer

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	render "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
)

// proof reads what was written as a page will show it. The rules that escape a text keep it readable for an editor; where Markdown takes
// signs in a way that they do not foresee, the proof finds it, and every sign is escaped.
type proof struct {
	md goldmark.Markdown
}

func newProof() proof {
	return proof{md: goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(render.WithUnsafe()))}
}

// shows reports whether the Markdown of a paragraph shows a text, save white space and the angle brackets that addresses are put in.
func (p proof) shows(markdown, text string) bool {
	var page bytes.Buffer
	if err := p.md.Convert([]byte(markdown), &page); err != nil {
		return false
	}
	root, err := html.Parse(&page)
	return err == nil && slices.Equal(signs(linesOf(root)), signs(text))
}

var noBrackets = strings.NewReplacer("<", "", ">", "")

func signs(s string) []string { return strings.Fields(noBrackets.Replace(s)) }
