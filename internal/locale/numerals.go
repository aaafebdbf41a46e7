package locale

import (
	"regexp"
	"strings"
)

// The number words of each language with their cases and genders, after its grammar; the values are those of CLDR's spell-out rules
// (rule-based number formats). Loose words mean a number only before a unit: an article or a pronoun (one), an order (third), a word that is
// another one too (семью, neuf, acht, sei).

func russian() *numerals {
	endings := "ый ой ий ого его ому ему ым им ом ем ая ую ей ое ее ые ие ых их ыми ими ья ью ье ьи ьего ьему ьим ьем ьей ьих ьими"
	n := &numerals{
		exact: lexicon(`
			0 ноль нуль нуля
			1.5 полтора полторы полутора
			2 два две двух двум двумя двое двоих
			3 три трех трем тремя трое троих
			4 четыре четырех четырем четырьмя четверо четверых
			5 пять пяти пятью
			6 шесть шести шестью
			7 семь семи
			8 восемь восьми восемью восьмью
			9 девять девяти девятью
			10 десять десяти десятью
			11 одиннадцать одиннадцати одиннадцатью
			12 двенадцать двенадцати двенадцатью
			13 тринадцать тринадцати тринадцатью
			14 четырнадцать четырнадцати четырнадцатью
			15 пятнадцать пятнадцати пятнадцатью
			16 шестнадцать шестнадцати шестнадцатью
			17 семнадцать семнадцати семнадцатью
			18 восемнадцать восемнадцати восемнадцатью
			19 девятнадцать девятнадцати девятнадцатью
			20 двадцать двадцати двадцатью
			30 тридцать тридцати тридцатью
			40 сорок сорока
			50 пятьдесят пятидесяти пятьюдесятью
			60 шестьдесят шестидесяти шестьюдесятью
			70 семьдесят семидесяти семьюдесятью
			80 восемьдесят восьмидесяти восемьюдесятью
			90 девяносто девяноста
			100 сто ста
			200 двести двухсот двумстам двумястами двухстах
			300 триста трехсот тремстам тремястами трехстах
			400 четыреста четырехсот четыремстам четырьмястами четырехстах
			500 пятьсот пятисот пятистам пятьюстами пятистах
			600 шестьсот шестисот шестистам шестьюстами шестистах
			700 семьсот семисот семистам семьюстами семистах
			800 восемьсот восьмисот восьмистам восемьюстами восьмистах
			900 девятьсот девятисот девятистам девятьюстами девятистах
			1000 тысяча тысячи тысяче тысячу тысячей тысячью тысяч тысячам тысячами тысячах
			1000000 миллион миллиона миллиону миллионом миллионе миллионы миллионов миллионам миллионами миллионах
			1000000000 миллиард миллиарда миллиардом миллиарде миллиарды миллиардов`),
		loose: inflect(lexicon(`
			1 один одного одному одним одном одна одной одну одно перв~
			2 втор~
			3 трет~
			4 четверт~
			5 пят~
			6 шест~
			7 семью седьм~
			8 восьм~
			9 девят~
			10 десят~
			11 одиннадцат~
			12 двенадцат~
			13 тринадцат~
			14 четырнадцат~
			15 пятнадцат~
			16 шестнадцат~
			17 семнадцат~
			18 восемнадцат~
			19 девятнадцат~
			20 двадцат~
			30 тридцат~
			40 сороков~
			50 пятидесят~
			60 шестидесят~
			70 семидесят~
			80 восьмидесят~
			90 девяност~`), endings),
		units: units(`
			day день|дн(?:я|ю|ем|е|и|ей|ям|ями|ях)|сут(?:ки|ок|кам|ками|ках)
			week недел(?:я|и|ю|е|ей|ь|ям|ями|ях)
			month месяц(?:а|у|ем|е|ы|ев|ам|ами|ах)?
			year год(?:а|у|ом|е|ы|ов|ам|ами|ах)?|лет(?:ам|ами|ах)?
			hour час(?:а|у|ом|е|ы|ов|ам|ами|ах)?
			minute минут(?:а|ы|е|у|ой|ам|ами|ах)?
			percent процент(?:а|у|ом|е|ы|ов|ам|ами|ах)?
			rouble рубл(?:ь|я|ю|ем|е|и|ей|ям|ями|ях)
			dollar доллар(?:а|у|ом|е|ы|ов|ам|ами|ах)?
			euro евро
			tenge тенге
			time раз(?:а|у|ом|е|ов)?`),
		months:  regexp.MustCompile(`^(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|числ(?:о|а|у|ом|е))$`),
		between: regexp.MustCompile(`^(?:рабоч|календарн|полн|астрономическ)\pL+$`),
		fold:    func(word string) string { return strings.ReplaceAll(word, "ё", "е") },
	}
	compound := slavicCompound(n.exact, "одно двух трех четырех", regexp.MustCompile(`^(?:дневн|суточн|(недельн)|(месячн)|(летн|годичн|годов)|(часов)|(минутн)|(процентн))`), n.fold)
	n.fused = func(word string) (float64, string, bool) {
		if word == "полгода" || word == "полугода" {
			return 0.5, "year", true
		}
		return compound(word)
	}
	return n
}

