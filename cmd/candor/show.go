package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"candor/internal/site"
)

// showFlags are what the command line says of a day to be shown.
type showFlags struct{ asOf, lang, out string }

func (p *program) showCommand() *cobra.Command {
	var f showFlags
	c := &cobra.Command{
		Use:   "show POLICY --as-of DATE --lang LANG",
		Short: "Say what was shown of a policy on a day",
		Long: `Say what exactly was shown of a policy on a day in a language: the version and its state, the notices, the corrections, the seals. With --out, write it
as a folder that can be handed over: the page of that day, those of versions that were announced and their notices, with what they need; the sealed
files byte for byte, their seals in archive.sum (sha256sum --check archive.sum), and the statement.`,
		Example: "  candor show privacy --as-of 2024-03-01 --lang ru\n  candor show privacy --as-of 2024-03-01 --lang ru --out evidence",
		Args:    arguments(1, 1),
		RunE:    func(c *cobra.Command, args []string) error { return p.show(c.Context(), args[0], f) },
	}
	c.Flags().StringVar(&f.asOf, "as-of", "", "the `date` (YYYY-MM-DD; default today)")
	c.Flags().StringVar(&f.lang, "lang", "", "the `language` (default: the center's first)")
	c.Flags().StringVar(&f.out, "out", "", "write it into this new `folder`")
	return c
}

func (p *program) show(ctx context.Context, policy string, f showFlags) error {
	o, err := p.options(f.asOf, "", false)
	if err != nil {
		return err
	}
	s, err := p.load(ctx, o)
	if err != nil {
		return err
	}
	if f.lang == "" {
		f.lang = s.Config.Languages[0].Tag
	}
	e, err := s.Evidence(policy, f.lang)
	if err != nil {
		return err
	}
	if f.out != "" {
		if err := writeEvidence(f.out, e); err != nil {
			return err
		}
	}
	_, err = fmt.Fprint(p.stdout, e.Statement)
	return err
}

// writeEvidence writes into a folder that is not there yet, or is empty: what was handed over is never changed.
func writeEvidence(dir string, e *site.Evidence) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s is not empty: name a new folder", dir)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("write what was shown: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write what was shown: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("write what was shown: %w", err)
	}
	defer root.Close()
	for _, f := range e.Files {
		data, err := f.Bytes()
		if err != nil {
			return err
		}
		if err := createFile(root, f.Path, data); err != nil {
			return err
		}
	}
	return createFile(root, "statement.txt", []byte(e.Statement))
}
