package importer

import "candor/internal/civil"

// Stated returns the dates that one block of a text surely states about the text itself, such as "Effective: 1 May 2024" or «Дата
// последнего изменения: 1 мая 2024 г.»: in Russian and English wherever they stand, in other languages in a line of their own. Dates of laws, of
// other documents and of what the text speaks of are none.
func Stated(block, lang string) []civil.Date {
	var out []civil.Date
	for _, s := range statedIn(block, "", 8, false, lang) {
		if s.sure() {
			out = append(out, s.date)
		}
	}
	return out
}
