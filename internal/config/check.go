package config

import (
	"path"
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/table"
)

// Check is what config.toml says of the rules under [check].
type Check struct {
	Rules  map[string]string // "off", "warning" or "error" by rule id
	Ignore []Ignore
}

// Ignore silences one rule in some files.
type Ignore struct {
	Rule  string
	Files []string // globs over paths below the center's folder; ** stands for any number of folders
}

// check reads [check]. A rule that guards what was published, or without which nothing can be built, cannot be silenced.
func (c *Config) check(t *table.Table) {
	k := t.Table("check")
	if k == nil {
		return
	}
	c.Check.Rules = map[string]string{}
	if r := k.Table("rules"); r != nil {
		for _, id := range r.Keys() {
			level := r.String(id)
			switch {
			case !known(r, id, id):
			case level != "off" && level != "warning" && level != "error":
				r.Errorf(id, `a rule is "off", "warning" or "error", not %q`, level)
			case silenceable(r, id, id, level):
				c.Check.Rules[id] = level
			}
		}
	}
	for _, i := range k.Tables("ignore") {
		ig := Ignore{Rule: i.String("rule"), Files: i.Strings("files")}
		if !known(i, "rule", ig.Rule) || !silenceable(i, "rule", ig.Rule, "off") {
			continue
		}
		for _, glob := range ig.Files {
			if _, err := path.Match(glob, ""); err != nil {
				i.Errorf("files", "%q is no pattern of files: %v", glob, err)
			}
		}
		if len(ig.Files) == 0 {
			i.Errorf("files", `"files" is missing: which files the rule is silent in, such as ["content/privacy/2019-*/**"]`)
		}
		c.Check.Ignore = append(c.Check.Ignore, ig)
	}
}

func known(t *table.Table, key, id string) bool {
	if _, ok := diag.FindRule(id); ok {
		return true
	}
	if near := diag.Nearest(id, diag.RuleIDs()); near != "" {
		t.Errorf(key, "there is no rule %q, did you mean %q?", id, near)
	} else {
		t.Errorf(key, "there is no rule %q; candor check --explain all lists them", id)
	}
	return false
}

func silenceable(t *table.Table, key, id, level string) bool {
	rule, _ := diag.FindRule(id)
	if rule.Open || level == "error" {
		return true
	}
	t.Errorf(key, "the rule %q cannot be silenced", id)
	return false
}

// Apply gives diagnostics the severities that the center wants, and leaves out what it wants to hear nothing of. A rule that is locked stays
// as it is.
func (c *Check) Apply(list diag.List) diag.List {
	if len(c.Rules) == 0 && len(c.Ignore) == 0 {
		return list
	}
	var out diag.List
	for _, d := range list {
		level := c.Rules[d.Rule]
		if level == "off" || c.ignores(d) {
			continue
		}
		switch level {
		case "error":
			d.Severity = diag.Error
		case "warning":
			d.Severity = diag.Warning
		}
		out.Add(d)
	}
	return out
}

func (c *Check) ignores(d diag.Diagnostic) bool {
	return slices.ContainsFunc(c.Ignore, func(i Ignore) bool {
		return i.Rule == d.Rule && slices.ContainsFunc(i.Files, func(glob string) bool { return matches(strings.Split(glob, "/"), strings.Split(d.Pos.File, "/")) })
	})
}

// matches compares a glob with a path, folder by folder.
func matches(glob, file []string) bool {
	if len(glob) == 0 {
		return len(file) == 0
	}
	if glob[0] == "**" {
		return matches(glob[1:], file) || len(file) > 0 && matches(glob, file[1:])
	}
	if len(file) == 0 {
		return false
	}
	ok, err := path.Match(glob[0], file[0])
	return err == nil && ok && matches(glob[1:], file[1:])
}
