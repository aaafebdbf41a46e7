package source

import (
	"path"
	"regexp"
	"strings"
)

// RuleLeftover is the rule that what a program has left in a folder is no source.
const RuleLeftover = "leftover-file"

// Files that programs leave beside those that people write. Nobody means them to be published, and their names say so.
var (
	// leftoverNames are files of systems: the pictures and the looks of a folder (Windows, macOS), and what unpacking an archive leaves.
	leftoverNames = map[string]bool{"thumbs.db": true, "ehthumbs.db": true, "ehthumbs_vista.db": true, "desktop.ini": true, "icon\r": true, "autorun.inf": true,
		"__macosx": true, "nohup.out": true, "core": true}
	// leftoverEnds are backups, halves of a merge or a patch, and downloads that were never ended.
	leftoverEnds = []string{".orig", ".rej", ".bck", ".bkp", ".backup", ".old", ".save", ".sav", ".swo", ".swn", ".swx", ".wbk", ".asd", ".lock", ".lck", ".part", ".partial",
		".crdownload", ".download", ".temp", ".lnk", ".patch", ".diff", ".laccdb", ".ldb", ".mine", ".gdoc", ".gsheet", ".gslides", ".un~", ".autosave"}
	// leftoverLike are locks of office programs, saves of editors, sides of a merge, and copies as systems and services of storage name them.
	leftoverLike = regexp.MustCompile(`(?i)^~\$|^~wr[al]|^#.*#$|^\.?~lock\.|` +
		`[._](?:backup|base|local|remote)_\d+(?:\.|$)|\.r\d+$|\.\d+\.bak|~\d*$|` +
		`^(?:copy|kopie|copie|copia|kopia|cópia|копия) (?:\(\d+\) )?(?:of|von|de|di|da) |` +
		`(?:^|[ _–—-])(?:copy|kopie|copie|copia|kopia|cópia|kopya|копия|копія|көшірме|העתק|نسخة|副本|拷贝|コピー|복사본)(?: ?\(?\d+\)?)?(?:\.[^.]*)*$|` +
		`(?:副本|拷贝|のコピー|의 사본)(?: ?\(?\d+\)?)?(?:\.[^.]*)*$| ?[(（]\d+[)）](?:\.[^.]*)*$|` +
		`conflict(?:ed|ing)?[ -]?(?:copy|version)|sync-conflict|конфликтующая копия|[(\[][^)\]]*conflict[^)\]]*[)\]]|copie en conflit|in konflikt stehende|copia en conflicto`)
)

// Leftover reports whether a file's name, the last part of its path, is one that a program gives to what it leaves: `Thumbs.db`, `~$policy.docx`,
// `en.md.orig`, `#en.md#`, `en - Copy.md`. What [Ignored] names is no source in any way and is none of these.
func Leftover(p string) bool {
	name := path.Base(p)
	lower := strings.ToLower(name)
	if leftoverNames[lower] || leftoverLike.MatchString(name) {
		return true
	}
	for _, end := range leftoverEnds {
		if strings.HasSuffix(lower, end) {
			return true
		}
	}
	return false
}
