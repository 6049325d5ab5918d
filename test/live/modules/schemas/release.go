//go:build !oldtelemetry

package main

import (
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/otelcol"
)

// telemetryDefaults gives the defaults of the section service.telemetry.
func telemetryDefaults(factories otelcol.Factories) any {
	return factories.Telemetry.CreateDefaultConfig()
}

func validate(config any) error {
	return confmap.Validate(config)
}
