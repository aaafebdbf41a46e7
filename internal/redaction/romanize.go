package redaction

import (
	"strings"
	"unicode"
)

// romanizations are the ways in which names in Cyrillic are spelled in Latin letters, beside that of [markdown.Slug]: in passports (ICAO Doc 9303, part 3), for
// readers of English (BGN/PCGN), for those of German and Slavic languages (ISO 9), and as people write their own addresses.
var romanizations = []*strings.Replacer{
	romanization("ё e й i х kh ц ts ч ch ш sh щ shch ъ ie ы y ь - э e ю iu я ia ж zh є ie ї i"),
	romanization("ё yo й y х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya ж zh є ye ї yi"),
	romanization("ё jo й j х h ц c ч ch ш sh щ shch ъ - ы y ь - э e ю ju я ja ж zh є je ї ji"),
	romanization("ия ia ья ia ий y ый y ье ie ю yu я ya ё e й y х kh ц ts ч ch ш sh щ sch ъ - ы y ь - э e ж zh є e ї i"),
	romanization("ия ia ья ia ий iy ый iy ье ie ю u я a ё e й y х h ц c ч ch ш sh щ sch ъ - ы y ь - э e ж zh є e ї i"),
}

// romanization reads pairs of a letter, or two, and what is written for it; "-" is nothing.
func romanization(pairs string) *strings.Replacer {
	common := "а a б b в v г g ґ g д d е e з z и i і i к k л l м m н n о o п p р r с s т t у u ф f ә a ғ g қ k ң n ө o ұ u ү u һ h"
	fields := strings.Fields(pairs + " " + common)
	for i, f := range fields {
		if f == "-" {
			fields[i] = ""
		}
	}
	return strings.NewReplacer(fields...)
}

// romanized are the spellings of words in Latin letters that addresses may have, nil for words without Cyrillic ones.
func romanized(words string) []string {
	if !strings.ContainsFunc(words, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
		return nil
	}
	var out []string
	for _, r := range romanizations {
		out = append(out, r.Replace(words))
	}
	return out
}