// slavicCompound reads an adjective of a number in the genitive and a unit: тридцатидневный, двухнедельный, сорокавосьмичасовой. What the
// pattern's groups catch are weeks, months, years, hours, minutes and percents; days are caught by none.
func slavicCompound(exact map[string]float64, short string, unit *regexp.Regexp, fold func(string) string) func(string) (float64, string, bool) {
	names := []string{"week", "month", "year", "hour", "minute", "percent"}
	stems := map[string]float64{}
	for i, s := range strings.Fields(short) {
		stems[fold(s)] = float64(i + 1)
	}
	for w, v := range exact {
		if v >= 5 && v < 1000 && (strings.HasSuffix(w, "и") || strings.HasSuffix(w, "а")) || w == "сто" || w == "девяносто" {
			stems[w] = v
		}
	}
	return func(word string) (float64, string, bool) {
		sum, rest := 0.0, word
		for range 3 { // hundreds, tens, ones
			long := ""
			for s, v := range stems {
				if strings.HasPrefix(rest, s) && len(s) > len(long) && (sum == 0 || v < 10 || int(sum)%100 == 0) {
					long = s
				}
			}
			if long == "" {
				break
			}
			sum, rest = sum+stems[long], rest[len(long):]
			m := unit.FindStringSubmatch(rest)
			if m == nil {
				continue
			}
			for i, group := range m[1:] {
				if group != "" {
					return sum, names[i], true
				}
			}
			return sum, "day", true
		}
		return 0, "", false
	}
}

func english() *numerals {
	return &numerals{
		exact: lexicon(`
			0 zero
			2 two
			3 three
			4 four
			5 five
			6 six
			7 seven
			8 eight
			9 nine
			10 ten
			11 eleven
			12 twelve
			13 thirteen
			14 fourteen
			15 fifteen
			16 sixteen
			17 seventeen
			18 eighteen
			19 nineteen
			20 twenty
			30 thirty
			40 forty
			50 fifty
			60 sixty
			70 seventy
			80 eighty
			90 ninety
			100 hundred
			1000 thousand
			1000000 million
			1000000000 billion`),
		loose: lexicon(`
			0.5 half
			1 one first
			2 second
			3 third
			4 fourth
			5 fifth
			6 sixth
			7 seventh
			8 eighth
			9 ninth
			10 tenth
			11 eleventh
			12 twelfth
			13 thirteenth
			14 fourteenth
			15 fifteenth
			16 sixteenth
			17 seventeenth
			18 eighteenth
			19 nineteenth
			20 twentieth
			30 thirtieth
			60 sixtieth
			90 ninetieth
			100 hundredth`),
		join: "and",
		units: units(`
			day days?
			week weeks?
			month months?
			year years?
			hour hours?
			minute minutes?
			percent percent
			euro euros?
			dollar dollars?
			pound pounds?
			cent cents?
			rouble rou?bles?`),
		months:  regexp.MustCompile(`^(?:january|february|march|april|june|july|august|september|october|november|december)$`), // "one may" is no date
		between: regexp.MustCompile(`^(?:business|working|calendar|full|whole|per|a|an|of)$`),
	}
}

