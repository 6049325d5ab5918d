package main

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/stanza/operator"
	"go.opentelemetry.io/collector/confmap"
)

// special describes types that are decoded otherwise than their Go type says; nil for all others.
func (w *walker) special(t reflect.Type, v reflect.Value) schema {
	if t == reflect.TypeFor[time.Duration]() {
		return withDefault(schema{"type": "string", "format": "go-duration"}, v)
	}
	if inner, ok := optionalOf(t); ok {
		return w.optional(t, inner, v)
	}
	path := t.PkgPath()
	is := func(pkg, name string) bool { return t.Name() == name && strings.HasSuffix(path, pkg) }
	switch {
	case is("collector/component", "ID"):
		return withDefault(schema{"type": "string", "format": "component-id"}, v)
	case is("collector/pipeline", "ID"):
		return schema{"type": "string", "format": "component-id"}
	case is("config/configopaque", "MapList"):
		return withDefault(nameValues(), v)
	case is("receiver/prometheusreceiver", "PromConfig"):
		return w.prometheus.ofType(originOf(t), reflect.Value{})
	case is("targetallocator", "PromHTTPSDConfig"), is("targetallocator", "PromHTTPClientConfig"):
		return w.prometheus.lenient(originOf(t))
	case is("stanza/operator", "Config"):
		return w.operators()
	case is("operator/helper", "ByteSize"):
		return withDefault(byteSize(), v)
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
func (w *walker) optional(t, inner reflect.Type, v reflect.Value) schema {
	value := reflect.Value{}
	if v.IsValid() {
		value, _ = optionalValue(v)
	}
	s := w.ofType(inner, value)
	if name, isStruct := s["$ref"].(string); isStruct && knowsEnabled(t) {
		w.switchable[name] = true
		s["$ref"] = switchableName(name)
	}
	return s
}

func switchableName(name string) string {
	return refTo + "optional." + strings.TrimPrefix(name, refTo)
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

// knowsEnabled tries whether an optional section can be switched off in this release.
func knowsEnabled(t reflect.Type) bool {
	target, ok := reflect.New(t).Interface().(confmap.Unmarshaler)
	return ok && target.Unmarshal(confmap.NewFromStringMap(map[string]any{"enabled": false})) == nil
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

func (w *walker) decodedByItself(t reflect.Type, s schema) {
	telling := strings.Split(w.pathOf(t), ".")
	name := strings.Join(telling[max(0, len(telling)-2):], ".")
	lenient, known := selfDecoding[name]
	if !known {
		lenient, known = selfDecoding[t.Name()]
	}
	if !known {
		fmt.Fprintf(os.Stderr, "%s.%s decodes itself and nobody looked at how: it is taken to let everything pass\n", t.PkgPath(), t.Name())
		lenient = true
	}
	if lenient {
		s["additionalProperties"] = true
	}
}

// pathOf gives the telling folders of a type's package and its name, with dots between.
func (w *walker) pathOf(t reflect.Type) string {
	parts := []string{}
	for _, part := range strings.Split(t.PkgPath(), "/") {
		if !hollow[part] && !version.MatchString(part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(append(parts, t.Name()), ".")
}

// operators describes a step of the log receivers' own pipeline: its `type` says what else it can hold. Unknown keys pass.
func (w *walker) operators() schema {
	const name = "stanza.Operator"
	reference := schema{"$ref": refTo + name}
	if _, done := w.definitions[name]; done {
		return reference
	}
	w.definitions[name] = schema{}
	registry := readable(reflect.ValueOf(operator.DefaultRegistry).Elem().FieldByName("operators"))
	types := []string{}
	for _, key := range registry.MapKeys() {
		types = append(types, key.String())
	}
	slices.Sort(types)
	branches := []any{}
	for _, kind := range types {
		make, _ := operator.Lookup(kind)
		s := w.fieldsOf(reflect.ValueOf(make()))
		s["properties"].(schema)["type"] = schema{"const": kind}
		s["required"] = []string{"type"}
		lenient(s)
		branches = append(branches, s)
	}
	w.definitions[name] = schema{"type": "object", "required": []string{"type"}, "anyOf": branches}
	return reference
}

// fieldsOf describes a struct in place, with the defaults it has.
func (w *walker) fieldsOf(v reflect.Value) schema {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	return w.fields(v.Type(), v)
}
