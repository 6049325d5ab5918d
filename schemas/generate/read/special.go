package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"os"
	"slices"
	"strings"
)

// special describes types that are decoded otherwise than their Go type says; nil for all others.
func (w *walker) special(t types.Type, v any) schema {
	if isDuration(t) {
		return w.withDefault(schema{"type": "string", "format": "go-duration"}, t, v)
	}
	if inner := optionalOf(t); inner != nil {
		return w.optional(t, inner, v)
	}
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return nil
	}
	is := func(pkg, name string) bool {
		return named.Obj().Name() == name && strings.HasSuffix(named.Obj().Pkg().Path(), pkg)
	}
	switch {
	case is("collector/component", "ID"):
		return w.withDefault(schema{"type": "string", "format": "component-id"}, t, v)
	case is("collector/pipeline", "ID"):
		return schema{"type": "string", "format": "component-id"}
	case is("config/configopaque", "MapList"):
		return nameValues()
	case is("receiver/prometheusreceiver", "PromConfig"):
		return w.prometheus.config("github.com/prometheus/prometheus/config", "Config")
	case is("targetallocator", "PromHTTPSDConfig"):
		return w.prometheus.lenient("github.com/prometheus/prometheus/discovery/http", "SDConfig")
	case is("targetallocator", "PromHTTPClientConfig"):
		return w.prometheus.lenient("github.com/prometheus/common/config", "HTTPClientConfig")
	case is("stanza/operator", "Config"):
		return w.operators()
	case is("operator/helper", "ByteSize"):
		return w.withDefault(byteSize(), t, v)
	case is("stanza/entry", "Field"):
		return textOr("log-field", "object")
	case is("stanza/entry", "RootableField"), is("transformer/remove", "rootableField"):
		return textOr("log-field-or-root", "object")
	}
	return nil
}

// byteSize is a number of bytes, with or without a unit.
func byteSize() schema {
	return textOr("byte-size", "integer")
}

// lenient lets unknown keys pass, in the structs without a name that it holds too.
func lenient(s schema) {
	s["additionalProperties"] = true
	for _, property := range s["properties"].(schema) {
		if inner, ok := property.(schema); ok && inner["properties"] != nil {
			lenient(inner)
		}
	}
}

// textOr is a text of a format, or something else that is decoded without its text.
func textOr(format, other string) schema {
	return schema{"anyOf": []any{schema{"type": "string", "format": format}, schema{"type": other}}}
}

// nameValues is a map of texts, which can be written as a list of names and values since core 0.138.
func nameValues() schema {
	text := schema{"type": "string"}
	return schema{"anyOf": []any{
		schema{"type": "object", "additionalProperties": text},
		schema{"type": "array", "items": schema{
			"type":                 "object",
			"properties":           schema{"name": text, "value": text},
			"additionalProperties": false,
		}},
	}}
}

// optional describes what an optional value holds. Where this release knows the key `enabled` beside it, that is there too.
func (w *walker) optional(t, inner types.Type, v any) schema {
	if value, ok := v.(*structValue); ok && len(value.fields) == 0 && optionalOf(behindPointers(value.of)) != nil {
		v = nil
	}
	s := w.ofType(inner, v)
	if name, isStruct := s["$ref"].(string); isStruct && w.knowsEnabled(t) {
		w.switchable[name] = true
		s["$ref"] = switchableName(name)
	}
	return s
}

func switchableName(name string) string {
	return refTo + "optional." + strings.TrimPrefix(name, refTo)
}

// knowsEnabled tells whether an optional section can be switched off in this release, without a feature gate.
func (w *walker) knowsEnabled(t types.Type) bool {
	pkg, body := w.evaluator.bodyOf(methodOf(t, "Unmarshal"))
	if body == nil {
		return false
	}
	knows := false
	open := true
	ast.Inspect(body, func(node ast.Node) bool {
		switch x := node.(type) {
		case *ast.BasicLit:
			knows = knows || x.Value == `"enabled"`
		case *ast.CallExpr:
			if selector, ok := x.Fun.(*ast.SelectorExpr); ok && selector.Sel.Name == "IsEnabled" {
				gate, known := w.evaluator.gate(x.Fun, &scope{pkg: pkg}).(constant.Value)
				open = open && known && constant.BoolVal(gate)
			}
		}
		return true
	})
	return knows && open
}