func ukrainian() *numerals {
	n := &numerals{
		exact: lexicon(`
			0 нуль нуля
			1.5 півтора півтори
			2 два дві двох двом двома
			3 три трьох трьом трьома
			4 чотири чотирьох чотирьом чотирма
			5 п'ять п'яти п'ятьох п'ятьом п'ятьма
			6 шість шести шістьох шістьом шістьма
			7 сім семи сімох сімом
			8 вісім восьми вісьмох вісьмом вісьма
			9 дев'ять дев'яти дев'ятьох дев'ятьом дев'ятьма
			10 десять десяти десятьох десятьом десятьма
			11 одинадцять одинадцяти одинадцятьох
			12 дванадцять дванадцяти дванадцятьох
			13 тринадцять тринадцяти тринадцятьох
			14 чотирнадцять чотирнадцяти чотирнадцятьох
			15 п'ятнадцять п'ятнадцяти п'ятнадцятьох
			16 шістнадцять шістнадцяти шістнадцятьох
			17 сімнадцять сімнадцяти сімнадцятьох
			18 вісімнадцять вісімнадцяти вісімнадцятьох
			19 дев'ятнадцять дев'ятнадцяти дев'ятнадцятьох
			20 двадцять двадцяти двадцятьох двадцятьма
			30 тридцять тридцяти тридцятьох тридцятьма
			40 сорок сорока
			50 п'ятдесят п'ятдесяти п'ятдесятьох
			60 шістдесят шістдесяти шістдесятьох
			70 сімдесят сімдесяти сімдесятьох
			80 вісімдесят вісімдесяти вісімдесятьох
			90 дев'яносто дев'яноста
			100 сто ста
			200 двісті двохсот двомстам
			300 триста трьохсот трьомстам
			400 чотириста чотирьохсот
			500 п'ятсот п'ятисот
			600 шістсот шестисот
			700 сімсот семисот
			800 вісімсот восьмисот
			900 дев'ятсот дев'ятисот
			1000 тисяча тисячі тисячу тисячею тисяч тисячам
			1000000 мільйон мільйона мільйони мільйонів`),
		loose: inflect(lexicon(`
			1 один одного одному одним одна одної одній одну однією одне перш~
			2 друг~
			3 трет~
			4 четверт~
			5 п'ят~
			6 шост~
			7 сьом~
			8 восьм~
			9 дев'ят~
			10 десят~
			20 двадцят~
			30 тридцят~`), "ий ій ого ому им ім а ої у ою е і их ими ього ьому"),
		units: units(`
			day день|дн(?:я|ю|ем|і|ів|ям|ями|ях)|доб(?:а|и|у|і|ою)
			week тиж(?:день|ня|ню|нем|ні|нів|ням|нями|нях)
			month місяц(?:ь|я|ю|ем|і|ів|ям|ями|ях)
			year р(?:ік|оку|оком|оці|оки|оків|окам|оками|оках)
			hour годин(?:а|и|у|і|ою)?
			minute хвилин(?:а|и|у|і|ою)?
			percent відсот(?:ок|ка|ки|ків)|процент(?:а|и|ів)?
			hryvnia грив(?:ня|ні|ню|ень|нею)
			euro євро
			time раз(?:и|у|ів)?`),
		months:     regexp.MustCompile(`^(?:січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|числ(?:о|а))$`),
		between:    regexp.MustCompile(`^(?:робоч|календарн|повн)\pL+$`),
		apostrophe: true,
		fold:       strings.NewReplacer("’", "'", "ʼ", "'").Replace,
	}
	n.fused = slavicCompound(n.exact, "одно двох трьох чотирьох", regexp.MustCompile(`^(?:денн|добов|(тижнев)|(місячн)|(річн)|(годинн)|(хвилинн)|(відсотков))`), n.fold)
	return n
}

