package main

import (
	"reflect"

	commonconfig "github.com/prometheus/common/config"
	promconfig "github.com/prometheus/prometheus/config"
	promhttp "github.com/prometheus/prometheus/discovery/http"
)

// originOf gives the type of Prometheus that one of the receiver is a redeclaration of.
func originOf(t reflect.Type) reflect.Type {
	for _, origin := range []reflect.Type{
		reflect.TypeFor[promconfig.Config](),
		reflect.TypeFor[promhttp.SDConfig](),
		reflect.TypeFor[commonconfig.HTTPClientConfig](),
	} {
		if t.ConvertibleTo(origin) {
			return origin
		}
	}
	panic(t.String() + " is nothing of Prometheus")
}
