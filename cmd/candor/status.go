package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/internal/site"
)

func (p *program) statusCommand() *cobra.Command {
	var asOf string
	c := &cobra.Command{Use: "status", Short: "Say what stands and when the site changes next", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o, err := p.options(asOf, "", false)
			if err != nil {
				return err
			}
			s, err := p.load(c.Context(), o)
			if err != nil {
				return err
			}
			return p.status(s)
		}}
	c.Flags().StringVar(&asOf, "as-of", "", "of this `date` (YYYY-MM-DD) instead of today")
	return c
}

func (p *program) status(s *site.Site) error {
	for _, st := range s.Standings {
		fmt.Fprintf(p.stdout, "%s: %s\n", st.ID, st.State)
		for _, e := range st.Editions {
			fmt.Fprintf(p.stdout, "  %-12s %-10s from %s\n", e.ID, e.State, e.From)
		}
	}
	if s.Next.IsZero() {
		_, err := fmt.Fprintln(p.stdout, "nothing more is due")
		return err
	}
	_, err := fmt.Fprintf(p.stdout, "next change %s: %s (%s)\n", s.Next, s.Where, s.Why)
	return err
}
