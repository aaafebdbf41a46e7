package check

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/markdown"
)

// Target finds the text that stands at an address within the center, as it is shown to a reader of a language; nil where there is none or
// it has no anchors that could be held.
type Target func(address, lang string) *markdown.Document

// Links holds the anchors and the addresses of a text's links. at is the text's own address, languages are those of the center.
func Links(t *Text, at string, languages []string, target Target) diag.List {
	var out diag.List
	for _, l := range t.Document.Links {
		if strings.Contains(strings.SplitN(l.Dest, "/", 2)[0], ":") || l.Image {
			continue
		}
		address, anchor, _ := strings.Cut(l.Dest, "#")
		if first, _, _ := strings.Cut(strings.TrimPrefix(address, "/"), "/"); strings.HasPrefix(address, "/") && slices.Contains(languages, first) {
			out.Add(warn(l.Pos, RuleLink, fmt.Sprintf("the link %q names a language: every page adds that of its reader", l.Dest), "write it as "+strings.TrimPrefix(address, "/"+first)))
			continue
		}
		if anchor == "" {
			continue
		}
		doc := t.Document
		if address != "" {
			if doc = target(whole(at, address), t.Lang); doc == nil {
				doc = target(whole(path.Dir(path.Clean(at)), address), t.Lang) // as seen from the policy's address
			}
		}
		if doc == nil || doc.HasAnchor(anchor) {
			continue
		}
		out.Add(warn(l.Pos, RuleAnchor, fmt.Sprintf("the link %q names a place that the text does not have in %q", l.Dest, doc.Lang), near(doc, anchor)))
	}
	return out
}

func whole(at, address string) string {
	if !strings.HasPrefix(address, "/") {
		address = path.Join(at, address)
	}
	return strings.TrimSuffix(address, "/") + "/"
}

func near(doc *markdown.Document, anchor string) string {
	var ids []string
	for _, e := range doc.Outline {
		ids = append(ids, e.ID)
	}
	if id := diag.Nearest(anchor, ids); id != "" {
		return "did you mean #" + id + "?"
	}
	return "give the heading an id of its own: ## Heading {#" + anchor + "}"
}
