package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"os"
	"reflect"
	"strings"
)

// yamlWalker turns Go types into schemas as Prometheus decodes them: by the tags `yaml`, strictly, types with an
// UnmarshalYAML of their own starting from their own defaults.
type yamlWalker struct {
	shared *walker
	// Ways to find targets, by the key they have in a scrape config.
	discovery map[string]types.Type
}

// config describes a type of Prometheus that a component's settings hold.
func (w *yamlWalker) config(path, name string) schema {
	pkg, err := w.shared.loader.load(path)
	if err != nil || pkg.types.Scope().Lookup(name) == nil {
		panic(fmt.Sprintf("%s.%s is not there: %v", path, name, err))
	}
	return w.ofType(pkg.types.Scope().Lookup(name).Type(), nil)
}

// lenient describes one that lets unknown keys pass at its top.
func (w *yamlWalker) lenient(path, name string) schema {
	known := strings.TrimPrefix(w.config(path, name)["$ref"].(string), refTo)
	s := schema{}
	for key, word := range w.shared.definitions[known] {
		s[key] = word
	}
	s["additionalProperties"] = true
	w.shared.definitions["lenient."+known] = s
	return schema{"$ref": refTo + "lenient." + known}
}

// ofType describes a type; v is its default unless the type brings its own.
func (w *yamlWalker) ofType(t types.Type, v any) schema {
	t = behindPointers(t)
	if s := yamlSpecial(t); s != nil {
		return w.shared.withDefault(s, t, v)
	}
	if _, isStruct := t.Underlying().(*types.Struct); isStruct {
		return w.object(t, v)
	}
	if method := methodOf(t, "UnmarshalYAML"); method != nil {
		if given, _ := w.seen(method); given != nil {
			if basic, ok := given.Underlying().(*types.Basic); ok && basic.Info()&types.IsString != 0 {
				return w.shared.withDefault(w.shared.text(t, "UnmarshalYAML"), t, v)
			}
			return w.ofType(given, nil)
		}
	} else if w.shared.hasMethod(t, "UnmarshalText") {
		return w.shared.withDefault(w.shared.text(t, "UnmarshalText"), t, v)
	}
	switch u := t.Underlying().(type) {
	case *types.Map:
		s := schema{"type": "object", "additionalProperties": w.ofType(u.Elem(), nil)}
		if names := w.ofType(u.Key(), nil); names["format"] != nil {
			s["propertyNames"] = names
		}
		return w.shared.withDefault(s, t, v)
	case *types.Slice:
		return w.shared.withDefault(schema{"type": "array", "items": w.ofType(u.Elem(), nil)}, t, v)
	case *types.Basic:
		if s := scalar(u); s != nil {
			w.shared.addValid(s, t)
			return w.shared.withDefault(s, t, v)
		}
		// What lies too far to be read: said where it is a field.
	}
	return schema{}
}

func (w *yamlWalker) object(t types.Type, v any) schema {
	method := methodOf(t, "UnmarshalYAML")
	named, ok := t.(*types.Named)
	if !ok {
		return w.fields(t, zeroOf(t))
	}
	if method != nil {
		if _, defaults := w.seen(method); defaults != nil {
			v = nil // It begins with its own.
		}
	}
	identity := types.TypeString(t, nil)
	name, known := w.shared.names[identity]
	if !known {
		name = w.shared.nameOf(named.Obj().Pkg().Path(), named.Obj().Name())
		w.shared.names[identity] = name
		w.shared.definitions[name] = schema{}
		w.shared.definitions[name] = w.body(t, method)
	}
	return w.shared.withDefault(schema{"$ref": refTo + name}, t, v)
}

func (w *yamlWalker) body(t types.Type, method *types.Func) schema {
	if method == nil {
		return w.fields(t, zeroOf(t))
	}
	given, defaults := w.seen(method)
	if given == nil {
		fmt.Fprintf(os.Stderr, "%v decodes itself and hands on nothing\n", t)
		return w.fields(t, zeroOf(t))
	}
	if _, isStruct := given.Underlying().(*types.Struct); !isStruct {
		return w.ofType(given, nil)
	}
	if defaults == nil {
		defaults = zeroOf(given)
	}
	return w.fields(given, defaults)
}

