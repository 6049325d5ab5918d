package main

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"time"
)

// yamlWalker turns Go types into schemas as Prometheus decodes them: by the tags `yaml`, strictly, types with an
// UnmarshalYAML of their own starting from their own defaults.
type yamlWalker struct {
	shared *walker
}

type yamlUnmarshaler interface {
	UnmarshalYAML(unmarshal func(any) error) error
}

var yamlUnmarshalerType = reflect.TypeFor[yamlUnmarshaler]()

// lenient describes a type that lets unknown keys pass at its top.
func (w *yamlWalker) lenient(t reflect.Type) schema {
	known := strings.TrimPrefix(w.ofType(t, reflect.Value{})["$ref"].(string), refTo)
	s := schema{}
	for key, word := range w.shared.definitions[known] {
		s[key] = word
	}
	s["additionalProperties"] = true
	w.shared.definitions["lenient."+known] = s
	return schema{"$ref": refTo + "lenient." + known}
}

// ofType describes a type; a valid v is its default unless the type brings its own.
func (w *yamlWalker) ofType(t reflect.Type, v reflect.Value) schema {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
		if v.IsValid() {
			v = v.Elem()
		}
	}
	if s := yamlSpecial(t); s != nil {
		return withDefault(s, v)
	}
	if t.Kind() == reflect.Struct {
		if path := t.PkgPath(); path != "" && !strings.Contains(strings.Split(path, "/")[0], ".") {
			return schema{} // Of the standard library: nothing that anybody writes down.
		}
		return w.object(t, v)
	}
	pointer := reflect.PointerTo(t)
	if pointer.Implements(yamlUnmarshalerType) {
		if s := w.yamlText(t); s != nil {
			return withDefault(s, v)
		}
	} else if pointer.Implements(textUnmarshaler) {
		return withDefault(w.shared.text(t), v)
	}
	switch t.Kind() {
	case reflect.Map:
		s := schema{"type": "object", "additionalProperties": w.ofType(t.Elem(), reflect.Value{})}
		if names := w.ofType(t.Key(), reflect.Value{}); names["format"] != nil {
			s["propertyNames"] = names
		}
		return withDefault(s, v)
	case reflect.Slice, reflect.Array:
		return withDefault(schema{"type": "array", "items": w.ofType(t.Elem(), reflect.Value{})}, v)
	case reflect.Interface:
		return schema{}
	}
	return withDefault(w.shared.valid(t, scalar(t)), v)
}

func (w *yamlWalker) object(t reflect.Type, v reflect.Value) schema {
	if reflect.PointerTo(t).Implements(yamlUnmarshalerType) {
		if given := seen(t); given.IsValid() && !given.IsZero() {
			v = reflect.Value{} // It begins with its own.
		}
	}
	if t.Name() == "" {
		return withDefault(w.fields(t, reflect.Zero(t)), v)
	}
	name, known := w.shared.names[t]
	if !known {
		name = w.shared.nameOf(t)
		w.shared.names[t] = name
		w.shared.definitions[name] = schema{}
		w.shared.definitions[name] = w.body(t, reflect.Zero(t))
	}
	return withDefault(schema{"$ref": refTo + name}, v)
}

var errEnough = errors.New("seen enough")

// seen gives what a type hands on to be decoded, filled with the defaults, or an invalid value.
func seen(t reflect.Type) (value reflect.Value) {
	defer func() {
		if problem := recover(); problem != nil {
			fmt.Fprintf(os.Stderr, "%s.%s: %v\n", t.PkgPath(), t.Name(), problem)
		}
	}()
	target := reflect.New(t).Interface().(yamlUnmarshaler)
	_ = target.UnmarshalYAML(func(into any) error {
		if !value.IsValid() {
			given := reflect.ValueOf(into).Elem()
			value = reflect.New(given.Type()).Elem()
			value.Set(given)
		}
		return errEnough
	})
	return value
}

