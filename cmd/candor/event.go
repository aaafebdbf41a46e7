package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/locale"
	"candor/internal/publish"
)

// eventFlags are what the command line says of an event.
type eventFlags struct {
	effective, told, on, channel, successor string
	reasons, notes                          []string
	breach, dryRun                          bool
}

// eventCommands are the commands that record what happens to what is published (docs/formats.md, section 2, "an event").
func (p *program) eventCommands() []*cobra.Command {
	return []*cobra.Command{p.moveCommand(), p.cancelCommand(), p.withdrawCommand(), p.sentCommand(), p.reviewCommand(), p.redactCommand()}
}

const reasonUsage = "why, for readers, as `LANG=TEXT`; may be repeated; without a language it is for all"

func (p *program) eventCommand(c *cobra.Command, kind string, f *eventFlags, flags ...string) *cobra.Command {
	for _, name := range append(flags, "dry-run") {
		switch name {
		case "effective":
			c.Flags().StringVar(&f.effective, name, "", "the `date` on which it takes effect (YYYY-MM-DD)")
		case "reason":
			c.Flags().StringArrayVar(&f.reasons, name, nil, reasonUsage)
		case "successor":
			c.Flags().StringVar(&f.successor, name, "", "the `policy` that takes its place")
		case "channel":
			c.Flags().StringVar(&f.channel, name, "", "the `channel`, as the promises name it, such as email")
		case "told":
			c.Flags().StringVar(&f.told, name, "", "the `date` on which people were told (YYYY-MM-DD)")
		case "on":
			c.Flags().StringVar(&f.on, name, "", "the `date` of the review, which is recorded on its day (YYYY-MM-DD)")
		case "note":
			c.Flags().StringArrayVar(&f.notes, name, nil, "more about it, for readers, as `LANG=TEXT`; may be repeated; without a language it is for all")
		case "breach":
			c.Flags().BoolVar(&f.breach, name, false, "record it although the promised notice is not kept; the site says so")
		case "dry-run":
			c.Flags().BoolVar(&f.dryRun, name, false, "show what would be done")
		}
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		e := publish.Event{Kind: kind, Policy: args[0], Channel: f.channel, Successor: f.successor, Breach: f.breach}
		if len(args) > 1 {
			e.Version = args[1]
		}
		return p.event(c.Context(), e, f)
	}
	return c
}

func (p *program) event(ctx context.Context, e publish.Event, f *eventFlags) (err error) {
	if e.Effective, err = dateFlag("effective", f.effective); err != nil {
		return err
	}
	if e.Told, err = dateFlag("told", f.told); err != nil {
		return err
	}
	if e.On, err = dateFlag("on", f.on); err != nil {
		return err
	}
	if e.Reason, err = byLanguage("reason", f.reasons); err != nil {
		return err
	}
	if e.Note, err = byLanguage("note", f.notes); err != nil {
		return err
	}
	return p.change(ctx, func(_ context.Context, c *publish.Center) (*publish.Change, error) {
		return c.Record(e)
	}, nil, f.dryRun)
}

// byLanguage reads LANG=TEXT, or a text for all languages.
func byLanguage(flag string, given []string) (map[string]string, error) {
	out := map[string]string{}
	for _, g := range given {
		name, text, found := strings.Cut(g, "=")
		tag, err := locale.ParseTag(name)
		if !found || err != nil {
			tag, text = "", g
		}
		if text = strings.TrimSpace(text); text == "" {
			return nil, fmt.Errorf("--%s %q has no words", flag, g)
		}
		if _, twice := out[tag]; twice {
			return nil, fmt.Errorf("--%s is given twice for one language; as in --%s ru=\"…\" --%s en=\"…\"", flag, flag, flag)
		}
		out[tag] = text
	}
	if len(out) > 1 && out[""] != "" {
		return nil, fmt.Errorf("--%s is given for all languages and for one; as in --%s ru=\"…\" --%s en=\"…\"", flag, flag, flag)
	}
	return out, nil
}

func (p *program) moveCommand() *cobra.Command {
	c := &cobra.Command{Use: "move POLICY VERSION --effective DATE --reason LANG=TEXT", Short: "Move the day on which an announced version takes effect",
		Long: `Record that an announced version takes effect on another day. The version keeps its id and its address; its pages show both days and the reason. An
earlier day starts the notice anew.`,
		Example: "  candor move privacy 2027-01-15 --effective 2027-02-01 --reason ru=\"Письма задержались.\" --reason en=\"The letters were late.\"",
		Args:    arguments(2, 2)}
	return p.eventCommand(c, "move", &eventFlags{}, "effective", "reason", "breach")
}

func (p *program) cancelCommand() *cobra.Command {
	c := &cobra.Command{Use: "cancel POLICY VERSION --reason LANG=TEXT", Short: "Say that an announced version, or the end of a policy, will not come",
		Long: `Record that an announced version will not come into force. Its page, redline and notice stay, marked so. A withdrawal that is still to come is
cancelled by the name of its file, as in "candor cancel loyalty 2027-01-20-withdraw".`,
		Example: "  candor cancel privacy 2027-01-15 --reason ru=\"Вы нас переубедили.\" --reason en=\"You have changed our minds.\"",
		Args:    arguments(2, 2)}
	return p.eventCommand(c, "cancel", &eventFlags{}, "reason")
}

