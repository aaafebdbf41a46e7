package importer

import "candor/internal/civil"

// Stated returns the dates that one block of a text surely states about the text itself, such as "Effective: 1 May 2024" or «Дата
// последнего изменения: 1 мая 2024 г.», in Russian and English. Dates of laws, of other documents and of what the text speaks of are none.
func Stated(block, lang string) []civil.Date {
	var out []civil.Date
	for _, s := range statedIn(block, "", 8, false, lang) {
		if !s.guess {
			out = append(out, s.date)
		}
	}
	return out
}

// Dates returns every date that is written out in a text, in Russian and English words or in digits, in order.
func Dates(text, lang string) []civil.Date {
	var out []civil.Date
	for _, d := range findDates(text, lang) {
		out = append(out, d.date)
	}
	return out
}
