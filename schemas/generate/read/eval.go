package main

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// evaluator runs the functions that make default configurations: literals, constants, calls, assignments and simple choices.
type evaluator struct {
	loader *loader
	depth  int
}

type scope struct {
	pkg  *source
	vars map[types.Object]any
	done bool
	out  any
}

const deepest = 40

func (e *evaluator) eval(expression ast.Expr, s *scope) any {
	if known, ok := s.pkg.info.Types[expression]; ok && known.Value != nil {
		return known.Value
	}
	switch x := expression.(type) {
	case *ast.ParenExpr:
		return e.eval(x.X, s)
	case *ast.UnaryExpr:
		return e.unary(x, s)
	case *ast.StarExpr:
		return copied(e.eval(x.X, s))
	case *ast.BinaryExpr:
		return e.binary(x, s)
	case *ast.CompositeLit:
		return e.literal(x, s)
	case *ast.Ident:
		return e.ident(x, s)
	case *ast.SelectorExpr:
		return e.selector(x, s)
	case *ast.CallExpr:
		return e.callExpression(x, s)
	case *ast.TypeAssertExpr:
		return e.eval(x.X, s)
	case *ast.FuncLit:
		return &functionValue{literal: x, around: s}
	}
	return nil
}

func (e *evaluator) unary(x *ast.UnaryExpr, s *scope) any {
	value := e.eval(x.X, s)
	if x.Op == token.NOT {
		if known, ok := value.(constant.Value); ok && known.Kind() == constant.Bool {
			return constant.MakeBool(!constant.BoolVal(known))
		}
		return nil
	}
	return value
}

func (e *evaluator) binary(x *ast.BinaryExpr, s *scope) any {
	left, ok1 := e.eval(x.X, s).(constant.Value)
	right, ok2 := e.eval(x.Y, s).(constant.Value)
	if !ok1 || !ok2 {
		return nil
	}
	switch x.Op {
	case token.ADD, token.SUB, token.MUL:
		if left.Kind() == right.Kind() {
			return constant.BinaryOp(left, x.Op, right)
		}
	case token.EQL, token.NEQ:
		if left.Kind() == right.Kind() {
			return constant.MakeBool(constant.Compare(left, x.Op, right))
		}
	}
	return nil
}

func (e *evaluator) literal(x *ast.CompositeLit, s *scope) any {
	t := s.pkg.info.Types[x].Type
	if t == nil {
		return nil
	}
	switch u := under(t).(type) {
	case *types.Struct:
		value := &structValue{of: t, fields: map[string]any{}}
		for i, element := range x.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				if name, ok := pair.Key.(*ast.Ident); ok {
					value.fields[name.Name] = e.eval(pair.Value, s)
				}
			} else if i < u.NumFields() {
				value.fields[u.Field(i).Name()] = e.eval(element, s)
			}
		}
		return value
	case *types.Slice, *types.Array:
		list := &listValue{}
		for _, element := range x.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				element = pair.Value
			}
			list.items = append(list.items, e.eval(element, s))
		}
		return list
	case *types.Map:
		entries := &mapValue{entries: map[string]any{}}
		for _, element := range x.Elts {
			pair := element.(*ast.KeyValueExpr)
			if key, ok := e.eval(pair.Key, s).(constant.Value); ok {
				entries.entries[textOfConstant(key)] = e.eval(pair.Value, s)
			}
		}
		return entries
	}
	return nil
}

func (e *evaluator) ident(x *ast.Ident, s *scope) any {
	object := s.pkg.info.Uses[x]
	if object == nil {
		return nil
	}
	if value, ok := s.vars[object]; ok {
		return value
	}
	return e.object(object)
}

// object gives a constant, or what a variable of a package begins with.
func (e *evaluator) object(object types.Object) any {
	switch o := object.(type) {
	case *types.Const:
		return o.Val()
	case *types.Nil:
		return nilValue{}
	case *types.Func:
		return &functionValue{function: o}
	case *types.Var:
		return e.packageVariable(o)
	}
	return nil
}

func (e *evaluator) packageVariable(variable *types.Var) any {
	if variable.Pkg() == nil || variable.Parent() != variable.Pkg().Scope() || e.depth > deepest {
		return nil
	}
	pkg, err := e.loader.load(variable.Pkg().Path())
	if err != nil || pkg.info == nil {
		return nil
	}
	e.depth++
	defer func() { e.depth-- }()
	for _, file := range pkg.files {
		for _, declaration := range file.Decls {
			group, ok := declaration.(*ast.GenDecl)
			if !ok || group.Tok != token.VAR {
				continue
			}
			for _, spec := range group.Specs {
				values := spec.(*ast.ValueSpec)
				for i, name := range values.Names {
					if pkg.info.Defs[name] == types.Object(variable) && i < len(values.Values) {
						return copied(e.eval(values.Values[i], &scope{pkg: pkg, vars: map[types.Object]any{}}))
					}
				}
			}
		}
	}
	return zeroOf(variable.Type())
}

func (e *evaluator) selector(x *ast.SelectorExpr, s *scope) any {
	if s.pkg.info.Selections[x] == nil {
		if object := s.pkg.info.Uses[x.Sel]; object != nil {
			return e.object(object)
		}
		return e.farSelector(x, s)
	}
	if method, ok := s.pkg.info.Uses[x.Sel].(*types.Func); ok {
		return &functionValue{function: method, receiver: e.eval(x.X, s)}
	}
	owner := e.owner(x, s)
	if owner == nil {
		return nil
	}
	if value, ok := owner.fields[x.Sel.Name]; ok {
		return value
	}
	return zeroOf(s.pkg.info.Types[x].Type)
}
