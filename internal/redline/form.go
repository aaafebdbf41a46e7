package redline

import (
	"fmt"
	"strconv"
	"strings"

	"candor/internal/markdown"
)

// FormChange is one thing that changed in the form of a block, with what it was and what it is: "kind" of block, level of a "heading", kind of
// "list" (bullets, numbers), level of "nesting" in lists, of "quotation" (0 for none), "number" of a list's item, number of blocks ("parts"),
// or "emphasis", which has neither.
type FormChange struct {
	What string `json:"what"`
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

// formChanges says what differs in the form of two blocks, emphasis apart.
func formChanges(o, n *unit) (out []FormChange) {
	add := func(what string, from, to any) { out = append(out, FormChange{what, fmt.Sprint(from), fmt.Sprint(to)}) }
	switch {
	case o.kind != n.kind:
		out = kindChange(o, n)
	case o.level != n.level:
		add("heading", o.level, n.level)
	case o.list != n.list:
		add("list", listName(o.list), listName(n.list))
	}
	if o.depth != n.depth && (o.kind == n.kind || o.depth > 0 && n.depth > 0) {
		add("nesting", o.depth, n.depth)
	}
	if o.quotes != n.quotes {
		add("quotation", o.quotes, n.quotes)
	}
	if o.mark != "" && n.mark != "" && o.value != n.value && o.offset != n.offset {
		add("number", o.mark, n.mark)
	}
	return out
}

// kindChange says that a block became one of another kind, if it did.
func kindChange(o, n *unit) []FormChange {
	if o.kind == n.kind {
		return nil
	}
	return []FormChange{{"kind", o.kind, n.kind}}
}

func listName(k markdown.ContainerKind) string {
	switch k {
	case markdown.BulletList:
		return "bullets"
	case markdown.OrderedList:
		return "numbers"
	}
	return "no_list"
}

// number is the change of an item's own number, nil for none.
func (b *Block) number() *FormChange {
	for k := range b.Forms {
		if b.Forms[k].What == "number" {
			return &b.Forms[k]
		}
	}
	return nil
}

// Names returns what a block's form is called that was and that is, each a name and a level that belongs to it, "" for none. Was is "" where
// only one thing is to be said; both are where the text itself shows what changed.
func (c FormChange) Names() (was, is [2]string) {
	leveled := func(level, name, none string) [2]string {
		switch {
		case level == "0":
			return [2]string{none}
		case name == "quotation":
			return [2]string{name}
		}
		return [2]string{name, level}
	}
	switch c.What {
	case "kind", "list":
		return [2]string{c.From}, [2]string{c.To}
	case "heading":
		return [2]string{"heading_level", c.From}, [2]string{"heading_level", c.To}
	case "nesting":
		return leveled(c.From, "list_level", "no_list"), leveled(c.To, "list_level", "no_list")
	case "quotation":
		name := "quotation"
		if c.From != "0" && c.To != "0" {
			name = "quotation_level"
		}
		return leveled(c.From, name, "no_quotation"), leveled(c.To, name, "no_quotation")
	case "emphasis":
		return was, [2]string{"emphasis"}
	}
	return was, is
}

// itemNumber is the number that a list shows before an item, and how far it is from the one that the item's place would give it.
type itemNumber struct {
	mark          string
	value, offset int32
}

// itemNumbers returns the numbers of the items of a text's numbered lists, by block. Numbers that go on from a list before, in the same place, are
// reckoned with it: an item that came there moves them on, which is no change of their own.
func itemNumbers(blocks []markdown.Block) map[int]itemNumber {
	type list struct {
		items []int // blocks
		place string
	}
	var order []int
	lists := map[int]*list{}
	for i := range blocks {
		cs := blocks[i].Containers
		k := len(cs) - 2
		if blocks[i].Kind != markdown.Item || k < 0 || cs[k].Kind != markdown.OrderedList {
			continue
		}
		l := lists[cs[k].N]
		if l == nil {
			l = &list{place: fmt.Sprint(cs[:k])}
			lists[cs[k].N] = l
			order = append(order, cs[k].N)
		}
		l.items = append(l.items, i)
	}
	type end struct{ value, items int32 } // of the lists before
	ends := map[string]end{}
	out := map[int]itemNumber{}
	for _, n := range order {
		l := lists[n]
		shown := shownNumbers(blocks, l.items)
		before := ends[l.place]
		if shown[0].value != before.value+1 {
			before = end{}
		}
		for k, i := range l.items {
			shown[k].offset = shown[k].value - before.items - int32(k)
			out[i] = shown[k]
		}
		ends[l.place] = end{shown[len(shown)-1].value, before.items + int32(len(shown))}
	}
	return out
}

// shownNumbers are the numbers of a list's items as readers see them: where all are typed as 1, or none is, they are counted.
func shownNumbers(blocks []markdown.Block, items []int) []itemNumber {
	out := make([]itemNumber, len(items))
	counted := true
	for k, i := range items {
		number := blocks[i].Number
		value, err := strconv.ParseInt(strings.TrimRight(number, ".)"), 10, 32)
		if err != nil {
			value, number = int64(k+1), strconv.Itoa(k+1)+"."
		}
		counted = counted && (err != nil || value == 1)
		out[k] = itemNumber{mark: number, value: int32(value)}
	}
	for k := range out {
		if counted {
			out[k] = itemNumber{mark: strconv.Itoa(k+1) + ".", value: int32(k + 1)}
		}
	}
	return out
}

// carry gives the number of an item that has no words of its own to the block that it begins with: a heading or a table.
func carry(numbers map[int]itemNumber, blocks []markdown.Block, i int) {
	n, ok := numbers[i]
	if !ok || i+1 == len(blocks) || blocks[i+1].Kind == markdown.Item {
		return
	}
	own, next := blocks[i].Containers, blocks[i+1].Containers
	if k := len(own); len(next) >= k && next[k-1].N == own[k-1].N && next[k-1].Kind == own[k-1].Kind {
		numbers[i+1] = n
	}
}

// nesting counts the lists and quotations that a block stands in.
func nesting(cs []markdown.Container) (lists, quotes uint8) {
	for _, c := range cs {
		switch c.Kind {
		case markdown.BulletList, markdown.OrderedList:
			lists++
		case markdown.Quote:
			quotes++
		}
	}
	return lists, quotes
}

// FormName is what a block of a form is called in English, which commands speak, by the names of [FormChange.Names].
func FormName(name, level string) string {
	switch name {
	case "heading_level":
		return "heading of level " + level
	case "list_level":
		return "level " + level + " of the list"
	case "item":
		return "list item"
	case "row":
		return "table row"
	case "code":
		return "preformatted text"
	case "bullets":
		return "bulleted list"
	case "numbers":
		return "numbered list"
	case "no_list":
		return "outside of a list"
	case "quotation":
		return "in a quotation"
	case "quotation_level":
		return "quotation of level " + level
	case "no_quotation":
		return "outside of a quotation"
	}
	return name
}

// String says in English what changed: "heading of level 2 → heading of level 3". It is empty for a number, which stands before the words.
func (c FormChange) String() string {
	was, is := c.Names()
	switch {
	case c.What == "parts":
		return c.From + " → " + c.To + " blocks"
	case was[0] != "":
		return FormName(was[0], was[1]) + " → " + FormName(is[0], is[1])
	}
	return FormName(is[0], "")
}
