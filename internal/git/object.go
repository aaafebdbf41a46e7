package git

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// MaxFile is the size in bytes of the largest file that is read; a policy has a thousandth of it.
const MaxFile = 64 << 20

// Mode is what an entry of a tree is.
type Mode string

// Text tells whether the entry is a file: neither a symbolic link, whose bytes are a path, nor another repository.
func (m Mode) Text() bool {
	return m == "100644" || m == "100755" || m == "100664"
}

// Says what an entry is that is no file.
func (m Mode) String() string {
	switch m {
	case "120000":
		return "a symbolic link"
	case "160000":
		return "another repository (a submodule)"
	case "040000":
		return "a folder"
	case "000000":
		return "not there"
	}
	return "a file"
}

// File returns what a file held in a commit; there is false where the commit has no such file.
func (r *Repository) File(ctx context.Context, commit, path string) (data []byte, there bool, err error) {
	full := r.prefix + path
	out, err := r.run(ctx, nil, "ls-tree", "-z", "--full-tree", "--end-of-options", commit, full)
	if err != nil {
		return nil, false, err
	}
	for entry := range strings.SplitSeq(string(out), "\x00") {
		head, name, _ := strings.Cut(entry, "\t")
		fields := strings.Fields(head)
		if name != full || len(fields) != 3 {
			continue
		}
		if mode := Mode(fields[0]); !mode.Text() {
			return nil, false, fmt.Errorf("%s in %.12s is %s and %w", path, commit, mode, errNoFile)
		}
		err := r.Blobs(ctx, fields[2:3], func(_ int, blob []byte) error { data = blob; return nil })
		return data, err == nil, err
	}
	return nil, false, nil
}

// Tips returns what a file holds in every commit that a name leads to (see Refs), each content once: what the repository knows of it beside
// the files on the disk. What is no file there is passed over.
func (r *Repository) Tips(ctx context.Context, path string) ([][]byte, error) {
	if strings.Contains(r.prefix+path, "\n") {
		return nil, fmt.Errorf("read %q from git: a line break in a path cannot be asked for", r.prefix+path)
	}
	refs, err := r.Refs(ctx)
	if err != nil || len(refs) == 0 {
		return nil, err
	}
	var ask strings.Builder
	for _, ref := range refs {
		ask.WriteString(ref.Commit + ":" + r.prefix + path + "\n")
	}
	answers, err := r.run(ctx, strings.NewReader(ask.String()), "cat-file", "--batch-check")
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	var out [][]byte
	i := 0
	for line := range strings.Lines(string(answers)) {
		fields := strings.Fields(line)
		commit := refs[i].Commit
		i++
		if len(fields) != 3 || fields[1] != "blob" || seen[fields[0]] {
			continue
		}
		seen[fields[0]] = true
		data, there, err := r.File(ctx, commit, path)
		if errors.Is(err, errNoFile) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if there {
			out = append(out, data)
		}
	}
	return out, nil
}

// errNoFile says that an entry of a tree is no file.
var errNoFile = errors.New("is not read")

// ErrTooLarge says that a file is larger than MaxFile.
var ErrTooLarge = fmt.Errorf("larger than %d MB", MaxFile>>20)

// Blobs reads objects by their ids, in order, and gives each to a function. What is missing, as in a partial clone, is an error: nothing is
// fetched.
func (r *Repository) Blobs(ctx context.Context, ids []string, each func(i int, data []byte) error) error {
	if len(ids) == 0 {
		return nil
	}
	ask := strings.Join(ids, "\n") + "\n"
	sizes, err := r.run(ctx, strings.NewReader(ask), "cat-file", "--batch-check")
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(sizes)) {
		if _, err := blobSize(strings.TrimSpace(line)); err != nil {
			return err
		}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	pipe, answer := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := r.stream(ctx, strings.NewReader(ask), answer, "cat-file", "--batch")
		answer.CloseWithError(err)
		done <- err
	}()
	if err = blobs(bufio.NewReader(pipe), len(ids), each); err != nil {
		stop()
	}
	pipe.Close()
	<-done
	return err
}

func blobs(answer *bufio.Reader, count int, each func(i int, data []byte) error) error {
	for i := range count {
		head, err := answer.ReadString('\n')
		if err != nil {
			return fmt.Errorf("git cat-file: %w", err)
		}
		size, err := blobSize(strings.TrimSpace(head))
		if err != nil {
			return err
		}
		data := make([]byte, size+1) // a line feed ends each
		if _, err := io.ReadFull(answer, data); err != nil {
			return fmt.Errorf("git cat-file: %w", err)
		}
		if err := each(i, bytes.TrimSuffix(data, []byte("\n"))); err != nil {
			return err
		}
	}
	return nil
}

// blobSize reads the line that cat-file prints of an object: "ID blob SIZE", or "ID missing".
func blobSize(line string) (int, error) {
	fields := strings.Fields(line)
	if len(fields) == 2 && fields[1] == "missing" {
		return 0, fmt.Errorf("the object %.12s is not in the repository (a partial clone lacks it): fetch it with git, or clone the repository whole", fields[0])
	}
	if len(fields) != 3 || fields[1] != "blob" {
		return 0, fmt.Errorf("git cat-file: %q is no file", line)
	}
	size, err := strconv.Atoi(fields[2])
	if err != nil {
		return 0, fmt.Errorf("git cat-file: %w", err)
	}
	if size > MaxFile {
		return 0, fmt.Errorf("the object %.12s is %w", fields[0], ErrTooLarge)
	}
	return size, nil
}
