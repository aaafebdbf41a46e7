# make test   everything that holds a change: formatting, vet, staticcheck, all tests with the race detector, the browser, short fuzzing
# make bench  what a build costs in time and memory, beside a floor
# make tools  what the tests need of the system, where it is missing

.PHONY: test format lint race browser fuzz bench bench-build bench-serve tools
.DELETE_ON_ERROR:

FUZZTIME ?= 5s
# -short leaves out what takes minutes: every byte flipped, long random edits. `make test TESTFLAGS=` runs that too.
TESTFLAGS ?= -short

test: tools format lint race browser fuzz

format:
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "not gofmt-ed:"; echo "$$out"; exit 1; fi

lint:
	go vet ./...
	go tool staticcheck ./...

# The browser suite drives another program and has no races of its own; it runs by itself, so that nothing is slow beside it.
race:
	go test -race -timeout 20m $(TESTFLAGS) $$(go list ./... | grep -v /internal/browser)

browser:
	CANDOR_BROWSER=required go test -timeout 10m $(TESTFLAGS) ./internal/browser

# Every fuzz target of every package, in turn. The fuzzer sometimes fails of its time being up, without an input that fails: then it runs once more,
# so that what hangs is still found.
fuzz:
	@log=$$(mktemp); \
	for folder in $$(git grep -l '^func Fuzz' -- '*_test.go' | xargs -n1 dirname | sort -u); do \
	  for target in $$(grep -ho '^func Fuzz[A-Za-z0-9_]*' $$folder/*_test.go | cut -d' ' -f2 | sort); do \
	    echo "$$folder $$target"; \
	    run() { go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) ./$$folder >$$log 2>&1; }; \
	    run || { grep -q 'context deadline exceeded' $$log && ! grep -q 'Failing input' $$log && run; } || { cat $$log; rm -f $$log; exit 1; }; \
	  done; \
	done; rm -f $$log

# How long a build takes, then how long an editor waits for a save.
bench: bench-build bench-serve

bench-build:
	go run ./internal/bench

# 50 saves a size: median and worst, to the event and to the changed bytes, beside hugo's where it is installed.
bench-serve:
	go test -run '^$$' -bench Serve -benchtime 50x -timeout 20m ./cmd/candor

# Chromium comes from the system; the packages of the browser suite are pinned by their lock file.
tools:
	@command -v chromium >/dev/null || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq chromium; \
	  else echo "make: chromium is missing; install it from your system's packages"; exit 1; fi; }
	@command -v npm >/dev/null || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq npm; \
	  else echo "make: npm is missing; install it from your system's packages"; exit 1; fi; }
	@command -v pdftotext >/dev/null || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq poppler-utils; \
	  else echo "make: pdftotext is missing; install poppler-utils from your system's packages"; exit 1; fi; }
	@command -v pandoc >/dev/null || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq pandoc; \
	  else echo "make: pandoc is missing; install it from your system's packages"; exit 1; fi; }
	@if [ ! -d internal/browser/node_modules ] || [ internal/browser/package-lock.json -nt internal/browser/node_modules/.package-lock.json ]; then \
	  cd internal/browser && npm ci --no-audit --no-fund; fi
