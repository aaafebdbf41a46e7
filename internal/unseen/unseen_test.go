package unseen_test

import (
	"testing"

	"candor/internal/unseen"
)

func TestFirst(t *testing.T) {
	for _, c := range []struct {
		text    string
		kind    unseen.Kind
		at      int
		without string
	}{
		{"plain words\t«ж» – 中，。\u200f\u200b\u00ad\u2066x\u2069\ufffd 👍🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f\r\n", 0, 0, ""},
		{"a\x00b", unseen.Control, 1, "a b"},
		{"ab\x1b", unseen.Control, 2, "ab "},
		{"a\u0096b", unseen.Control, 1, "a\u00a0b"},
		{"a\u202eb", unseen.Override, 1, "a\u200bb"},
		{"a\ufffeb", unseen.Noncharacter, 1, "a\ufffdb"},
		{"a\ufdd0b", unseen.Noncharacter, 1, "a\ufffdb"},
		{"a\U0002fffeb", unseen.Noncharacter, 1, "a \ufffdb"},
		{"a\ue000b", unseen.Private, 1, "a\ue000b"},
		{"，\uf0b7", unseen.Private, 3, "，\uf0b7"},
		{"a\U000f0000", unseen.Private, 1, "a\U000f0000"},
		{"a\U00100000", unseen.Private, 1, "a\U00100000"},
		{"a\U000e0041", unseen.Tag, 1, "a \u200b"},
	} {
		got, ok := unseen.First([]byte(c.text), 0)
		if ok != (c.kind != 0) || got.Kind != c.kind || got.At != c.at {
			t.Errorf("%q: %+v, want kind %d at %d", c.text, got, c.kind, c.at)
		}
		if ok && unseen.Without(c.text) != c.without {
			t.Errorf("%q without: %q, want %q", c.text, unseen.Without(c.text), c.without)
		}
		if ok && got.Instead != "" && len(got.Instead) != got.Len {
			t.Errorf("%q: %d bytes instead of %d", c.text, len(got.Instead), got.Len)
		}
	}
}
