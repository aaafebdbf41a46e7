package importer

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// lineAttr is an attribute that holds the line of the page on which an element begins.
const lineAttr = "data-candor-line"

// withLines gives every element of a page the line on which it begins, since the parser keeps none.
func withLines(page string) string {
	z := html.NewTokenizer(strings.NewReader(page))
	var out bytes.Buffer
	line := 1
	for {
		kind := z.Next()
		raw := z.Raw()
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			name, _ := z.TagName()
			if string(name) == "noscript" {
				z.NextIsNotRawText()
			}
			end := len(raw) - 1
			if end > 0 && raw[end] == '>' {
				if end > 1 && raw[end-1] == '/' {
					end--
				}
				fmt.Fprintf(&out, "%s %s=%d%s", raw[:end], lineAttr, line, raw[end:])
			} else {
				out.Write(raw)
			}
		} else {
			out.Write(raw)
		}
		line += bytes.Count(raw, []byte("\n"))
		if kind == html.ErrorToken {
			return out.String()
		}
	}
}

// lineOf returns the line on which an element begins, that of the nearest around it where it has none, 0 where nothing is known.
func lineOf(n *html.Node) int {
	for ; n != nil; n = n.Parent {
		if v, err := strconv.Atoi(attr(n, lineAttr)); err == nil {
			return v
		}
	}
	return 0
}

// What hides an element, in its own style or in a rule of the page.
var (
	hidingStyle = regexp.MustCompile(`(?i)(?:^|;)\s*(display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0?\.?0+\s*(?:;|!|$)|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$)|text-indent\s*:\s*-\d{3,}|(?:left|top|right)\s*:\s*-\d{4,}|clip\s*:\s*rect\(\s*[01](?:px)?[\s,])`)
	showingRule = regexp.MustCompile(`(?i)(?:^|;)\s*(?:display\s*:\s*(?:block|inline|flex|grid|table|list-item|contents|revert|initial|inherit|unset)|visibility\s*:\s*visible)`)
	lookStyle   = regexp.MustCompile(`(?i)(font-weight|font-style|text-decoration(-line)?)\s*:\s*([^;}]*)`)
	cssComment  = regexp.MustCompile(`(?s)/\*.*?\*/|<!--|-->`)
	selector    = regexp.MustCompile(`^([a-zA-Z][\w-]*)?((?:[.#][\w-]+)+)$`)
	selectorBit = regexp.MustCompile(`[.#][\w-]+`)
)

// styleRule is a selector of one element, with a rule for what it selects.
type styleRule struct {
	tag  string
	bits []string // ".class" and "#id"
	says string   // what of it hides the element
	look string   // the declarations by which words are bold, italic or struck through
}

// rulesOf reads the page's own style sheets for rules that hide what they select, and for those that make words bold, italic or struck through. Only
// selectors of one element are read, and only outside of conditions, so that what is hidden on paper alone is not taken as hidden.
func rulesOf(root *html.Node) (hiding, looks []styleRule) {
	rules := map[string]styleRule{}
	var order []string
	for d := range root.Descendants() {
		if d.DataAtom != atom.Style || d.FirstChild == nil || strings.Contains(strings.ToLower(attr(d, "media")), "print") {
			continue
		}
		css := cssComment.ReplaceAllString(d.FirstChild.Data, " ")
		for css != "" {
			head, rest, found := strings.Cut(css, "{")
			if !found {
				break
			}
			depth, end := 1, 0
			for end < len(rest) && depth > 0 {
				switch rest[end] {
				case '{':
					depth++
				case '}':
					depth--
				}
				end++
			}
			body := strings.TrimSuffix(rest[:end], "}")
			css = rest[end:]
			if i := strings.LastIndexAny(head, ";}"); i >= 0 {
				head = head[i+1:]
			}
			if strings.Contains(head, "@") {
				continue
			}
			m := hidingStyle.FindStringSubmatch(body)
			for one := range strings.SplitSeq(head, ",") {
				one = strings.TrimSpace(one)
				s := selector.FindStringSubmatch(one)
				if s != nil && lookStyle.MatchString(body) {
					looks = append(looks, styleRule{tag: strings.ToLower(s[1]), bits: selectorBit.FindAllString(s[2], -1), look: body})
				}
				switch {
				case s == nil:
				case m != nil:
					if _, known := rules[one]; !known {
						order = append(order, one)
					}
					rules[one] = styleRule{tag: strings.ToLower(s[1]), bits: selectorBit.FindAllString(s[2], -1), says: plain(m[1])}
				case showingRule.MatchString(body):
					delete(rules, one)
				}
			}
		}
	}
	for _, one := range order {
		if r, known := rules[one]; known {
			hiding = append(hiding, r)
		}
	}
	return hiding, looks
}

