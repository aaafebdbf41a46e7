package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/notice"
	"candor/internal/site"
)

func (p *program) noticeCommand() *cobra.Command {
	var asOf, lang, format string
	c := &cobra.Command{Use: "notice POLICY [VERSION]", Short: "Write the notice of a change as a message to send",
		Long: `Write the notice of a change as a message to send, to standard output.

Without VERSION it is the notice that is to be shown on the day. A withdrawal is named by its file, as in "loyalty 2025-11-24-withdraw".
With --format eml it is a whole message for a mail program: add the recipients and send it. With --as-of it can be written before the day on
which the change becomes public.`,
		Args: arguments(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			write, err := writer(format)
			if err != nil {
				return err
			}
			o, err := p.options(asOf, "", false)
			if err != nil {
				return err
			}
			s, err := p.load(c.Context(), o)
			if err != nil {
				return err
			}
			policy, version := announced(s, args)
			if lang == "" {
				lang = s.Config.Languages[0].Tag
			}
			m, err := s.Message(policy, version, lang)
			if err != nil {
				return err
			}
			data, err := write(m)
			if err != nil {
				return err
			}
			_, err = p.stdout.Write(data)
			return err
		}}
	c.Flags().StringVar(&lang, "lang", "", "in this `language` of the center (default its first)")
	c.Flags().StringVar(&format, "format", "text", "text, html or eml")
	c.Flags().StringVar(&asOf, "as-of", "", "as of this `date` (YYYY-MM-DD) instead of today")
	return c
}

func writer(format string) (func(*notice.Message) ([]byte, error), error) {
	switch format {
	case "text":
		return func(m *notice.Message) ([]byte, error) { return m.Text(), nil }, nil
	case "html":
		return (*notice.Message).HTML, nil
	case "eml":
		return (*notice.Message).Mail, nil
	}
	return nil, fmt.Errorf("--format %s: it is text, html or eml", format)
}

// announced takes the policy and the version from the arguments, which may be one: POLICY/VERSION.
func announced(s *site.Site, args []string) (policy, version string) {
	policy = strings.Trim(args[0], "/")
	if len(args) == 2 {
		return policy, args[1]
	}
	for _, st := range s.Standings {
		if st.ID == policy {
			return policy, ""
		}
	}
	if i := strings.LastIndexByte(policy, '/'); i > 0 {
		return policy[:i], policy[i+1:]
	}
	return policy, ""
}
