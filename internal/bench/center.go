package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// shape is what a center is made of.
type shape struct {
	name               string
	policies, versions int      // versions of each policy, 0 for free pages, which have none
	languages          []string // of each version
	size               int      // bytes of each text, about
}

func (s shape) texts() int { return s.policies * max(1, s.versions) * len(s.languages) }

const config = `base_url = "https://privacy.example.com/"
feed_id = "tag:privacy.example.com,2024:bench"
[organization]
name = "Example"
`

// write makes the center in a folder, with the seals of its texts.
func (s shape) write(dir string) error {
	seals := []byte("# sealed 2010-01-15\n")
	conf := config
	for _, lang := range s.languages {
		conf += fmt.Sprintf("[[languages]]\ntag = %q\n", lang)
	}
	if err := put(filepath.Join(dir, "config.toml"), []byte(conf)); err != nil {
		return err
	}
	for p := range s.policies {
		texts := make([]*prose, len(s.languages))
		for i, lang := range s.languages {
			texts[i] = newProse(lang, uint64(p), s.size)
		}
		if s.versions == 0 {
			if err := freePage(dir, p, texts[0]); err != nil {
				return err
			}
		}
		for v := range s.versions {
			day := fmt.Sprintf("%d-01-15", 2010+v)
			for i, lang := range s.languages {
				texts[i].revise(v)
				front := fmt.Sprintf("+++\ntitle = %q\npublished = %s\nmaterial = true\n+++\n", texts[i].title(p), day)
				text := append([]byte(front), texts[i].bytes()...)
				file := fmt.Sprintf("policy-%04d/%s/%s.md", p, day, lang)
				if err := put(filepath.Join(dir, "content", filepath.FromSlash(file)), text); err != nil {
					return err
				}
				seals = fmt.Appendf(seals, "%x  %s\n", sha256.Sum256(text), file)
			}
		}
	}
	return put(filepath.Join(dir, "content", "archive.sum"), seals)
}

func freePage(dir string, n int, p *prose) error {
	front := fmt.Sprintf("+++\ntitle = %q\n+++\n", p.title(n))
	return put(filepath.Join(dir, "content", fmt.Sprintf("page-%04d.%s.md", n, p.lang)), append([]byte(front), p.bytes()...))
}

func put(file string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}

// prose is a policy's text that can be revised.
type prose struct {
	lang   string
	words  words
	random *rand.Rand
	blocks []string
}

// words are what sentences of a language are made from.
type words struct {
	title, section             string
	who, does, what, why, when []string
}

var vocabulary = map[string]words{
	"en": {"Policy", "Section",
		[]string{"The company", "Our support team", "A processor that works for us", "The billing department", "The service", "An auditor", "Your employer"},
		[]string{"keeps", "receives", "never sells", "may ask for", "deletes", "corrects on request", "passes on", "encrypts", "compares"},
		[]string{"your **e-mail address**", "records of payments", "the pages that you open", "a copy of an identity document", "technical logs", "answers to surveys",
			"the [list of recipients](https://example.com/recipients)", "device numbers such as `A-17`", "postal addresses", "recordings of calls"},
		[]string{"to answer your questions", "because the law demands it", "so that an order can be delivered", "to find faults", "for bookkeeping", "with your consent only"},
		[]string{"for thirty days", "until you close the account", "for as long as a claim may be made", "once a year", "within one month", "before anything else happens"}},
	"ru": {"Политика", "Раздел",
		[]string{"Компания", "Служба поддержки", "Подрядчик, который работает на нас,", "Бухгалтерия", "Сервис", "Аудитор", "Ваш работодатель"},
		[]string{"хранит", "получает", "никогда не продаёт", "может запросить", "удаляет", "исправляет по просьбе", "передаёт", "шифрует", "сверяет"},
		[]string{"ваш **адрес почты**", "сведения о платежах", "открытые вами страницы", "копию документа", "технические журналы", "ответы на опросы",
			"[перечень получателей](https://example.com/recipients)", "номера устройств, например `A-17`,", "почтовые адреса", "записи звонков"},
		[]string{"чтобы ответить на вопросы", "потому что этого требует закон", "чтобы доставить заказ", "чтобы искать ошибки", "для учёта", "только с вашего согласия"},
		[]string{"в течение тридцати дней", "до закрытия учётной записи", "пока возможен спор", "раз в год", "в течение месяца", "прежде всего остального"}},
}

func newProse(lang string, seed uint64, size int) *prose {
	p := &prose{lang: lang, words: vocabulary[lang], random: rand.New(rand.NewPCG(seed, uint64(len(lang))))}
	for length := 0; length < size; {
		block := p.block(len(p.blocks))
		length += len(block) + 2
		p.blocks = append(p.blocks, block)
	}
	return p
}

func (p *prose) title(n int) string { return fmt.Sprintf("%s %d", p.words.title, n) }

// block is the n-th block of a text: a heading, a list, a table or, most often, a paragraph.
func (p *prose) block(n int) string {
	switch {
	case n%7 == 0:
		return fmt.Sprintf("## %s %d: %s", p.words.section, n/7+1, p.pick(p.words.why))
	case n%7 == 4 && n%3 == 0:
		return "- " + p.sentence() + "\n- " + p.sentence() + "\n- " + p.sentence()
	case n%41 == 5:
		row := func() string { return "| " + p.pick(p.words.what) + " | " + p.pick(p.words.why) + " |" }
		return "| A | B |\n|---|---|\n" + row() + "\n" + row() + "\n" + row()
	}
	sentences := make([]string, 2+p.random.IntN(3))
	for i := range sentences {
		sentences[i] = p.sentence()
	}
	return strings.Join(sentences, "\n")
}

func (p *prose) sentence() string {
	return p.pick(p.words.who) + " " + p.pick(p.words.does) + " " + p.pick(p.words.what) + " " + p.pick(p.words.why) + " " + p.pick(p.words.when) + "."
}

func (p *prose) pick(from []string) string { return from[p.random.IntN(len(from))] }

// revise changes a few blocks, as a new version of a policy does.
func (p *prose) revise(version int) {
	for range min(version, 1) * (2 + len(p.blocks)/30) {
		i := p.random.IntN(len(p.blocks))
		p.blocks[i] = p.block(i)
	}
}

func (p *prose) bytes() []byte {
	var b bytes.Buffer
	for _, block := range p.blocks {
		b.WriteString("\n" + block + "\n")
	}
	return b.Bytes()
}
