// Command candor renders a company's policies into a privacy center.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // the center's time zone must not depend on the machine

	"github.com/spf13/cobra"
)

// version is set by the linker in a release.
var version = "devel"

// The exit codes (SPEC, section 8).
const (
	exitFaults = 1 // the sources have errors
	exitUsage  = 2 // the call is wrong, or the machine failed
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
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.PersistentFlags().StringVar(&p.site, "site", ".", "the center's `folder`")
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
	group("publish", "Publish:", p.publishCommand(), p.correctCommand(), p.buildCommand(), p.noticeCommand())
	group("record", "Record what happens:", p.eventCommands()...)
	group("look", "Look back and ahead:", p.statusCommand(), p.showCommand(), p.verifyCommand())
	root.AddCommand(p.versionCommand())
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errFaults), errors.Is(err, errDifferent):
		return exitFaults
	}
	fmt.Fprintf(p.stderr, "candor: %v\n", err)
	return exitUsage
}

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(p.stdout, "candor %s\n", version)
			return err
		}}
}
