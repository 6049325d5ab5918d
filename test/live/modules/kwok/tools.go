//go:build tools

// What of this module is built.
package tools

import (
	_ "sigs.k8s.io/kwok/cmd/kwok"
)
