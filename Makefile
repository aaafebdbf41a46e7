# make test: formatting, vet and every test.
.PHONY: test format
test: format
	go vet ./...
	go test -short -timeout 20m ./...

format:
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "not gofmt-ed:"; echo "$$out"; exit 1; fi
