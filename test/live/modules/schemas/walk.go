package main

import (
	"encoding"
	"fmt"
	"os"
	"reflect"
	"strings"

	"go.opentelemetry.io/collector/confmap"
)

type schema = map[string]any

// walker turns Go types into schemas as confmap decodes them: by the tags `mapstructure`, strictly, and with hooks for
// text, durations and optional values. Named structs become definitions that hold the defaults of their zero values;
// whoever uses one says beside the $ref what is otherwise.
type walker struct {
	definitions map[string]schema
	names       map[reflect.Type]string
	taken       map[string]reflect.Type
	texts       map[reflect.Type]schema
	switchable  map[string]bool
	sources     sources
	prometheus  *yamlWalker
}

const refTo = "#/definitions/"

func newWalker(sources string) *walker {
	w := &walker{
		definitions: map[string]schema{},
		names:       map[reflect.Type]string{},
		taken:       map[string]reflect.Type{},
		texts:       map[reflect.Type]schema{},
		switchable:  map[string]bool{},
		sources:     newSources(sources),
	}
	w.prometheus = &yamlWalker{w}
	return w
}

var (
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
	confUnmarshaler = reflect.TypeFor[confmap.Unmarshaler]()
)

// of describes a value, which is also the default. Behind a nil pointer there is no default.
func (w *walker) of(v reflect.Value) schema {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return w.ofType(v.Type().Elem(), reflect.Value{})
		}
		v = v.Elem()
	}
	return w.ofType(v.Type(), v)
}

// ofType describes a type whose default is v; an invalid v is no default.
func (w *walker) ofType(t reflect.Type, v reflect.Value) schema {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
		if v.IsValid() {
			v = v.Elem()
		}
	}
	if special := w.special(t, v); special != nil {
		return special
	}
	if reflect.PointerTo(t).Implements(textUnmarshaler) {
		return withDefault(w.text(t), v)
	}
	switch t.Kind() {
	case reflect.Struct:
		return w.object(t, v)
	case reflect.Map:
		s := schema{"type": "object", "additionalProperties": w.ofType(t.Elem(), reflect.Value{})}
		if names := w.ofType(t.Key(), reflect.Value{}); names["format"] != nil || names["enum"] != nil {
			s["propertyNames"] = names
		}
		return withDefault(s, v)
	case reflect.Slice, reflect.Array:
		return withDefault(schema{"type": "array", "items": w.ofType(t.Elem(), reflect.Value{})}, v)
	case reflect.Interface:
		return schema{}
	}
	return withDefault(w.valid(t, scalar(t)), v)
}

func scalar(t reflect.Type) schema {
	switch t.Kind() {
	case reflect.String:
		return schema{"type": "string"}
	case reflect.Bool:
		return schema{"type": "boolean"}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return schema{"type": "integer"}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return schema{"type": "integer", "minimum": 0}
	case reflect.Float32, reflect.Float64:
		return schema{"type": "number"}
	}
	panic(fmt.Sprintf("no schema for %v", t))
}

// object describes a struct by its definition, or in place when it has no name.
func (w *walker) object(t reflect.Type, v reflect.Value) schema {
	if t.Name() == "" {
		s := w.fields(t, reflect.Zero(t))
		return withDefault(s, v)
	}
	if name, known := w.names[t]; known {
		return withDefault(schema{"$ref": refTo + name}, v)
	}
	name := w.nameOf(t)
	w.names[t] = name
	w.definitions[name] = schema{}
	s := w.fields(t, reflect.Zero(t))
	if reflect.PointerTo(t).Implements(confUnmarshaler) {
		w.decodedByItself(t, s)
	}
	w.definitions[name] = s
	return withDefault(schema{"$ref": refTo + name}, v)
}

func (w *walker) fields(t reflect.Type, v reflect.Value) schema {
	properties := schema{}
	s := schema{"type": "object", "properties": properties, "additionalProperties": false}
	w.addFields(t, v, s)
	return s
}

func (w *walker) addFields(t reflect.Type, v reflect.Value, s schema) {
	properties := s["properties"].(schema)
	for i := range t.NumField() {
		field := t.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("mapstructure"), ",")
		// The fields of an embedded struct are its owner's, whether its type has a public name or not.
		isOpen := field.IsExported() || field.Anonymous && has(options, "squash")
		if !isOpen || field.Type.Kind() == reflect.Func || field.Type.Kind() == reflect.Chan {
			continue
		}
		value := reflect.Value{}
		if v.IsValid() {
			value = v.Field(i)
		}
		switch {
		case name == "-":
		case has(options, "squash"):
			w.squash(field.Type, value, s)
		case has(options, "remain"):
			s["additionalProperties"] = true
			if field.Type.Kind() == reflect.Map && field.Type.Elem().Kind() != reflect.Interface {
				s["additionalProperties"] = w.ofType(field.Type.Elem(), reflect.Value{})
			}
		case name == "":
			properties[field.Name] = w.field(field.Type, value)
		default:
			properties[name] = w.field(field.Type, value)
		}
	}
}

func (w *walker) field(t reflect.Type, v reflect.Value) schema {
	if t.Kind() == reflect.Pointer && (!v.IsValid() || v.IsNil()) {
		return w.ofType(t, reflect.Value{})
	}
	return w.ofType(t, v)
}

func (w *walker) squash(t reflect.Type, v reflect.Value, s schema) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
		if v.IsValid() {
			v = v.Elem()
		}
	}
	if t.Kind() != reflect.Struct {
		// An optional struct that stands in place: what it holds stands here.
		if optional := w.special(t, v); optional != nil {
			panic(fmt.Sprintf("%v is squashed", t))
		}
		s["additionalProperties"] = true
		return
	}
	if inner, ok := optionalOf(t); ok {
		w.squash(inner, reflect.Value{}, s)
		return
	}
	before := s["additionalProperties"]
	w.addFields(t, v, s)
	if reflect.PointerTo(t).Implements(confUnmarshaler) {
		w.decodedByItself(t, s)
		if s["additionalProperties"] != before {
			fmt.Fprintf(os.Stderr, "%v takes unknown keys where it is squashed\n", t)
		}
	}
}

func has(options, word string) bool {
	for _, option := range strings.Split(options, ",") {
		if option == word {
			return true
		}
	}
	return false
}

// withDefault adds what v holds. Of what is empty only `false` and numbers are said: they tell more than nothing.
func withDefault(s schema, v reflect.Value) schema {
	if !v.IsValid() {
		return s
	}
	value, ok := plain(v)
	if !ok {
		return s
	}
	if members, isObject := value.(schema); isObject && len(members) == 0 {
		return s
	}
	if _, isText := value.(string); s["type"] == "string" && !isText {
		return s
	}
	with := schema{"default": value}
	for key, word := range s {
		with[key] = word
	}
	return with
}
