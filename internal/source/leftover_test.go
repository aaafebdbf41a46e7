package source

import "testing"

func TestLeftover(t *testing.T) {
	for _, name := range []string{"Thumbs.db", "thumbs.db", "desktop.ini", "~$policy.docx", "~WRL0005.docx", "en.md.orig", "en.md.rej", "en.mdab12cd.bck", "#en.md#",
		"en - Copy.md", "en - Copy (2).md", "en (1).md", "en(2).md", "en copy.md", "en copy 2.md", "Copy of en.md", "Copy (3) of en.md", "en копия.md", "ru — копия.md",
		"en - копия (2).md", "de - Kopie.md", "Kopie von de.md", "fr - Copie.md", "es - copia.md", "pt - Cópia.md", "pl — kopia.md", "uk - Копія.md", "zh-Hans - 副本.md", "ja - コピー.md",
		"jaのコピー.md", "ko - 복사본.md", "ar - نسخة.md", "he - העתק.md", "en (Anna's conflicted copy 2026-11-30).md", "en (SFConflict anna 2026).md",
		"flow.sync-conflict-20261130-101500-ABCDEFG.png", "flow (1).png", "flow_BACKUP_1234.png", "flow_LOCAL_1234.png", "en.md.mine", "en.md.r12", "flow.png.part",
		"flow.png.crdownload", "policy.wbk", "en.md.save", "notes.md.un~", "policy.gdoc", "en.md.~1~"} {
		if !Leftover("content/privacy/draft/" + name) {
			t.Errorf("%q is not taken for what a program left", name)
		}
	}
	for _, name := range []string{"en.md", "zh-Hans.md", "kk.translation.md", "ru.correction.md", "data-flow.png", "copyright.pdf", "copy-of-contract.pdf", "photocopy.pdf",
		"subprocessors.csv", "annex 1.pdf", "annex-2.pdf", "en.2026-01-02.md", "conflict-of-interest.pdf", "2026 (draft).pdf", "SCC (EU) 2021.pdf", "base_64.txt",
		"remote work.pdf", "patches.pdf", "старая копилка.png", "older.pdf", "form.odt", "key.asc"} {
		if Leftover("content/privacy/draft/" + name) {
			t.Errorf("%q is taken for what a program left", name)
		}
	}
}