func (r styleRule) matches(n *html.Node) bool {
	if r.tag != "" && n.Data != r.tag {
		return false
	}
	for _, b := range r.bits {
		if b[0] == '#' && attr(n, "id") != b[1:] || b[0] == '.' && !hasClass(n, b[1:]) {
			return false
		}
	}
	return true
}

// The dialogs that programs for consent to cookies put into a page, by the ids and classes that they give them.
var (
	consentName = regexp.MustCompile(`(?i)^(onetrust-(banner|consent|pc)-sdk|CybotCookiebot\w*|cookiebanner|cookie[-_]?(banner|consent|bar|popup|modal|overlay|wall|box|dialog|alert|message|prompt|law-info-bar|notification)\b.*|(js-|c-)?cookie[-_]notice([-_](container|banner|wrap\w*))?|cc[-_](window|banner|nb-\w+)|cky-(consent|modal|overlay)\S*|cli-(modal|bar|settings)\S*|cmplz-(cookiebanner|modal|manage)\S*|didomi-(host|popup|notice)|usercentrics-\S*|uc-(banner|modal)\S*|qc-cmp2?-\S*|truste[-_]?(consent|overlay|popframe)\S*|iubenda-cs-\S*|osano-cm-\S*|klaro|cookie-modal|termly-(code|consent)\S*|axeptio\S*|tarteaucitron(Root|AlertBig)\S*|BorlabsCookie\S*|moove_gdpr\S*|gdpr-(cookie|banner|consent)\S*|eu-cookie\S*|hs-eu-cookie\S*|sp_message_container\S*|fc-consent-root|consent-(banner|popup|modal|manager)|ccc-(module|overlay|content)|wt-cli-\S*|orejime-\S*|cookiefirst-\S*|cookiescript_\S*|ez-cookie\S*|evidon-\S*|optanon-(alert|popup)\S*|_evidon\S*|privacy[-_](banner|popup|overlay)|gdpr)$`)
	spokenOnly  = regexp.MustCompile(`(?i)^(sr-only|visually-?hidden|screen-?reader(-text|-only)?|skip-?(link|to-content|nav)\S*|element-invisible|u-hidden(visually)?|off-?screen|a11y-hidden|hide-visually)$`)
	crumbs      = regexp.MustCompile(`(?i)^(breadcrumbs?|bread-crumbs?|site-(nav|header|footer|navigation)|main-(nav|menu|navigation)|navbar|nav-menu|footer|page-footer|global-(nav|footer|header)|table-of-contents-nav|pagination|social-(share|links|icons)|share-(buttons|links)|sharedaddy|sd-sharing\S*|addtoany\S*|site_(header|footer)|(region|layout)[-_](header|footer|breadcrumb)|shopify-section-(header|footer|announcement-bar)|announcement-bar|lang(uage)?[-_](switcher|selector|menu|picker|nav)\S*|wpml-ls\S*|mw-(jump-link|editsection|navigation|indicators)|printfooter|catlinks|sitenotice|mw-cite-backlink)$`)
	// folding is what designers call a part that a reader opens with a click; folded is no menu and no dialog.
	folding  = regexp.MustCompile(`(?i)(accordion|collaps|tab[-_]?(pane|panel|content|body)|toggle|expand|spoiler|faq|answer|read[-_]?more|show[-_]?more|more[-_]?(text|content)|fold)`)
	noFolder = regexp.MustCompile(`(?i)(nav|menu|cookie|consent|modal|popup|dialog|search|login|cart|offcanvas|sidebar|header|footer|mobile)`)
	// besideText is what a program that exports texts writes beside them.
	besideText = regexp.MustCompile(`^(MsoHeader|MsoFooter)$`)
)

// leftOut is a part of a page that is not taken over.
type leftOut struct {
	line        int
	why         string
	words       string // all of them
	guess, once bool   // once: told of together with others of its kind
}

