package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"os"
	"strings"
)

const defaults = "/pkg/defaultcomponents"

// components reads the list of factories that the distribution is made of.
func (w *walker) components() (map[string]componentType, error) {
	pkg, err := w.loader.load(w.loader.module + defaults)
	if err != nil {
		return nil, err
	}
	found := map[string]componentType{}
	for _, file := range pkg.files {
		ast.Inspect(file, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok {
				return true
			}
			function, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || function.Sel.Name != "NewFactory" {
				return true
			}
			if make, ok := pkg.info.Uses[function.Sel].(*types.Func); ok {
				if strings.Contains(make.Pkg().Path(), "/telemetry/") {
					return true // Of the section service.
				}
				if kind, component, ok := w.component(make); ok {
					found[kind] = component
				}
			} else {
				fmt.Fprintf(os.Stderr, "%v.NewFactory was not found\n", function.X)
			}
			return true
		})
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s names no factories", pkg.types.Path())
	}
	return found, nil
}

// component reads what a NewFactory puts together.
func (w *walker) component(make *types.Func) (string, componentType, bool) {
	factory, ok := w.evaluator.call(make, nil, nil).(*factoryValue)
	if !ok || len(factory.args) < 2 {
		fmt.Fprintf(os.Stderr, "%v: its factory cannot be read\n", make.FullName())
		return "", componentType{}, false
	}
	kind, isText := factory.args[0].(constant.Value)
	create, isFunction := factory.args[1].(*functionValue)
	if !isText || !isFunction {
		fmt.Fprintf(os.Stderr, "%v: its type or default configuration cannot be read\n", make.FullName())
		return "", componentType{}, false
	}
	component := componentType{Stability: map[string]string{}, Schema: schema{}}
	if made, ok := w.evaluator.callValue(create, nil).(*structValue); ok {
		component.Schema = w.ofType(made.of, made)
	} else {
		fmt.Fprintf(os.Stderr, "%v: its default configuration cannot be read\n", make.FullName())
	}
	for _, arg := range factory.args[2:] {
		switch value := arg.(type) {
		case *optionValue:
			w.option(value, &component)
		case constant.Value:
			component.Stability["extension"] = w.stability(value)
		}
	}
	return factory.kind + "/" + constant.StringVal(kind), component, true
}

// option reads a signal with its stability, or the deprecated alias.
func (w *walker) option(option *optionValue, component *componentType) {
	last, ok := option.args[len(option.args)-1].(constant.Value)
	if !ok {
		return
	}
	switch option.name {
	case "DeprecatedTypeAlias":
		component.Alias = constant.StringVal(last)
	case "Traces", "Metrics", "Logs", "Profiles":
		component.Stability[strings.ToLower(option.name)] = w.stability(last)
	}
}

// stability names a level by the constants of component.
func (w *walker) stability(level constant.Value) string {
	component, err := w.loader.load("go.opentelemetry.io/collector/component")
	if err != nil {
		return ""
	}
	for _, name := range component.types.Scope().Names() {
		known, ok := component.types.Scope().Lookup(name).(*types.Const)
		word, isLevel := strings.CutPrefix(name, "StabilityLevel")
		if ok && isLevel && known.Val().ExactString() == level.ExactString() {
			return strings.ToLower(word)
		}
	}
	return ""
}

// service describes the section of that name.
func (w *walker) service() (schema, error) {
	pkg, err := w.loader.load("go.opentelemetry.io/collector/service")
	if err != nil {
		return nil, err
	}
	config := pkg.types.Scope().Lookup("Config").Type()
	s := w.fields(config, nil)
	properties := s["properties"].(schema)
	for _, path := range []string{"/telemetry/otelconftelemetry", "/telemetry"} {
		telemetry, err := w.loader.load(pkg.types.Path() + path)
		if err != nil || telemetry.info == nil {
			continue
		}
		if create, ok := telemetry.types.Scope().Lookup("createDefaultConfig").(*types.Func); ok {
			if made, ok := w.evaluator.call(create, nil, nil).(*structValue); ok {
				properties["telemetry"] = w.ofType(made.of, made)
				return s, nil
			}
		}
	}
	return nil, fmt.Errorf("no telemetry was found")
}
