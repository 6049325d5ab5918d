package main

import (
	"encoding"
	"fmt"
	"reflect"
	"strings"
	"time"
	"unsafe"
)

// plain gives a value as it would stand in a config; false when it is empty and that goes without saying.
func plain(v reflect.Value) (any, bool) {
	v = readable(v)
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil, false
		}
		return plain(v.Elem())
	}
	if inner, ok := optionalValue(v); ok {
		if !inner.IsValid() {
			return nil, false
		}
		return plain(inner)
	}
	if text, ok := textOf(v); ok {
		return text, text != ""
	}
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool(), true
	case reflect.String:
		return v.String(), v.String() != ""
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int(), true
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return v.Uint(), true
	case reflect.Float32, reflect.Float64:
		return v.Float(), true
	case reflect.Struct:
		return plainStruct(v)
	case reflect.Map:
		members := schema{}
		for _, key := range v.MapKeys() {
			if value, ok := plain(v.MapIndex(key)); ok {
				members[fmt.Sprint(key)] = value
			}
		}
		return members, len(members) > 0
	case reflect.Slice, reflect.Array:
		items := make([]any, 0, v.Len())
		for i := range v.Len() {
			value, _ := plain(v.Index(i))
			items = append(items, value)
		}
		return items, len(items) > 0
	}
	return nil, false
}

// plainStruct gives the fields that are not as in the zero value.
func plainStruct(v reflect.Value) (any, bool) {
	members := schema{}
	addPlainFields(v, members)
	return members, true
}

func addPlainFields(v reflect.Value, members schema) {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() {
			continue
		}
		tag := field.Tag.Get("mapstructure")
		if tag == "" {
			tag = field.Tag.Get("yaml")
		}
		name, options, _ := strings.Cut(tag, ",")
		if name == "" {
			name = field.Name
		}
		value := v.Field(i)
		if has(options, "squash") || has(options, "inline") {
			for value.Kind() == reflect.Pointer && !value.IsNil() {
				value = value.Elem()
			}
			if value.Kind() == reflect.Struct {
				addPlainFields(value, members)
			}
			continue
		}
		if name == "-" || value.IsZero() {
			continue
		}
		if value, ok := plain(value); ok {
			if nested, isObject := value.(schema); !isObject || len(nested) > 0 {
				members[name] = value
			}
		}
	}
}

// textOf gives what is text in a config though it is none in Go.
func textOf(v reflect.Value) (string, bool) {
	if !v.CanInterface() {
		return "", false
	}
	if v.Kind() == reflect.Struct && v.IsZero() && (isPrometheusText(v.Type()) || reflect.PointerTo(v.Type()).Implements(textUnmarshaler)) {
		return "", true
	}
	switch value := v.Interface().(type) {
	case time.Duration:
		return durationText(value), true
	case encoding.TextMarshaler:
		if strings.HasSuffix(v.Type().PkgPath(), "/configopaque") {
			return v.String(), true
		}
		if text, err := value.MarshalText(); err == nil {
			if v.Type().Name() == "Level" {
				return strings.ToLower(string(text)), true
			}
			return string(text), true
		}
	case fmt.Stringer:
		if v.Kind() != reflect.String && reflect.PointerTo(v.Type()).Implements(textUnmarshaler) || isPrometheusText(v.Type()) {
			return value.String(), true
		}
	}
	if v.CanAddr() {
		if pointer, ok := v.Addr().Interface().(encoding.TextMarshaler); ok {
			if text, err := pointer.MarshalText(); err == nil {
				return string(text), true
			}
		}
	}
	return "", false
}

// durationText writes `5m` for what Go prints as `5m0s`.
func durationText(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// readable lifts the ban on reading private fields, which optional values are kept in.
func readable(v reflect.Value) reflect.Value {
	if v.CanInterface() {
		return v
	}
	if v.CanAddr() {
		return reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
	}
	return v
}

// optionalOf gives T of configoptional.Optional[T].
func optionalOf(t reflect.Type) (reflect.Type, bool) {
	if t.Kind() == reflect.Struct && strings.HasSuffix(t.PkgPath(), "/configoptional") && strings.HasPrefix(t.Name(), "Optional[") {
		field, ok := t.FieldByName("value")
		return field.Type, ok
	}
	return nil, false
}

// optionalValue gives what an optional value holds, or would hold once its section is there.
func optionalValue(v reflect.Value) (reflect.Value, bool) {
	if _, ok := optionalOf(v.Type()); !ok {
		return reflect.Value{}, false
	}
	copied := reflect.New(v.Type()).Elem()
	copied.Set(v)
	if copied.FieldByName("flavor").Int() == 0 {
		return reflect.Value{}, true
	}
	return readable(copied.FieldByName("value")), true
}
