package source_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/diag"
	"candor/internal/source"
)

const conf = "base_url = \"https://a.example/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"ru\"\n"

func read(t *testing.T, files map[string]string) (*source.Center, diag.List) {
	t.Helper()
	fsys := fstest.MapFS{"config.toml": {Data: []byte(conf)}}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, diags, err := source.Read(context.Background(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	return c, diags
}

func TestRead(t *testing.T) {
	c, diags := read(t, map[string]string{
		"content/app/privacy/2023-10-31/ru.md":              "\ufeff+++\r\ntitle = \"П\"\r\npublished = 2023-10-01\r\n+++\r\n# П\r\n",
		"content/app/privacy/2023-10-31/ru.2024-02-02.md":   "+++\ntitle = \"П\"\ncorrected = 2024-02-02\nreason = \"r\"\n+++\n# П\n",
		"content/app/privacy/2023-10-31/flow.png":           "png",
		"content/app/privacy/2023-10-31/ru.md~":             "left by an editor",
		"content/app/privacy/policy.toml":                   "group = \"g\"\norder = 2\n",
		"content/app/privacy/events/2024-03-01-review.toml": "on = 2024-03-01\nkind = \"review\"\n",
		"content/contact.ru.md":                             "+++\ntitle = \"К\"\n+++\nмы\n",
		"content/CNAME":                                     "a.example\n",
		"content/.well-known/security.txt":                  "x",
		"content/archive.sum":                               "# sealed\n",
	})
	if len(diags) != 0 {
		t.Fatalf("diagnostics: %v", diags)
	}
	if len(c.Texts) != 2 || len(c.Attachments) != 1 || len(c.Events) != 1 || len(c.Pages) != 1 || len(c.Static) != 2 || c.Seals == nil {
		t.Fatalf("center = %+v", c)
	}
	text := c.Texts[1]
	if text.Policy != "app/privacy" || text.Version != "2023-10-31" || text.Lang != "ru" || text.BodyLine != 5 {
		t.Errorf("text = %+v", text)
	}
	body, err := c.Body(text)
	if err != nil || string(body) != "# П\r\n" {
		t.Errorf("body = %q, %v", body, err)
	}
	if c.Texts[0].Corrects.String() != "2024-02-02" {
		t.Errorf("correction = %+v", c.Texts[0])
	}
}

func TestReadFaults(t *testing.T) {
	const good = "+++\ntitle = \"T\"\n+++\n"
	for _, c := range []struct{ path, text, want string }{
		{"content/p/1/ru.md", "---\ntitle: T\n---\n", "content/p/1/ru.md:1:1: error: YAML front matter is not read; TOML between two +++ lines is [front-matter]"},
		{"content/p/1/ru.md", "", "content/p/1/ru.md:1:1: error: the file is empty [front-matter]"},
		{"content/p/1/ru.md", "+++\ntitle = \"T\"\n", "content/p/1/ru.md:1:1: error: the front matter has no closing +++ [front-matter]"},
		{"content/p/1/ru.md", "+++\ntitle = \"T\"\n+++\nab\xff\n", "content/p/1/ru.md:4:3: error: byte 0xff is not UTF-8 [encoding]"},
		{"content/p/1/ru.md", "+++\ntitle = \"T\"\nefective = 2023-01-01\n+++\n", `content/p/1/ru.md:3:1: error: unknown key "efective", did you mean "effective"? [front-matter]`},
		{"content/p/1/ru.md", "+++\npublished = 2023-01-01\n+++\n", `content/p/1/ru.md:2:1: error: "title" is missing [front-matter]`},
		{"content/archive/1/ru.md", good, `content/archive/1/ru.md: error: "archive" is reserved and cannot name a policy or a version [reserved-name]`},
		{"content/p/2023-02-30/ru.md", good, `content/p/2023-02-30: warning: there is no day 2023-02-30 [version-id]`},
		{"content/ru/1/ru.md", good, `content/ru/1/ru.md: error: "ru" is reserved and cannot name a policy or a version [reserved-name]`},
		{"content/P/1/ru.md", good, `content/P/1/ru.md: error: the folder "P" cannot be part of an address [reserved-name]`},
		{"content/p/1/a\\b.pdf", good, `content/p/1/a\b.pdf: error: the name "a\\b.pdf" cannot be part of an address on every system [reserved-name]`},
		{"content/p/1/a\x01b.pdf", good, "content/p/1/a\x01b.pdf: error: the name \"a\\x01b.pdf\" cannot be part of an address on every system [reserved-name]"},
		{"content/p/1/a\ue000b.pdf", good, "content/p/1/a\ue000b.pdf: error: the name holds the private-use character U+E000 [control-character]\ncontent/p/1/a\ue000b.pdf: warning: is not published: it stands beside no text [stray-file]"},
		{"content/p/1/fdp.\u202eb.pdf", good, "content/p/1/fdp.\u202eb.pdf: error: the name holds the override of direction U+202E [control-character]\ncontent/p/1/fdp.\u202eb.pdf: warning: is not published: it stands beside no text [stray-file]"},
		{"content/p/ru.md", good, `content/p/ru.md: error: a text stands in the folder of its version, and that in the folder of its policy [layout]`},
		{"content/p/1/ru.2023-02-30.md", good, `content/p/1/ru.2023-02-30.md: error: "2023-02-30" is not a date in the form YYYY-MM-DD [layout]`},
		{"content/p/events/2024-01-01-cancel.toml", "on = 2024-01-01\nkind = \"cancel\"\nversion = \"1\"\n", `content/p/events/2024-01-01-cancel.toml:1:1: error: a cancel event needs "reason" [event]`},
	} {
		_, diags := read(t, map[string]string{c.path: c.text})
		var all []string
		for _, d := range diags {
			all = append(all, d.Error())
		}
		if strings.Join(all, "\n") != c.want {
			t.Errorf("%s %q:\n got %s\nwant %s", c.path, c.text, strings.Join(all, "\n"), c.want)
		}
	}
}

// TestReadNested holds that the folder of a version holds no policy, whatever a folder in it is called.
func TestReadNested(t *testing.T) {
	const good = "+++\ntitle = \"T\"\n+++\n"
	for at, want := range map[string]string{"content/p/1/q/draft/ru.md": "layout", "content/p/1/2/ru.md": "layout", "content/p/1/policy.toml": "", "content/p/1/q/policy.toml": "layout",
		"content/p/1/events/2024-01-01-review.toml": "layout", "content/p/1/img/a.png": "stray-file", "content/p/q/1/ru.md": ""} {
		_, diags := read(t, map[string]string{"content/p/1/ru.md": good, at: good})
		var said []string
		for _, d := range diags {
			said = append(said, d.Rule)
		}
		if strings.Join(said, " ") != want {
			t.Errorf("%s: %v, want %q", at, diags, want)
		}
	}
}

func TestActiveAttachments(t *testing.T) {
	const foreign = "<svg><image href='https://o.example/x.png'/></svg>"
	for _, end := range strings.Fields("html JS xht svgz shtml mhtml mht php hta htc jsp asp aspx cgi swf jar xsl xslt css xml PhP5") {
		name := "a." + end
		_, diags := read(t, map[string]string{"content/p/1/ru.md": "+++\ntitle = \"T\"\n+++\n[a](" + name + ")\n", "content/p/1/" + name: "x"})
		if len(diags) != 1 || diags[0].Rule != "active-attachment" {
			t.Errorf("%s: %v", name, diags)
		}
	}
	for name, text := range map[string]string{"a.pdf": "x", "a.csv": "x", "a.png": foreign, "b.txt": foreign, "c.js.pdf": "x"} {
		c, diags := read(t, map[string]string{"content/p/1/ru.md": "+++\ntitle = \"T\"\n+++\n[a](" + name + ")\n", "content/p/1/" + name: text})
		if len(diags) != 0 || c.Attachments[0].Active != "" {
			t.Errorf("%s: %v", name, diags)
		}
	}
}

// TestActiveDrawings holds that an SVG is known for active however what runs in it is written, and that what drawing programs write is not.
func TestActiveDrawings(t *testing.T) {
	const svg, links = `xmlns="http://www.w3.org/2000/svg"`, `xmlns:xlink="http://www.w3.org/1999/xlink"`
	in := func(inner string) string { return "<svg " + svg + " " + links + ">" + inner + "</svg>" }
	for _, text := range []string{
		"<svg " + svg + " onload = 'x'/>", "<svg " + svg + " OnLoad='x'/>", in("<script>x</script>"), in("<SCRIPT>x</SCRIPT>"), in("<svg:script xmlns:svg=\"http://www.w3.org/2000/svg\"/>"),
		`<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></s:svg>`, in(`<script xmlns="http://www.w3.org/1999/xhtml"/>`), in(`<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="x"/>`),
		in("<foreignObject/>"), in("<foreignobject/>"), in("<handler/>"), in("<listener/>"), in("<unknown/>"), in("<iframe/>"), in("<video/>"),
		in("<style>@import '//o.example/s';</style>"), in("<style>a{b:url(//o.example/x)}</style>"), in("<style><![CDATA[a{b:u\\72l(//o.example/x)}]]></style>"),
		in("<style>@imp<!-- -->ort '//o.example/s';</style>"), in("<style>a{b:u<![CDATA[rl(//o.example/x)]]>}</style>"), in("<style>@imp<g>x</g>ort '//o.example/s';</style>"),
		in("<style>svg{mask:image-set('//o.example/x' 1x)}</style>"), in("<style>@font-face{src:src('//o.example/x')}</style>"), in("<use href='data:font/woff2,x'/>"),
		`<!DOCTYPE svg SYSTEM "https://o.example/x.dtd">` + in(""), `<?xml version="1.0" encoding="shift_jis"?>` + in(""),
		in("<style>a{b:url( 'HTTPS://o.example/x')}</style>"), "<svg " + svg + " style=\"fill: url( 'HTTPS://o.example/x')\"/>", in(`<rect fill="url(https://o.example/#x)"/>`),
		in("<image href='https://o.example/x.png'/>"), in("<image href='//o.example/x.png'/>"), in("<use xlink:href=\"//o.example/#x\"/>"), in("<feImage href='http://o.example/x'/>"),
		in("<image href='data:image/svg+xml,x'/>"), in("<use href='data:image/svg+xml;base64,x'/>"), in("<a href='data:text/html,x'/>"),
		in("<a href=\"JavaScript:x\"/>"), in("<a href='javasc&#114;ipt:x'/>"), in("<a xlink:href=' java\tscript:x'/>"), in("<a href='java&#10;script:x'/>"), in("<a href='vbscript:x'/>"),
		in("<animate attributeName='href' to='javascript:x'/>"), in("<set attributeName='xlink:href' to='x'/>"), in("<set attributeName='onclick' to='x'/>"),
		in("<set attributeName='fill' to='url(//o.example/x)'/>"), `<svg ` + svg + ` xml:base="https://o.example/"/>`,
		`<!DOCTYPE svg [<!ATTLIST svg onload CDATA "x">]>` + in(""), `<!DOCTYPE svg [<!ENTITY x "y">]>` + in("<text>&x;</text>"), `<!DOCTYPE html>` + in(""),
		`<?xml-stylesheet href="x.css"?>` + in(""), `<?xml version="1.0" encoding="UTF-16"?>` + in(""), `<?xml version="1.0" encoding="utf-7"?>` + in(""),
		"\xff\xfe<\x00s\x00v\x00g\x00/\x00>\x00", in("&#x0;"), in("<g>"), in("<rect x=1/>"), in("&unknown;"), "<svg/>", "<html/>", "", "plain",
	} {
		c, diags := read(t, map[string]string{"content/p/1/ru.md": "+++\ntitle = \"T\"\n+++\n[a](a.svg)\n", "content/p/1/a.svg": text})
		if len(diags) != 0 || len(c.Attachments) != 1 || c.Attachments[0].Active == "" {
			t.Errorf("%q: nothing active is found, %v", text, diags)
		}
		if _, diags := read(t, map[string]string{"content/logo.svg": text}); len(diags) != 1 || diags[0].Rule != "active-attachment" {
			t.Errorf("%q in the root of the site: %v", text, diags)
		}
	}
	for _, text := range []string{
		in(`<a href="https://o.example/"><use xlink:href="#x"/><image href="data:image/png;base64,x"/></a><rect fill="url(#y)" style="fill:url('#y')"/>`),
		"\ufeff" + `<?xml version="1.0" encoding="UTF-8" standalone="no"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><!-- drawn -->` + in("<title>Flow</title>"),
		in(`<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#"><cc:Work rdf:about=""/></rdf:RDF></metadata>` +
			`<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" bordercolor="#666"/>`),
		in("<style>text { font: 12px sans-serif } .a::after { content: 'x' }</style><text class=\"a\">A &amp; B</text><animate attributeName='opacity' to='1'/>"),
		in("<style>@font-face{font-family:a;src:url(data:font/woff2;base64,AAAA) format('woff2')}</style><flowRoot><flowRegion/><flowPara>x</flowPara></flowRoot>"),
		`<?xml version="1.0" encoding="us-ascii" standalone="no"?><?plantuml 1.2024?>` + in("<text>a</text>"), `<?xml version="1.0" encoding="ISO-8859-1"?>` + in("<text>\xe9</text>"),
		in(`<metadata><?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"/><?xpacket end="w"?></metadata>`),
		in("<image href='photo.png'/><image href='./photo.png#x'/>"), `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:rect/></s:svg>`,
	} {
		c, diags := read(t, map[string]string{"content/p/1/ru.md": "+++\ntitle = \"T\"\n+++\n[a](a.svg)\n", "content/p/1/a.svg": text, "content/logo.svg": text})
		if len(diags) != 0 || c.Attachments[0].Active != "" {
			t.Errorf("%q: %v %s", text, diags, c.Attachments[0].Active)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("+++\ntitle = \"T\"\n+++\nbody\n")
	f.Add("\ufeff+++\r\n+++")
	f.Fuzz(func(t *testing.T, text string) {
		c, diags := read(t, map[string]string{"content/p/1/ru.md": text})
		if len(c.Texts) == 0 && !diags.Failed() {
			t.Errorf("%q: neither a text nor a diagnostic", text)
		}
	})
}
