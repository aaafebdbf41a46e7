//go:build !linux && !darwin

package output

// exchange swaps two folders by way of a third name.
func exchange(stage, dir, aside string) error { return renameTwice(stage, dir, aside) }

// flush leaves it to the system when the bytes reach the disk: nothing is promised for a power cut here.
func flush(string) error { return nil }

// syncFolder promises as little as flush.
func syncFolder(string) error { return nil }

// mountPoint leaves the answer to the renames, which fail on one.
func mountPoint(string) bool { return false }
