package main

import (
	"go/ast"
	"go/constant"
	"go/token"
)

func (e *evaluator) run(statements []ast.Stmt, s *scope) {
	for _, statement := range statements {
		if s.done {
			return
		}
		switch st := statement.(type) {
		case *ast.ReturnStmt:
			s.done = true
			if len(st.Results) > 0 {
				s.out = e.eval(st.Results[0], s)
			}
		case *ast.AssignStmt:
			e.assign(st, s)
		case *ast.DeclStmt:
			e.declare(st, s)
		case *ast.IfStmt:
			e.choose(st, s)
		case *ast.SwitchStmt:
			e.pick(st, s)
		case *ast.BlockStmt:
			e.run(st.List, s)
		}
	}
}

func (e *evaluator) assign(st *ast.AssignStmt, s *scope) {
	for i, left := range st.Lhs {
		var value any
		if len(st.Rhs) == len(st.Lhs) {
			value = e.eval(st.Rhs[i], s)
		} else if i == 0 {
			value = e.eval(st.Rhs[0], s)
		}
		e.set(left, value, s)
	}
}

func (e *evaluator) set(left ast.Expr, value any, s *scope) {
	switch target := left.(type) {
	case *ast.Ident:
		object := s.pkg.info.Defs[target]
		if object == nil {
			object = s.pkg.info.Uses[target]
		}
		if object != nil {
			s.vars[object] = copied(value)
		}
	case *ast.SelectorExpr:
		if owner := e.owner(target, s); owner != nil {
			owner.fields[target.Sel.Name] = value
		}
	case *ast.StarExpr:
		if to, ok := e.eval(target.X, s).(*structValue); ok {
			if from, ok := value.(*structValue); ok {
				to.fields = copied(from).(*structValue).fields
			}
		}
	}
}

// owner gives the struct that a selector's last step is taken in, through embedded fields.
func (e *evaluator) owner(target *ast.SelectorExpr, s *scope) *structValue {
	value, ok := e.eval(target.X, s).(*structValue)
	if !ok {
		return nil
	}
	selection := s.pkg.info.Selections[target]
	if selection == nil {
		return value
	}
	for _, index := range selection.Index()[:len(selection.Index())-1] {
		field, ok := fieldAt(value.of, index)
		if !ok {
			return nil
		}
		inner, ok := value.fields[field.Name()].(*structValue)
		if !ok {
			inner = &structValue{of: field.Type(), fields: map[string]any{}}
			value.fields[field.Name()] = inner
		}
		value = inner
	}
	return value
}

func (e *evaluator) declare(st *ast.DeclStmt, s *scope) {
	declaration, ok := st.Decl.(*ast.GenDecl)
	if !ok {
		return
	}
	for _, spec := range declaration.Specs {
		values, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for i, name := range values.Names {
			object := s.pkg.info.Defs[name]
			if object == nil {
				continue
			}
			if i < len(values.Values) {
				s.vars[object] = e.eval(values.Values[i], s)
			} else {
				s.vars[object] = zeroOf(object.Type())
			}
		}
	}
}

func (e *evaluator) choose(st *ast.IfStmt, s *scope) {
	if st.Init != nil {
		e.run([]ast.Stmt{st.Init}, s)
	}
	condition, known := e.eval(st.Cond, s).(constant.Value)
	switch {
	case !known || condition.Kind() != constant.Bool:
		// What depends on the machine or the build is left as it is without.
	case constant.BoolVal(condition):
		e.run(st.Body.List, s)
	case st.Else != nil:
		e.run([]ast.Stmt{st.Else}, s)
	}
}

func (e *evaluator) pick(st *ast.SwitchStmt, s *scope) {
	if st.Tag == nil {
		return
	}
	tag, known := e.eval(st.Tag, s).(constant.Value)
	if !known {
		return
	}
	for _, clause := range st.Body.List {
		c := clause.(*ast.CaseClause)
		for _, expression := range c.List {
			if value, ok := e.eval(expression, s).(constant.Value); ok && value.Kind() == tag.Kind() && constant.Compare(value, token.EQL, tag) {
				e.run(c.Body, s)
				return
			}
		}
	}
	for _, clause := range st.Body.List {
		if c := clause.(*ast.CaseClause); c.List == nil {
			e.run(c.Body, s)
		}
	}
}
