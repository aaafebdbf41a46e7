package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"candor/internal/importer"
	"candor/internal/office"
)

// refusal says why a document is not imported: what of it would be lost or shown otherwise, and the ways out.
type refusal struct {
	name    string
	reasons []string
}

func (r *refusal) Error() string {
	return fmt.Sprintf("%s: not imported, since its text would not be what it shows: %s", r.name, strings.Join(r.reasons, "; "))
}

// Is has a refusal end with 1, as faults of the sources do.
func (r *refusal) Is(target error) bool { return target == errFaults }

// say says a reason a line.
func (r *refusal) say(p *program) {
	for _, reason := range r.reasons {
		fmt.Fprintf(p.stderr, "%s: error: %s\n", r.name, reason)
	}
	fmt.Fprintf(p.stderr, "candor: %s is not imported\n", r.name)
}

func refused(name string, obstacles []office.Obstacle) error {
	r := &refusal{name: name}
	for _, o := range obstacles {
		r.reasons = append(r.reasons, o.String())
	}
	return r
}

// officePage has pandoc make a page of an office document, and holds it to the document's own XML.
func officePage(ctx context.Context, name string, data []byte, lang string) (page []byte, findings []importer.Finding, err error) {
	pandoc, err := exec.LookPath("pandoc")
	if err != nil {
		return nil, nil, errors.New("office documents are read through pandoc, which is not installed (https://pandoc.org); or save the document as HTML or plain text")
	}
	document, err := office.Read(data)
	if err != nil {
		return nil, nil, &refusal{name: name, reasons: []string{err.Error()}}
	}
	if len(document.Obstacles) > 0 {
		return nil, nil, refused(name, document.Obstacles)
	}
	made, err := runPandoc(ctx, pandoc, string(document.Kind), data)
	if err != nil {
		return nil, nil, err
	}
	read, err := office.NewPage(made)
	if err != nil {
		return nil, nil, err
	}
	if missing := document.Missing(read); len(missing) > 0 {
		return nil, nil, refused(name, missing)
	}
	like := func(words string, top bool) bool {
		return top && importer.TitleLike(words, lang) || !top && importer.HeadingWords(words, lang)
	}
	for _, words := range document.Dress(read, like) {
		findings = append(findings, importer.Finding{Kind: importer.KindHeading, Text: words + " (a paragraph in bold or in capitals)", Guess: true})
	}
	for _, said := range document.LeftOut {
		findings = append(findings, importer.Finding{Kind: importer.KindLeftOut, Text: said})
	}
	page, err = read.HTML()
	return page, findings, err
}

// runPandoc gives a document to pandoc, whose sandbox keeps it from reading other files.
func runPandoc(ctx context.Context, pandoc, format string, data []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, pandoc, "--sandbox", "--standalone", "--from", format, "--to", "html5", "--wrap", "none", "--metadata", "pagetitle= ")
	var complaint bytes.Buffer
	c.Stdin, c.Stderr = bytes.NewReader(data), &complaint
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("pandoc: %w: %s", err, strings.TrimSpace(complaint.String()))
	}
	return out, nil
}
