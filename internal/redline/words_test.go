package redline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"candor/internal/markdown"
)

func TestCompareWords(t *testing.T) {
	for _, c := range []struct{ name, a, b, want string }{
		{"number", "We keep it for 12 months.", "We keep it for 24 months.", "We keep it for[- 12-]{+ 24+} months.\n"},
		{"date", "Updated on December 23, 2022 by us all together.", "Updated on January 6, 2023 by us all together.", "Updated on[- December 23, 2022-]{+ January 6, 2023+} by us all together.\n"},
		{"address", "Write a letter to the office at old.name@example.org today.", "Write a letter to the office at new.name@example.org today.", "Write a letter to the office at[- old.name@example.org-]{+ new.name@example.org+} today.\n"},
		{"link", "See the page https://example.org/a/b for more about it.", "See the page https://example.org/a/c for more about it.", "See the page[- https://example.org/a/b-]{+ https://example.org/a/c+} for more about it.\n"},
		{"link in Chinese", "请参阅 https://example.org/a、https://example.org/b 的说明。", "请参阅 https://example.org/a、https://example.org/c 的说明。", "请参阅 https://example.org/a、[-https://example.org/b-]{+https://example.org/c+} 的说明。\n"},
		{"amount", "The fee is $ 10.50 for each month of use.", "The fee is $ 12.50 for each month of use.", "The fee is[- $ 10.50-]{+ $ 12.50+} for each month of use.\n"},
		{"amount with spaces", "The fee is 10 500 руб. a month.", "The fee is 10 600 руб. a month.", "The fee is[- 10 500-]{+ 10 600+} руб. a month.\n"},
		{"amount with spaces and cents", "The fee is 1 500,50 ₽ a month.", "The fee is 2\u00a0500,50 ₽ a month.", "The fee is[- 1 500,50 ₽-]{+ 2\u00a0500,50 ₽+} a month.\n"},
		{"amount behind its currency", "The fee is € 1 500 000 a month.", "The fee is € 1 500 600 a month.", "The fee is[- € 1 500 000-]{+ € 1 500 600+} a month.\n"},
		{"amount behind a year", "In 2024 300 500 people came here.", "In 2024 300 600 people came here.", "In 2024[- 300 500-]{+ 300 600+} people came here.\n"},
		{"a year is no group", "So in 2024 300 people came here.", "So in 2024 400 people came here.", "So in 2024[- 300-]{+ 400+} people came here.\n"},
		{"four digits are no group", "Of those 12 3000 came here.", "Of those 12 4000 came here.", "Of those 12[- 3000-]{+ 4000+} came here.\n"},
		{"telephone", "Call us at +7 495 123 45 67, please.", "Call us at +7 495 123 45 68, please.", "Call us at[- +7 495 123 45 67-]{+ +7 495 123 45 68+}, please.\n"},
		{"telephone with brackets", "Call us at +7 (495) 123-45-67.", "Call us at +7 (499) 123-45-67.", "Call us at[- +7 (495) 123-45-67-]{+ +7 (499) 123-45-67+}.\n"},
		{"no confetti", "We may share it with the police of the land whenever a court of the land demands so.", "We will never give it to the press of the town unless a judge of the land demands so.", ""},
		{"Chinese", "我们保留您的数据十二个月。", "我们保留您的数据二十四个月。", ""},
		{"clause", "Name, address.", "Name, phone, address.", "Name,{+ phone,+} address.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := compared(doc(c.a), doc(c.b))
			got := d.Text(false)
			if c.want != "" && got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if n := strings.Count(got, "[-") + strings.Count(got, "{+"); n > 6 {
				t.Errorf("%d runs: %q", n, got)
			}
		})
	}
}

func TestCompareReplaced(t *testing.T) {
	d := compared(doc("Kittens sleep on a warm sofa."), doc("Every purchase made through our shop is final."))
	if len(d.Blocks) != 2 || d.Blocks[0].Op != "removed" || d.Blocks[1].Op != "added" {
		t.Errorf("blocks %+v", d.Blocks)
	}
}

// Half a word in bold is one word, and composed and decomposed letters are the same.
func TestCompareInvisible(t *testing.T) {
	a, b := doc("This café is open."), doc("")
	b.Blocks[0].Spans = []markdown.Span{{Text: "T", Style: markdown.Strong}, {Text: "his cafe\u0301  is\u00a0open."}}
	d := compared(a, b)
	if d.Summary != (Summary{FormChanged: 1}) || len(d.Blocks) != 1 || !d.Blocks[0].Form {
		t.Errorf("%+v", d.Blocks)
	}
	a.Blocks[0].Spans = []markdown.Span{{Text: "This\u202f\u200ecaf\u00ade\u0301 is open.\u2069"}}
	b.Blocks[0].Spans[0].Style = 0
	if d := compared(a, b); !d.Equal() {
		t.Errorf("%+v", d.Blocks)
	}
}

func TestCompareEmptyBlock(t *testing.T) {
	if d := compared(doc("Text."), doc("Text.", " ")); !d.Equal() {
		t.Errorf("%+v", d.Blocks)
	}
}

// One block removed and one changed among thousands: everything else is kept exactly.
func TestCompareLargeKeepsEqual(t *testing.T) {
	var x []string
	for i := range 6000 {
		x = append(x, fmt.Sprintf("Clause %d says that rule %d holds.", i, i*7919%6007))
	}
	y := slices.Clone(slices.Concat(x[:10], x[11:]))
	y[5000] += " Except on Sundays."
	slices.Reverse(y[200:203])
	d := compared(doc(x...), doc(y...))
	ops := map[string]int{}
	for _, b := range d.Blocks {
		ops[b.Op]++
	}
	if ops["equal"] != 5996 || ops["removed"] != 1 || ops["changed"] != 1 || ops["moved_to"] != 2 {
		t.Errorf("%v", ops)
	}
}

func TestCompareEditedMove(t *testing.T) {
	moved := "When you close the account, we erase your messages within thirty days."
	long := "This longer clause stays where it is, since it has more words than the clause that goes around it, and more still."
	d := compared(doc(moved, long), doc(long, strings.Replace(moved, "thirty", "ninety", 1)))
	if w := d.Summary.Words; w != (Counts{Added: 1, Removed: 1, Moved: 11}) {
		t.Errorf("%+v\n%s", w, d.Text(false))
	}
	if k := d.Kept(); len(k["b"]) != 0 {
		t.Errorf("kept %v", k)
	}
}

// A sentence that was rewritten is shown as the old one and the new one, its neighbours word by word.
func TestCompareRewrittenSentence(t *testing.T) {
	const same, end = "We answer within ten days of your letter. ", " The office is closed on Sundays."
	was := "Your parcels stay for weeks with some rail carrier who fills one river depot until he finds any young courier willing to read papers."
	now := "No box may be left behind by our lorry driver while they burn down that river depot before another very young courier sees those papers."
	got := compared(doc(same+was+end), doc(strings.Replace(same, "ten", "two", 1)+now+end)).Text(false)
	if n := strings.Count(got, "[-"); n != 2 {
		t.Errorf("%d deletions: %s", n, got)
	}
	if !strings.Contains(got, "within[- ten-]{+ two+} days") || !strings.Contains(got, "The office is closed on Sundays.") {
		t.Errorf("what stayed is not kept: %s", got)
	}
}
