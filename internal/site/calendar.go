package site

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"candor/internal/civil"
)

// Calendar returns the dates of a status as an iCalendar object (RFC 5545): a whole day for each date on which the site changes and for
// each day by which something is due. The same status gives the same bytes: the stamp is the day of the status.
func (st *Status) Calendar(base *url.URL) []byte {
	c := calendar{host: base.Host, stamp: compact(st.Day) + "T000000Z"}
	c.line("BEGIN:VCALENDAR")
	c.line("VERSION:2.0")
	c.line("PRODID:-//candor//status//EN")
	for _, d := range st.Changes {
		c.event(d.On, d.Why+"-"+d.Where, d.Where+" "+ChangeWords(d.Why), "The site changes on this day.")
	}
	for _, d := range st.Due {
		if d.By.IsZero() || d.Overdue {
			continue
		}
		c.event(d.By, "due-"+d.Kind+"-"+d.Policy+"-"+d.Version+"-"+d.What, strings.TrimSpace(fmt.Sprintf("%s: %s due %s", strings.Trim(d.Policy+"/"+d.Version, "/"), d.Kind, d.What)),
			d.Command)
	}
	c.line("END:VCALENDAR")
	return []byte(c.String())
}

type calendar struct {
	strings.Builder
	host, stamp string
}

func (c *calendar) event(day civil.Date, id, summary, description string) {
	c.line("BEGIN:VEVENT")
	c.line("UID:" + escapeText(compact(day)+"-"+id) + "@" + c.host)
	c.line("DTSTAMP:" + c.stamp)
	c.line("DTSTART;VALUE=DATE:" + compact(day))
	c.line("DTEND;VALUE=DATE:" + compact(day.AddDays(1)))
	c.line("SUMMARY:" + escapeText(summary))
	c.line("DESCRIPTION:" + escapeText(description))
	c.line("TRANSP:TRANSPARENT")
	c.line("END:VEVENT")
}

// line writes a content line, folded so that no line is longer than 75 octets (RFC 5545, section 3.1), and never within a character.
func (c *calendar) line(text string) {
	const most = 75
	room := most
	for len(text) > room {
		cut := room
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		c.WriteString(text[:cut] + "\r\n ")
		text, room = text[cut:], most-1
	}
	c.WriteString(text + "\r\n")
}

var textEscape = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

func escapeText(s string) string { return textEscape.Replace(s) }

func compact(d civil.Date) string { return strings.ReplaceAll(d.String(), "-", "") }