// seen gives the type that an UnmarshalYAML hands on to be decoded, and the value it gave itself before.
func (w *yamlWalker) seen(method *types.Func) (types.Type, any) {
	pkg, body := w.shared.evaluator.bodyOf(method)
	if body == nil {
		return nil, nil
	}
	unmarshal := pkg.info.Defs[body.Type.Params.List[0].Names[0]]
	var given types.Type
	var defaults any
	s := &scope{pkg: pkg, vars: map[types.Object]any{}}
	ast.Inspect(body, func(node ast.Node) bool {
		switch x := node.(type) {
		case *ast.AssignStmt:
			if _, isStar := x.Lhs[0].(*ast.StarExpr); isStar && given == nil {
				defaults = w.shared.evaluator.eval(x.Rhs[0], s)
			}
		case *ast.CallExpr:
			if given != nil {
				return false
			}
			if id, ok := x.Fun.(*ast.Ident); ok && pkg.info.Uses[id] == unmarshal {
				given = behindPointers(pkg.info.Types[x.Args[0]].Type)
			} else if len(x.Args) == 2 {
				if id, ok := x.Args[1].(*ast.Ident); ok && pkg.info.Uses[id] == unmarshal {
					given = behindPointers(pkg.info.Types[x.Args[0]].Type)
				}
			}
		}
		return true
	})
	return given, defaults
}

func (w *yamlWalker) fields(t types.Type, v any) schema {
	s := schema{"type": "object", "properties": schema{}, "additionalProperties": false}
	w.addFields(t, v, s)
	return s
}

func (w *yamlWalker) addFields(t types.Type, v any, s schema) {
	properties := s["properties"].(schema)
	st := behindPointers(t).Underlying().(*types.Struct)
	for i := range st.NumFields() {
		field := st.Field(i)
		if !field.Exported() {
			continue
		}
		if strings.HasSuffix(field.Type().String(), "prometheus/discovery.Configs") {
			w.addDiscovery(properties)
			continue
		}
		name, options, _ := strings.Cut(reflect.StructTag(st.Tag(i)).Get("yaml"), ",")
		value := fieldValue(v, field)
		if field.Type() == types.Typ[types.Invalid] && name != "-" {
			fmt.Fprintf(os.Stderr, "%v: the type of %s could not be read\n", t, name)
		}
		switch {
		case name == "-":
		case has(options, "inline"):
			if inner, isMap := field.Type().Underlying().(*types.Map); isMap {
				s["additionalProperties"] = w.ofType(inner.Elem(), nil)
			} else {
				w.addFields(field.Type(), value, s)
			}
		default:
			if name == "" {
				name = strings.ToLower(field.Name())
			}
			properties[name] = w.ofType(field.Type(), value)
		}
	}
}

// addDiscovery adds a list for each way to find targets that is registered.
func (w *yamlWalker) addDiscovery(properties schema) {
	if w.discovery == nil {
		w.discovery = map[string]types.Type{}
		w.loadPlugins()
		w.shared.eachRegistration("discovery.RegisterConfig", func(call *ast.CallExpr, s *scope) {
			t := behindPointers(s.pkg.info.Types[call.Args[0]].Type)
			name, ok := w.shared.evaluator.call(methodOf(t, "Name"), nilValue{}, nil).(constant.Value)
			if !ok {
				fmt.Fprintf(os.Stderr, "%v has no name\n", t)
				return
			}
			w.discovery[constant.StringVal(name)+"_sd_configs"] = t
		})
		group, err := w.shared.loader.load("github.com/prometheus/prometheus/discovery/targetgroup")
		if err != nil {
			panic(err)
		}
		w.discovery["static_configs"] = group.types.Scope().Lookup("Group").Type()
	}
	for key, t := range w.discovery {
		properties[key] = schema{"type": "array", "items": w.ofType(t, nil)}
	}
}

// loadPlugins reads the packages that register themselves.
func (w *yamlWalker) loadPlugins() {
	for _, path := range []string{"github.com/prometheus/prometheus/plugins", "github.com/prometheus/prometheus/discovery/install"} {
		_, _ = w.shared.loader.load(path)
	}
}

// yamlSpecial describes texts with a meaning of their own.
func yamlSpecial(t types.Type) schema {
	format := func(name string) schema { return schema{"type": "string", "format": name} }
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return nil
	}
	path, name := named.Obj().Pkg().Path(), named.Obj().Name()
	switch strings.TrimPrefix(path, "github.com/") + "." + name {
	case "time.Duration":
		return format("go-duration")
	case "prometheus/common/model.Duration":
		return format("prometheus-duration")
	case "prometheus/common/model.LabelName":
		return format("label-name")
	case "prometheus/common/config.URL":
		return format("uri")
	case "prometheus/common/config.Secret":
		return schema{"type": "string"}
	case "prometheus/prometheus/model/relabel.Regexp":
		return format("re2")
	case "prometheus/prometheus/model/labels.Labels":
		return schema{"type": "object", "additionalProperties": schema{"type": "string"}, "propertyNames": format("label-name")}
	case "alecthomas/units.Base2Bytes":
		return format("prometheus-size")
	}
	return nil
}
