package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"strings"
	"time"
)

// What the transport of net/http is by default, which HTTP clients begin with: https://pkg.go.dev/net/http#DefaultTransport
var defaultTransport = map[string]any{
	"MaxIdleConns":          constant.MakeInt64(100),
	"MaxIdleConnsPerHost":   constant.MakeInt64(0),
	"MaxConnsPerHost":       constant.MakeInt64(0),
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
	if factory, ok := receiver.(*factoryValue); ok && name == "CreateDefaultConfig" && len(factory.args) > 1 {
		if create, ok := factory.args[1].(*functionValue); ok {
			return e.callValue(create, nil), true
		}
	}
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
