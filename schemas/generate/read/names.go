package main

import (
	"fmt"
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
func (w *walker) nameOf(path, own string) string {
	telling := tellingOf(path)
	identity := path + "." + own
	for i := len(telling) - 1; i >= 0; i-- {
		name := strings.Join(telling[i:], ".") + "." + own
		if strings.Contains(path, "github.com/prometheus/") {
			name = "prometheus." + strings.TrimPrefix(name, "prometheus.")
		}
		if other, ok := w.taken[name]; !ok || other == identity {
			w.taken[name] = identity
			return name
		}
	}
	panic(fmt.Sprintf("no name for %s", identity))
}

func tellingOf(path string) []string {
	var telling []string
	// It was called so before it had a name of its own.
	path = strings.Replace(path, "go.opentelemetry.io/contrib/config", "go.opentelemetry.io/contrib/otelconf", 1)
	for _, part := range strings.Split(path, "/") {
		if !hollow[part] && !version.MatchString(part) {
			telling = append(telling, part)
		}
	}
	return telling
}
