package site

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"sync"
)

// key is the identity of a value: a digest of everything that the value is made from, and of nothing that depends on when or where it
// was made. Two values with one key may stand for each other.
type key [sha256.Size]byte

// keyer gathers what a value is made from. Every part is preceded by its length, so no two lists of parts look alike.
type keyer struct{ h hash.Hash }

// keyOf begins the key of a kind of value; kinds never share a key.
func keyOf(kind string) keyer { return keyer{sha256.New()}.text(kind) }

func (k keyer) text(parts ...string) keyer {
	for _, p := range parts {
		k.number(len(p))
		k.h.Write([]byte(p))
	}
	return k
}

func (k keyer) number(n int) keyer {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(n))
	k.h.Write(b[:])
	return k
}

func (k keyer) flag(f bool) keyer {
	if f {
		return k.number(1)
	}
	return k.number(0)
}

func (k keyer) sum(sums ...[sha256.Size]byte) keyer {
	for _, s := range sums {
		k.h.Write(s[:])
	}
	return k
}

func (k keyer) key() key { return key(k.h.Sum(nil)) }

// lifetime is the number of loads for which a value that nobody asks for is remembered: enough to step through a few dates and back.
const lifetime = 8

// memo remembers values by key: a digest, or the identity of values that never change. Its methods may be called from many goroutines.
type memo[K comparable, V any] struct {
	mu   sync.Mutex
	load int
	kept map[K]*remembered[V]
}

type remembered[V any] struct {
	value V
	used  int // the load that asked for it last
}

func (m *memo[K, V]) get(k K) (v V, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.kept[k]
	if !ok {
		return v, false
	}
	r.used = m.load
	return r.value, true
}

func (m *memo[K, V]) put(k K, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept == nil {
		m.kept = map[K]*remembered[V]{}
	}
	m.kept[k] = &remembered[V]{v, m.load}
}

// held returns what remembers a value, for keep.
func (m *memo[K, V]) held(k K) *remembered[V] {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.kept[k]
}

// keep asks for values without getting them: what stands for them was asked for instead.
func (m *memo[K, V]) keep(all []*remembered[V]) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range all {
		r.used = m.load
	}
}

// next begins another load and forgets what has not been asked for in a lifetime.
func (m *memo[K, V]) next() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.load++
	for k, r := range m.kept {
		if m.load-r.used > lifetime {
			delete(m.kept, k)
		}
	}
}
