//go:build !linux

package output_test

// faults need namespaces, which are Linux's.
var faults map[string]func(dir string) error