func (w *yamlWalker) body(t reflect.Type, v reflect.Value) schema {
	if reflect.PointerTo(t).Implements(yamlUnmarshalerType) {
		given := seen(t)
		switch {
		case !given.IsValid():
			fmt.Fprintf(os.Stderr, "%s.%s decodes itself and hands on nothing\n", t.PkgPath(), t.Name())
		case given.Kind() == reflect.Struct:
			return w.fields(given.Type(), given)
		default:
			return w.ofType(given.Type(), reflect.Value{})
		}
	}
	return w.fields(t, v)
}

func (w *yamlWalker) fields(t reflect.Type, v reflect.Value) schema {
	s := schema{"type": "object", "properties": schema{}, "additionalProperties": false}
	w.addFields(t, v, s)
	return s
}

func (w *yamlWalker) addFields(t reflect.Type, v reflect.Value, s schema) {
	properties := s["properties"].(schema)
	for i := range t.NumField() {
		field := t.Field(i)
		if !field.IsExported() {
			continue
		}
		name, options, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		value := reflect.Value{}
		if v.IsValid() {
			value = v.Field(i)
		}
		switch {
		case name == "-":
		case has(options, "inline") && field.Type.Kind() == reflect.Map:
			s["additionalProperties"] = w.ofType(field.Type.Elem(), reflect.Value{})
		case has(options, "inline"):
			w.addFields(field.Type, value, s)
		default:
			if name == "" {
				name = strings.ToLower(field.Name)
			}
			if value.IsValid() && value.Kind() == reflect.Pointer && value.IsNil() {
				value = reflect.Value{}
			}
			properties[name] = w.ofType(field.Type, value)
		}
	}
}

// yamlText describes a type that reads itself from a text, or nil when it does not.
func (w *yamlWalker) yamlText(t reflect.Type) schema {
	given := seen(t)
	if !given.IsValid() {
		return nil
	}
	if given.Kind() != reflect.String {
		return w.ofType(given.Type(), reflect.Value{})
	}
	s := schema{"type": "string"}
	addWords(s, w.shared.wordsOf(t, func(text string) bool {
		return reflect.New(t).Interface().(yamlUnmarshaler).UnmarshalYAML(func(into any) error {
			reflect.ValueOf(into).Elem().SetString(text)
			return nil
		}) == nil
	}))
	return s
}

// yamlSpecial describes texts with a meaning of their own.
func yamlSpecial(t reflect.Type) schema {
	format := func(name string) schema { return schema{"type": "string", "format": name} }
	switch {
	case t == reflect.TypeFor[time.Duration]():
		return format("go-duration")
	case isPrometheus(t, "common/model", "Duration"):
		return format("prometheus-duration")
	case isPrometheus(t, "common/model", "LabelName"):
		return format("label-name")
	case isPrometheus(t, "common/config", "URL"):
		return format("uri")
	case isPrometheus(t, "common/config", "Secret"):
		return schema{"type": "string"}
	case isPrometheus(t, "model/relabel", "Regexp"):
		return format("re2")
	case isPrometheus(t, "model/labels", "Labels"):
		return schema{"type": "object", "additionalProperties": schema{"type": "string"}, "propertyNames": format("label-name")}
	case strings.HasSuffix(t.PkgPath(), "alecthomas/units"):
		return format("prometheus-size")
	}
	return nil
}

func isPrometheus(t reflect.Type, pkg, name string) bool {
	return t.Name() == name && strings.Contains(t.PkgPath(), "github.com/prometheus/") && strings.HasSuffix(t.PkgPath(), pkg)
}

// isPrometheusText tells types of Prometheus that print themselves as they are written.
func isPrometheusText(t reflect.Type) bool {
	return isPrometheus(t, "common/model", "Duration") || isPrometheus(t, "model/relabel", "Regexp") ||
		isPrometheus(t, "common/config", "URL") || strings.HasSuffix(t.PkgPath(), "alecthomas/units")
}
