// Package browser holds the pages of the demonstration center in a real browser. It has tests only: every kind of page in every
// language, at three widths, light and dark, is loaded in headless Chromium, and every page's HTML is validated.
//
// The tests need chromium and pdftotext on the PATH and the packages of package.json (npm ci). Without them they are skipped; with
// CANDOR_BROWSER=required, as `make test` sets it, a missing tool is a failure.
package browser
