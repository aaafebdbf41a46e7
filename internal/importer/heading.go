package importer

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxHeading = 110 // characters of an unnumbered heading
	maxTitle   = 200
	maxItem    = 120 // characters of an item that has neither mark nor final stop
)

var (
	titleWord = regexp.MustCompile(`(?i)(политик|соглашени|услови|правила|положени|оферт|согласи|уведомлени|договор|регламент|privacy|polic|terms|agreement|notice|cookie|statement|conditions|charter|licen[cs]e|guidelines|code of|disclaimer|imprint|rules|addendum|конфиденциальн|персональн|subprocessors|субобработчик|` +
		`політик|угод|умови|конфіденц|саясат|келісім|ережелер|datenschutz|nutzungsbeding|geschäftsbeding|agb|richtlinie|hinweis|impressum|erklärung|confidentialité|politique|charte|mentions|conditions|privacidad|política|condiciones|aviso|términos|privacidade|termos|condições|informativa|riservatezza|condizioni|termini|prywatnoś|regulamin|polityk|gizlilik|aydınlatma|koşul|sözleşme|kişisel veri|çerez|隐私|隱私|政策|协议|協議|条款|條款|声明|聲明|条例|办法|规则|規約|約款|ポリシー|プライバシー|方針|개인정보|약관|처리방침|정책|سياسة|خصوصي|شروط|اتفاقية|פרטיות|מדיניות|תנאי|תקנון|` +
		`privacybeleid|privacyverklaring|beleid|voorwaarden|integritet|villkor|personvern|privatliv|vilkår|tietosuoja|käyttöeh|soukrom|súkrom|podmínk|podmienk|zásad|ochran|adatvéd|adatkez|szabályzat|feltétel|tájékoztató|confidențialit|termeni|απορρήτου|όροι|πολιτική|поверителност|общи условия|приватност|privatnost|zasebnost|pogoji|uvjeti|privatum|konfidenci|privātum|noteikum|privaatsus|tingimus|riêng tư|bảo mật|điều khoản|privasi|kebijakan|ketentuan|terma|ความเป็นส่วนตัว|นโยบาย|ข้อกำหนด|गोपनीयता|नीति|शर्तें|গোপনীয়|গোপনীয়|தனியுரிமை|حریم خصوصی|رازداری|privadesa|pribatutasun|personal data|données (à caractère )?personnel|protection des données|datos personales|dati personali|dados pessoais|danych osobowych|persoonsgegevens|personuppgift|personoplysning|personopplysning|henkilötie|osobních údaj|osobných údaj|személyes adat|caracter personal|προσωπικ|лични данни|лични подаци|osobnih podat|asmens duomen|personas dat|isikuandme|dữ liệu cá nhân|data pribadi|个人信息|個人資料|個人情報)`)
	// clauseStart is how a clause begins: what begins so is the name of a part and not of the whole.
	clauseStart = regexp.MustCompile(`(?i)^(\d{1,2}(\.\d+)*([.)]|\s+\p{Lu})|[IVX]{1,5}[.)]\s|[A-ZА-Я][.)]\s|§|(art(icle|ikel|ículo|igo|icolo|\.)|artykuł|art|clause|section|sección|seção|sezione|sekcja|abschnitt|chapter|chapitre|capítulo|capitolo|rozdział|kapitel|madde|bölüm|раздел|глава|статья|пункт|розділ|стаття|бөлім|бап|članak|člen|článek|§)\s*(\d|[IVX]+([.:)\s]|$))|第\s*[一二三四五六七八九十百\d]+\s*[条條章节節]|제\s*\d+\s*[조장]|(المادة|البند)\s|סעיף\s)`)
	// opensText is what first clauses are called.
	opensText = regexp.MustCompile(`(?i)^(introduction|overview|general|general (provisions|terms|information)|definitions?|scope|preamble|background|about|about us|who we are|(table of )?contents|summary|введение|общие положения|термины( и определения)?|определения|предмет( \pL+)?|преамбула|оглавление|содержание|вступ|загальні положення|визначення|зміст|кіріспе|жалпы ережелер|einleitung|allgemeines|inhalt|inhaltsverzeichnis|geltungsbereich|präambel|préambule|généralités|objet|sommaire|définitions|introducción|objeto|índice|definiciones|introdução|definições|introduzione|premessa|oggetto|indice|definizioni|wstęp|postanowienia ogólne|definicje|giriş|tanımlar|amaç|içindekiler|inleiding|inledning|innehåll|úvod|bevezetés|introducere|εισαγωγή|въведение|uvod|前言|引言|导言|总则|總則|定义|定義|目录|目錄|はじめに|総則|目次|목적|총칙|목차|서문|مقدمة|المقدمة|تعريفات|المحتويات|מבוא|הקדמה|הגדרות|תוכן עניינים)[.:]?$`)
	section   = regexp.MustCompile(`(?i)^(раздел|глава|часть|статья|приложение|section|article|chapter|part|appendix|annex|schedule|§)\s*(?:№\s*)?(?:\d+(?:\.\d+)*|[IVXLC]+|[A-ZА-Я])(?:[.:)]|\s|$)\s*(.*)$`)
	aside     = regexp.MustCompile(`\s\([^()]*\)$`)
	partWord  = regexp.MustCompile(`(?i)^(раздел|глава|часть|part|chapter)\s`)
	contact   = regexp.MustCompile(`(?i)@|https?://|www\.|(\+?\d[\s()-]*){7,}|^(инн|огрн|кпп|тел|e-?mail|адрес|phone|address|fax)(\s|[.:]|$)|^(ооо|ао|зао|пао|ип)\s["«“]?\pL+|^\S+( \S+)? (ltd|llc|inc|gmbh)\.?$`)
)