// unseen returns why an element was not seen by readers or is no part of the text, "" where it is.
func (h *page) unseen(n *html.Node) (why string, guess bool) {
	if n.Type != html.ElementNode || n.Namespace != "" {
		return "", false
	}
	if m := hidingStyle.FindStringSubmatch(attr(n, "style")); m != nil {
		return h.hiddenBy(n, plain(m[1]))
	}
	for _, a := range n.Attr {
		if a.Key == "hidden" && !strings.EqualFold(a.Val, "until-found") {
			return h.hiddenBy(n, "hidden")
		}
	}
	for _, r := range h.rules {
		if r.matches(n) {
			return h.hiddenBy(n, r.says+" in the page's style")
		}
	}
	switch n.DataAtom {
	case atom.Select, atom.Datalist:
		return "a menu (" + n.Data + ")", false
	case atom.Button, atom.Input:
		return "buttons", false
	case atom.Noscript:
		return "words for browsers without scripts", false
	case atom.Dialog:
		if !hasAttr(n, "open") {
			return "hidden (a dialog that is not open)", false
		}
	case atom.Audio, atom.Video, atom.Canvas, atom.Object:
		return "words in the place of a " + n.Data, false
	case atom.Nav, atom.Search:
		return "a navigation", true
	case atom.Footer:
		if !within(n, atom.Article, atom.Main, atom.Section, atom.Blockquote) {
			return "the page's footer", true
		}
	case atom.Header, atom.Aside:
		if !within(n, atom.Article, atom.Main, atom.Section) && !holds(n, atom.H1) {
			return "the page's " + map[atom.Atom]string{atom.Header: "header", atom.Aside: "side"}[n.DataAtom], true
		}
	}
	if why := googleDocs(n); why != "" {
		return why, true
	}
	switch strings.ToLower(attr(n, "role")) {
	case "navigation", "menu", "menubar", "search", "toolbar":
		return "a navigation", true
	case "dialog", "alertdialog":
		return "a dialog over the page", true
	case "contentinfo":
		return "the page's footer", true
	}
	style := strings.ToLower(strings.ReplaceAll(attr(n, "style"), " ", ""))
	for _, element := range []string{"header", "footer", "comment-list", "comment", "footnote-separator", "footnote-continuation-separator"} {
		if strings.Contains(style, "mso-element:"+element) {
			return "what Word keeps beside the text (" + element + ")", strings.HasSuffix(element, "er")
		}
	}
	for _, name := range append(strings.Fields(attr(n, "class")), attr(n, "id")) {
		switch {
		case consentName.MatchString(name):
			return "a dialog on cookies", true
		case strings.EqualFold(name, "msocomanchor") || strings.EqualFold(name, "msocomoff") || strings.EqualFold(name, "MsoCommentReference"):
			return "a comment in Word", true
		case spokenOnly.MatchString(name):
			return "words that are read out and not shown", false
		case besideText.MatchString(name):
			return "a line that Word prints on each page", true
		case crumbs.MatchString(name) && !holds(n, atom.H1) && !within(n, atom.Article):
			return "a navigation", true
		}
	}
	return "", false
}

// googleDocs returns what Google Docs writes into a page beside the text of the document: the remarks on it, and the bars of a published one.
func googleDocs(n *html.Node) string {
	switch id := attr(n, "id"); {
	case id == "banners" || (id == "header" || id == "footer") && n.Parent != nil && hasClass(n.Parent, "doc-content"):
		return "a bar of Google Docs"
	case n.DataAtom == atom.Sup && leadsTo(n, "#cmnt"), (n.DataAtom == atom.P || n.DataAtom == atom.Div) && begins(n, "#cmnt_ref"):
		return "a comment in Google Docs"
	}
	return ""
}

// leadsTo reports whether an element holds nothing but a link into the page whose fragment begins so.
func leadsTo(n *html.Node, to string) bool {
	for d := range n.Descendants() {
		if d.DataAtom == atom.A && strings.HasPrefix(attr(d, "href"), to) {
			return plain(textOf(d)) == plain(textOf(n))
		}
	}
	return false
}

// begins reports whether the first words of an element are a link into the page whose fragment begins so.
func begins(n *html.Node, to string) bool {
	for d := range n.Descendants() {
		switch {
		case d.DataAtom == atom.A && strings.HasPrefix(attr(d, "href"), to):
			return true
		case d.Type == html.TextNode && plain(d.Data) != "":
			return false
		}
	}
	return false
}

