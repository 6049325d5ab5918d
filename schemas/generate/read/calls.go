package main

import (
	"go/ast"
	"go/types"
	"strings"
)

func (e *evaluator) call(function *types.Func, receiver any, args []any) any {
	function = concrete(function, receiver)
	pkg, body := e.bodyOf(function)
	if body == nil || body.Body == nil || e.depth > deepest {
		return nil
	}
	e.depth++
	defer func() { e.depth-- }()
	s := &scope{pkg: pkg, vars: map[types.Object]any{}}
	if body.Recv != nil && len(body.Recv.List) > 0 && len(body.Recv.List[0].Names) > 0 {
		s.vars[pkg.info.Defs[body.Recv.List[0].Names[0]]] = receiver
	}
	if function.Signature().Variadic() {
		args = gathered(args, function.Signature().Params().Len())
	}
	bind(body.Type.Params, args, s)
	e.run(body.Body.List, s)
	return s.out
}

func bind(parameters *ast.FieldList, args []any, s *scope) {
	at := 0
	for _, field := range parameters.List {
		for _, name := range field.Names {
			if at < len(args) {
				s.vars[s.pkg.info.Defs[name]] = args[at]
			}
			at++
		}
	}
}

// gathered puts the arguments of a variadic parameter into one list.
func gathered(args []any, parameters int) []any {
	fixed := min(parameters-1, len(args))
	return append(append([]any{}, args[:fixed]...), &listValue{items: args[fixed:]})
}

// concrete gives the method that a value has for one of an interface.
func concrete(function *types.Func, receiver any) *types.Func {
	value, ok := receiver.(*structValue)
	if !ok || function.Signature().Recv() == nil || !types.IsInterface(function.Signature().Recv().Type()) {
		return function
	}
	if own := methodOf(behindPointers(value.of), function.Name()); own != nil {
		return own
	}
	return function
}

func (e *evaluator) bodyOf(function *types.Func) (*source, *ast.FuncDecl) {
	if function == nil || function.Pkg() == nil {
		return nil, nil
	}
	pkg, err := e.loader.load(function.Pkg().Path())
	if err != nil || pkg.info == nil {
		return nil, nil
	}
	origin := function.Origin()
	for _, file := range pkg.files {
		for _, declaration := range file.Decls {
			if body, ok := declaration.(*ast.FuncDecl); ok && pkg.info.Defs[body.Name] == origin {
				return pkg, body
			}
		}
	}
	return nil, nil
}

func (e *evaluator) callExpression(x *ast.CallExpr, s *scope) any {
	if s.pkg.info.Types[x.Fun].IsType() && len(x.Args) == 1 {
		value := e.eval(x.Args[0], s)
		if given, ok := value.(*structValue); ok {
			return &structValue{of: s.pkg.info.Types[x.Fun].Type, fields: given.fields}
		}
		return value
	}
	args := e.arguments(x, s)
	function, receiver := e.callee(x.Fun, s)
	if function == nil {
		if value, ok := e.eval(x.Fun, s).(*functionValue); ok {
			return e.callValue(value, args)
		}
		return e.builtin(x, args, s)
	}
	if value, known := e.known(function, receiver, args); known {
		return value
	}
	if strings.HasSuffix(function.FullName(), "featuregate.Gate).IsEnabled") {
		return e.gate(x.Fun, s)
	}
	return e.call(function, receiver, args)
}

func (e *evaluator) arguments(x *ast.CallExpr, s *scope) []any {
	args := make([]any, 0, len(x.Args))
	for i, arg := range x.Args {
		value := e.eval(arg, s)
		if list, ok := value.(*listValue); ok && x.Ellipsis.IsValid() && i == len(x.Args)-1 {
			args = append(args, list.items...)
		} else {
			args = append(args, value)
		}
	}
	return args
}

func (e *evaluator) callValue(value *functionValue, args []any) any {
	if value.literal == nil {
		return e.call(value.function, value.receiver, args)
	}
	if e.depth > deepest {
		return nil
	}
	e.depth++
	defer func() { e.depth-- }()
	s := &scope{pkg: value.around.pkg, vars: value.around.vars}
	bind(value.literal.Type.Params, args, s)
	e.run(value.literal.Body.List, s)
	return s.out
}

// functionOf gives the function that an expression names.
func functionOf(fun ast.Expr, pkg *source) *types.Func {
	switch f := fun.(type) {
	case *ast.IndexExpr:
		return functionOf(f.X, pkg)
	case *ast.ParenExpr:
		return functionOf(f.X, pkg)
	default:
		function, _ := usedBy(fun, pkg).(*types.Func)
		return function
	}
}

func usedBy(expression ast.Expr, pkg *source) types.Object {
	switch x := expression.(type) {
	case *ast.Ident:
		return pkg.info.Uses[x]
	case *ast.SelectorExpr:
		return pkg.info.Uses[x.Sel]
	}
	return nil
}

// callee gives the function that is called, and what it is called on.
func (e *evaluator) callee(fun ast.Expr, s *scope) (*types.Func, any) {
	function := functionOf(fun, s.pkg)
	if selector, ok := fun.(*ast.SelectorExpr); ok && function != nil && s.pkg.info.Selections[selector] != nil {
		return function, e.eval(selector.X, s)
	}
	return function, nil
}

func (e *evaluator) builtin(x *ast.CallExpr, args []any, s *scope) any {
	name, ok := x.Fun.(*ast.Ident)
	if !ok {
		return nil
	}
	switch name.Name {
	case "new":
		if t := s.pkg.info.Types[x.Args[0]].Type; t != nil {
			if value := zeroOf(t); value != nil {
				return value
			}
			return args[0] // new(expression), since Go 1.26.
		}
	case "append":
		list, ok := args[0].(*listValue)
		if !ok {
			list = &listValue{}
		}
		return &listValue{items: append(append([]any{}, list.items...), args[1:]...)}
	}
	return nil
}
