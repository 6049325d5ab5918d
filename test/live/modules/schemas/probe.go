package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/otelcol"
	"gopkg.in/yaml.v3"
)

// probe reads a JSON text a line, `{"component": "exporters/debug", "config": {...}}`, and answers each with a line: what the
// collector has against the config, or nothing.
func probe(factories otelcol.Factories, from io.Reader, to io.Writer) error {
	known := map[string]factory{}
	eachFactory(factories, func(name string, f factory) { known[name] = f })
	lines := bufio.NewReader(from)
	out := bufio.NewWriter(to)
	defer out.Flush()
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			fmt.Fprintln(out, strings.ReplaceAll(refusal(known, line), "\n", " "))
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func refusal(known map[string]factory, line string) (said string) {
	defer func() {
		if problem := recover(); problem != nil {
			said = fmt.Sprintf("panic: %v", problem)
		}
	}()
	var asked struct {
		Component string
		Config    json.RawMessage
	}
	if err := json.Unmarshal([]byte(line), &asked); err != nil {
		return err.Error()
	}
	var settings map[string]any
	// As YAML, in which whole numbers are no floats.
	if err := yaml.Unmarshal(asked.Config, &settings); err != nil {
		return err.Error()
	}
	config := known[asked.Component].CreateDefaultConfig()
	if err := confmap.NewFromStringMap(settings).Unmarshal(&config); err != nil {
		return err.Error()
	}
	if err := validate(config); err != nil {
		return err.Error()
	}
	return ""
}
