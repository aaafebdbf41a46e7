package verify

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"candor/internal/seal"
)

// page reads a page that shows a text. It carries the seal of its source, has one article in plain sight, and does nothing that no page of
// candor does. Where the center makes a page from the same source, the words of the text are held against it.
func (r *Report) page(ctx context.Context, get Get, known *Known, s shown) error {
	if r.equal[s.path] {
		r.count(&r.Pages)
		return nil
	}
	data, ok, err := get(ctx, s.path)
	if err != nil {
		if r.moved(s.path, err) {
			return nil
		}
		return err
	}
	if !ok {
		r.problem(s.path, seal.RuleArchive, "is not there: the page that shows "+s.source)
		return nil
	}
	looked := look(data)
	fault := looked.fault()
	if fault == "" && known != nil && known.Exact {
		own, made, err := known.File(ctx, s.path)
		if err != nil {
			return err
		}
		if made && bytes.Contains(own, []byte(s.sum)) {
			if d := difference(looked.letters, look(own).letters); d != "" {
				fault = fmt.Sprintf("does not show the words of %s: %s; build the site anew", s.source, d)
			}
		}
	}
	switch {
	case s.sum == "" || !bytes.Contains(data, []byte(s.sum)):
		r.problem(s.path, PageSource, fmt.Sprintf("was not made from %s as it is sealed: the page does not carry its seal %s", s.source, s.sum))
	case fault != "":
		r.problem(s.path, PageSource, fault)
	case looked.active != "":
		r.problem(s.path, PageActive, looked.active)
	default:
		r.count(&r.Pages)
	}
	return nil
}

// looked is what is seen of a page.
type looked struct {
	articles int
	hidden   bool   // the article, or what it stands in, is not shown
	letters  string // the words of the article, without white space
	active   string // what the page does that no page of candor does, "" for nothing
}

func (l *looked) fault() string {
	switch {
	case l.articles != 1:
		return fmt.Sprintf("has %d articles where the text is the only one", l.articles)
	case l.hidden:
		return "hides the text"
	}
	return ""
}

// look reads a page as a browser does: what stands in comments, templates and scripts is not shown.
func look(page []byte) *looked {
	l := &looked{}
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return l
	}
	var letters strings.Builder
	var walk func(n *html.Node, inside, hidden bool)
	walk = func(n *html.Node, inside, hidden bool) {
		if n.Type == html.ElementNode {
			if l.active == "" {
				l.active = active(n)
			}
			hidden = hidden || hides(n)
			if n.DataAtom == atom.Article {
				l.articles++
				l.hidden = l.hidden || hidden
				inside = true
			}
			if n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Template {
				return
			}
		}
		if n.Type == html.TextNode && inside {
			letters.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, inside, hidden)
		}
	}
	walk(root, false, false)
	l.letters = strings.Join(strings.Fields(letters.String()), "")
	return l
}

var hiding = regexp.MustCompile(`(?i)(display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0\b)`)

// hides reports whether an element says of itself that it is not shown.
func hides(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "style" && hiding.MatchString(a.Val) {
			return true
		}
	}
	return false
}

// active says what an element does that none of candor's pages does: it runs or loads what is not the site's own, or leads away by itself.
func active(n *html.Node) string {
	attr := func(key string) string {
		for _, a := range n.Attr {
			if a.Key == key {
				return strings.TrimSpace(a.Val)
			}
		}
		return ""
	}
	for _, a := range n.Attr {
		if strings.HasPrefix(a.Key, "on") {
			return fmt.Sprintf("runs a script of its own (%s)", a.Key)
		}
		if (a.Key == "href" || a.Key == "src" || a.Key == "action") && strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
			return "runs a script of its own (" + a.Key + ")"
		}
	}
	switch n.DataAtom {
	case atom.Iframe, atom.Frame, atom.Object, atom.Embed, atom.Base, atom.Applet:
		return fmt.Sprintf("has the element <%s>", n.Data)
	case atom.Script:
		switch src := attr("src"); {
		case src == "" && attr("type") != "application/ld+json":
			return "runs a script of its own"
		case foreign(src):
			return "loads a script of " + src
		}
	case atom.Link:
		if strings.Contains(strings.ToLower(attr("rel")), "stylesheet") && foreign(attr("href")) {
			return "loads a style sheet of " + attr("href")
		}
	case atom.Meta:
		if strings.EqualFold(attr("http-equiv"), "refresh") {
			return "leads away by itself: " + attr("content")
		}
	}
	return ""
}

// foreign reports whether an address is one of another host.
func foreign(address string) bool {
	u, err := url.Parse(address)
	return err != nil || u.Host != "" || u.Scheme != ""
}

var addressed = regexp.MustCompile(`(?:href|src|action)\s*=\s*["']?([^"'\s>]+)|<loc>([^<]+)</loc>|"(https?://[^"\\]+)"`)

// leads returns the paths of the files of a site that one of its files leads to.
func leads(site *url.URL, from string, data []byte) []string {
	var out []string
	at := site.JoinPath(from)
	for _, m := range addressed.FindAllSubmatch(data, -1) {
		for _, found := range m[1:] {
			to, err := at.Parse(html.UnescapeString(string(found)))
			if err != nil || len(found) == 0 || to.Host != site.Host {
				continue
			}
			below, ok := strings.CutPrefix(to.Path, site.Path)
			if !ok {
				continue
			}
			if path.Ext(below) == "" {
				below = path.Join(below, "index.html")
			}
			out = append(out, below)
		}
	}
	return out
}

// Around a difference so many characters are shown.
const around = 24

// difference says where what is shown departs from what should be, "" where it does not.
func difference(is, should string) string {
	if is == should {
		return ""
	}
	a, b := []rune(is), []rune(should)
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	part := func(s []rune) string { return string(s[min(max(0, at-around), len(s)):min(at+around, len(s))]) }
	return fmt.Sprintf("%q where the center has %q", part(a), part(b))
}
