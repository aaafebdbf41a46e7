package importer

import (
	"regexp"
	"strings"
)

// Words that show that a sentence goes on: what begins with one of the first, or ends with one of the second, is no whole one; and what begins with
// a person who does something is a sentence and no heading.
var (
	goesOnWith = regexp.MustCompile(`^(and|or|nor|but|of|to|for|from|in|into|on|onto|at|by|with|without|under|upon|as|than|that|which|who|whose|where|when|if|unless|because|` +
		`и|или|либо|а|но|да|на|в|во|с|со|к|ко|по|о|об|обо|от|до|из|для|при|без|под|над|между|через|после|чем|что|чтобы|если|когда|котор\pL+|либо|также|путем|путём|посредством)([\s,]|$)`)
	endsOpen = regexp.MustCompile(`(^|[\s(«"“])(the|a|an|of|to|for|from|in|into|on|at|by|with|without|under|as|than|that|which|and|or|our|your|their|its|is|are|be|not|` +
		`и|или|на|в|во|с|со|к|ко|по|о|об|от|до|из|у|за|для|при|без|под|над|между|через|не|что|чтобы|если|а|но|либо)$`)
	personDoes = regexp.MustCompile(`^(Я|Мы|Вы|Он|Она|Они|I|We|You|They|He|She|It)\s+\pL`)
	asks       = regexp.MustCompile(`(?i)^(who|whom|what|which|when|where|why|how|кто|ком[уы]?|кого|что|чего|чем|как|какие|каки[мх]|какой|какая|какую|какое|где|куда|когда|зачем|почему|сколько)\s`)
	describes  = regexp.MustCompile(`(?i),|\s(we|you|they|it|I|that|мы|вы|они)\s`) // "Information we may collect", «Права, которые имеет пассажир»
	mayOrMust  = regexp.MustCompile(`(?i)(^|\s)(may|must|shall|can|will|should|has|have|agrees?|undertakes?|includes?|вправе|имеет|имеют|имеете|имею|может|могут|можете|можем|` +
		`должен|должна|должны|обязан|обязана|обязаны|обязуется|обязуются|обязуюсь|согласен|согласна|разрешаю|поручаю|включает|включают)(\s|$)`)
)

// sentence reports whether a block is one that a blank line has cut for certain: what follows it begins in the middle of a sentence, and stands
// alone, so that it is no list in lower case.
func (b *block) sentence(l line, after *line, limit int) bool {
	if m := lastMark(l.text); m == ';' || m == ',' {
		return false
	}
	if after != nil && after.mark.style == noMark && startsLower(after.text) && (after.gap > 0 || limit == 0 || width(l.text) < 40) {
		return false
	}
	begun := strings.Join(b.parts, "")
	return goesOnWith.MatchString(l.text) || endsOpen.MatchString(plain(b.last.text)) || personDoes.MatchString(begun) && !asks.MatchString(begun) ||
		b.joined > 0 && b.prose()
}

// cutAfter reports whether block i seems to be cut: what stands behind it begins in lower case, alone, and no list.
func (c *classifier) cutAfter(i int) bool {
	b, next, after := c.at(i), c.at(i+1), c.at(i+2)
	if b.kind == paragraph && b.under == 0 && !b.dated && next.kind == paragraph && next.mark.style == noMark && !isUpper(b.text) && len(strings.Fields(b.text)) > 4 &&
		(endsOpen.MatchString(plain(b.text)) || lastMark(b.text) == ',' && b.prose()) {
		return true // a name may go on with it
	}
	lower := func(b *block) bool { return b.kind == paragraph && b.mark.style == noMark && startsLower(b.text) }
	return (b.kind == paragraph || b.kind == item) && !b.dated && !endsSentence(b.text) && lower(next) && !lower(after) && !next.run &&
		!contact.MatchString(next.text) && !defined.MatchString(next.text) && !punctuated(next)
}

// opensList reports whether block i is how a sentence begins that the items below it complete: "You have the right" above "of access". Words that
// ask, or name a subject, are a heading above the same items.
func (c *classifier) opensList(i int) bool {
	b, next := c.at(i), c.at(i+1)
	if next.kind != item || next.unmarked || !startsLower(next.mark.rest) || asks.MatchString(b.text) {
		return false
	}
	text := plain(b.text)
	return personDoes.MatchString(text) || !describes.MatchString(text) && (mayOrMust.MatchString(text) || endsOpen.MatchString(text)) ||
		goesOnWith.MatchString(next.mark.rest) && c.goOn(i+1)
}

// goOn reports whether the item after block i also goes on with a sentence, or is the only one.
func (c *classifier) goOn(i int) bool {
	next := c.at(i + 1)
	return next.kind != item || goesOnWith.MatchString(next.mark.rest)
}
