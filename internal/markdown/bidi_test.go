package markdown

import (
	"strings"
	"testing"
)

// In texts from right to left what is read from left to right stays whole, brackets, accents and telephone numbers included.
func TestRunsFromLeft(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"البنك: Société Générale في", "البنك: [Société Générale] في"},
		{"البنك: Socie\u0301te\u0301 Ge\u0301ne\u0301rale", "البنك: [Socie\u0301te\u0301 Ge\u0301ne\u0301rale]"},
		{"نظام General Regulation (GDPR).", "نظام [General Regulation (GDPR)]."},
		{"النظام (GDPR).", "النظام (GDPR)."},
		{"نظام (General Regulation (GDPR)).", "نظام (\\[General Regulation (GDPR)\\])."},
		{"شركة Example (EU، أوروبا) Ltd", "شركة Example (EU، أوروبا) Ltd"},
		{"شركة «Example Ltd» في", "شركة «[Example Ltd]» في"},
		{"اتصل +7 495 123-45-67 أو", "اتصل [+7 495 123-45-67] أو"},
		{"اتصل 8 (800) 555-35-35.", "اتصل [8 (800) 555-35-35]."},
		{"اتصل (02) 1234 5678.", "اتصل [(02) 1234 5678]."},
		{"اتصل +971501234567", "اتصل [+971501234567]"},
		{"اتصل ٠١٢ ٣٤٥ ٦٧٨٩ الآن", "اتصل [٠١٢ ٣٤٥ ٦٧٨٩] الآن"},
		{"اتصل 01 23 45 67 89", "اتصل [01 23 45 67 89]"},
		{"يوم 2024-01-31 أو 31/12/2024", "يوم [2024-01-31] أو 31/12/2024"},
		{"مبلغ 1 000 000 دينار", "مبلغ [1 000 000] دينار"},
		{"من 10-15 يوما وفي 2023 2024 2025 و 24 ساعة و 1.2.3", "من 10-15 يوما وفي 2023 2024 2025 و 24 ساعة و 1.2.3"},
		{"الملف 5G-3 و C++ و AT&T، Google، Meta", "الملف [5G-3] و [C++] و [AT&amp;T]، Google، Meta"},
		{"زر https://a.example/ar/ أو a@b.example.", "زر [https://a.example/ar/] أو [a@b.example]."},
		{"هاتف Tel. +7 495 123-45-67 هنا", "هاتف [Tel. +7 495 123-45-67] هنا"},
		{"شركة Société **Générale SA** هنا", "شركة Société <strong>Générale SA</strong> هنا"},
		{"البنك Crédit Agricole S.A. هنا", "البنك [Crédit Agricole S.A.] هنا"},
		{"المادة Art. 6 GDPR", "المادة [Art. 6 GDPR]"},
		{"النص Общество «Ромашка» هنا", "النص [Общество «Ромашка»] هنا"},
	} {
		doc, _ := Parse([]byte(c.body), Options{Lang: "ar"})
		got := string(doc.HTML())
		got = got[strings.Index(got, ">")+1 : strings.LastIndex(got, "</p>")]
		if strings.Contains(got, "<a ") {
			got = strings.NewReplacer("</a>", "").Replace(got)
			for strings.Contains(got, "<a ") {
				i := strings.Index(got, "<a ")
				got = got[:i] + got[i+strings.Index(got[i:], ">")+1:]
			}
		}
		got = strings.NewReplacer(`<bdi dir="ltr">`, "[", "</bdi>", "]").Replace(got)
		if want := strings.ReplaceAll(c.want, `\\`, ""); got != strings.ReplaceAll(want, `\`, "") {
			t.Errorf("%s\n got %s\nwant %s", c.body, got, want)
		}
	}
}
