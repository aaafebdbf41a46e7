package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"regexp"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write docs/commands.md anew")

var commandLine = regexp.MustCompile(`(?m)^  ([a-z]+) +[A-Z]`)

func help(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	p := &program{stdout: &out, stderr: &out, now: time.Now, getenv: func(string) string { return "" }}
	if code := p.run(context.Background(), append(args, "--help")); code != 0 {
		t.Fatalf("%v --help: exit %d\n%s", args, code, out.String())
	}
	return out.String()
}

// TestCommandsPage holds docs/commands.md against what each command says of itself. go test ./cmd/candor -run CommandsPage -update
// writes the page anew.
func TestCommandsPage(t *testing.T) {
	root := help(t)
	var page bytes.Buffer
	page.WriteString("# Commands\n\nWhat `candor COMMAND --help` says. Results go to standard output, diagnostics to standard error. Exit code: 0 done, " +
		"1 the sources\nor a promise have errors, 2 the call is wrong (`diff`: 0 equal, 1 different, 2 trouble; `verify`: 1 altered, 3 out of date, 2 could not look).\n")
	fmt.Fprintf(&page, "\n```text\n%s```\n", root)
	for _, m := range commandLine.FindAllStringSubmatch(root, -1) {
		if m[1] == "candor" || m[1] == "help" {
			continue
		}
		fmt.Fprintf(&page, "\n## %s\n\n```text\n%s```\n", m[1], help(t, m[1]))
	}
	const name = "../../docs/commands.md"
	if *update {
		if err := os.WriteFile(name, page.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, page.Bytes()) {
		t.Errorf("%s is not what the commands say; go test ./cmd/candor -run CommandsPage -update writes it anew", name)
	}
}
