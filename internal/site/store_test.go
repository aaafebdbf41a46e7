package site

import (
	"bytes"
	"math/rand/v2"
	"os"
	"runtime"
	"testing"
	"time"
)

// TestStore keeps texts of all sizes beyond the limit of memory, lets some go, and reads the others back.
func TestStore(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := &store{limit: 1 << 10}
	random := rand.New(rand.NewPCG(3, 4))
	var kept []*blob
	var want [][]byte
	for i := range 500 {
		data := bytes.Repeat([]byte{byte(i), byte(i >> 8)}, random.IntN(200))
		b, err := s.put(bytes.Clone(data))
		if err != nil {
			t.Fatal(err)
		}
		if random.IntN(3) > 0 {
			kept, want = append(kept, b), append(want, data)
		}
		if i%100 == 99 {
			runtime.GC()
		}
	}
	for i, b := range kept {
		if got, err := b.bytes(); err != nil || !bytes.Equal(got, want[i]) {
			t.Fatalf("text %d reads %x (%v), want %x", i, got, err, want[i])
		}
	}
	if entries, _ := os.ReadDir(os.Getenv("TMPDIR")); runtime.GOOS != "windows" && len(entries) != 0 {
		t.Errorf("the temporary file has a name: %v", entries)
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	for _, b := range kept {
		if _, err := b.bytes(); err == nil && b.data == nil && b.place.size > 0 {
			t.Fatal("a text is read from a closed file")
		}
	}
}

// TestStoreReuse holds that the room of texts that nobody holds is taken again: a preview that runs for days does not fill the disk.
func TestStoreReuse(t *testing.T) {
	s := &store{}
	for i, e := range []extent{{0, 10}, {30, 10}, {10, 20}} {
		s.end = 40
		s.giveBack(e)
		if want := []int{1, 2, 1}[i]; len(s.free) != want {
			t.Errorf("after %v the holes are %v", e, s.free)
		}
	}
	if got := s.take(40); got != (extent{0, 40}) || s.end != 40 || len(s.free) != 0 {
		t.Errorf("40 bytes are put at %v of %d, holes %v", got, s.end, s.free)
	}
	defer s.close()
	if _, err := s.put(make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
		runtime.GC() // cleanups run some time after a collection
		s.mu.Lock()
		free := len(s.free)
		s.mu.Unlock()
		if free == 1 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the room of a text that nobody holds is not given back")
		}
	}
}
