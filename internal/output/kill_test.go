package output_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"candor/internal/output"
)

// children are what the test binary does when it runs itself, by the value of childEnv.
var children = map[string]func(dir string) error{
	"swap":     func(dir string) error { return buildForEver(dir, output.Options{}) },
	"in place": func(dir string) error { return buildForEver(dir, output.Options{InPlace: true}) },
}

const childEnv = "CANDOR_OUTPUT_CHILD"

func TestMain(m *testing.M) {
	name := os.Getenv(childEnv)
	child := children[name]
	if child == nil {
		child = faults[name]
	}
	if child == nil {
		os.Exit(m.Run())
	}
	if err := child(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func childCommand(name, dir string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], dir)
	cmd.Env = append(os.Environ(), childEnv+"="+name)
	return cmd
}

// buildForEver builds the sites A and B in turn until it is killed.
func buildForEver(dir string, o output.Options) error {
	sites := []site{alternate("A"), alternate("B")}
	for i := rand.IntN(2); ; i++ {
		s, err := output.Open(dir, o)
		if err != nil {
			return err
		}
		for name, text := range sites[i%2] {
			if err := s.Write(name, []byte(text)); err != nil {
				return err
			}
		}
		fmt.Println("commit") // what kill may wait for
		r, err := s.Commit(context.Background())
		if err := cmp.Or(err, r.Cleanup); err != nil {
			return err
		}
	}
}

// alternate returns a site of several hundred files: some are in A and B with the same bytes, some with others, some in
// one of them only, and some are a file in A and a folder in B.
func alternate(name string) site {
	s := site{}
	for i := range 120 {
		s[fmt.Sprintf("same/%d/%d.html", i%30, i)] = fmt.Sprint("same ", i)
		s[fmt.Sprintf("other/%d/%d.html", i%30, i)] = fmt.Sprint(name, i)
		s[fmt.Sprintf("only-%s/%d.txt", name, i%40)] = fmt.Sprint(name, i)
		if i < 10 && name == "A" {
			s[fmt.Sprintf("place/%d", i)] = "a file"
		} else if i < 10 {
			s[fmt.Sprintf("place/%d/index.html", i)] = "in a folder"
		}
	}
	return s
}

// kill starts a child, lets it live for a random time and kills it with SIGKILL. If committing, that time
// begins when the child says that it commits, because there the danger is. It fails if the child ended by itself.
func kill(t *testing.T, name, dir string, committing bool) {
	t.Helper()
	cmd := childCommand(name, dir)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if committing {
		out.Read(make([]byte, 64))
	}
	time.Sleep(rand.N(80 * time.Millisecond))
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if said.String() != "" {
		t.Fatalf("the build failed: %s", said.String())
	}
}

// However a build is killed, public/ is the old site or the new one, whole.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	a, b := alternate("A"), alternate("B")
	seen, remains := map[string]int{}, 0
	for i := range 64 {
		kill(t, "swap", dir, i%2 == 0)
		left, _ := filepath.Glob(filepath.Join(parent, ".public.candor-new-*"))
		remains += len(left)
		if _, err := os.Stat(dir); err != nil && len(seen) == 0 {
			continue // no build has ended yet
		}
		switch got := read(t, dir); {
		case maps.Equal(got, a):
			seen["A"]++
		case maps.Equal(got, b):
			seen["B"]++
		default:
			t.Fatalf("kill %d: public/ holds %d files and is neither A nor B", i, len(got))
		}
	}
	t.Logf("seen %v; %d staging folders were left by kills", seen, remains)
	if seen["A"] == 0 || seen["B"] == 0 || remains == 0 {
		t.Errorf("the kills met too little: seen %v, %d leftovers", seen, remains)
	}
	open(t, dir, output.Options{}).Abort()
	wantOnly(t, parent, "public")
	mustBuild(t, dir, output.Options{}, a)
	wantSite(t, dir, a)
}

// In place a kill may leave files of both sites, but each of them whole, and none that the next build does not know.
func TestKillInPlace(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	a, b := alternate("A"), alternate("B")
	for i := range 16 {
		kill(t, "in place", dir, i%2 == 0)
		os.MkdirAll(dir, 0o755) // the first kill may come before it
		for name, got := range read(t, dir) {
			if strings.HasPrefix(name, ".candor-") {
				continue // the lock, and what is not in its place yet
			}
			if wantA, inA := a[name]; inA && got == wantA {
				continue
			}
			if wantB, inB := b[name]; inB && got == wantB {
				continue
			}
			t.Fatalf("kill %d: %s holds %q", i, name, got)
		}
	}
	mustBuild(t, dir, output.Options{InPlace: true}, a)
	wantSite(t, dir, a)
	kill(t, "in place", dir, true)
	mustBuild(t, dir, output.Options{}, b) // the whole exchange cleans up after a build in place
	wantSite(t, dir, b)
	wantOnly(t, parent, "public")
}