func kazakh() *numerals {
	return &numerals{
		exact: lexicon(`
			0 нөл
			2 екі
			3 үш
			4 төрт
			5 бес
			6 алты
			7 жеті
			8 сегіз
			9 тоғыз
			10 он
			20 жиырма
			30 отыз
			40 қырық
			50 елу
			60 алпыс
			70 жетпіс
			80 сексен
			90 тоқсан
			100 жүз
			1000 мың
			1000000 миллион`),
		loose: lexicon(`
			1 бір бірінші
			2 екінші
			3 үшінші
			4 төртінші
			5 бесінші
			6 алтыншы
			7 жетінші
			8 сегізінші
			9 тоғызыншы
			10 оныншы
			20 жиырмасыншы
			30 отызыншы`),
		units: units(`
			day күн\pL*|тәулік\pL*
			week апта\pL*
			month ай(?:лық|дан|да|ға|дың|ды|ы|ына|ында|ынан)?
			year жыл\pL*
			hour сағат\pL*
			minute минут\pL*
			percent пайыз\pL*
			tenge теңге\pL*
			time рет`),
		between: regexp.MustCompile(`^(?:жұмыс|күнтізбелік|толық)$`),
	}
}

func german() *numerals {
	n := &numerals{
		exact: lexicon(`
			2 zwei zwo
			3 drei
			4 vier
			5 fünf
			6 sechs
			7 sieben
			9 neun
			10 zehn
			11 elf
			12 zwölf
			13 dreizehn
			14 vierzehn
			15 fünfzehn
			16 sechzehn
			17 siebzehn
			18 achtzehn
			19 neunzehn
			20 zwanzig
			30 dreißig dreissig
			40 vierzig
			50 fünfzig
			60 sechzig
			70 siebzig
			80 achtzig
			90 neunzig
			100 hundert
			1000 tausend
			1000000 million millionen`),
		loose: lexicon(`
			1 ein eine einen einem einer eines
			8 acht`),
		units: units(`
			day tag(?:e|en|es|s)?|werktag(?:e|en|es|s)?|arbeitstag(?:e|en|es|s)?|kalendertag(?:e|en|es|s)?
			week wochen?
			month monat(?:e|en|s|es)?
			year jahr(?:e|en|es|s)?
			hour stunden?
			minute minuten?
			percent prozent
			euro euros?
			franc franken`),
		between: regexp.MustCompile(`^(?:voll|ganz|weiter)(?:e|en|er|es)$`),
	}
	n.fused = germanCompound(n.exact)
	return n
}

var (
	germanUnit = regexp.MustCompile(`^(?:(tägig)|(wöchig|wöchentlich)|(monatig|monatlich)|(jährig|jährlich)|(stündig|stündlich))\pL{0,2}$`)
	germanTens = regexp.MustCompile(`^(?:(ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und)?(zwanzig|drei(?:ß|ss)ig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig)`)
)

// germanCompound reads numbers written as one word, alone or before a unit: einundzwanzig, zweihundertfünfzig, dreißigtägig.
func germanCompound(exact map[string]float64) func(string) (float64, string, bool) {
	small := map[string]float64{"ein": 1, "acht": 8}
	for w, v := range exact {
		if v > 1 && v < 20 {
			small[w] = v
		}
	}
	ones := func(s string) (value float64, rest string) {
		long := ""
		for w := range small {
			if strings.HasPrefix(s, w) && len(w) > len(long) {
				long = w
			}
		}
		return small[long], s[len(long):]
	}
	below := func(s string) (value float64, rest string) {
		if m := germanTens.FindStringSubmatch(s); m != nil {
			return small[m[1]] + exact[m[2]], s[len(m[0]):]
		}
		return ones(s)
	}
	return func(word string) (float64, string, bool) {
		sum, rest := below(word)
		for _, step := range []struct {
			word  string
			times float64
		}{{"tausend", 1000}, {"hundert", 100}} {
			if after, ok := strings.CutPrefix(rest, step.word); ok {
				more, end := below(after)
				sum, rest = max(sum, 1)*step.times+more, end
			}
		}
		switch {
		case sum == 0:
			return 0, "", false
		case rest == "":
			return sum, "", sum > 1 && word != "acht"
		}
		m := germanUnit.FindStringSubmatch(rest)
		if m == nil {
			return 0, "", false
		}
		for i, name := range []string{"day", "week", "month", "year", "hour"} {
			if m[i+1] != "" {
				return sum, name, true
			}
		}
		return 0, "", false
	}
}

