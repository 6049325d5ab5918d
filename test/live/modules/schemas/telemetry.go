//go:build !oldtelemetry

package main

import "go.opentelemetry.io/collector/otelcol"

// telemetryDefaults gives the defaults of the section service.telemetry.
func telemetryDefaults(factories otelcol.Factories) any {
	return factories.Telemetry.CreateDefaultConfig()
}
