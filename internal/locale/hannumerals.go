package locale

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// hanNumber is a number in Chinese characters before a unit of time or money. Without a unit it is none: 一切, 第三方, 万一, 十分 are words.
var (
	hanNumber = regexp.MustCompile(`([〇零一二两兩三四五六七八九十百千万萬亿億]+)` + hanUnit)
	hanParts  = regexp.MustCompile(`(百|千|万|萬)分之([〇零一二两兩三四五六七八九十百千]+)`)
	hanBegins = regexp.MustCompile(`^` + hanUnit)
)

const hanUnit = `(?:个|個|か|ヶ|ケ|カ)?(?:工作|营业|营業|営業|自然|日历)?` +
	`(?:(日|天)|(周|週間|星期|礼拜)|(月)|(年)|(小时|小時|時間)|(分钟|分鐘|分間)|(元|块|円|欧元|ユーロ|美元|ドル)|(次|回))`

var (
	hanUnits  = []string{"day", "week", "month", "year", "hour", "minute", "money", "time"}
	hanDigits = map[rune]float64{'〇': 0, '零': 0, '一': 1, '二': 2, '两': 2, '兩': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	hanPowers = map[rune]float64{'十': 10, '百': 100, '千': 1000, '万': 1e4, '萬': 1e4, '亿': 1e8, '億': 1e8}
)

func hanLanguage(tag string) bool {
	base, _, _ := strings.Cut(tag, "-")
	return base == "zh" || base == "ja"
}

// han reads the numbers of a Chinese or Japanese text.
func han(text string) []Numeral {
	var out []Numeral
	for _, m := range hanNumber.FindAllStringSubmatchIndex(text, -1) {
		out = append(out, Numeral{Value: hanValue(text[m[2]:m[3]]), Unit: hanUnitOf(m[4:]), Start: m[2], End: m[1]})
	}
	for _, m := range hanParts.FindAllStringSubmatchIndex(text, -1) {
		of, _ := utf8.DecodeRuneInString(text[m[2]:m[3]])
		out = append(out, Numeral{Value: hanValue(text[m[4]:m[5]]) * 100 / hanPowers[of], Unit: "percent", Start: m[0], End: m[1]})
	}
	slices.SortStableFunc(out, func(a, b Numeral) int { return a.Start - b.Start })
	return out
}

// hanUnitOf names the unit whose group has matched, "" for none.
func hanUnitOf(groups []int) string {
	for i, name := range hanUnits {
		if 2*i < len(groups) && groups[2*i] >= 0 {
			return name
		}
	}
	return ""
}

// hanUnitAt is the unit that letters begin with, else the first of them: no space says where a word ends.
func hanUnitAt(letters string) string {
	if m := hanBegins.FindStringSubmatchIndex(letters); m != nil {
		return hanUnitOf(m[2:])
	}
	first, size := utf8.DecodeRuneInString(letters)
	if first < utf8.RuneSelf {
		return letters // GB
	}
	return letters[:size]
}

// hanValue reads 三十五 and 一千二百, and 二〇二六 digit by digit.
func hanValue(s string) float64 {
	if !strings.ContainsAny(s, "十百千万萬亿億") {
		v := 0.0
		for _, r := range s {
			v = v*10 + hanDigits[r]
		}
		return v
	}
	sum, part, digit := 0.0, 0.0, 0.0 // of all, below the last 万, before the next power
	for _, r := range s {
		power, isPower := hanPowers[r]
		switch {
		case !isPower:
			digit = hanDigits[r]
		case power >= 1e4:
			sum, part, digit = (sum+max(part+digit, 1))*power, 0, 0
		default:
			part, digit = part+max(digit, 1)*power, 0
		}
	}
	return sum + part + digit
}
