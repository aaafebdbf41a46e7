package redline_test

import (
	"testing"

	"candor/internal/markdown"
	"candor/internal/redline"
)

// TestInsertedArticle holds that articles behind one that is inserted are renumbered and nothing else.
func TestInsertedArticle(t *testing.T) {
	for _, c := range []struct{ lang, old, now string }{
		{"en", "## Article 1. Who we are\n\nA company.\n\n## Article 2. Terms\n\nThe terms of the service.\n",
			"## Article 1. Who we are\n\nA company.\n\n## Article 2. New words\n\nQuite another paragraph.\n\n## Article 3. Terms\n\nThe terms of the service.\n"},
		{"zh", "## 第一条 我们\n\n我们是公司。\n\n## 第二条 数据\n\n数据的条款。\n", "## 第一条 我们\n\n我们是公司。\n\n## 第二条 新的\n\n完全不同。\n\n## 第三条 数据\n\n数据的条款。\n"},
		{"en", "## B. Who we are\n\nA company.\n\n## C. Terms\n\nThe terms of the service.\n",
			"## B. Who we are\n\nA company.\n\n## C. New words\n\nQuite another paragraph.\n\n## D. Terms\n\nThe terms of the service.\n"},
	} {
		parse := func(text string) *redline.Text {
			doc, _ := markdown.Parse([]byte(text), markdown.Options{Lang: c.lang})
			return redline.Prepare(doc)
		}
		s := redline.Compare(parse(c.old), parse(c.now)).Summary.Sections
		if s.Renumbered != 1 || s.Added != 1 || s.Renamed != 0 || s.Removed != 0 {
			t.Errorf("%q: %+v", c.now, s)
		}
	}
}
