package main

import (
	"go/constant"
	"go/types"
	"reflect"
	"strings"
	"time"
)

// zeroValue gives the zero of a type as the evaluator has values.
func zeroValue(t types.Type) any {
	switch u := types.Unalias(t).Underlying().(type) {
	case *types.Struct:
		return &structValue{of: t, fields: map[string]any{}}
	case *types.Basic:
		switch info := u.Info(); {
		case info&types.IsBoolean != 0:
			return constant.MakeBool(false)
		case info&types.IsNumeric != 0:
			return constant.MakeInt64(0)
		case info&types.IsString != 0:
			return constant.MakeString("")
		}
	}
	return nilValue{}
}

// plain gives a value as it would stand in a config; false when it is empty and that goes without saying, or not known.
func (w *walker) plain(t types.Type, v any) (any, bool) {
	t = behindPointers(t)
	if inner := optionalOf(t); inner != nil {
		if s, ok := v.(*structValue); ok && len(s.fields) == 0 && optionalOf(behindPointers(s.of)) != nil {
			return nil, false
		}
		return w.plain(inner, v)
	}
	switch value := v.(type) {
	case constant.Value:
		return w.plainConstant(t, value)
	case *structValue:
		if text, ok := w.textOf(t, value); ok {
			return text, text != ""
		}
		members := schema{}
		w.addMembers(t, value, members)
		return members, true
	case *listValue:
		items := []any{}
		for _, item := range value.items {
			plain, ok := w.plain(elementOf(t), item)
			if !ok {
				return nil, false
			}
			items = append(items, plain)
		}
		return items, len(items) > 0
	case *mapValue:
		members := schema{}
		for key, item := range value.entries {
			if plain, ok := w.plain(elementOf(t), item); ok {
				members[key] = plain
			}
		}
		return members, len(members) > 0
	}
	return nil, false
}

func elementOf(t types.Type) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	case *types.Map:
		return u.Elem()
	}
	return t
}

func (w *walker) plainConstant(t types.Type, value constant.Value) (any, bool) {
	if isDuration(t) {
		if nanoseconds, exact := constant.Int64Val(constant.ToInt(value)); exact {
			if t.(*types.Named).Obj().Pkg().Path() == "time" {
				return goDuration(time.Duration(nanoseconds)), true
			}
			return prometheusDuration(time.Duration(nanoseconds)), true
		}
		return nil, false
	}
	if value.Kind() == constant.String {
		return constant.StringVal(value), constant.StringVal(value) != ""
	}
	if (w.hasMethod(t, "UnmarshalText") || w.hasMethod(t, "UnmarshalYAML")) && w.hasMethod(t, "String") {
		word, ok := w.wordOf(t, value)
		return word, ok && word != ""
	}
	switch value.Kind() {
	case constant.Bool:
		return constant.BoolVal(value), true
	case constant.Int:
		number, _ := constant.Int64Val(value)
		return number, true
	case constant.Float:
		number, _ := constant.Float64Val(value)
		return number, true
	}
	return nil, false
}

// wordOf runs the type's String with the value, as a marshaller would.
func (w *walker) wordOf(t types.Type, value constant.Value) (string, bool) {
	method := methodOf(t, "String")
	if method == nil {
		return "", false
	}
	word, ok := w.evaluator.call(method, value, nil).(constant.Value)
	if !ok || word.Kind() != constant.String {
		return "", false
	}
	if strings.HasSuffix(t.String(), "configtelemetry.Level") {
		return strings.ToLower(constant.StringVal(word)), true
	}
	return constant.StringVal(word), true
}

func isDuration(t types.Type) bool {
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Name() != "Duration" || named.Obj().Pkg() == nil {
		return false
	}
	path := named.Obj().Pkg().Path()
	return path == "time" || path == "github.com/prometheus/common/model"
}

// goDuration writes `5m` for what Go prints as `5m0s`.
func goDuration(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

func prometheusDuration(d time.Duration) string {
	if d != 0 && d%(24*time.Hour) == 0 {
		return goDuration(d / 24)[:len(goDuration(d/24))-1] + "d"
	}
	return goDuration(d)
}

// textOf gives what is text in a config though it is a struct in Go: a struct of one private text, such as an id.
func (w *walker) textOf(t types.Type, value *structValue) (string, bool) {
	if !w.hasMethod(t, "UnmarshalText") {
		return "", false
	}
	if len(value.fields) == 1 {
		for _, field := range value.fields {
			if text, ok := field.(constant.Value); ok && text.Kind() == constant.String {
				return constant.StringVal(text), true
			}
		}
	}
	return "", true
}

// addMembers adds the fields that are not as in the zero value.
func (w *walker) addMembers(t types.Type, value *structValue, members schema) {
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i := range st.NumFields() {
		field := st.Field(i)
		tag := reflect.StructTag(st.Tag(i))
		name, options, _ := strings.Cut(tag.Get("mapstructure"), ",")
		if _, isYAML := tag.Lookup("yaml"); isYAML && name == "" {
			name, options, _ = strings.Cut(tag.Get("yaml"), ",")
		}
		if name == "" {
			name = field.Name()
		}
		held, set := value.fields[field.Name()]
		if !set || !field.Exported() && !field.Embedded() || name == "-" {
			continue
		}
		if has(options, "squash") || has(options, "inline") {
			if inner, ok := held.(*structValue); ok {
				w.addMembers(behindPointers(field.Type()), inner, members)
			}
			continue
		}
		if _, isPointer := types.Unalias(field.Type()).(*types.Pointer); isZero(held) && !isPointer {
			continue
		}
		if plain, ok := w.plain(field.Type(), held); ok {
			if nested, isObject := plain.(schema); !isObject || len(nested) > 0 {
				members[name] = plain
			}
		}
	}
}

func isZero(v any) bool {
	switch value := v.(type) {
	case nil, nilValue:
		return true
	case constant.Value:
		switch value.Kind() {
		case constant.Bool:
			return !constant.BoolVal(value)
		case constant.String:
			return constant.StringVal(value) == ""
		case constant.Int, constant.Float:
			return constant.Sign(value) == 0
		}
	}
	return false
}

// optionalOf gives T of configoptional.Optional[T].
func optionalOf(t types.Type) types.Type {
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Name() != "Optional" || named.Obj().Pkg() == nil || !strings.HasSuffix(named.Obj().Pkg().Path(), "/configoptional") {
		return nil
	}
	return named.TypeArgs().At(0)
}
