package policy

import (
	"sync"

	"candor/internal/civil"
)

// views remembers how a policy stood on the days that were asked for. A policy never changes, so neither does its standing on a day.
type views struct {
	mu   sync.Mutex
	of   map[view]*Standing
	next map[civil.Date]change
	last map[civil.Date]civil.Date
}

type view struct {
	day    civil.Date
	drafts bool
}

// change is the next date on which what is public changes, why and where.
type change struct {
	on         civil.Date
	why, where string
}

// remembered is for how many days a policy remembers what was asked.
const remembered = 8

// recall returns a value for a day, made when it is asked for first.
func recall[K comparable, V any](mu *sync.Mutex, all *map[K]V, k K, make func() V) V {
	mu.Lock()
	v, ok := (*all)[k]
	mu.Unlock()
	if ok {
		return v
	}
	v = make()
	mu.Lock()
	defer mu.Unlock()
	if *all == nil || len(*all) >= remembered {
		*all = map[K]V{}
	}
	(*all)[k] = v
	return v
}