func french() *numerals {
	return &numerals{
		exact: lexicon(`
			0 zéro
			2 deux
			3 trois
			4 quatre
			5 cinq
			6 six
			7 sept
			8 huit
			10 dix
			11 onze
			12 douze
			13 treize
			14 quatorze
			15 quinze
			16 seize
			20 vingt vingts
			30 trente
			40 quarante
			50 cinquante
			60 soixante
			70 septante
			80 huitante
			90 nonante
			100 cent cents
			1000 mille
			1000000 million millions`),
		loose: lexicon(`
			1 un une
			9 neuf`),
		join: "et", joinsTens: true,
		units: units(`
			day jours?
			week semaines?
			month mois
			year ans?|années?
			hour heures?
			minute minutes?
			percent cent
			euro euros?
			franc francs?`),
		between: regexp.MustCompile(`^pour$`),
	}
}

func spanish() *numerals {
	return &numerals{
		exact: lexicon(`
			0 cero
			2 dos
			3 tres
			4 cuatro
			5 cinco
			6 seis
			7 siete
			8 ocho
			9 nueve
			10 diez
			11 once
			12 doce
			13 trece
			14 catorce
			15 quince
			16 dieciséis
			17 diecisiete
			18 dieciocho
			19 diecinueve
			20 veinte
			21 veintiuno veintiún veintiuna
			22 veintidós
			23 veintitrés
			24 veinticuatro
			25 veinticinco
			26 veintiséis
			27 veintisiete
			28 veintiocho
			29 veintinueve
			30 treinta
			40 cuarenta
			50 cincuenta
			60 sesenta
			70 setenta
			80 ochenta
			90 noventa
			100 cien ciento
			200 doscientos doscientas
			300 trescientos trescientas
			400 cuatrocientos cuatrocientas
			500 quinientos quinientas
			600 seiscientos seiscientas
			700 setecientos setecientas
			800 ochocientos ochocientas
			900 novecientos novecientas
			1000 mil
			1000000 millón millones`),
		loose: lexicon(`
			1 un una uno`),
		join: "y", joinsTens: true,
		units: units(`
			day días?
			week semanas?
			month mes(?:es)?
			year años?
			hour horas?
			minute minutos?
			euro euros?
			dollar dólar(?:es)?`),
	}
}

func portuguese() *numerals {
	return &numerals{
		exact: lexicon(`
			0 zero
			2 dois duas
			3 três
			4 quatro
			5 cinco
			6 seis
			7 sete
			8 oito
			9 nove
			10 dez
			11 onze
			12 doze
			13 treze
			14 catorze quatorze
			15 quinze
			16 dezesseis dezasseis
			17 dezessete dezassete
			18 dezoito
			19 dezenove dezanove
			20 vinte
			30 trinta
			40 quarenta
			50 cinquenta
			60 sessenta
			70 setenta
			80 oitenta
			90 noventa
			100 cem cento
			200 duzentos duzentas
			300 trezentos trezentas
			400 quatrocentos quatrocentas
			500 quinhentos quinhentas
			600 seiscentos seiscentas
			700 setecentos setecentas
			800 oitocentos oitocentas
			900 novecentos novecentas
			1000 mil
			1000000 milhão milhões`),
		loose: lexicon(`
			1 um uma`),
		join: "e", joinsTens: true,
		units: units(`
			day dias?
			week semanas?
			month mês|meses
			year anos?
			hour horas?
			minute minutos?
			euro euros?
			real rea(?:l|is)`),
	}
}

func italian() *numerals {
	n := &numerals{
		exact: lexicon(`
			0 zero
			2 due
			3 tre
			4 quattro
			5 cinque
			7 sette
			8 otto
			9 nove
			10 dieci
			11 undici
			12 dodici
			13 tredici
			14 quattordici
			15 quindici
			16 sedici
			17 diciassette
			18 diciotto
			19 diciannove
			20 venti
			30 trenta
			40 quaranta
			50 cinquanta
			60 sessanta
			70 settanta
			80 ottanta
			90 novanta
			100 cento
			200 duecento
			300 trecento
			400 quattrocento
			500 cinquecento
			1000 mille
			1000000 milione milioni`),
		loose: lexicon(`
			1 un uno una
			6 sei`),
		units: units(`
			day giorn[oi]
			week settiman[ae]
			month mes[ei]
			year ann[oi]
			hour or[ae]
			minute minut[oi]
			percent cento
			euro euro
			franc franch?[oi]`),
		between: regexp.MustCompile(`^(?:per|soli|interi|intero)$`),
	}
	tens := map[string]float64{"vent": 20, "trent": 30, "quarant": 40, "cinquant": 50, "sessant": 60, "settant": 70, "ottant": 80, "novant": 90}
	ones := map[string]float64{"uno": 1, "un": 1, "due": 2, "tre": 3, "tré": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9}
	joined := map[string]float64{}
	for t, ten := range tens {
		for o, one := range ones {
			vowel := "a"
			if ten == 20 {
				vowel = "i"
			}
			if one == 1 || one == 8 {
				vowel = "" // ventuno, trentotto
			}
			joined[t+vowel+o] = ten + one
		}
	}
	for w, v := range joined {
		n.exact[w] = v
	}
	return n
}

