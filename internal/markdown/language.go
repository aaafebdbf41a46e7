package markdown

import "strings"

// baseOf returns the language subtag of a BCP 47 tag in lower case: "sr" of "sr-Latn-RS".
func baseOf(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	return base
}

// hasSubtag reports whether a tag has a subtag (script or region) after its language, case ignored.
func hasSubtag(tag, subtag string) bool {
	parts := strings.Split(strings.ReplaceAll(tag, "_", "-"), "-")
	for _, p := range parts[1:] {
		if strings.EqualFold(p, subtag) {
			return true
		}
	}
	return false
}

// rightToLeft reports whether a language is written from right to left.
func rightToLeft(tag string) bool {
	if hasSubtag(tag, "Arab") || hasSubtag(tag, "Hebr") || hasSubtag(tag, "Thaa") || hasSubtag(tag, "Syrc") {
		return true
	}
	if hasSubtag(tag, "Latn") || hasSubtag(tag, "Cyrl") {
		return false
	}
	switch baseOf(tag) {
	case "ar", "he", "iw", "fa", "ur", "yi", "ps", "sd", "ug", "ckb", "dv", "syr", "arc":
		return true
	}
	return false
}

// joinsLines reports whether a language is written without spaces, so that a line break in a paragraph stands for nothing.
// Korean has wide letters too, and spaces: it is not one of them.
func joinsLines(tag string) bool {
	base := baseOf(tag)
	return base == "zh" || base == "ja"
}
