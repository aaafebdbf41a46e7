package preview

import (
	"net"
	"net/http"
	"strings"
)

// A site's pages forbid what they do not need, so the preview's own script would not run. The preview relaxes each policy by its own
// three files and by nothing else; what the site itself must not do here, it must not do on its host either.

const policyField = "Content-Security-Policy"

// relax returns the policies of a page, those of its headers and that of its meta element, with the preview's files allowed.
func relax(h http.Header, meta, host string) {
	values := h.Values(policyField)
	if meta != "" {
		values = append(values, meta)
	}
	h.Del(policyField)
	for _, v := range values {
		for policy := range strings.SplitSeq(v, ",") { // a field may hold several
			h.Add(policyField, relaxed(policy, host))
		}
	}
}

func relaxed(policy, host string) string {
	var order []string
	sources := map[string]string{}
	for d := range strings.SplitSeq(policy, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(d), " ")
		name = strings.ToLower(name)
		if _, twice := sources[name]; name == "" || twice {
			continue // of two directives of one name the first holds (CSP3, 2.2.1)
		}
		order, sources[name] = append(order, name), strings.TrimSpace(value)
	}
	for _, own := range [][2]string{{"script-src", scriptPath}, {"connect-src", eventsPath}, {"style-src", stylePath}} {
		value, stated := sources[own[0]]
		if !stated {
			inherited, bounded := sources["default-src"]
			if !bounded {
				continue // not limited
			}
			value, order = inherited, append(order, own[0])
		}
		sources[own[0]] = strings.TrimSpace(strings.TrimSpace(strings.ReplaceAll(value, "'none'", "")) + " " + source(host, own[1]))
	}
	for i, name := range order {
		order[i] = strings.TrimSpace(name + " " + sources[name])
	}
	return strings.Join(order, "; ")
}

// source allows one file of this host. The grammar of sources has no IPv6 address; there the whole host is allowed.
func source(host, path string) string {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	if strings.Contains(name, ":") {
		return "'self'"
	}
	return host + path
}

// quiet returns a page whose policy element no longer acts, and the policy. The element stays in place under another name, so that
// nothing else of the page changes.
func quiet(page string) (out, policy string) {
	const active, inert = `http-equiv="Content-Security-Policy"`, `data-preview-equiv="Content-Security-Policy"`
	at := strings.Index(page, active)
	if at < 0 {
		return page, ""
	}
	rest := page[at:]
	end := strings.IndexByte(rest, '>')
	_, value, found := strings.Cut(rest[:max(end, 0)], `content="`)
	if !found {
		return page, ""
	}
	value, _, _ = strings.Cut(value, `"`)
	return page[:at] + inert + rest[len(active):], unescape.Replace(value)
}

var unescape = strings.NewReplacer("&#39;", "'", "&#34;", `"`, "&quot;", `"`, "&amp;", "&")