func (p *program) withdrawCommand() *cobra.Command {
	c := &cobra.Command{Use: "withdraw POLICY --effective DATE --reason LANG=TEXT", Short: "End a policy",
		Long: `Record that a policy ends. From that day its address keeps the last text under a banner that names the successor, and it leaves the home page's
list. The end is judged as a material change: the promised notice counts.`,
		Example: "  candor withdraw loyalty --effective 2027-03-01 --successor privacy --reason en=\"The programme closes.\"",
		Args:    arguments(1, 1)}
	return p.eventCommand(c, "withdraw", &eventFlags{}, "effective", "successor", "reason", "breach")
}

func (p *program) sentCommand() *cobra.Command {
	c := &cobra.Command{Use: "sent POLICY VERSION --channel CHANNEL --told DATE", Short: "Record that people were told through another channel",
		Long:    "Record when people were told of a version through a channel outside the site. Notices and the archive show it, and the promise to do so is kept.\nA withdrawal is named by its file, as in 2027-01-20-withdraw.",
		Example: "  candor sent privacy 2027-01-15 --channel email --told 2026-11-23 --note en=\"To 412,000 addresses.\"",
		Args:    arguments(2, 2)}
	return p.eventCommand(c, "sent", &eventFlags{}, "channel", "told", "note")
}

func (p *program) reviewCommand() *cobra.Command {
	c := &cobra.Command{Use: "review POLICY [VERSION] --on DATE", Short: "Record that a policy was reviewed and needs no change",
		Long:    "Record that a policy was reviewed today and needs no change. It counts for the promise to review it every so many months.",
		Example: "  candor review privacy --on 2027-05-03",
		Args:    arguments(1, 2)}
	return p.eventCommand(c, "review", &eventFlags{}, "on")
}

func (p *program) redactCommand() *cobra.Command {
	var f eventFlags
	var r publish.Redaction
	var again bool
	c := &cobra.Command{
		Use:   "redact [POLICY VERSION] --words WORDS --reason LANG=TEXT",
		Short: "Take words out of what was published, for good",
		Long: `Take words out of what was published: a court's order, a person's data, a secret. It is the one change of what was published, and it only takes
out: ███ stands in each place, nothing else changes, and the page says so with the reason that you give. A denial, a duty or an amount cannot be taken
out alone: that would be a change of the policy.

The words are found as readers see them: over line ends, emphasis, links and entities, in capitals or not; what may be another
form of them ("Ивану", "Roe, Jane") is named and stays. --lang takes them out of a text and its
corrections, --file out of an attachment (without --words the file goes whole). Where other files have them too, each place is named and nothing is
done; --everywhere takes them out of every text, correction, draft, event and text attachment. What cannot be edited is named: configuration, free
pages, attachments that are no text, names of files. --whole takes all words of a version that was published by mistake: its addresses stay and say so,
and which version holds stays as it is; to change that, publish the text that holds, or cancel the announced one.

It cannot be undone, and no digest is left by which the words could be guessed; --again takes out those that earlier programs left. The words are
still in the history of a repository and in copies of the site, which are for their owners to rewrite.`,
		Example: "  candor redact privacy 2023-10-31 --lang ru --words \"И. И. Иванов\" --reason ru=\"По решению суда.\"\n" +
			"  candor redact --everywhere --words \"Jane Roe\" --reason en=\"At the request of a person.\"\n" +
			"  candor redact privacy 2023-10-31 --file list.pdf --reason en=\"It held a person's data.\"\n" +
			"  candor redact privacy 2023-10-31 --whole --reason en=\"It was published by mistake.\"",
		Args: arguments(0, 2),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 || len(args) == 0 && !r.Everywhere && !again {
				return fmt.Errorf("say which policy and version; --everywhere takes words out of all")
			}
			if again && (len(args)+len(f.reasons) > 0 || r.Lang+r.Words+r.File != "" || r.Whole || r.Everywhere) {
				return fmt.Errorf("--again goes with nothing but --dry-run: it takes out the digests that earlier programs left")
			}
			if len(args) == 2 {
				r.Policy, r.Version = args[0], args[1]
			}
			var err error
			if r.Reason, err = byLanguage("reason", f.reasons); err != nil {
				return err
			}
			return p.change(c.Context(), func(_ context.Context, c *publish.Center) (*publish.Change, error) {
				if again {
					return c.RedactAgain()
				}
				return c.Redact(r)
			}, nil, f.dryRun)
		},
	}
	c.Flags().StringVar(&r.Lang, "lang", "", "the `language` of the text")
	c.Flags().StringVar(&r.Words, "words", "", "the `words`, as readers see them")
	c.Flags().StringVar(&r.File, "file", "", "the `name` of an attachment of the version")
	c.Flags().BoolVar(&r.Whole, "whole", false, "take out all words of the version, and its attachments")
	c.Flags().BoolVar(&r.Everywhere, "everywhere", false, "take the words out of all files of the center")
	c.Flags().BoolVar(&again, "again", false, "take out the digests of words that were taken out before")
	c.Flags().StringArrayVar(&f.reasons, "reason", nil, reasonUsage)
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "show what would be done")
	return c
}
