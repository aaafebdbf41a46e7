package importer

import (
	"regexp"
	"strings"

	"candor/internal/civil"
)

// entryStart is what an entry of a list of changes may have before its date: a bullet, a bracket, "Version 2.1 –".
var entryStart = regexp.MustCompile(`(?i)^[\s|•·*\-–—\[(#]*((v|ver|rev|version|versione|versión|versão|wersja|revision|rev\.|release|редакция|верси[яи]|ред\.|версія|fassung|verze|verzió|versie|第)?[\s.]*[\d.]*\s*(版|号)?\s*[\s|:–—\-,(\[]*)?(от|of|dated|from|vom|du|de|del|z dnia)?\s*$`)

// withChanges finds a list of changes, whose entries begin with a date, and gives its newest day as that of the last change.
func withChanges(list []stated, blocks []*block, lang string) []stated {
	type entry struct {
		at   int
		date civil.Date
	}
	var entries []entry
	told := false // the list says that it is one of changes
	for i, b := range blocks {
		s := plain(b.text)
		if b.kind == table || len(s) > 1<<14 || !year.MatchString(s) {
			continue
		}
		dates := findDates(s, lang)
		if len(dates) == 0 || dates[0].Either || !entryStart.MatchString(s[:dates[0].Start]) {
			continue
		}
		rest := s[dates[0].End:]
		labelled := roleOf(s[:dates[0].Start], rest, lang)
		if labelled == effectiveRole || law.MatchString(s) {
			continue
		}
		entries = append(entries, entry{i, dates[0].Date})
		if told {
			continue
		}
		told = labelled == changedRole || lastIndex(changeWords, rest) >= 0
		if i+1 < len(blocks) && len(rest) < besides {
			told = told || lastIndex(changeWords, plain(blocks[i+1].text)) >= 0
		}
		for j := max(0, i-4); j < i; j++ {
			head := plain(blocks[j].text)
			told = told || width(head) <= 60 && changesHead.MatchString(head) && len(findDates(head, lang)) == 0
		}
	}
	if len(entries) < 2 || !told {
		return list
	}
	newest := entries[0]
	for _, e := range entries {
		if e.date.After(newest.date) {
			newest = e
		}
	}
	of := map[int]bool{}
	for _, e := range entries {
		of[e.at] = true
	}
	found := false
	for i, s := range list {
		if !of[s.block] || s.role == effectiveRole {
			continue
		}
		list[i].old = s.date != newest.date
		if s.date == newest.date && s.role != adoptedRole {
			list[i].role, list[i].kind, list[i].guess, found = changedRole, KindDate, false, true
		}
	}
	if !found {
		b := blocks[newest.at]
		list = append(list, stated{date: newest.date, kind: KindDate, role: changedRole, text: clip(strings.TrimLeft(plain(b.text), "|•·*-–— ")), block: newest.at, line: b.no})
	}
	return list
}

// changeWords say of an entry that it tells of a change.
var changeWords = []*regexp.Regexp{
	regexp.MustCompile(`(?i)(^|[^\pL])(updated?|added|removed|changed?|clarif\pL+|revised|amended|initial|first|new|reworded|corrected|renamed|добавлен\pL*|удален\pL*|измен\pL+|уточн\pL+|обновл\pL+|первая|исправ\pL+|ergänz\pL*|geändert|hinzugefügt|ajout\pL*|modifi\pL*|actualiz\pL*|añadid\pL*|aggiunt\pL*|dodan\pL*|eklendi|додан\pL*)`),
	changedElsewhere,
}
