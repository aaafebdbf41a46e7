package importer

type frontMatter struct {
	found   bool
	entries []string
}

func splitFrontMatter(s string) frontMatter { return frontMatter{} }
