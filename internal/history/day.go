package history

import (
	"slices"

	"candor/internal/civil"
)

// inOrder returns the days of commits with those of clocks that were wrong set right: as few as can be get another day, so that none is before
// that of the commit before it and none is to come. Such a commit has the day of the one before it, the first ones that of the next.
func inOrder(days []civil.Date, today civil.Date) []civil.Date {
	right := rising(days, today)
	out := slices.Clone(days)
	last := civil.Date{}
	for i := range out {
		if right[i] {
			last = out[i]
		} else {
			out[i] = last
		}
	}
	next := today
	for i := len(out) - 1; i >= 0; i-- {
		if out[i].IsZero() {
			out[i] = next
		}
		next = out[i]
	}
	return out
}

// rising returns which days are in a longest sequence that never falls. Of several such, it is the one of the earliest commits.
func rising(days []civil.Date, today civil.Date) []bool {
	length := make([]int, len(days)) // of the longest sequence that ends here
	longest := 0
	var tails []civil.Date // by length: the earliest day with which a sequence ends
	for i, day := range days {
		if day.After(today) {
			continue
		}
		at, _ := slices.BinarySearchFunc(tails, day, func(tail, day civil.Date) int {
			if tail.After(day) {
				return 1
			}
			return -1
		})
		if at == len(tails) {
			tails = append(tails, day)
		} else {
			tails[at] = day
		}
		length[i] = at + 1
		longest = max(longest, length[i])
	}
	right := make([]bool, len(days))
	next := 0
	for want := longest; want > 0; want-- {
		at := 0
		for length[at] != want || want < longest && days[at].After(days[next]) {
			at++
		}
		next = at
		right[at] = true
	}
	return right
}
