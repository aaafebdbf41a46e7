# make test: formatting, vet and every test.
.PHONY: test bench format
test: format
	go vet ./...
	go test -short -timeout 20m ./...

# make bench: how long an editor waits for a save, 50 saves a size; beside hugo's where it is installed.
bench:
	go test -run '^$$' -bench Serve -benchtime 50x -timeout 20m ./cmd/candor

format:
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "not gofmt-ed:"; echo "$$out"; exit 1; fi
