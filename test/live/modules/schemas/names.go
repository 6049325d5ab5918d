package main

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
)

// Folders of Go packages whose name says nothing.
var hollow = map[string]bool{
	"internal": true, "metadata": true, "config": true, "common": true, "pkg": true, "migration": true, "extension": true,
}

var version = regexp.MustCompile(`^v\d+(\.\d+)*$`)

// nameOf gives a type a name by which it is found in every release: the last telling folder of its package and its own
// name. Types of the same name tell themselves apart by more folders.
func (w *walker) nameOf(t reflect.Type) string {
	var telling []string
	// It was called so before it had a name of its own.
	path := strings.Replace(t.PkgPath(), "go.opentelemetry.io/contrib/config", "go.opentelemetry.io/contrib/otelconf", 1)
	for _, part := range strings.Split(path, "/") {
		if !hollow[part] && !version.MatchString(part) {
			telling = append(telling, part)
		}
	}
	own, _, _ := strings.Cut(t.Name(), "[")
	for i := len(telling) - 1; i >= 0; i-- {
		name := strings.Join(telling[i:], ".") + "." + own
		if strings.Contains(t.PkgPath(), "github.com/prometheus/") {
			name = "prometheus." + strings.TrimPrefix(name, "prometheus.")
		}
		if other, ok := w.taken[name]; !ok || other == t {
			w.taken[name] = t
			return name
		}
	}
	panic(fmt.Sprintf("no name for %v of %s", t, t.PkgPath()))
}