// foldedAway reports whether an element is one that a reader opens, by the names that its page gives it.
func foldedAway(n *html.Node) bool {
	if within(n, atom.Nav, atom.Header, atom.Footer) {
		return false
	}
	for p, depth := n, 0; p != nil && depth < 3; p, depth = p.Parent, depth+1 {
		names := attr(p, "class") + " " + attr(p, "id")
		if noFolder.MatchString(names) {
			return false
		}
		if folding.MatchString(names) {
			return true
		}
	}
	return false
}

// hiddenBy tells why an element is hidden. What a reader opens with a click is read: it is no hidden text, and is said to be kept.
func (h *page) hiddenBy(n *html.Node, how string) (string, bool) {
	if id := attr(n, "id"); id != "" && h.opened[id] || strings.EqualFold(attr(n, "role"), "tabpanel") || foldedAway(n) || n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		if n.DataAtom != atom.Body && n.DataAtom != atom.Html && plain(textOf(n)) != "" {
			h.lost = append(h.lost, leftOut{line: lineOf(n), why: "kept, though it is hidden (" + how + ") until a reader opens it", words: "", guess: true})
		}
		return "", false
	}
	return "hidden (" + how + ")", true
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func within(n *html.Node, names ...atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		for _, name := range names {
			if p.Type == html.ElementNode && p.DataAtom == name {
				return true
			}
		}
	}
	return false
}

func holds(n *html.Node, name atom.Atom) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.DataAtom == name {
			return true
		}
	}
	return false
}

// shownText returns the words of a node as they are shown, blocks apart.
func shownText(n *html.Node) string { return plain(linesOf(n)) }

func countWords(s string) int { return len(strings.Fields(s)) }

// prune takes out of a page what no reader saw and what is no part of its text. What holds most words of a page is the text, whatever it is called.
func (h *page) prune(root *html.Node) {
	h.rules, h.looks = rulesOf(root)
	h.opened = map[string]bool{}
	for d := range root.Descendants() {
		for _, id := range strings.Fields(attr(d, "aria-controls") + " " + strings.TrimPrefix(attr(d, "data-bs-target")+" "+attr(d, "data-target"), "#")) {
			h.opened[strings.TrimPrefix(id, "#")] = true
		}
	}
	all := countWords(shownText(root))
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			why, guess := "", false
			if c.Type == html.ElementNode && !silent(c) {
				why, guess = h.unseen(c)
			}
			words := ""
			if why != "" {
				words = shownText(c)
			}
			switch {
			case why == "":
				walk(c)
			case countWords(words)*10 > all*6 && all > 20 && !strings.HasPrefix(why, "hidden"):
				h.lost = append(h.lost, leftOut{line: lineOf(c), why: "kept, since it is most of the page: what looks like " + why, guess: true})
				walk(c)
			default:
				if words != "" {
					h.lost = append(h.lost, leftOut{line: lineOf(c), why: why, words: words, guess: guess, once: why == "buttons" || strings.HasPrefix(why, "words that are read")})
				}
				// what stood on either side of it stands apart
				n.InsertBefore(&html.Node{Type: html.TextNode, Data: " "}, c)
				n.RemoveChild(c)
			}
			c = next
		}
	}
	walk(root)
}

// textPart is what programs that many sites are made with call the part of a page that is its text.
var textPart = regexp.MustCompile(`^(mw-content-text|shopify-policy__container|PAGES_CONTAINER|entry-content|wiki-content|page-body|field--name-body|doc-content-body)$`)

// body returns the part of a page that holds its text: <main> or <article> where there is one, with the page's heading and dates that stand before it.
func (h *page) body(root *html.Node, lang string) *html.Node {
	var body *html.Node
	for d := range root.Descendants() {
		if d.DataAtom == atom.Body && d.Type == html.ElementNode {
			body = d
			break
		}
	}
	if body == nil {
		return root
	}
	main := h.mainPart(body)
	if main == nil {
		return body
	}
	titled := holds(main, atom.H1)
	var before, after []*html.Node
	var walk func(n *html.Node, past *bool)
	walk = func(n *html.Node, past *bool) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			switch {
			case c == main:
				*past = true
			case c.Type == html.ElementNode && contains(c, main):
				walk(c, past)
			default:
				if c.Type == html.ElementNode && !silent(c) {
					if *past {
						after = append(after, h.headOf(c, lang, &titled)...)
					} else {
						before = append(before, h.headOf(c, lang, &titled)...)
					}
				}
				words := ""
				if c.Type == html.TextNode {
					words = plain(c.Data)
				} else if !silent(c) {
					words = shownText(c)
				}
				if c.Parent != n {
					break // it was the heading itself
				}
				if words != "" {
					h.lost = append(h.lost, leftOut{line: lineOf(c), why: "what stands beside the page's <" + main.Data + ">", words: words, guess: true})
				}
				n.RemoveChild(c)
			}
			c = next
		}
	}
	past := false
	walk(body, &past)
	first := main.FirstChild
	for _, n := range before {
		main.InsertBefore(n, first)
	}
	for _, n := range after {
		main.AppendChild(n)
	}
	return main
}