// settle adds the definitions that need others to be whole: sections that can be switched off.
func (w *walker) settle() {
	for reference := range w.switchable {
		s := schema{}
		for key, word := range w.definitions[strings.TrimPrefix(reference, refTo)] {
			s[key] = word
		}
		properties := schema{"enabled": schema{"type": "boolean", "default": true}}
		for key, property := range s["properties"].(schema) {
			properties[key] = property
		}
		s["properties"] = properties
		w.definitions[strings.TrimPrefix(switchableName(reference), refTo)] = s
	}
}

// Structs that decode themselves, and whether they let unknown keys pass. What they do besides changes no schema:
// defaults that depend on other fields, or a second way to write what is special-cased above.
var selfDecoding = map[string]bool{
	"datadog.Config":                        false,
	"fileexporter.Config":                   false,
	"filterprocessor.Config":                false,
	"healthcheck.Config":                    false,
	"healthcheckextension.Config":           false,
	"jaegerreceiver.Config":                 false,
	"kafkaexporter.Config":                  false,
	"kafkaexporter.RecordPartitionerConfig": false,
	"kafkareceiver.Config":                  false,
	"configkafka.ProducerConfig":            false,
	"otlpreceiver.Config":                   false,
	"queuebatch.Config":                     false,
	"telemetry.Config":                      false,
	"TracesConfigV030":                      false,
	"MetricsConfigV030":                     false,
	"LogsConfigV030":                        false,
	"ResourceConfigV030":                    true,
	"ResourceAttributeConfig":               false,
	"signalfxexporter.Config":               true,
	"helper.TimeParser":                     true,
	"timeparser.Config":                     true,
	"time.Config":                           true,
}

func (w *walker) decodedByItself(t *types.Named, s schema) {
	telling := append(tellingOf(t.Obj().Pkg().Path()), t.Obj().Name())
	lenient, known := selfDecoding[strings.Join(telling[max(0, len(telling)-2):], ".")]
	if !known {
		lenient, known = selfDecoding[t.Obj().Name()]
	}
	if !known {
		fmt.Fprintf(os.Stderr, "%v decodes itself and nobody looked at how: it is taken to let everything pass\n", t)
		lenient = true
	}
	if lenient {
		s["additionalProperties"] = true
	}
}

// operators describes a step of the log receivers' own pipeline: its `type` says what else it can hold. Unknown keys pass.
func (w *walker) operators() schema {
	const name = "stanza.Operator"
	reference := schema{"$ref": refTo + name}
	if _, done := w.definitions[name]; done {
		return reference
	}
	w.definitions[name] = schema{}
	branches := map[string]schema{}
	w.eachRegistration("operator.Register", func(call *ast.CallExpr, s *scope) {
		kind, ok := w.evaluator.eval(call.Args[0], s).(constant.Value)
		literal, isLiteral := call.Args[1].(*ast.FuncLit)
		if !ok || !isLiteral {
			return
		}
		w.evaluator.run(literal.Body.List, s)
		if made, ok := s.out.(*structValue); ok {
			branch := w.fields(behindPointers(made.of), made)
			branch["properties"].(schema)["type"] = schema{"const": constant.StringVal(kind)}
			branch["required"] = []string{"type"}
			lenient(branch)
			branches[constant.StringVal(kind)] = branch
		}
	})
	kinds := []string{}
	for kind := range branches {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	all := []any{}
	for _, kind := range kinds {
		all = append(all, branches[kind])
	}
	w.definitions[name] = schema{"type": "object", "required": []string{"type"}, "anyOf": all}
	return reference
}

// eachRegistration finds the calls of a function in the packages that the distribution brings, whether the walk came to them or not.
func (w *walker) eachRegistration(function string, found func(*ast.CallExpr, *scope)) {
	names := []string{}
	for name := range w.loader.loaded {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		pkg := w.loader.loaded[name]
		for _, file := range pkg.files {
			ast.Inspect(file, func(node ast.Node) bool {
				call, ok := node.(*ast.CallExpr)
				if !ok {
					return true
				}
				if callee := functionOf(call.Fun, pkg); callee != nil && strings.HasSuffix(callee.FullName(), "/"+function) {
					found(call, &scope{pkg: pkg, vars: map[types.Object]any{}})
				}
				return true
			})
		}
	}
}
