package site

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"sync"
)

// inMemory is how many bytes of finished texts are held in memory; what is more goes to a temporary file.
const inMemory = 16 << 20

// store keeps the bytes of finished texts: in memory up to a limit, beyond it in a temporary file, so that memory does not grow with
// the texts. Space is given back when nobody holds the blob any more; a site that is still served holds all of its own.
type store struct {
	limit int64 // bytes in memory

	mu    sync.Mutex
	held  int64 // bytes in memory
	file  *os.File
	named bool // the file still has a name that must be removed
	end   int64
	free  []extent // of the file
}

type extent struct{ at, size int64 }

// blob is a text in the store. It never changes.
type blob struct {
	store *store
	data  []byte // nil when it is in the file
	place extent
}

// put keeps a text. The caller leaves data alone afterwards.
func (s *store) put(data []byte) (*blob, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	size := int64(len(data))
	if s.held+size <= s.limit {
		s.held += size
		b := &blob{store: s, data: data, place: extent{size: size}}
		runtime.AddCleanup(b, s.forget, size)
		return b, nil
	}
	if err := s.open(); err != nil {
		return nil, err
	}
	place := s.take(size)
	if _, err := s.file.WriteAt(data, place.at); err != nil {
		return nil, fmt.Errorf("keep a text in the temporary file: %w", err)
	}
	b := &blob{store: s, place: place}
	runtime.AddCleanup(b, s.giveBack, place)
	return b, nil
}

// open makes the temporary file. Where the system allows it the file has no name from the start, and a killed process leaves nothing.
func (s *store) open() error {
	if s.file != nil {
		return nil
	}
	f, err := os.CreateTemp("", "candor-texts-*")
	if err != nil {
		return fmt.Errorf("make the temporary file for texts: %w", err)
	}
	s.file, s.named = f, os.Remove(f.Name()) != nil
	return nil
}

// take finds room in the file: the first hole that is large enough, else its end.
func (s *store) take(size int64) extent {
	for i, hole := range s.free {
		if hole.size < size {
			continue
		}
		if hole.size == size {
			s.free = slices.Delete(s.free, i, i+1)
		} else {
			s.free[i] = extent{hole.at + size, hole.size - size}
		}
		return extent{hole.at, size}
	}
	at := s.end
	s.end += size
	return extent{at, size}
}

func (s *store) forget(size int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held -= size
}

// giveBack makes a hole of an extent, joined to the holes beside it.
func (s *store) giveBack(e extent) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, _ := slices.BinarySearchFunc(s.free, e, func(a, b extent) int { return int(a.at - b.at) })
	s.free = slices.Insert(s.free, i, e)
	if i+1 < len(s.free) && s.free[i].at+s.free[i].size == s.free[i+1].at {
		s.free[i].size += s.free[i+1].size
		s.free = slices.Delete(s.free, i+1, i+2)
	}
	if i > 0 && s.free[i-1].at+s.free[i-1].size == s.free[i].at {
		s.free[i-1].size += s.free[i].size
		s.free = slices.Delete(s.free, i, i+1)
	}
}

// close removes the temporary file. Blobs in it cannot be read any more.
func (s *store) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return nil
	}
	name := s.file.Name()
	err := s.file.Close()
	if s.named {
		err = os.Remove(name)
	}
	s.file = nil
	return err
}

// bytes returns the text; nobody may change it.
func (b *blob) bytes() ([]byte, error) {
	if b.data != nil || b.place.size == 0 {
		return b.data, nil
	}
	b.store.mu.Lock()
	file := b.store.file
	b.store.mu.Unlock()
	if file == nil {
		return nil, fmt.Errorf("read a text again: %w", os.ErrClosed)
	}
	data := make([]byte, b.place.size)
	if _, err := file.ReadAt(data, b.place.at); err != nil && err != io.EOF {
		return nil, fmt.Errorf("read a text again: %w", err)
	}
	runtime.KeepAlive(b) // its place is not given away before it is read
	return data, nil
}
