package git

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// sandbox is a folder in which a test makes repositories with git.
type sandbox struct {
	*testing.T
	dir string
}

func newSandbox(t *testing.T) sandbox {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is missing")
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return sandbox{t, dir}
}

func (s sandbox) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

// git runs git in a folder of the sandbox with nobody's configuration but the folder's own.
func (s sandbox) git(in string, args ...string) string {
	s.Helper()
	c := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgSign=false", "-c", "protocol.file.allow=always"}, args...)...)
	c.Dir = s.path(in)
	c.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_AUTHOR_DATE=2024-01-01T12:00:00Z", "GIT_COMMITTER_DATE=2024-01-01T12:00:00Z")
	out, err := c.CombinedOutput()
	if err != nil {
		s.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

func (s sandbox) write(name, text string) {
	s.Helper()
	if err := os.MkdirAll(filepath.Dir(s.path(name)), 0o755); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(s.path(name), []byte(text), 0o755); err != nil {
		s.Fatal(err)
	}
}

// commit commits files, given as names and texts in turn; an empty text takes one away.
func (s sandbox) commit(in string, files ...string) string {
	s.Helper()
	for i := 0; i < len(files); i += 2 {
		if files[i+1] == "" {
			s.git(in, "rm", "-q", files[i])
			continue
		}
		s.write(in+"/"+files[i], files[i+1])
	}
	s.git(in, "add", "-A")
	s.git(in, "commit", "-q", "--allow-empty", "-m", "x")
	return s.git(in, "rev-parse", "HEAD")
}

func (s sandbox) open(name string) *Repository {
	s.Helper()
	r, err := Open(s.path(name))
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() {
		if err := r.Close(); err != nil {
			s.Error(err)
		}
	})
	return r
}

// one asks for the history of one file.
func one(path string) Paths {
	return Paths{Specs: []string{Quote(path)}, Match: func(p string) bool { return p == path }}
}

// told writes a history in a line a change.
func (s sandbox) told(r *Repository, paths Paths) []string {
	s.Helper()
	commits, err := r.History(context.Background(), paths)
	if err != nil {
		s.Fatal(err)
	}
	var out []string
	for _, c := range commits {
		for _, change := range c.Changes {
			line := change.Path
			if change.Was != "" {
				line = change.Was + " -> " + line
			}
			text := "gone"
			if change.Blob != "" && change.Mode.Text() {
				if err := r.Blobs(context.Background(), []string{change.Blob}, func(_ int, b []byte) error { text = string(b); return nil }); err != nil {
					s.Fatal(err)
				}
			} else if change.Blob != "" {
				text = change.Mode.String()
			}
			first, _, _ := strings.Cut(text, "\n")
			out = append(out, line+": "+first)
		}
	}
	return out
}

const body = "\nThese words stay as they are, so that a file can be known by them when it gets another name.\n"

// TestRunsNothing holds that no setting of a repository, of the user or of the environment has a program started while one is read.
func TestRunsNothing(t *testing.T) {
	s := newSandbox(t)
	trap := s.path("trap")
	s.write("trap.sh", "#!/bin/sh\ntouch '"+trap+"'\ncat >/dev/null\nexit 1\n")
	s.write("bin/gpg", "#!/bin/sh\ntouch '"+trap+"'\n")
	s.git(".", "init", "-q", "-b", "main", "r")
	s.commit("r", ".gitattributes", "* filter=evil diff=evil textconv=evil\n", "p.md", "one\n")
	s.commit("r", "p.md", "two\n")
	tree := s.git("r", "rev-parse", "HEAD^{tree}")
	parent := s.git("r", "rev-parse", "HEAD")
	s.write("signed", "tree "+tree+"\nparent "+parent+"\nauthor a <a@b> 1760000000 +0000\ncommitter a <a@b> 1760000000 +0000\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ\n -----END PGP SIGNATURE-----\n\nx\n")
	signed := s.git("r", "hash-object", "-t", "commit", "-w", s.path("signed"))
	s.git("r", "update-ref", "refs/heads/main", signed)
	program := s.path("trap.sh")
	settings := map[string]string{
		"log.showSignature": "true", "gpg.program": program, "gpg.ssh.program": program, "gpg.x509.program": program, "core.fsmonitor": program,
		"core.hooksPath": s.path("bin"), "core.pager": program, "pager.log": "true", "core.sshCommand": program, "core.askPass": program,
		"core.editor": program, "credential.helper": program, "filter.evil.smudge": program, "filter.evil.clean": program,
		"filter.evil.process": program, "filter.evil.required": "true", "diff.external": program, "diff.evil.command": program, "diff.evil.textconv": program,
		"alias.log": "!" + program, "alias.cat-file": "!" + program, "alias.rev-parse": "!" + program, "core.alternateRefsCommand": program,
		"core.gitProxy": program, "uploadpack.packObjectsHook": program, "core.attributesFile": s.path("r/.gitattributes"), "core.worktree": s.path("bin"),
		"interactive.diffFilter": program, "trailer.x.command": program, "trailer.x.key": "x", "include.path": s.path("more"), "log.mailmap": "true", "mailmap.file": s.path("signed"),
	}
	s.write("more", "[log]\n\tshowSignature = true\n[gpg]\n\tprogram = "+program+"\n")
	for key, value := range settings {
		s.git("r", "config", key, value)
	}
	// git itself, started in the repository, falls into the trap.
	plain := exec.Command("git", "-C", s.path("r"), "log", "-1")
	_ = plain.Run()
	if err := os.Remove(trap); err != nil {
		t.Fatalf("the trap is none: %v", err)
	}
	t.Setenv("PATH", s.path("bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
	for name, value := range map[string]string{"GIT_EXTERNAL_DIFF": program, "GIT_PAGER": program, "GIT_SSH_COMMAND": program, "GIT_ASKPASS": program, "GIT_EDITOR": program,
		"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "log.showSignature", "GIT_CONFIG_VALUE_0": "true", "GIT_DIR": s.path("nowhere"), "GIT_TRACE": s.path("trap")} {
		t.Setenv(name, value)
	}
	r := s.open("r")
	for _, read := range readings(r) {
		read(t)
	}
	if _, err := os.Stat(trap); err == nil {
		t.Error("a program of the repository was started")
	}
}

// readings reads a repository in every way that there is; what is said is not the question.
func readings(r *Repository) []func(*testing.T) {
	ctx := context.Background()
	return []func(*testing.T){
		func(*testing.T) { _, _ = r.Refs(ctx) },
		func(*testing.T) { _, _ = r.Tips(ctx, "p.md") },
		func(*testing.T) { _, _, _ = r.File(ctx, "HEAD", "p.md") },
		func(t *testing.T) {
			commits, err := r.History(ctx, one("p.md"))
			if err != nil || len(commits) == 0 {
				t.Errorf("the history: %d commits, %v", len(commits), err)
			}
			for _, c := range commits {
				_ = r.Blobs(ctx, []string{c.Changes[0].Blob}, func(int, []byte) error { return nil })
			}
		},
	}
}

// TestFetchesNothing holds that an object that a partial clone lacks is not fetched, whatever its remote would run, and that this is said.
func TestFetchesNothing(t *testing.T) {
	s := newSandbox(t)
	for name, url := range map[string]string{
		"ext":     "ext::sh -c touch% " + s.path("trap"),
		"helper":  "evil::x",
		"file":    "file://" + s.path("other"),
		"ssh":     "ssh://host.example/x",
		"options": "--upload-pack=touch " + s.path("trap"),
	} {
		t.Run(name, func(t *testing.T) {
			s := sandbox{t, s.dir}
			s.git(".", "init", "-q", "-b", "main", name)
			s.commit(name, "p.md", "words\n")
			blob := s.git(name, "rev-parse", "HEAD:p.md")
			if err := os.Remove(s.path(name + "/.git/objects/" + blob[:2] + "/" + blob[2:])); err != nil {
				t.Fatal(err)
			}
			for key, value := range map[string]string{"core.repositoryformatversion": "1", "extensions.partialClone": "origin", "remote.origin.promisor": "true",
				"remote.origin.url": url, "protocol.allow": "always", "protocol.ext.allow": "always", "remote.origin.uploadpack": "touch " + s.path("trap") + ";",
				"core.sshCommand": "touch " + s.path("trap") + ";"} {
				s.git(name, "config", key, value)
			}
			r := s.open(name)
			_, _, err := r.File(context.Background(), "HEAD", "p.md")
			if err == nil || !strings.Contains(err.Error(), "a partial clone lacks it") {
				t.Errorf("the object that is missing: %v", err)
			}
			if _, err := os.Stat(s.path("trap")); err == nil {
				t.Error("a program of the remote was started")
			}
		})
	}
}

// TestWhatIsNoText holds that a symbolic link and a submodule are told from a file, and never read as one.
func TestWhatIsNoText(t *testing.T) {
	s := newSandbox(t)
	s.git(".", "init", "-q", "-b", "main", "r")
	if err := os.Symlink("/etc/passwd", s.path("r/link.md")); err != nil {
		t.Skip(err)
	}
	id := s.commit("r", "p.md", "words\n")
	s.git("r", "update-index", "--add", "--cacheinfo", "160000,"+id+",module.md")
	s.git("r", "commit", "-q", "-m", "a submodule")
	r := s.open("r")
	ctx := context.Background()
	for path, want := range map[string]string{"link.md": "a symbolic link", "module.md": "a submodule"} {
		if data, there, err := r.File(ctx, "HEAD", path); err == nil || there || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %q, %v, %v", path, data, there, err)
		}
		if tips, err := r.Tips(ctx, path); err != nil || len(tips) != 0 {
			t.Errorf("%s at the tips: %q, %v", path, tips, err)
		}
		if got := s.told(r, one(path)); len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("the history of %s: %q", path, got)
		}
	}
}

// TestKindsOfRepository reads the same commit from every shape in which a repository stands on a disk.
func TestKindsOfRepository(t *testing.T) {
	s := newSandbox(t)
	s.git(".", "init", "-q", "-b", "main", "r")
	id := s.commit("r", "site/p.md", "words\n")
	s.git("r", "tag", "-a", "-m", "x", "v1")
	s.git(".", "clone", "-q", "--bare", "r", "bare.git")
	s.git("r", "worktree", "add", "-q", s.path("tree"), "HEAD")
	s.git(".", "init", "-q", "-b", "main", "above")
	s.git("above", "submodule", "--quiet", "add", s.path("r"), "sub")
	s.git(".", "clone", "-q", "--shared", "r", "borrowing")
	s.git(".", "clone", "-q", "r", "packed")
	s.git("packed", "gc", "-q")
	s.git(".", "clone", "-q", "--depth", "1", "file://"+s.path("r"), "shallow")
	s.write("r/deeper/x", "x")
	s.git(".", "init", "-q", "-b", "main", "--object-format=sha256", "sha256")
	sha256 := s.commit("sha256", "site/p.md", "words\n")
	for _, c := range []struct{ open, path string }{
		{"r", "site/p.md"}, {"r/site", "p.md"}, {"r/.git", "site/p.md"}, {"r/deeper", "../site/p.md"}, {"bare.git", "site/p.md"}, {"tree", "site/p.md"},
		{"tree/site", "p.md"}, {"above/sub", "site/p.md"}, {"borrowing", "site/p.md"}, {"packed", "site/p.md"}, {"shallow", "site/p.md"}, {"sha256", "site/p.md"},
	} {
		t.Run(c.open, func(t *testing.T) {
			s, id := sandbox{t, s.dir}, id
			if c.open == "sha256" {
				id = sha256
			}
			r := s.open(c.open)
			ctx := context.Background()
			for _, revision := range []string{"HEAD", "HEAD~0", id[:10]} {
				if got, err := r.Commit(ctx, revision); got != id || err != nil {
					t.Errorf("%s: %q, %v", revision, got, err)
				}
			}
			data, there, err := r.File(ctx, id, c.path)
			if strings.HasPrefix(c.path, "..") {
				if there {
					t.Error("a path that leaves the folder was read")
				}
				return
			}
			if string(data) != "words\n" || !there || err != nil {
				t.Errorf("%q, %v, %v", data, there, err)
			}
			if _, there, err := r.File(ctx, id, "nothing.md"); there || err != nil {
				t.Errorf("what is not there: %v, %v", there, err)
			}
			if _, there, err := r.File(ctx, id, ""); there {
				t.Errorf("a folder was read as a file: %v", err)
			}
			if tips, err := r.Tips(ctx, c.path); err != nil || len(tips) != 1 || string(tips[0]) != "words\n" {
				t.Errorf("the tips: %q, %v", tips, err)
			}
			refs, err := r.Refs(ctx)
			if err != nil || !slices.ContainsFunc(refs, func(r Ref) bool { return r.Name == "HEAD" && r.Commit == id }) {
				t.Errorf("the names: %v, %v", refs, err)
			}
			_, err = r.History(ctx, one(c.path))
			if want := c.open == "shallow"; r.Shallow() != want || errors.Is(err, ErrShallow) != want || err != nil && !want {
				t.Errorf("shallow: %v, %v", r.Shallow(), err)
			}
		})
	}
	if _, err := s.open("r").Commit(context.Background(), "v1"); err != nil {
		t.Error(err)
	}
	for _, revision := range []string{"nothing", "--all", "", "HEAD:site/p.md", "HEAD..HEAD", "v1\nHEAD"} {
		if got, err := s.open("r").Commit(context.Background(), revision); !errors.Is(err, ErrRevision) {
			t.Errorf("%q: %q, %v", revision, got, err)
		}
	}
}

func TestNoRepository(t *testing.T) {
	s := newSandbox(t)
	s.write("plain/x", "x")
	s.write("false/.git", "words\n")
	s.write("gone/.git", "gitdir: ../nowhere\n")
	for _, name := range []string{"plain", "false", "gone", "nowhere"} {
		if r, err := Open(s.path(name)); err == nil {
			t.Errorf("%s was opened: %+v", name, r)
		}
	}
	if _, err := Open(s.path("plain")); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
	s.git(".", "init", "-q", "empty")
	r := s.open("empty")
	if refs, err := r.Refs(context.Background()); err != nil || len(refs) != 0 {
		t.Errorf("an empty repository has names: %v, %v", refs, err)
	}
	if _, err := r.History(context.Background(), one("p.md")); !errors.Is(err, ErrNoCommit) {
		t.Error(err)
	}
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "candor-git-*", "config"))
	if err != nil || len(left) > 50 {
		t.Errorf("%d repositories of our own are left: %v", len(left), err)
	}
}

