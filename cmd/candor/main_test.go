package main

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"candor": today})
}

// today is main with the clock of the variable TODAY, so that a story can go through a year.
func today() {
	day, err := time.Parse(time.DateOnly, os.Getenv("TODAY"))
	if err != nil {
		main()
	}
	p := &program{stdout: os.Stdout, stderr: os.Stderr, now: func() time.Time { return day.Add(12 * time.Hour) }, getenv: os.Getenv}
	os.Exit(p.run(context.Background(), os.Args[1:]))
}

// TestScripts tells a story a file of testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireExplicitExec: true, RequireUniqueNames: true, UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != ""})
}
