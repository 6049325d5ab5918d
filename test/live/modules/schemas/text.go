package main

import (
	"encoding"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// text describes a type that reads itself from a text: which texts it takes is tried out.
func (w *walker) text(t reflect.Type) schema {
	if known, ok := w.texts[t]; ok {
		return known
	}
	s := schema{"type": "string"}
	switch {
	case strings.Contains(t.PkgPath(), "/pkg/stanza/"):
		// Paths of fields and sizes with units: what they compare with are only parts of what they take.
	case t.PkgPath() == "regexp":
		s["format"] = "re2"
	case t.PkgPath() == "time" && t.Name() == "Time":
		s["format"] = "date-time"
	default:
		addWords(s, w.wordsOf(t, func(text string) bool {
			return reflect.New(t).Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)) == nil
		}))
	}
	// The hook for texts looks at texts alone: numbers go into what is a number in Go.
	if other := kindOf(t); other != "" {
		s = schema{"anyOf": []any{s, schema{"type": other}}}
	}
	w.texts[t] = s
	return s
}

func kindOf(t reflect.Type) string {
	if t.Kind() == reflect.String || t.Kind() == reflect.Struct {
		return ""
	}
	if name, ok := scalarNames[t.Kind()]; ok {
		return name
	}
	return ""
}

var scalarNames = map[reflect.Kind]string{
	reflect.Bool: "boolean", reflect.Float32: "number", reflect.Float64: "number",
	reflect.Int: "integer", reflect.Int8: "integer", reflect.Int16: "integer", reflect.Int32: "integer", reflect.Int64: "integer",
	reflect.Uint: "integer", reflect.Uint8: "integer", reflect.Uint16: "integer", reflect.Uint32: "integer", reflect.Uint64: "integer",
}

// words are the only texts that a type takes.
type words struct {
	all         []string
	ignoresCase bool
}

func addWords(s schema, found *words) {
	if found == nil {
		return
	}
	s["enum"] = found.all
	if found.ignoresCase {
		s["ignoreCase"] = true
	}
}

// wordsOf tries every text that the sources of a type's package hold. It gives nil when the type takes texts that nobody
// would think of, or none of those it could know.
func (w *walker) wordsOf(t reflect.Type, takes func(string) bool) *words {
	for _, nonsense := range []string{"zzz_nonsense", "Zzz9", "zzz.nonsense/9"} {
		if takes(nonsense) {
			return nil
		}
	}
	found := &words{}
	for _, text := range literalsOf(w.sources.folderOf(t.PkgPath())) {
		if takes(text) {
			found.all = append(found.all, text)
			upper := strings.ToUpper(text)
			if lower := strings.ToLower(text); upper != lower && takes(upper) && takes(lower) {
				found.ignoresCase = true
			}
		}
	}
	if found.ignoresCase {
		for i, text := range found.all {
			found.all[i] = strings.ToLower(text)
		}
	}
	slices.Sort(found.all)
	found.all = slices.Compact(found.all)
	if len(found.all) == 0 {
		return nil
	}
	return found
}

// literalsOf gives the texts in the sources of a folder, each once; what other files than tests hold.
func literalsOf(folder string) []string {
	texts := map[string]bool{"": true}
	files, _ := filepath.Glob(filepath.Join(folder, "*.go"))
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, source, parser.SkipObjectResolution)
		if err != nil {
			continue
		}
		ast.Inspect(tree, func(node ast.Node) bool {
			if literal, ok := node.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				if text, err := strconv.Unquote(literal.Value); err == nil && len(text) < 60 {
					texts[text] = true
				}
			}
			return true
		})
	}
	all := []string{}
	for text := range texts {
		all = append(all, text)
	}
	slices.Sort(all)
	return all
}

// valid adds the words that the own Validate of a kind of string lets pass, and none at all, which is not always asked.
func (w *walker) valid(t reflect.Type, s schema) schema {
	if _, ok := reflect.Zero(t).Interface().(interface{ Validate() error }); !ok || t.Kind() != reflect.String {
		return s
	}
	found := w.wordsOf(t, func(text string) bool {
		value := reflect.New(t).Elem()
		value.SetString(text)
		return value.Interface().(interface{ Validate() error }).Validate() == nil
	})
	if found != nil && found.all[0] != "" {
		found.all = append([]string{""}, found.all...)
	}
	addWords(s, found)
	return s
}
