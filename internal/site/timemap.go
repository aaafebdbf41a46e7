package site

import (
	"fmt"
	"strings"
	"time"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/policy"
)

// memento is an earlier or the present state of a policy's page.
type memento struct {
	url string
	at  time.Time
}

// timemaps adds the TimeMap of each policy in each language (RFC 7089, section 5): the versions that have been in force, each from the
// moment at which its text in that language was. A version that is only announced was never at the policy's address.
func (p *part) timemaps(c *config.Config) {
	st := p.Standing
	at := "/" + st.ID + "/timemap.link"
	for _, lang := range c.Tags() {
		if len(st.Held(lang)) > 0 {
			p.add(local(c, lang, at), func(b *builder) ([]byte, error) {
				return []byte(timemap(b.set.Absolute(lang, "/"+st.ID+"/"), b.set.Absolute(lang, at), b.mementos(st, lang))), nil
			})
		}
	}
}

func (b *builder) mementos(st *policy.Standing, lang string) []memento {
	var out []memento
	for _, s := range st.Held(lang) {
		out = append(out, memento{b.set.Absolute(lang, "/"+st.ID+"/"+s.Edition.ID+"/"), b.midnight(s.From)})
	}
	return out
}

// midnight is the instant at which a day begins in the center's time zone.
func (b *builder) midnight(d civil.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, b.config.TimeZone).UTC()
}

func timemap(original, self string, all []memento) string {
	last := len(all) - 1
	lines := []string{fmt.Sprintf(`<%s>; rel="original"`, original),
		fmt.Sprintf(`<%s>; rel="self"; type="application/link-format"; from="%s"; until="%s"`, self, gmt(all[0].at), gmt(all[last].at))}
	for i, m := range all {
		rel := "memento"
		if i == last {
			rel = "last " + rel
		}
		if i == 0 {
			rel = "first " + rel
		}
		lines = append(lines, fmt.Sprintf(`<%s>; rel="%s"; datetime="%s"`, m.url, rel, gmt(m.at)))
	}
	return strings.Join(lines, ",\n") + "\n"
}

// gmt writes an instant of UTC as RFC 7089 has it (RFC 1123).
func gmt(t time.Time) string { return t.Format("Mon, 02 Jan 2006 15:04:05 GMT") }
