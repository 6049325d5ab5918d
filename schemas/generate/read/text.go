package main

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// text describes a type that reads itself from a text.
func (w *walker) text(t types.Type, method string) schema {
	s := schema{"type": "string"}
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return s
	}
	if strings.Contains(named.Obj().Pkg().Path(), "/pkg/stanza/") {
		// Paths of fields and sizes with units: what they compare with are only parts of what they take.
		return withNumbers(s, t, method)
	}
	switch named.Obj().Pkg().Path() + "." + named.Obj().Name() {
	case "regexp.Regexp":
		s["format"] = "re2"
	case "time.Time":
		s["format"] = "date-time"
	default:
		w.addWords(s, methodOf(t, method))
	}
	return withNumbers(s, t, method)
}

// withNumbers adds that numbers go into what is a number in Go: the hook for texts looks at texts alone.
func withNumbers(s schema, t types.Type, method string) schema {
	if basic, ok := t.Underlying().(*types.Basic); ok && method == "UnmarshalText" && basic.Info()&types.IsString == 0 {
		return schema{"anyOf": []any{s, scalar(basic)}}
	}
	return s
}

// addWords adds the words that a method compares its text with, where it refuses all others.
func (w *walker) addWords(s schema, method *types.Func) {
	found := &wordFinder{walker: w, words: map[string]bool{}}
	found.look(method, 0)
	if len(found.words) == 0 || !found.refuses {
		return
	}
	all := []string{}
	for word := range found.words {
		if found.ignoresCase {
			word = strings.ToLower(word)
		}
		all = append(all, word)
	}
	slices.Sort(all)
	s["enum"] = slices.Compact(all)
	if found.ignoresCase {
		s["ignoreCase"] = true
	}
}

// addValid adds the words that the own Validate of a kind of string lets pass, and none at all, which is not always asked.
func (w *walker) addValid(s schema, t types.Type) {
	method := methodOf(t, "Validate")
	if method == nil || s["type"] != "string" || method.Signature().Params().Len() > 0 {
		return
	}
	w.addWords(s, method)
	if words, found := s["enum"].([]string); found && words[0] != "" {
		s["enum"] = append([]string{""}, words...)
	}
}

type wordFinder struct {
	walker      *walker
	words       map[string]bool
	ignoresCase bool
	refuses     bool
}

func (f *wordFinder) look(method *types.Func, depth int) {
	pkg, body := f.walker.evaluator.bodyOf(method)
	if body == nil || depth > 2 {
		return
	}
	s := &scope{pkg: pkg, vars: map[types.Object]any{}}
	ast.Inspect(body, func(node ast.Node) bool {
		switch x := node.(type) {
		case *ast.CaseClause:
			for _, expression := range x.List {
				f.add(expression, s)
			}
		case *ast.BinaryExpr:
			if x.Op == token.EQL || x.Op == token.NEQ {
				f.add(x.X, s)
				f.add(x.Y, s)
			}
		case *ast.IndexExpr:
			if known, ok := f.walker.evaluator.eval(x.X, s).(*mapValue); ok {
				for word := range known.entries {
					f.words[word] = true
				}
			}
		case *ast.CallExpr:
			f.called(x, s, depth)
		}
		return true
	})
}

func (f *wordFinder) called(x *ast.CallExpr, s *scope, depth int) {
	function := functionOf(x.Fun, s.pkg)
	if function == nil || function.Pkg() == nil {
		return
	}
	switch function.FullName() {
	case "strings.ToLower", "strings.EqualFold", "bytes.ToLower":
		f.ignoresCase = true
	case "errors.New", "fmt.Errorf":
		f.refuses = true
	case "slices.Contains":
		if list, ok := f.walker.evaluator.eval(x.Args[0], s).(*listValue); ok {
			for _, item := range list.items {
				if word, ok := item.(constant.Value); ok && word.Kind() == constant.String {
					f.words[constant.StringVal(word)] = true
				}
			}
		}
	default:
		if function.Pkg() == s.pkg.types && function.Name() != "String" {
			f.look(function, depth+1)
		}
	}
}

func (f *wordFinder) add(expression ast.Expr, s *scope) {
	if call, isCall := expression.(*ast.CallExpr); isCall && len(call.Args) == 1 {
		expression = call.Args[0]
	}
	value, ok := f.walker.evaluator.eval(expression, s).(constant.Value)
	if ok && value.Kind() == constant.String {
		f.words[constant.StringVal(value)] = true
	}
}
