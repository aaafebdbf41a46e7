// Command candor renders a company's policies into a privacy center.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // the center's time zone must not depend on the machine

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"candor/internal/diag"
	"candor/internal/render"
)

// version is set by the linker in a release.
var version = "devel"

// The exit codes (docs/formats.md, section 8).
const (
	exitFaults    = 1 // the sources have errors
	exitUsage     = 2 // the call is wrong, or the machine failed
	exitOutOfDate = 3 // a site has to be built anew
)

// errFaults says that diagnostics were printed and nothing more is to be said.
var errFaults = errors.New("the sources have errors")

// program is what the commands get from the world.
type program struct {
	stdout, stderr io.Writer
	now            func() time.Time
	getenv         func(string) string
	site           string // --site
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	p := &program{stdout: os.Stdout, stderr: os.Stderr, now: time.Now, getenv: os.Getenv}
	code := p.run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

func (p *program) run(ctx context.Context, args []string) int {
	root := &cobra.Command{
		Use:           "candor",
		Short:         "Make a versioned, archived privacy center from Markdown policies",
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          commandArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error { return p.stands(c) }
	root.SetFlagErrorFunc(flagError)
	root.PersistentFlags().StringVar(&p.site, "site", ".", "the center's `folder`")
	root.SetVersionTemplate("candor {{.Version}}\n")
	root.SetHelpCommand(helpCommand(root))
	root.SetArgs(args)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	group := func(id, title string, commands ...*cobra.Command) {
		root.AddGroup(&cobra.Group{ID: id, Title: title})
		for _, c := range commands {
			c.GroupID = id
		}
		root.AddCommand(commands...)
	}
	group("write", "Write:", p.initCommand(), p.newCommand(), p.importCommand(), p.serveCommand(), p.translatedCommand(), p.diffCommand(), p.checkCommand())
	group("publish", "Publish:", p.publishCommand(), p.undoCommand(), p.correctCommand(), p.buildCommand(), p.noticeCommand())
	group("record", "Record what happens:", p.eventCommands()...)
	group("look", "Look back and ahead:", p.statusCommand(), p.showCommand(), p.verifyCommand())
	root.AddCommand(p.versionCommand())
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errFaults), errors.Is(err, errDifferent):
		return exitFaults
	case errors.Is(err, errOutOfDate):
		return exitOutOfDate
	case errors.Is(err, errNotLooked):
		return exitUsage
	}
	var fault diag.Diagnostic
	if errors.As(err, &fault) && fault.Rule == render.Rule { // it shows only while a page is made, when all other faults are known
		_ = diag.List{fault}.Text(p.stderr) // there is nowhere else to say it
		return exitFaults
	}
	fmt.Fprintf(p.stderr, "candor: %v\n", err)
	return exitUsage
}

// generator names the program in what it builds: the release, else what Go knows of the checkout that it was built from.
func generator() string {
	if info, ok := debug.ReadBuildInfo(); ok && version == "devel" && strings.HasPrefix(info.Main.Version, "v") {
		return "candor " + info.Main.Version
	}
	return "candor " + version
}

// commandArgs names the nearest command where there is none of a name.
func commandArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var known []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			known = append(known, sub.Name())
		}
	}
	if near := diag.Nearest(args[0], known); near != "" {
		return fmt.Errorf("there is no command %q, did you mean %q?", args[0], near)
	}
	return fmt.Errorf("there is no command %q; candor help lists them", args[0])
}

// arguments holds how many arguments a command has, and names the one that is missing or too many.
func arguments(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		example, _, _ := strings.Cut(strings.TrimSpace(c.Example), "\n")
		call := "candor " + c.Use
		if example != "" && example != call {
			call += "; as in: " + example
		}
		switch {
		case len(args) < least:
			return fmt.Errorf("%s is missing: %s", strings.Fields(c.Use)[1+len(args)], call)
		case len(args) > most:
			return fmt.Errorf("%q is one argument too many: %s", args[most], call)
		}
		return nil
	}
}

// flagError names the nearest flag of a command where it has none of a name.
func flagError(c *cobra.Command, err error) error {
	name, unknown := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !unknown {
		return fmt.Errorf("%w; %s --help lists the flags", err, c.CommandPath())
	}
	var known []string
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			known = append(known, f.Name)
		}
	})
	if near := diag.Nearest(name, known); near != "" {
		return fmt.Errorf("%s has no flag --%s, did you mean --%s?", c.Name(), name, near)
	}
	return fmt.Errorf("%s has no flag --%s; %s --help lists the flags", c.Name(), name, c.CommandPath())
}

// helpCommand shows the help of a command, and names the nearest where there is none of a name.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{Use: "help [command]", Short: "Help about any command",
		Long: "Help provides help for any command in the application.\nSimply type candor help [path to command] for full details.",
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return commandArgs(root, args)
			}
			return c.Help()
		}}
}

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{Use: "version", Short: "Print the version", Args: arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(p.stdout, "candor %s\n", version)
			return err
		}}
}