func polish() *numerals {
	return &numerals{
		exact: lexicon(`
			0 zero
			2 dwa dwie dwaj dwóch dwu dwom dwoma dwiema
			3 trzy trzej trzech trzem trzema
			4 cztery czterej czterech czterem czterema
			5 pięć pięciu pięcioma
			6 sześć sześciu sześcioma
			7 siedem siedmiu siedmioma
			8 osiem ośmiu ośmioma
			9 dziewięć dziewięciu dziewięcioma
			10 dziesięć dziesięciu dziesięcioma
			11 jedenaście jedenastu
			12 dwanaście dwunastu
			13 trzynaście trzynastu
			14 czternaście czternastu
			15 piętnaście piętnastu
			16 szesnaście szesnastu
			17 siedemnaście siedemnastu
			18 osiemnaście osiemnastu
			19 dziewiętnaście dziewiętnastu
			20 dwadzieścia dwudziestu
			30 trzydzieści trzydziestu
			40 czterdzieści czterdziestu
			50 pięćdziesiąt pięćdziesięciu
			60 sześćdziesiąt sześćdziesięciu
			70 siedemdziesiąt siedemdziesięciu
			80 osiemdziesiąt osiemdziesięciu
			90 dziewięćdziesiąt dziewięćdziesięciu
			100 sto stu
			200 dwieście dwustu
			300 trzysta trzystu
			400 czterysta czterystu
			500 pięćset pięciuset
			600 sześćset sześciuset
			700 siedemset siedmiuset
			800 osiemset ośmiuset
			900 dziewięćset dziewięciuset
			1000 tysiąc tysiąca tysiące tysięcy
			1000000 milion miliona miliony milionów`),
		loose: lexicon(`
			1 jeden jedna jedno jednego jednej jednemu jednym jedną`),
		units: units(`
			day dzień|dni|dnia|dniach|dniom|dniami|dniem
			week tydzień|tygodni(?:a|e|u|em|ach|om|ami)?
			month miesiąc(?:a|e|u|em|ach|om|ami)?|miesięcy
			year rok(?:u|iem)?|lat(?:a|ach|om|ami)?
			hour godzin(?:a|y|ę|ie|ą|ach|om|ami)?
			minute minut(?:a|y|ę|ie|ą|ach|om|ami)?
			percent procent(?:a|u|y|ów)?
			zloty złot(?:y|e|ych|ego)
			euro euro`),
		between: regexp.MustCompile(`^(?:robocz|kalendarzow|pełn)\pL+$`),
	}
}

func turkish() *numerals {
	return &numerals{
		exact: lexicon(`
			0 sıfır
			2 iki
			3 üç
			4 dört
			5 beş
			6 altı
			7 yedi
			8 sekiz
			9 dokuz
			10 on
			20 yirmi
			30 otuz
			40 kırk
			50 elli
			60 altmış
			70 yetmiş
			80 seksen
			90 doksan
			1000 bin
			1000000 milyon`),
		loose: lexicon(`
			1 bir
			100 yüz`),
		units: units(`
			day gün\pL*
			week hafta\pL*
			month ay(?:lık|da|dan|ı|a|ın)?
			year yıl\pL*|sene\pL*
			hour saat\pL*
			minute dakika\pL*
			lira lira\pL*
			euro euro`),
		between: regexp.MustCompile(`^(?:iş|takvim|tam)$`),
	}
}
