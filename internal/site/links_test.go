package site_test

import (
	"bytes"
	"net/url"
	"path"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// linked are the ids of a page and where its links lead.
func linked(t *testing.T, data []byte) (ids map[string]bool, links []string) {
	t.Helper()
	ids = map[string]bool{}
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ids, links
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, a := range z.Token().Attr {
				switch a.Key {
				case "id":
					ids[a.Val] = true
				case "href", "src":
					links = append(links, a.Val)
				}
			}
		}
	}
}

// TestLinks follows every link of every page of the demonstration, in every language and period: the file is there, and so is the anchor.
func TestLinks(t *testing.T) {
	days := periods
	if testing.Short() {
		days = days[len(days)-2:]
	}
	for _, day := range days {
		files := demonstration(t, day)
		ids, links := map[string]map[string]bool{}, map[string][]string{}
		for _, name := range files.names {
			if path.Ext(name) == ".html" {
				ids[name], links[name] = linked(t, files.file(name))
			}
		}
		for name, to := range links {
			for _, link := range to {
				if fault := follow(files, ids, name, link); fault != "" {
					t.Errorf("%s: /%s: %q %s", day, name, link, fault)
				}
			}
		}
	}
}

func follow(files built, ids map[string]map[string]bool, from, link string) string {
	u, err := url.Parse(link)
	switch {
	case err != nil:
		return err.Error()
	case u.Scheme != "" || u.Host != "":
		return ""
	}
	target := from
	if u.Path != "" {
		target = strings.TrimPrefix(u.Path, "/")
		if target == "" || strings.HasSuffix(target, "/") {
			target += "index.html"
		}
		if _, ok := files.of[target]; !ok {
			return "leads to no file"
		}
	}
	if of := ids[target]; of != nil && u.Fragment != "" && !of[u.Fragment] {
		return "leads to no place of the page"
	}
	return ""
}
