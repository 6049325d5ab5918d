package main

import (
	"go/ast"
	"go/constant"
	"go/types"
)

// Values of the small evaluator. Numbers, texts and truths are constant.Value; what cannot be told is nil.
type (
	structValue struct {
		of     types.Type
		fields map[string]any
	}
	listValue struct{ items []any }
	mapValue  struct{ entries map[string]any }
	nilValue  struct{}
	// A function, with what it is a method of or the variables around it.
	functionValue struct {
		function *types.Func
		receiver any
		literal  *ast.FuncLit
		around   *scope
	}
	// What a component's factory is made of.
	factoryValue struct {
		kind string
		args []any
	}
	// An option of a factory, `WithMetrics(create, level)`.
	optionValue struct {
		name string
		args []any
	}
)

func fieldAt(t types.Type, index int) (*types.Var, bool) {
	st, ok := under(t).(*types.Struct)
	if !ok || index >= st.NumFields() {
		return nil, false
	}
	return st.Field(index), true
}

// under gives what a type is made of, behind pointers and names.
func under(t types.Type) types.Type {
	for {
		switch u := types.Unalias(t).Underlying().(type) {
		case *types.Pointer:
			t = u.Elem()
		default:
			return u
		}
	}
}

func zeroOf(t types.Type) any {
	if _, isPointer := types.Unalias(t).Underlying().(*types.Pointer); isPointer {
		return nilValue{}
	}
	if _, ok := under(t).(*types.Struct); ok {
		return &structValue{of: t, fields: map[string]any{}}
	}
	return nil
}

func textOfConstant(value constant.Value) string {
	if value.Kind() == constant.String {
		return constant.StringVal(value)
	}
	return value.ExactString()
}

func copied(value any) any {
	given, ok := value.(*structValue)
	if !ok {
		return value
	}
	fields := map[string]any{}
	for name, field := range given.fields {
		fields[name] = copied(field)
	}
	return &structValue{of: given.of, fields: fields}
}