// TestNamesOfCommits holds that what points at commits is read as git wrote it: packed and loose, an alias, a replaced object not at all.
func TestNamesOfCommits(t *testing.T) {
	s := newSandbox(t)
	s.git(".", "init", "-q", "-b", "main", "r")
	first := s.commit("r", "p.md", "one\n")
	s.git("r", "branch", "old")
	s.git("r", "tag", "-a", "-m", "x", "v1")
	s.git("r", "pack-refs", "--all")
	second := s.commit("r", "p.md", "two\n")
	s.git("r", "symbolic-ref", "refs/heads/alias", "refs/heads/main")
	s.git("r", "update-ref", "refs/remotes/origin/main", first)
	s.git("r", "replace", second, first)
	ctx := context.Background()
	r := s.open("r")
	refs, err := r.Refs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, ref := range refs {
		if !strings.HasPrefix(ref.Name, "refs/replace/") {
			got = append(got, fmt.Sprintf("%s %v", ref.Name, ref.Commit == second))
		}
	}
	want := []string{"HEAD true", "refs/heads/alias true", "refs/heads/main true", "refs/heads/old false", "refs/remotes/origin/main false", "refs/tags/v1 false"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if data, _, err := r.File(ctx, second, "p.md"); string(data) != "two\n" || err != nil {
		t.Errorf("a replaced commit was read as the other: %q, %v", data, err)
	}
	tips, err := r.Tips(ctx, "p.md")
	if err != nil || len(tips) != 2 {
		t.Errorf("the tips: %q, %v", tips, err)
	}
}

// TestHistory holds what is told of a file over the commits: the line of first parents, names, files that come and go.
func TestHistory(t *testing.T) {
	s := newSandbox(t)
	type step func(s sandbox)
	files := func(files ...string) step { return func(s sandbox) { s.commit("r", files...) } }
	for _, c := range []struct {
		name  string
		steps []step
		open  string
		paths Paths
		want  []string
	}{
		{name: "changes", steps: []step{files("p.md", "one\n"), files("q.md", "x\n"), files("p.md", "two\n")}, paths: one("p.md"), want: []string{"p.md: one", "p.md: two"}},
		{name: "names", steps: []step{files("a.md", "one"+body), files("a.md", "two"+body), files("a.md", "", "b.md", "three"+body), files("b.md", "", "dir/c.md", "three"+body), files("dir/c.md", "four"+body)},
			paths: one("dir/c.md"), want: []string{"a.md: one", "a.md: two", "a.md -> b.md: three", "b.md -> dir/c.md: three", "dir/c.md: four"}},
		{name: "a name that is left with a line", steps: []step{files("a.md", "one"+strings.Repeat(body, 9)), files("b.md", "one"+strings.Repeat(body, 9), "a.md", "See b.\n"), files("b.md", "two"+body)}, paths: one("b.md"), want: []string{"a.md: one", "a.md -> b.md: one", "b.md: two"}},
		{name: "a copy", steps: []step{files("a.md", "one"+body), files("b.md", "one"+body), files("b.md", "two"+body)}, paths: one("b.md"), want: []string{"b.md: one", "b.md: two"}},
		{name: "a folder of another name", steps: []step{files("old/de.md", "eins"+body, "old/en.md", "one"+body+body), files("old/de.md", "", "old/en.md", "", "new/de.md", "eins"+body, "new/en.md", "one"+body+body)},
			paths: Paths{Specs: []string{"new/*.md"}, Match: func(p string) bool { return p == "new/en.md" || p == "new/de.md" }}, want: []string{"old/de.md: eins", "old/en.md: one", "old/de.md -> new/de.md: eins", "old/en.md -> new/en.md: one"}},
		{name: "a name that another had", steps: []step{files("p.md", "another\n"), files("p.md", ""), files("a.md", "one"+body), files("a.md", "", "p.md", "two"+body)},
			paths: one("p.md"), want: []string{"a.md: one", "a.md -> p.md: two"}},
		{name: "gone and back", steps: []step{files("p.md", "one\n", "x", "x"), files("p.md", ""), files("p.md", "two\n")}, paths: one("p.md"), want: []string{"p.md: one", "p.md: gone", "p.md: two"}},
		{name: "from outside the folder", steps: []step{files("a.md", "one"+body), files("a.md", "", "site/a.md", "one"+body), files("site/a.md", "two"+body)}, open: "r/site", paths: one("a.md"),
			want: []string{"a.md: one", "a.md -> site/a.md: one", "site/a.md: two"}},
		{name: "signs in a name", steps: []step{files("p[a]*?.md", "one\n", "pa1.md", "x\n", "ü \"q\".md", "x\n")}, paths: one("p[a]*?.md"), want: []string{"p[a]*?.md: one"}},
		{name: "letters in a name", steps: []step{files("ü \"q\"\n.md", "one\n")}, paths: one("ü \"q\"\n.md"), want: []string{"ü \"q\"\n.md: one"}},
		{name: "a merge", steps: []step{files("p.md", "one\n"),
			func(s sandbox) { s.git("r", "checkout", "-q", "-b", "side") }, files("p.md", "draft\n"), files("p.md", "two\n"),
			func(s sandbox) { s.git("r", "checkout", "-q", "main") }, files("q.md", "x\n"),
			func(s sandbox) { s.git("r", "merge", "-q", "--no-edit", "side") }}, paths: one("p.md"), want: []string{"p.md: one", "p.md: two"}},
		{name: "a name that a merge gave", steps: []step{files("a.md", "one"+body), func(s sandbox) { s.git("r", "checkout", "-q", "-b", "side") }, files("a.md", "", "p.md", "one"+body),
			func(s sandbox) { s.git("r", "checkout", "-q", "main") }, files("q.md", "x\n"), func(s sandbox) { s.git("r", "merge", "-q", "--no-edit", "side") }},
			paths: one("p.md"), want: []string{"a.md: one", "a.md -> p.md: one"}},
		{name: "a translation is not what it replaces", steps: []step{files("en.md", "one"+body), files("en.md", "", "de.md", "eins"+body)},
			paths: Paths{Specs: []string{"*.md"}, Match: func(p string) bool { return p == "en.md" || p == "de.md" }}, want: []string{"en.md: one", "de.md: eins", "en.md: gone"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sandbox{t, filepath.Join(s.dir, strings.ReplaceAll(c.name, " ", "-"))}
			if err := os.Mkdir(s.dir, 0o755); err != nil {
				t.Fatal(err)
			}
			s.git(".", "init", "-q", "-b", "main", "r")
			for _, step := range c.steps {
				step(s)
			}
			if c.open == "" {
				c.open = "r"
			}
			if got := s.told(s.open(c.open), c.paths); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestTooLarge(t *testing.T) {
	if _, err := blobSize("0123456789abcdef blob 99999999999"); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}
