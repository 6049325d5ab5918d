// Command read prints, as JSON, what a release of ADOT's collector knows of its configuration: every component with its
// signals and the schema of its settings. It reads the sources in a checkout of the release and compiles nothing (see README.md).
package main

import (
	"encoding/json"
	"fmt"
	"os"
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

func main() {
	if len(os.Args) != 2 {
		fail(fmt.Errorf("usage: read CHECKOUT"))
	}
	l, err := newLoader(os.Args[1])
	if err != nil {
		fail(err)
	}
	w := newWalker(l)
	components, err := w.components()
	if err != nil {
		fail(err)
	}
	service, err := w.service()
	if err != nil {
		fail(err)
	}
	w.settle()
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	if err := out.Encode(dump{components, service, w.definitions}); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
