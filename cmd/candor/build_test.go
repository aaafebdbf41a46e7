//go:build linux || darwin

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// demonstrationIn copies the repository's own center into a folder.
func demonstrationIn(t *testing.T, dir string) string {
	t.Helper()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	conf, err := os.ReadFile("../../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), conf, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// tree describes every file and folder below a folder: its mode, and the digest of its bytes.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil || d.IsDir() {
			out[rel] = info.Mode().String()
			return err
		}
		data, err := os.ReadFile(path)
		sum := sha256.Sum256(data)
		out[rel] = info.Mode().String() + " " + hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestBuildReproducible builds the demonstration twice as on two machines that have nothing in common but the sources.
func TestBuildReproducible(t *testing.T) {
	candor := binary(t)
	build := func(umask string, env ...string) map[string]string {
		dir := demonstrationIn(t, filepath.Join(t.TempDir(), umask))
		cmd := exec.Command("sh", "-c", "umask "+umask+` && exec "$0" build --as-of 2026-11-25`, candor)
		cmd.Dir = dir
		cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TMPDIR=" + dir}, env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return tree(t, filepath.Join(dir, "public"))
	}
	one := build("022", "TZ=Pacific/Kiritimati", "LANG=C", "GOMAXPROCS=1")
	two := build("077", "TZ=Pacific/Pago_Pago", "LANG=ar_EG.UTF-8", "LC_ALL=kk_KZ.UTF-8", "GOMAXPROCS=7", "USER=other")
	if len(one) < 100 {
		t.Fatalf("the site has %d files", len(one))
	}
	for path, want := range one {
		if two[path] != want {
			t.Errorf("/%s: %q and %q", path, want, two[path])
		}
		delete(two, path)
	}
	for path := range two {
		t.Errorf("/%s is in one of the sites only", path)
	}
}

// TestBuildKilled kills builds at random moments: what stands is the old site or the new one, whole.
func TestBuildKilled(t *testing.T) {
	kills := 40
	if testing.Short() {
		kills = 8
	}
	candor, dir := binary(t), demonstrationIn(t, t.TempDir())
	days := []string{"2019-06-01", "2021-02-15"}
	var sites []map[string]string
	var longest time.Duration
	for _, day := range days {
		started := time.Now()
		if out, err := exec.Command(candor, "build", "--site", dir, "--as-of", day).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		longest = max(longest, time.Since(started))
		sites = append(sites, tree(t, filepath.Join(dir, "public")))
	}
	killed, stands := 0, 1
	for i := range kills {
		next := 1 - stands
		var said bytes.Buffer
		cmd := exec.Command(candor, "build", "--site", dir, "--as-of", days[next])
		cmd.Stdout, cmd.Stderr = &said, &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(rand.Int64N(int64(longest))), func() { _ = cmd.Process.Kill() })
		err := cmd.Wait()
		timer.Stop()
		if cmd.ProcessState.Exited() && err != nil {
			t.Fatalf("build %d fails after the kill before: %v\n%s", i, err, said.Bytes())
		}
		now := tree(t, filepath.Join(dir, "public"))
		switch {
		case same(now, sites[next]):
			stands = next
		case !same(now, sites[stands]):
			t.Fatalf("after kill %d the folder holds neither the old site nor the new one", i)
		case err == nil:
			t.Fatalf("build %d ended, and the old site stands", i)
		}
		if err != nil {
			killed++
		}
	}
	if killed == 0 {
		t.Error("no build was killed")
	}
	// The next build clears what the dead ones left beside the folder.
	if out, err := exec.Command(candor, "build", "--site", dir, "--as-of", days[0]).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.Contains(e.Name(), "-new-") || strings.Contains(e.Name(), "-old-") {
			t.Errorf("%s is left", e.Name())
		}
	}
}

func same(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for path, text := range a {
		if path != "." && b[path] != text {
			return false
		}
	}
	return true
}
