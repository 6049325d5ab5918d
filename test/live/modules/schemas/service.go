package main

import (
	"reflect"

	"go.opentelemetry.io/collector/service"
)

// service describes the section of that name.
func (w *walker) service(telemetry any) schema {
	s := w.fields(reflect.TypeFor[service.Config](), reflect.Value{})
	s["properties"].(schema)["telemetry"] = w.of(reflect.ValueOf(telemetry))
	return s
}
