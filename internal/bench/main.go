//go:build linux || darwin

package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
)

func main() {
	texts := flag.String("texts", "300,3000", "measure centers of these `numbers` of texts")
	size := flag.Int("size", 60000, "`bytes` of each text, about")
	runs := flag.Int("runs", 3, "how `often` each program runs; the best is taken")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *texts, *size, *runs); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, texts string, size, runs int) error {
	dir, err := os.MkdirTemp("", "candor-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	candor, floor := filepath.Join(dir, "candor"), filepath.Join(dir, "floor")
	for _, program := range [][2]string{{candor, "candor/cmd/candor"}, {floor, "candor/internal/bench/floor"}} {
		if out, err := exec.CommandContext(ctx, "go", "build", "-o", program[0], program[1]).CombinedOutput(); err != nil {
			return fmt.Errorf("build %s: %w\n%s", program[1], err, out)
		}
	}
	shapes, err := shapesOf(texts, size)
	if err != nil {
		return err
	}
	fmt.Printf("%d cores, %s, texts of %d bytes; the best of %d runs\n\n", runtime.NumCPU(), runtime.Version(), size, runs)
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "center\ttexts\tprogram\tpages\twith a text\tprocessor\tof floor\tper page\tper text page\ttook\tpeak memory\t")
	for _, s := range shapes {
		if err := measure(ctx, table, s, dir, candor, floor, runs); err != nil {
			return err
		}
	}
	return table.Flush()
}

// shapesOf are the centers to be measured, for each number of texts: free pages, of which both programs make the same pages and no other;
// policies in one language whose every text is in force, so that both show every text on the same two pages, and candor has archives, feeds
// and data beside; the same in two languages, with parallel pages; and policies of ten versions in two languages, with redlines. Of parallel
// pages and redlines the floor knows nothing.
func shapesOf(texts string, size int) ([]shape, error) {
	var out []shape
	one, two := []string{"en"}, []string{"en", "ru"}
	for _, number := range strings.Split(texts, ",") {
		n, err := strconv.Atoi(number)
		if err != nil || n < 20 {
			return nil, fmt.Errorf("-texts %q: numbers of at least 20 are wanted", texts)
		}
		out = append(out, shape{"free pages", n, 0, one, size}, shape{"one language", n, 1, one, size}, shape{"two languages", n / 2, 1, two, size}, shape{"ten versions", n / 20, 10, two, size})
	}
	return out, nil
}

func measure(ctx context.Context, table *tabwriter.Writer, s shape, dir, candor, floor string, runs int) error {
	center := filepath.Join(dir, "center")
	defer os.RemoveAll(center)
	if err := s.write(center); err != nil {
		return err
	}
	programs := [][]string{{floor, center}, {candor, "build", "--site", center, "--as-of", "2024-06-01", "--out"}}
	least := make([]cost, len(programs))
	for i := range runs { // by turns, since a machine is not equally fast all the time
		for k, args := range programs {
			parent, err := os.MkdirTemp(dir, "out-*")
			if err != nil {
				return err
			}
			out := filepath.Join(parent, "site")
			c, err := once(ctx, append(slices.Clip(args), out), out)
			if err != nil {
				return err
			}
			if i > 0 {
				c = better(c, least[k])
			}
			least[k] = c
		}
	}
	base := least[0]
	row := func(program string, c cost) {
		ratio := func(of func(c cost) int) float64 {
			return float64(c.processor) / float64(of(c)) / (float64(base.processor) / float64(of(base)))
		}
		fmt.Fprintf(table, "%s\t%d\t%s\t%d\t%d\t%s\t%.2f\t%.2f\t%.2f\t%s\t%d MB\t\n", s.name, s.texts(), program, c.pages, c.textPages, c.processor.Round(10*time.Millisecond),
			ratio(func(cost) int { return 1 }), ratio(func(c cost) int { return c.pages }), ratio(func(c cost) int { return c.textPages }),
			c.took.Round(10*time.Millisecond), c.memory>>20)
	}
	row("floor", base)
	row("candor", least[1])
	return nil
}

// cost is what one run of a program took.
type cost struct {
	pages           int
	textPages       int // pages that hold a text, a redline or two texts side by side: those that are as large as a text
	processor, took time.Duration
	memory          int64 // peak, in bytes
}

// better is the one of two runs that took less processor time, with the larger memory of both.
func better(a, b cost) cost {
	memory := max(a.memory, b.memory)
	if b.processor < a.processor {
		a = b
	}
	a.memory = memory
	return a
}

// once runs a command that writes a site into a folder, which it leaves there with its files emptied.
func once(ctx context.Context, args []string, out string) (cost, error) {
	started := time.Now()
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	if said, err := cmd.CombinedOutput(); err != nil {
		return cost{}, fmt.Errorf("%s: %w\n%s", filepath.Base(args[0]), err, said)
	}
	took := time.Since(started)
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return cost{}, fmt.Errorf("the system does not say what a process used")
	}
	memory := int64(usage.Maxrss)
	if runtime.GOOS == "linux" {
		memory <<= 10 // Linux counts kilobytes, macOS bytes
	}
	c := cost{processor: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), took: took, memory: memory}
	var err error
	if c.pages, c.textPages, err = pages(out); err != nil {
		return cost{}, err
	}
	return c, empty(out)
}

// empty gives back the disk that a site takes, and keeps its files: ext4 looks for minutes at every file that was removed before it makes
// a new one, so that a run would pay for the number of files of the one before.
func empty(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		return os.Truncate(path, 0)
	})
}

// pages counts the pages of a site, and those of them that hold an article of some length.
func pages(dir string) (all, withText int, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".html") {
			return err
		}
		all++
		page, err := os.ReadFile(path)
		if _, article, ok := bytes.Cut(page, []byte("<article")); ok && len(article) > 8<<10 {
			withText++
		}
		return err
	})
	return all, withText, err
}
