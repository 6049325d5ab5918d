package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
	"time"
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

func zeroOf(t types.Type) any {
	if _, isPointer := types.Unalias(t).Underlying().(*types.Pointer); isPointer {
		return nilValue{}
	}
	if _, ok := under(t).(*types.Struct); ok {
		return &structValue{of: t, fields: map[string]any{}}
	}
	return nil
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

func textOfConstant(value constant.Value) string {
	if value.Kind() == constant.String {
		return constant.StringVal(value)
	}
	return value.ExactString()
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

// What the transport of net/http is by default, which HTTP clients begin with: https://pkg.go.dev/net/http#DefaultTransport
var defaultTransport = map[string]any{
	"MaxIdleConns":          constant.MakeInt64(100),
	"IdleConnTimeout":       constant.MakeInt64(int64(90 * time.Second)),
	"ForceAttemptHTTP2":     constant.MakeBool(true),
	"TLSHandshakeTimeout":   constant.MakeInt64(int64(10 * time.Second)),
	"ExpectContinueTimeout": constant.MakeInt64(int64(time.Second)),
}

// farSelector selects in what go/types was told nothing of.
func (e *evaluator) farSelector(x *ast.SelectorExpr, s *scope) any {
	if id, ok := x.X.(*ast.Ident); ok {
		if pkg, ok := s.pkg.info.Uses[id].(*types.PkgName); ok {
			if pkg.Imported().Path() == "net/http" && x.Sel.Name == "DefaultTransport" {
				return &structValue{of: types.Typ[types.Invalid], fields: defaultTransport}
			}
			return nil
		}
	}
	if owner, ok := e.eval(x.X, s).(*structValue); ok {
		return owner.fields[x.Sel.Name]
	}
	return nil
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

var kinds = map[string]string{
	"receiver": "receivers", "xreceiver": "receivers", "receiverprofiles": "receivers",
	"processor": "processors", "xprocessor": "processors", "processorprofiles": "processors",
	"exporter": "exporters", "xexporter": "exporters", "exporterprofiles": "exporters",
	"extension": "extensions", "xextension": "extensions",
}

// known gives what some functions return whose bodies would not say it.
func (e *evaluator) known(function *types.Func, receiver any, args []any) (any, bool) {
	if function.Pkg() == nil {
		return nil, false
	}
	name := function.Name()
	switch function.Pkg().Name() + "." + name {
	case "configoptional.Some", "configoptional.Default", "component.MustNewType", "component.MustNewID",
		"component.NewID", "relabel.MustNewRegexp", "configoptional.GetOrInsertDefault", "configoptional.Get":
		if receiver != nil {
			return receiver, true
		}
		if len(args) == 0 {
			return nil, true
		}
		return args[0], true
	case "configoptional.None":
		return nilValue{}, true
	case "fmt.Sprintf":
		return formatted(args), true
	}
	kind := kinds[function.Pkg().Name()]
	if kind == "" || !strings.HasPrefix(function.Pkg().Path(), "go.opentelemetry.io/collector/") || receiver != nil {
		return nil, false
	}
	if name == "NewFactory" {
		return &factoryValue{kind: kind, args: args}, true
	}
	if option, ok := strings.CutPrefix(name, "With"); ok {
		return &optionValue{name: option, args: args}, true
	}
	return nil, false
}

// formatted runs a simple fmt.Sprintf.
func formatted(args []any) any {
	values := make([]any, 0, len(args))
	for _, arg := range args {
		value, ok := arg.(constant.Value)
		if !ok {
			return nil
		}
		switch value.Kind() {
		case constant.String:
			values = append(values, constant.StringVal(value))
		case constant.Int:
			number, _ := constant.Int64Val(value)
			values = append(values, number)
		default:
			return nil
		}
	}
	format, ok := values[0].(string)
	if !ok {
		return nil
	}
	return constant.MakeString(fmt.Sprintf(format, values[1:]...))
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

// gate tells whether a feature gate is open where nobody touches it: from beta on.
func (e *evaluator) gate(fun ast.Expr, s *scope) any {
	selector := fun.(*ast.SelectorExpr)
	var variable types.Object
	pkg := s.pkg
	switch x := selector.X.(type) {
	case *ast.Ident:
		variable = s.pkg.info.Uses[x]
	case *ast.SelectorExpr:
		variable = s.pkg.info.Uses[x.Sel]
	}
	if variable == nil || variable.Pkg() == nil {
		return nil
	}
	pkg, err := e.loader.load(variable.Pkg().Path())
	if err != nil || pkg.info == nil {
		return nil
	}
	var open any
	for _, file := range pkg.files {
		ast.Inspect(file, func(node ast.Node) bool {
			values, ok := node.(*ast.ValueSpec)
			if !ok {
				return true
			}
			for i, name := range values.Names {
				if pkg.info.Defs[name] != variable || i >= len(values.Values) {
					continue
				}
				ast.Inspect(values.Values[i], func(inner ast.Node) bool {
					if id, ok := inner.(*ast.SelectorExpr); ok && strings.HasPrefix(id.Sel.Name, "Stage") {
						open = constant.MakeBool(id.Sel.Name == "StageBeta" || id.Sel.Name == "StageStable")
					}
					return true
				})
			}
			return true
		})
	}
	return open
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
