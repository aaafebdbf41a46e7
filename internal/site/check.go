package site

import (
	"context"
	"io/fs"
	"time"

	"candor/internal/civil"
	"candor/internal/diag"
)

// Check returns every fault of a center's sources as of a day, sorted. An error is a fault of the machine.
func Check(ctx context.Context, fsys fs.FS, o Options) (civil.Date, diag.List, error) {
	s, list, err := Load(ctx, fsys, o)
	switch {
	case s != nil:
		return s.Day, list, err
	case o.AsOf.IsZero():
		return civil.In(o.Now, time.UTC), list, err
	}
	return o.AsOf, list, err
}