// findTitle looks at the short blocks at the top: the first that has a word of which titles of policies are made, else the
// first that looks like a heading.
func (c *classifier) findTitle() {
	c.title = -1
	for i, b := range c.blocks[:min(len(c.blocks), 8)] {
		long := width(b.text) > maxTitle || endsSentence(b.text) && !isUpper(b.text)
		if b.kind != paragraph || (long || b.mark.style != noMark) && !b.dated {
			break
		}
		if b.dated || !likeHeading(b.text, maxTitle) || i+1 == len(c.blocks) {
			continue
		}
		if opensClause(plain(b.text)) {
			break
		}
		if titleWord.MatchString(b.text) {
			c.title = i
			break
		}
		if c.title < 0 {
			c.title = i
		}
	}
	if c.title >= 0 {
		c.takeTitle()
	}
}

// opensClause reports whether words name a part of a text and not the whole.
func opensClause(s string) bool { return clauseStart.MatchString(s) || opensText.MatchString(s) }

// takeTitle makes the title a heading. Further lines in capitals directly below it belong to it ("REGULATION / ON DATA");
// another short line there, with space after it, is a subtitle.
func (c *classifier) takeTitle() {
	b := c.blocks[c.title]
	b.kind, b.level = heading, 1
	n := c.at(c.title + 1)
	for n.kind == paragraph && n.gap == 0 && !n.dated && n.mark.style == noMark && isUpper(b.text) && isUpper(n.text) &&
		width(b.text)+width(n.text) < maxTitle {
		b.text += " " + n.text
		b.mended++
		c.blocks = append(c.blocks[:c.title+1], c.blocks[c.title+2:]...)
		n = c.at(c.title + 1)
	}
	if after := c.at(c.title + 2); n.gap == 0 && (after.gap > 0 || after.dated) {
		n.subtitle = true
	}
}

// likeHeading reports whether words could be a heading: short, without a final stop, not a line of contact data.
func likeHeading(s string, limit int) bool {
	s = plain(s)
	if width(s) > limit || contact.MatchString(s) {
		return false
	}
	if isUpper(s) {
		return !strings.ContainsRune(";,", lastMark(s))
	}
	last := lastMark(s)
	if endsSentence(s) && last != '?' || strings.ContainsRune(",-–—/", last) || len(strings.Fields(s)) > limit/8 || sentenceEnd.MatchString(s) || opening.MatchString(s) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	return !startsLower(s) && strings.ContainsFunc(s, unicode.IsLetter) && (isWord(first) || strings.ContainsRune("\"'«“„(§№¿", first))
}

// headings finds the headings among what is left.
func (c *classifier) headings() {
	for i, b := range c.blocks {
		if b.kind == paragraph && !b.dated && !b.subtitle && c.isHeading(i) {
			b.kind = heading
		}
	}
}

func (c *classifier) isHeading(i int) bool {
	b, next := c.blocks[i], c.at(i+1)
	if i+1 >= len(c.blocks) || next.kind == rule || next.kind == folio {
		return isUpper(b.text) && likeHeading(b.text, maxHeading) && i+2 < len(c.blocks)
	}
	if m := section.FindStringSubmatch(plain(b.text)); m != nil {
		return width(b.text) <= maxHeading && (m[2] == "" || likeHeading(m[2], maxHeading) || likeHeading(strings.TrimSuffix(m[2], "."), 60))
	}
	if b.mark.style == decimalMark {
		return c.numberedHeading(b, next)
	}
	if b.mark.style != noMark || !likeHeading(b.text, maxHeading) {
		return false
	}
	if isUpper(b.text) {
		return true
	}
	return c.standsAlone(i)
}

