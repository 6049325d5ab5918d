//go:build tools

// What of this module is built.
package tools

import (
	_ "go.etcd.io/etcd/server/v3"
)
