package importer

import "regexp"

var typedNumber = regexp.MustCompile(`^\d+(\.\d+)*[.)]?\s+`)

// HeadingWords reports whether words that stand alone, in bold, are a heading, as a line of a text file is one: short, no sentence, no date, no
// address. A typed number before them may stay.
func HeadingWords(words, lang string) bool {
	s := plain(words)
	if m := section.FindStringSubmatch(s); m != nil && width(s) <= maxHeading {
		return true
	}
	rest := typedNumber.ReplaceAllString(s, "")
	return likeHeading(rest, maxHeading) && lastMark(rest) != ':' && len(findDates(rest, lang)) == 0
}

// TitleLike reports whether words that stand alone, in bold, at the top of a text are its title, and not the heading of its first clause.
func TitleLike(words, lang string) bool {
	return HeadingWords(words, lang) && !opensClause(plain(words))
}