// numberedHeading wants words like a heading's and something that stands below it: text, or a deeper number.
func (c *classifier) numberedHeading(b, next *block) bool {
	words := b.mark.rest
	if width(words) <= maxTitle {
		words = aside.ReplaceAllString(words, "") // "1. Terms (as the laws have them that …)"
	}
	if bare := strings.TrimSuffix(plain(words), ":"); lastMark(words) == ':' && len(strings.Fields(bare)) <= 6 && !personDoes.MatchString(bare) && !mayOrMust.MatchString(bare) &&
		!describes.MatchString(bare) && !opening.MatchString(bare) && (next.kind != item || len(b.mark.nums) == 1 && !next.unmarked) {
		words = bare // "1. Definitions:"
	}
	if len(next.mark.nums) > len(b.mark.nums) && width(words) <= 60 {
		words = strings.TrimSuffix(words, ".") // "1. General terms." with 1.1 below it
	}
	if !likeHeading(words, maxHeading) || strings.HasSuffix(b.mark.typed, ")") && len(b.mark.nums) == 1 {
		return false
	}
	return next.mark.style != decimalMark || len(next.mark.nums) > len(b.mark.nums) || len(b.mark.nums) == 1 && next.mark.nums[0] == 1
}

// standsAlone judges a short line without number or capitals: a heading has text below it, and is not one of several short
// lines in a row (an address, a list that lost its marks).
func (c *classifier) standsAlone(i int) bool {
	b, next := c.blocks[i], c.blocks[i+1]
	if c.cutAfter(i) || c.opensList(i) {
		return false // a sentence
	}
	if prev := c.at(i - 1); lastMark(prev.text) == ':' && prev.kind == paragraph && b.gap == 0 {
		return false
	}
	if prev := c.at(i - 1); b.gap == 0 && (c.short(i-1) || prev.kind == paragraph && !prev.dated && !prev.subtitle && !endsSentence(prev.text)) {
		return false // one of several short lines, or the end of a sentence
	}
	if c.short(i + 1) {
		// Two in a row may be a heading and the first below it; of three only the last is sure.
		return (next.gap > 0 || c.isProse(i-1) && c.isProse(i+2)) && !c.short(i-1) && !c.short(i+2)
	}
	if next.kind == paragraph && next.mark.style == noMark && !endsSentence(next.text) && contact.MatchString(next.text) {
		return next.gap > 0 || b.gap > next.gap || c.at(i-1).kind == heading
	}
	return next.kind != paragraph || next.mark.style != noMark || width(next.text) > width(b.text) || endsSentence(next.text)
}

// isProse reports whether block i is a paragraph longer than any heading or line of an address.
func (c *classifier) isProse(i int) bool {
	b := c.at(i)
	return b.kind == paragraph && b.mark.style == noMark && width(b.text) > maxHeading
}

// short reports whether block i is an unmarked, unnumbered line that could be a heading by its words alone.
func (c *classifier) short(i int) bool {
	b := c.at(i)
	return b.kind == paragraph && !b.dated && b.mark.style == noMark && likeHeading(b.text, maxHeading) && !isUpper(b.text) && !section.MatchString(plain(b.text))
}

// levels gives headings their levels: by number, capitals above others, none skipped.
func (c *classifier) levels() {
	lastNumbered, capitals, parts := -1, 0, false
	for i, b := range c.blocks {
		if b.kind != heading || i == c.title {
			continue
		}
		if b.mark.style == decimalMark && len(b.mark.nums) == 1 {
			lastNumbered = i
		}
		if isUpper(b.text) {
			capitals++
		}
		parts = parts || partWord.MatchString(b.text)
	}
	above, seenNumber, seenCapitals := 1, false, false
	for i, b := range c.blocks {
		if b.kind != heading || i == c.title {
			continue
		}
		switch {
		case b.mark.style == decimalMark:
			b.level = 1 + len(b.mark.nums)
			seenNumber = true
		case parts && !isUpper(b.text) && section.MatchString(plain(b.text)) && !partWord.MatchString(b.text):
			b.level = 3
		case isUpper(b.text), section.MatchString(plain(b.text)):
			b.level = 2
			seenCapitals = seenCapitals || isUpper(b.text)
		case seenNumber && i < lastNumbered, capitals > 1 && seenCapitals:
			b.level = 3
		default:
			b.level = 2
		}
		b.level = min(b.level, above+1, 6)
		above = b.level
	}
}
