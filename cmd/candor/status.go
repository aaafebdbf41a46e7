package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/site"
)

func (p *program) statusCommand() *cobra.Command {
	var asOf, format string
	var ics bool
	c := &cobra.Command{
		Use:   "status",
		Short: "Say what stands, what is due, and when the site changes next",
		Long: `Say for each policy what is in force, announced, scheduled and drafted, and which languages of the center it lacks; what is due, such as
telling people by e-mail or a review; and the next dates on which the site changes, and why. --ics writes those dates as a calendar.`,
		Example: "  candor status\n  candor status --ics > privacy.ics",
		Args:    arguments(0, 0),
		RunE:    func(c *cobra.Command, _ []string) error { return p.status(c.Context(), asOf, format, ics) },
	}
	c.Flags().StringVar(&asOf, "as-of", "", "of this `date` (YYYY-MM-DD) instead of today")
	c.Flags().StringVar(&format, "format", "text", "`format`: text or json")
	c.Flags().BoolVar(&ics, "ics", false, "write the dates to come as a calendar (RFC 5545)")
	return c
}

func (p *program) status(ctx context.Context, asOf, format string, ics bool) error {
	if format != "text" && format != "json" {
		return fmt.Errorf("--format is text or json, not %q", format)
	}
	o, err := p.options(asOf, "", false)
	if err != nil {
		return err
	}
	s, err := p.load(ctx, o)
	if err != nil {
		return err
	}
	st := s.Status()
	switch {
	case ics:
		_, err = p.stdout.Write(st.Calendar(s.Config.BaseURL))
	case format == "json":
		encoder := json.NewEncoder(p.stdout)
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		err = encoder.Encode(st)
	default:
		_, err = fmt.Fprint(p.stdout, statusText(st))
	}
	return err
}

// statusText is a status for a terminal: a line for each policy, then what is due, then the dates to come.
func statusText(st *site.Status) string {
	var b strings.Builder
	width := len("policy")
	for _, p := range st.Policies {
		width = max(width, len(p.ID))
	}
	fmt.Fprintf(&b, "%s\n", st.Day)
	for _, p := range st.Policies {
		fmt.Fprintf(&b, "%-*s  %s\n", width, p.ID, strings.Join(policyWords(p), "; "))
	}
	if len(st.Due) > 0 {
		b.WriteString("\ndue:\n")
	}
	for _, d := range st.Due {
		fmt.Fprintf(&b, "  %-12s %s\n", dueDay(d), d.Command)
	}
	if len(st.Changes) == 0 {
		b.WriteString("\nthe site does not change any more by itself\n")
		return b.String()
	}
	b.WriteString("\nthe site changes:\n")
	const most = 5
	for i, c := range st.Changes {
		if i == most {
			fmt.Fprintf(&b, "  and on %d more days (--format json has them all)\n", len(st.Changes)-most)
			break
		}
		fmt.Fprintf(&b, "  %s  %s %s\n", c.On, c.Where, site.ChangeWords(c.Why))
	}
	return b.String()
}

func dueDay(d site.Duty) string {
	switch {
	case d.By.IsZero():
		return "any time"
	case d.Overdue:
		return d.By.String() + "!"
	default:
		return d.By.String()
	}
}

func policyWords(p site.PolicyStatus) []string {
	var out []string
	switch {
	case p.InForce != "" && !p.Until.IsZero():
		out = append(out, fmt.Sprintf("%s in force from %s to %s", p.InForce, p.Since, p.Until))
	case p.InForce != "":
		out = append(out, fmt.Sprintf("%s in force since %s", p.InForce, p.Since))
	default:
		out = append(out, p.State)
	}
	if !p.Ends.IsZero() {
		out = append(out, fmt.Sprintf("ends on %s", p.Ends))
	}
	for _, v := range p.Announced {
		out = append(out, fmt.Sprintf("%s announced for %s", v.ID, v.Effective))
	}
	for _, v := range p.Scheduled {
		out = append(out, fmt.Sprintf("%s to be published on %s", v.ID, v.Published))
	}
	if len(p.Drafts) > 0 {
		out = append(out, "drafts: "+strings.Join(p.Drafts, ", "))
	}
	for _, m := range p.Missing {
		out = append(out, fmt.Sprintf("%s lacks %s", m.Version, strings.Join(m.Languages, ", ")))
	}
	return out
}
