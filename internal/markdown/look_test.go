package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// What Markdown reads otherwise than it looks is said with its line and column; what only resembles it is not.
func TestLooks(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"You pay:\n\n(a) for a lie;\n(b) for a leak;\n(c) for a name.", `4:1 "(b)" list-run-together`},
		{"You pay:\n(a) for a lie;\n(b) for a leak.", `2:1 "(a)" list-run-together`},
		{"1.1 One thing.\n1.2 Another thing\nthat goes on.\n1.3 More.", `2:1 "1.2" list-run-together`},
		{"a) one\nb) two", `2:1 "b)" list-run-together`},
		{"i. one\nii. two\niii. three", `2:1 "ii." list-run-together`},
		{"IV. one\nV. two", `2:1 "V." list-run-together`},
		{"а) имя;\nб) адрес;", `2:1 "б)" list-run-together`},
		{"и) имя;\nк) адрес;", `2:1 "к)" list-run-together`},
		{"We need:\n2) names\n3) addresses", `2:1 "2)" list-run-together`},
		{"• names\n• addresses", `2:1 "•" list-run-together`},
		{"We need:\n— names;\n— addresses.", `2:1 "—" list-run-together`},
		{"We need:\n-names\n-addresses", `2:1 "-" list-run-together`},
		{"（一）姓名\n（二）地址", `2:1 "（二）" list-run-together`},
		{"一、姓名\n二、地址", `2:1 "二、" list-run-together`},
		{"第一条 姓名\n第二条 地址", `2:1 "第二条" list-run-together`},
		{"①姓名\n②地址", `2:1 "②" list-run-together`},
		{"أ) الاسم\nب) العنوان", `2:1 "ب)" list-run-together`},
		{"§ 1 Name\n§ 2 Ort", `2:1 "§ 2" list-run-together`},
		{"١.١ الاسم\n١.٢ العنوان", `2:1 "١.٢" list-run-together`},
		{"- one\n  (a) two\n  (b) three", `2:3 "(a)" list-run-together`},
		{"> (a) two\n> (b) three", `2:3 "(b)" list-run-together`},
		{"(a) one;  \n(b) two;\\\n(c) three<br>\n(d) four", ""},
		{"(a) one\n\n(b) two", ""},
		{"as of\n1.5 million and\n2.7 million", ""},
		{"on\n1.1.2024 and\n1.2.2024", ""},
		{"a word\nb word and\nI am", ""},
		{"J. Smith wrote\nto P. Jones and\nM. Brown", ""},
		{"he said\n— yes and\n— no", ""},
		{"1. one\n2. two", ""},
		{"a) one", ""},

		{"| Data | Why |\n| --- |\n| Name | to write |", `2:1 1 column, the line above it 2 columns table-broken`},
		{"| Data |\n| --- | --- |\n| Name | x |", ""},
		{"| Data | Why |\n| — | — |\n| Name | to write |", `2:1 other signs table-broken`},
		{"| Data | Why |\n\n| --- | --- |\n| Name | to write |", `3:1 no line of names table-broken`},
		{"| Data | Why |\n| Name | to write |", `1:1 no table table-broken`},
		{"+------+-----+\n| Data | Why |\n+------+-----+\n| Name | x |\n+------+-----+", `1:1 no table table-broken`},
		{"Data | Why\n---\nName | x", `1:1 heading table-broken`},
		{"| Data | Why |\n| --- | --- |\n| Name | to write |\n", ""},
		{"a | b and\nc | d", ""},
		{"+1 555 and more\n-- and", ""},

		{"One.\n\n    Two three four.\n", `3:5 "Two three four." code-indented`},
		{"One.\n\n\tTwo.\n", `3:2 "Two." code-indented`},
		{"1. One\n\n       Two\n", `3:8 "Two" code-indented`},
		{"One.\n\n```\nTwo.\n```\n", ""},

		{"We keep your data.\n---\n", `1:1 "We keep your data." heading-underlined`},
		{"We keep\nyour data\n---\n", `1:1 "We keep your data" heading-underlined`},
		{"我们保存数据。\n---\n", `1:1 "我们保存数据。" heading-underlined`},
		{"title: Privacy\n---\n", `1:1 heading-underlined`},
		{"Contact us\n---\n\nx", ""}, {"2.1. Data.\n---\n\nx", ""}, {"Who are we?\n===\n\nx", ""}, {"# We keep your data.\n\nx", ""}, {"We keep your data.\n\n---\n", ""},

		{"##Contact\n\nx", `1:1 "##Contact" heading-space`}, {"One\n##Two", `2:1 heading-space`}, {"##\u00a0Two", `1:1 heading-space`}, {"#Contact", `1:1 heading-space`},
		{"####### Seven", `1:1 more than six heading-space`}, {"#1 and #tag", ""}, {"write to\n#tag", ""}, {"\\##Two", ""},

		{"Kept[^term] and [^2].\n\n[^2]: x", `1:5 "term" footnote`}, {"## Kept[^a]\n\nx", `1:8 "a" footnote`}, {"`[^a]` and \\[^a]", ""},

		{"{{ site.company }} keeps", `1:1 "{{ site.company }}" template-leftover`},
		{"see {{< ref \"terms\" >}}", `1:5 ref template-leftover`},
		{"see {% include a.html %} it", `1:5 "{% include a.html %}" template-leftover`},
		{"by ${COMPANY_NAME} or #{name}", `1:4 "${COMPANY_NAME}" template-leftover|1:23 "#{name}" template-leftover`},
		{"by <%= company %>", `1:4 "<%= company %>" template-leftover`},
		{"by [[Company]] or [% x %]", `1:4 "[[Company]]" template-leftover|1:19 "[% x %]" template-leftover`},
		{"by {COMPANY} and {company name}, {название}", `1:4 "{COMPANY}" template-leftover|1:18 "{company name}" template-leftover|1:34 "{название}" template-leftover`},
		{"by %%COMPANY%% and %COMPANY_NAME%", `1:4 "%%COMPANY%%" template-leftover|1:20 "%COMPANY_NAME%" template-leftover`},
		{"| a | b |\n|---|---|\n| {{ x }} | c |", `3:3 "{{ x }}" template-leftover`},
		{":::note\nRemember.\n:::", `1:1 ":::note" template-leftover`},
		{"!!! warning \"Read\"\n    Text.", `1:1 template-leftover`},
		{"[TOC]\n\nx", `1:1 "[TOC]" template-leftover`}, {"[[_TOC_]]", `1:1 "[[_TOC_]]" template-leftover`},
		{"*[GDPR]: the regulation", `1:1 template-leftover`},
		{"> [!WARNING]\n> Read this.", `1:3 "[!WARNING]" template-leftover`},
		{"处理__数据__的", `1:7 is shown as it stands (and 1 more such places in this text) emphasis`}, {"姓名：____，地址：__________", ""}, {"snake__case and __init__", ""}, {"我们**“处理”**的", ""},
		{"\\newpage", `1:1 template-leftover`},
		{"text {#id}", `1:6 {#id} attribute-list`},
		{"`{{ x }}` and \\{{ x }}, 50% or 5%–10%, {a, b}, !!!, [x] [1], $5", ""},
		{"## Cookies {#cookies}\n\nx", ""},
		{"```\n{{ x }}\n```", ""},
	} {
		_, diags := Parse([]byte(c.body), Options{File: "f", Line: 1, Lang: "und"})
		wants := strings.Split(c.want, "|")
		if c.want == "" {
			wants = nil
		}
		if strings.HasPrefix(c.want, "1:1") && strings.HasSuffix(c.body, "---\n") || strings.Contains(c.body, "## Kept") {
			diags = diags[:min(len(diags), 1)] // the empty section is said as well
		}
		if len(diags) != len(wants) {
			t.Errorf("%q: %v, want %q", c.body, diags, c.want)
			continue
		}
		for i, d := range diags {
			fields := strings.Fields(wants[i])
			got := d.Error()
			ok := fmt.Sprintf("%d:%d", d.Pos.Line, d.Pos.Col) == fields[0] && d.Rule == fields[len(fields)-1] && strings.Contains(got, strings.Join(fields[1:len(fields)-1], " "))
			if !ok {
				t.Errorf("%q: %s, want %s", c.body, got, wants[i])
			}
		}
	}
}
