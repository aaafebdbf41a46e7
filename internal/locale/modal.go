package locale

import "strings"

// Denials are the words by which a sentence of a language says the opposite or makes an exception, in lower case; nil where they are not
// known. parts reports that they are parts of words, as in Chinese, Japanese and Korean, which are written without spaces or inflect there.
func Denials(tag string) (words []string, parts bool) { return modal(deny, tag) }

// Duties are the words by which a sentence says what must, may or will be done, in lower case; nil where they are not known. parts is as for
// [Denials].
func Duties(tag string) (words []string, parts bool) { return modal(oblige, tag) }

func modal(words map[string]string, tag string) (list []string, parts bool) {
	base, _, _ := strings.Cut(tag, "-")
	if base == "zh" {
		return strings.Fields(words["zh"]), true
	}
	return strings.Fields(words[base]), base == "ja" || base == "ko"
}

var deny = map[string]string{
	"ar": "لا لم لن ليس ليست غير دون بدون إلا سوى",
	"de": "nicht kein keine keinen keinem keiner keines nie niemals niemand nichts weder ohne außer",
	"en": "not no never nor neither none nothing nobody without unless except",
	"es": "no nunca jamás ni ningún ninguna ninguno sin salvo excepto nada nadie tampoco",
	"fr": "ne pas jamais aucun aucune ni sans sauf rien nul nulle",
	"he": "לא אין אינו אינה אינם אינן אל ללא בלי מבלי לעולם למעט",
	"it": "non mai né nessun nessuna nessuno senza salvo tranne niente nulla",
	"ja": "ない なく なかっ ません せず 除",
	"kk": "емес жоқ ешқашан ешкім ешқандай емеспіз",
	"ko": "않 없 아니 못 제외",
	"pl": "nie nigdy ani żaden żadna żadne żadnych bez nikt nic oprócz",
	"pt": "não nunca jamais nem nenhum nenhuma sem exceto salvo nada ninguém",
	"ru": "не нет ни никогда никто никому никого ничего ничто никакой никаких нельзя без кроме",
	"tr": "değil yok asla hiç hiçbir hiçbiri olmadan hariç",
	"uk": "не немає ні ані ніколи ніхто нікому нікого нічого жодний жодного без крім окрім",
	"zh": "不 没 無 无 非 未 勿 禁 除",
}

var oblige = map[string]string{
	"ar": "يجب يلزم يتعين ينبغي يجوز يحق يلتزم تلتزم نلتزم سوف",
	"de": "muss müssen musst müsst soll sollen sollte sollten darf dürfen kann können wird werden verpflichtet",
	"en": "must shall will should may can could would ought required obliged",
	"es": "debe deben debemos deberá deberán podrá podrán puede pueden podemos obligado obligada obligados",
	"fr": "doit doivent devons devez devra devront peut peuvent pouvons pouvez pourra pourront tenu tenue tenus",
	"he": "חייב חייבת חייבים חייבות רשאי רשאית רשאים מחויב מחויבת עשוי עשויה נדרש יכול",
	"it": "deve devono dobbiamo dovete dovrà dovranno può possono possiamo potrà potranno obbligato tenuto tenuti",
	"ja": "必要 義務 べき ものとします なければ できます",
	"kk": "тиіс міндетті міндеттіміз керек қажет мүмкін құқылы",
	"ko": "해야 하여야 의무 수 필요",
	"pl": "musi muszą musimy powinien powinna powinni powinno może mogą możemy należy obowiązany zobowiązany zobowiązani",
	"pt": "deve devem devemos deverá deverão pode podem podemos poderá poderão obrigado obrigada obrigados",
	"ru": "должен должна должно должны обязан обязана обязано обязаны обязуется обязуемся может могут можем можете вправе следует необходимо",
	"tr": "zorunda zorunludur gerekir gereklidir mecburdur yükümlüdür yükümlüyüz edebilir olabilir",
	"uk": "повинен повинна повинно повинні зобов'язаний зобов'язана зобов'язані мусить мусять може можуть можемо слід необхідно вправі",
	"zh": "应 應 须 須 必须 必須 可以 得 将 將 有权 有權",
}
