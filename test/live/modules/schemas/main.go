// Command dump prints, as JSON, what a collector knows of its configuration: every component with its signals and
// the schema of its settings. It is put beside a registry file that says which components there are (see README.md),
// and is told where the sources of all packages lie: words that a text may be are found in them.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"

	"go.opentelemetry.io/collector/component"
)

type componentType struct {
	Alias     string            `json:"alias,omitempty"`
	Stability map[string]string `json:"stability"`
	Schema    schema            `json:"schema"`
}

type dump struct {
	Components  map[string]componentType `json:"components"`
	Service     schema                   `json:"service"`
	Definitions map[string]schema        `json:"definitions"`
}

// Factories as they are asked by reflection: their Go types differ between releases, what they can be asked does not.
type factory interface {
	Type() component.Type
	CreateDefaultConfig() component.Config
}

func main() {
	factories, err := components()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: dump SOURCES (Go's module cache, or a folder vendor) | dump probe")
		os.Exit(1)
	}
	if os.Args[1] == "probe" {
		if err := probe(factories, os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	w := newWalker(os.Args[1])
	result := dump{
		Components:  map[string]componentType{},
		Service:     w.service(telemetryDefaults(factories)),
		Definitions: w.definitions,
	}
	eachFactory(factories, func(name string, f factory) {
		result.Components[name] = componentType{
			Alias:     aliasOf(f),
			Stability: stabilityOf(f),
			Schema:    w.of(reflect.ValueOf(f.CreateDefaultConfig())),
		}
	})
	w.settle()
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	if err := out.Encode(result); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// eachFactory gives every factory once, by kind and type.
func eachFactory(factories any, use func(name string, f factory)) {
	all := reflect.ValueOf(factories)
	for _, kind := range []string{"Receivers", "Processors", "Exporters", "Connectors", "Extensions"} {
		made := all.FieldByName(kind)
		for _, key := range made.MapKeys() {
			f := made.MapIndex(key).Interface().(factory)
			// An alias has an entry too, which its factory names.
			if key.Interface().(component.Type) == f.Type() {
				use(strings.ToLower(kind)+"/"+f.Type().String(), f)
			}
		}
	}
}

func aliasOf(f factory) string {
	method := reflect.ValueOf(f).MethodByName("DeprecatedAlias")
	if !method.IsValid() {
		return ""
	}
	return method.Call(nil)[0].Interface().(component.Type).String()
}

// stabilityOf gives the level of each signal that the factory can be used for.
func stabilityOf(f factory) map[string]string {
	levels := map[string]string{}
	v := reflect.ValueOf(f)
	for i := range v.NumMethod() {
		name, ok := strings.CutSuffix(v.Type().Method(i).Name, "Stability")
		if !ok || v.Type().Method(i).Type.NumIn() != 1 {
			continue
		}
		for _, kind := range []string{"Receiver", "Processor", "Exporter"} {
			name = strings.TrimSuffix(name, kind)
		}
		if name == "" || name == "Extension" {
			name = "extension"
		}
		if level := v.Method(i).Call(nil)[0].Interface().(component.StabilityLevel); level != component.StabilityLevelUndefined {
			levels[strings.ToLower(name)] = strings.ToLower(level.String())
		}
	}
	return levels
}
