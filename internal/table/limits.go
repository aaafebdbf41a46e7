package table

import "bytes"

// dear returns the offset of the first thing in a TOML text that the library would take too long for, and what it is: brackets in
// brackets, or a key of many parts, also inside an inline table. The time of both is quadratic. -1 for none.
func dear(text []byte) (offset int, what string) {
	depth, parts, begins := 0, 0, 0
	for i := 0; i < len(text); {
		switch c := text[i]; c {
		case '"', '\'':
			i += quoted(text[i:])
			continue
		case ' ', '\t', '\r':
			if begins == i {
				begins++
			}
		case '#':
			i += lineLength(text[i:])
			continue
		case '[', '{':
			if depth++; depth > MaxDepth {
				return i, "brackets"
			}
			parts, begins = 0, i+1
		case ']', '}':
			depth, parts, begins = max(0, depth-1), 0, i+1
		case '=', ',', '\n':
			parts, begins = 0, i+1
		case '.':
			if parts++; parts >= MaxKeyParts {
				return begins, "key"
			}
		}
		i++
	}
	return -1, ""
}

// quoted returns the length of the string that a text begins with; one that does not end goes to the end of its line, or of the text.
func quoted(text []byte) int {
	mark := text[:1]
	if len(text) >= 3 && text[1] == text[0] && text[2] == text[0] {
		mark = text[:3]
	}
	for i := len(mark); i < len(text); i++ {
		switch {
		case text[i] == '\\' && mark[0] == '"':
			i++
		case text[i] == '\n' && len(mark) == 1:
			return i
		case bytes.HasPrefix(text[i:], mark):
			return i + len(mark)
		}
	}
	return len(text)
}

func lineLength(text []byte) int {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return i
	}
	return len(text)
}
