package site

import (
	"cmp"
	"encoding/hex"
	"slices"

	"candor/internal/source"
)

// sources is the digest of all that the site is made from beside the program: config.toml, the files that are public on its day with their seals, the
// center's own templates and themes. Two sites of one day, program and digest are the same, byte for byte; what is not public on the day leaves no
// trace in it. A preview is made from its drafts too.
func (b *builder) sources() (string, error) {
	public, err := b.seals()
	if err != nil {
		return "", err
	}
	files := []*source.File{&b.src.Written}
	for _, p := range b.policies {
		for _, f := range p.sources {
			files = append(files, f)
		}
		if b.drafts {
			files = append(files, drafted(p)...)
		}
	}
	for _, p := range b.src.Policies {
		if b.byID[p.Policy] != nil {
			files = append(files, &p.File)
		}
	}
	for _, p := range b.src.Pages {
		files = append(files, &p.File)
	}
	files = append(files, b.src.Static...)
	slices.SortFunc(files, func(x, y *source.File) int { return cmp.Compare(x.Path, y.Path) })
	k := keyOf("sources").flag(b.drafts).sum(b.look.own).text(string(public))
	for _, f := range files {
		k.text(f.Path).sum(f.Sum)
	}
	digest := k.key()
	return hex.EncodeToString(digest[:]), nil
}

// Sources is the digest of all that the site is made from beside the program, as center.json gives it.
func (s *Site) Sources() (string, error) { return s.by.sources() }

// drafted are the files of a policy's drafts.
func drafted(p *part) []*source.File {
	var files []*source.File
	for _, e := range p.Standing.Editions {
		if e.Draft() {
			files = append(files, filesOf(e)...)
		}
	}
	return files
}
