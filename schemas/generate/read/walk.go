package main

import (
	"fmt"
	"go/types"
	"os"
	"reflect"
	"slices"
	"strings"
)

type schema = map[string]any

const refTo = "#/definitions/"

// walker turns Go types into schemas as confmap decodes them: by the tags `mapstructure`, strictly, and with hooks for
// text, durations and optional values. Named structs become definitions that hold the defaults of their zero values;
// whoever uses one says beside the $ref what is otherwise.
type walker struct {
	loader      *loader
	evaluator   *evaluator
	definitions map[string]schema
	names       map[string]string
	taken       map[string]string
	switchable  map[string]bool
	prometheus  *yamlWalker
}

func newWalker(l *loader) *walker {
	w := &walker{
		loader:      l,
		evaluator:   &evaluator{loader: l},
		definitions: map[string]schema{},
		names:       map[string]string{},
		taken:       map[string]string{},
		switchable:  map[string]bool{},
	}
	w.prometheus = &yamlWalker{shared: w}
	return w
}

// ofType describes a type whose default is v; without v there is no default.
func (w *walker) ofType(t types.Type, v any) schema {
	t = behindPointers(t)
	if special := w.special(t, v); special != nil {
		return special
	}
	if w.hasMethod(t, "UnmarshalText") {
		return w.withDefault(w.text(t, "UnmarshalText"), t, v)
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		return w.object(t, v)
	case *types.Map:
		s := schema{"type": "object", "additionalProperties": w.ofType(u.Elem(), nil)}
		if names := w.ofType(u.Key(), nil); names["format"] != nil || names["enum"] != nil {
			s["propertyNames"] = names
		}
		return w.withDefault(s, t, v)
	case *types.Slice:
		return w.withDefault(schema{"type": "array", "items": w.ofType(u.Elem(), nil)}, t, v)
	case *types.Array:
		return w.withDefault(schema{"type": "array", "items": w.ofType(u.Elem(), nil)}, t, v)
	case *types.Basic:
		if s := scalar(u); s != nil {
			w.addValid(s, t)
			return w.withDefault(s, t, v)
		}
		// What lies too far to be read: said where it is a field.
	}
	return schema{}
}

func behindPointers(t types.Type) types.Type {
	for {
		t = types.Unalias(t)
		pointer, ok := t.(*types.Pointer)
		if !ok {
			return t
		}
		t = pointer.Elem()
	}
}

func scalar(b *types.Basic) schema {
	switch info := b.Info(); {
	case info&types.IsString != 0:
		return schema{"type": "string"}
	case info&types.IsBoolean != 0:
		return schema{"type": "boolean"}
	case info&types.IsUnsigned != 0:
		return schema{"type": "integer", "minimum": 0}
	case info&types.IsInteger != 0:
		return schema{"type": "integer"}
	case info&types.IsFloat != 0:
		return schema{"type": "number"}
	}
	return nil
}

func (w *walker) hasMethod(t types.Type, name string) bool {
	return methodOf(t, name) != nil
}

func methodOf(t types.Type, name string) *types.Func {
	object, _, _ := types.LookupFieldOrMethod(types.NewPointer(t), true, nil, name)
	function, _ := object.(*types.Func)
	return function
}

// decodesItself tells whether a type has a method of confmap's for that.
func decodesItself(t types.Type) bool {
	function := methodOf(t, "Unmarshal")
	if function == nil {
		return false
	}
	parameters := function.Signature().Params()
	return parameters.Len() == 1 && strings.HasSuffix(parameters.At(0).Type().String(), "confmap.Conf")
}

// object describes a struct by its definition, or in place when it has no name.
func (w *walker) object(t types.Type, v any) schema {
	named, ok := t.(*types.Named)
	if !ok {
		return w.withDefault(w.fields(t, zeroOf(t)), t, v)
	}
	identity := types.TypeString(t, nil)
	name, known := w.names[identity]
	if !known {
		name = w.nameOf(named.Obj().Pkg().Path(), named.Obj().Name())
		w.names[identity] = name
		w.definitions[name] = schema{}
		s := w.fields(t, zeroOf(t))
		if decodesItself(t) {
			w.decodedByItself(named, s)
		}
		w.definitions[name] = s
	}
	return w.withDefault(schema{"$ref": refTo + name}, t, v)
}

func (w *walker) fields(t types.Type, v any) schema {
	s := schema{"type": "object", "properties": schema{}, "additionalProperties": false}
	w.addFields(t, v, s)
	return s
}

func (w *walker) addFields(t types.Type, v any, s schema) {
	properties := s["properties"].(schema)
	st := t.Underlying().(*types.Struct)
	for i := range st.NumFields() {
		field := st.Field(i)
		name, options, _ := strings.Cut(reflect.StructTag(st.Tag(i)).Get("mapstructure"), ",")
		// The fields of an embedded struct are its owner's, whether its type has a public name or not.
		if !field.Exported() && !(field.Embedded() && has(options, "squash")) || isCode(field.Type()) {
			continue
		}
		value := fieldValue(v, field)
		if field.Type() == types.Typ[types.Invalid] && name != "-" {
			fmt.Fprintf(os.Stderr, "%v: the type of %s could not be read\n", t, name)
		}
		switch {
		case name == "-":
		case has(options, "squash"):
			w.squash(field.Type(), value, s)
		case has(options, "remain"):
			s["additionalProperties"] = true
			if rest, isMap := field.Type().Underlying().(*types.Map); isMap && !types.IsInterface(rest.Elem()) {
				s["additionalProperties"] = w.ofType(rest.Elem(), nil)
			}
		case name == "":
			properties[field.Name()] = w.ofType(field.Type(), value)
		default:
			properties[name] = w.ofType(field.Type(), value)
		}
	}
}

func isCode(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Signature, *types.Chan:
		return true
	}
	return false
}

// fieldValue gives what a field of a value holds; the zero of its type where nobody set it.
func fieldValue(v any, field *types.Var) any {
	owner, ok := v.(*structValue)
	if !ok {
		return nil
	}
	if value, set := owner.fields[field.Name()]; set {
		return value
	}
	return zeroValue(field.Type())
}

func (w *walker) squash(t types.Type, v any, s schema) {
	t = behindPointers(t)
	if _, isStruct := t.Underlying().(*types.Struct); !isStruct {
		s["additionalProperties"] = true
		return
	}
	if inner := optionalOf(t); inner != nil {
		w.squash(inner, nil, s)
		return
	}
	w.addFields(t, v, s)
	if named, ok := t.(*types.Named); ok && decodesItself(t) {
		w.decodedByItself(named, s)
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
func (w *walker) withDefault(s schema, t types.Type, v any) schema {
	value, ok := w.plain(t, v)
	if !ok {
		return s
	}
	if members, isObject := value.(schema); isObject && len(members) == 0 {
		return s
	}
	if text, isText := value.(string); s["type"] == "string" && (!isText || !takes(s, text)) {
		return s
	}
	with := schema{"default": value}
	for key, word := range s {
		with[key] = word
	}
	return with
}

// takes tells whether a word is one of those that there are, if only some are.
func takes(s schema, word string) bool {
	words, only := s["enum"].([]string)
	return !only || slices.Contains(words, word)
}