// mainPart returns the element of a page that says of itself that it is the page's text, where most of the page's words stand in it; nil for none.
func (h *page) mainPart(body *html.Node) *html.Node {
	all := countWords(shownText(body))
	main := h.only(body, func(n *html.Node) bool { return n.DataAtom == atom.Main || strings.EqualFold(attr(n, "role"), "main") })
	if main != nil && countWords(shownText(main))*4 >= all {
		return main
	}
	for _, is := range []func(n *html.Node) bool{
		func(n *html.Node) bool { return n.DataAtom == atom.Article },
		func(n *html.Node) bool {
			return textPart.MatchString(attr(n, "id")) || slices.ContainsFunc(strings.Fields(attr(n, "class")), textPart.MatchString)
		},
	} {
		if part := h.only(body, is); part != nil && countWords(shownText(part))*2 >= all {
			return part
		}
	}
	return nil
}

// headOf takes the page's heading, and lines that are there for a date, out of what stands beside its text.
func (h *page) headOf(n *html.Node, lang string, titled *bool) []*html.Node {
	var out []*html.Node
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type != html.ElementNode || silent(n) {
			return
		}
		words := shownText(n)
		heading := n.DataAtom == atom.H1 && !*titled && words != ""
		dated := false
		if width(words) <= 120 && year.MatchString(words) {
			for _, s := range statedIn(words, "", 8, false, lang) {
				dated = dated || s.sure()
			}
		}
		if (heading || dated && isBlock(n) && !holdsBlock(n)) && n.Parent != nil {
			*titled = *titled || heading
			n.Parent.RemoveChild(n)
			out = append(out, n)
			return
		}
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			walk(c)
			c = next
		}
	}
	walk(n)
	return out
}

// only returns the one element that is meant and holds words, nil where there are none or several.
func (h *page) only(root *html.Node, meant func(*html.Node) bool) *html.Node {
	var found *html.Node
	for d := range root.Descendants() {
		if d.Type != html.ElementNode || !meant(d) || shownText(d) == "" || found != nil && contains(found, d) {
			continue
		}
		if found != nil {
			return nil
		}
		found = d
	}
	return found
}

func contains(outer, inner *html.Node) bool {
	for p := inner.Parent; p != nil; p = p.Parent {
		if p == outer {
			return true
		}
	}
	return false
}

// leftOutFindings says what was left out, each part by itself, and what is alike and small together.
func (h *page) leftOutFindings() []Finding {
	var out []Finding
	together := map[string]int{}
	counts := map[string]int{}
	alike := map[string]int{}
	for _, l := range h.lost {
		alike[l.why]++
	}
	for _, l := range h.lost {
		l.once = l.once || alike[l.why] > 12
		text := l.why
		if l.words != "" {
			text = fmt.Sprintf("%s, words: %d: %s", l.why, countWords(l.words), clip(l.words))
		}
		if !l.once {
			out = append(out, Finding{Line: l.line, Kind: KindLeftOut, Text: text, Guess: l.guess})
			continue
		}
		if _, known := together[l.why]; !known {
			together[l.why] = len(out)
			out = append(out, Finding{Line: l.line, Kind: KindLeftOut, Guess: l.guess})
		}
		counts[l.why]++
		f := &out[together[l.why]]
		if counts[l.why] == 1 {
			f.Text = clip(l.words)
		} else if counts[l.why] < 6 {
			f.Text += "; " + clip(l.words)
		}
	}
	for why, at := range together {
		out[at].Text = fmt.Sprintf("%s, %d: %s", why, counts[why], out[at].Text)
	}
	return out
}
