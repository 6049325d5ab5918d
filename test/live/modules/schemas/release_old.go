//go:build oldtelemetry

package main

import (
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/otelcol"
	"go.opentelemetry.io/collector/service/telemetry"
)

// telemetryDefaults gives the defaults of the section service.telemetry, as releases before core 0.140 had it.
func telemetryDefaults(otelcol.Factories) any {
	return telemetry.NewFactory().CreateDefaultConfig()
}

func validate(config any) error {
	return component.ValidateConfig(config)
}
