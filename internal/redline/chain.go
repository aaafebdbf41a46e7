package redline

import "slices"

// heaviest returns the indices of pairs that rise on both sides and weigh most together. The pairs come sorted by a, each a
// and b at most once. It keeps the best sum for each place of the new side in a Fenwick tree: n log n.
func heaviest(ps []pair, weights []int) []int {
	top := 0
	for _, p := range ps {
		top = max(top, p.b+1)
	}
	best := make([]int, top+1) // 1 + the index of the heaviest chain's last pair below a place
	sum, prev := make([]int, len(ps)), make([]int, len(ps))
	last := -1
	for k, p := range ps {
		prev[k] = -1
		for i := p.b; i > 0; i -= i & -i {
			if q := best[i] - 1; q >= 0 && (prev[k] < 0 || sum[q] > sum[prev[k]]) {
				prev[k] = q
			}
		}
		sum[k] = weights[k]
		if prev[k] >= 0 {
			sum[k] += sum[prev[k]]
		}
		for i := p.b + 1; i <= top; i += i & -i {
			if q := best[i] - 1; q < 0 || sum[k] > sum[q] {
				best[i] = k + 1
			}
		}
		if last < 0 || sum[k] > sum[last] {
			last = k
		}
	}
	var out []int
	for ; last >= 0; last = prev[last] {
		out = append(out, last)
	}
	slices.Reverse(out)
	return out
}
