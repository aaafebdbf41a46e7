// Package themes holds the built-in theme, compiled into the binary.
package themes

import "embed"

// FS holds the built-in themes, each in a folder of its name.
//
//go:embed default
var FS embed.FS
