package main

import (
	"errors"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// source is a package of Go as it was read: with the bodies of its functions where they tell of configuration.
type source struct {
	types *types.Package
	files []*ast.File
	info  *types.Info
}

// loader reads packages of a checkout with a vendor folder, and nothing else: no compiler, no network. What is far from any
// configuration it takes as empty, so that the types of clouds' SDKs cost nothing.
type loader struct {
	root    string
	module  string
	fset    *token.FileSet
	loaded  map[string]*source
	loading map[string]bool
	std     types.Importer
	context build.Context
}

func newLoader(root string) (*loader, error) {
	module, err := moduleOf(root)
	if err != nil {
		return nil, err
	}
	context := build.Default
	context.GOOS, context.GOARCH, context.CgoEnabled = "linux", "amd64", false
	fset := token.NewFileSet()
	return &loader{
		root:    root,
		module:  module,
		fset:    fset,
		loaded:  map[string]*source{},
		loading: map[string]bool{},
		std:     importer.ForCompiler(fset, "source", nil),
		context: context,
	}, nil
}

func moduleOf(root string) (string, error) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "module "); ok {
			return strings.TrimSpace(name), nil
		}
	}
	return "", errors.New("go.mod names no module")
}

// What types of configuration are made of.
var near = []string{
	"go.opentelemetry.io/collector/",
	"go.opentelemetry.io/contrib/config",
	"go.opentelemetry.io/contrib/otelconf",
	"github.com/open-telemetry/opentelemetry-collector-contrib/",
	"github.com/prometheus/common/",
	"github.com/prometheus/prometheus/",
	"github.com/prometheus/sigv4",
	"github.com/prometheus/client_golang/exp",
	"github.com/prometheus/client_golang/prometheus",
	"github.com/prometheus/otlptranslator",
	"github.com/alecthomas/units",
	"github.com/aws/aws-sdk-go-v2/aws/retry",
	"github.com/cenkalti/backoff",
	"go.uber.org/zap/zapcore",
}

// Of what is near, what is far again: data, generated code, storage.
var far = []string{
	"go.opentelemetry.io/collector/pdata",
	"github.com/prometheus/prometheus/tsdb",
	"github.com/prometheus/prometheus/promql",
	"github.com/prometheus/prometheus/prompb",
	"github.com/prometheus/prometheus/scrape",
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/translator",
}

// Standard packages that fields of configuration have types of.
var standard = map[string]bool{
	"time": true, "regexp": true, "net/url": true, "os": true, "errors": true, "fmt": true, "strings": true,
	"encoding": true, "sync": true, "net": true, "reflect": true, "strconv": true, "runtime": true, "maps": true, "slices": true,
	"io": true, "bytes": true, "context": true, "math": true, "sort": true, "path/filepath": true, "regexp/syntax": true, "sync/atomic": true,
	"crypto/tls": true, "net/http": false,
}

func hasPrefix(name string, prefixes []string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// Import makes the loader an importer of go/types.
func (l *loader) Import(name string) (*types.Package, error) {
	if name == "unsafe" {
		return types.Unsafe, nil
	}
	if !strings.Contains(strings.Split(name, "/")[0], ".") {
		if standard[name] {
			return l.std.Import(name)
		}
		return l.empty(name), nil
	}
	pkg, err := l.load(name)
	if err != nil {
		return l.empty(name), nil
	}
	return pkg.types, nil
}

// empty is a package that nothing is known of.
func (l *loader) empty(name string) *types.Package {
	if pkg, ok := l.loaded[name]; ok {
		return pkg.types
	}
	base := path.Base(name)
	if version.MatchString(base) {
		base = path.Base(path.Dir(name))
	}
	pkg := types.NewPackage(name, strings.NewReplacer("go-", "", ".", "_", "-", "_").Replace(base))
	pkg.MarkComplete()
	l.loaded[name] = &source{types: pkg}
	return pkg
}

func (l *loader) load(name string) (*source, error) {
	if pkg, ok := l.loaded[name]; ok {
		return pkg, nil
	}
	if !strings.HasPrefix(name, l.module) && (!hasPrefix(name, near) || hasPrefix(name, far)) || l.loading[name] {
		l.empty(name)
		return l.loaded[name], nil
	}
	l.loading[name] = true
	folder := filepath.Join(l.root, "vendor", filepath.FromSlash(name))
	if rest, ok := strings.CutPrefix(name, l.module); ok {
		folder = filepath.Join(l.root, filepath.FromSlash(rest))
	}
	found, err := l.context.ImportDir(folder, 0)
	if err != nil {
		return nil, err
	}
	pkg := &source{info: &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}}
	for _, file := range found.GoFiles {
		tree, err := parser.ParseFile(l.fset, filepath.Join(folder, file), nil, parser.SkipObjectResolution)
		if tree == nil {
			return nil, err
		}
		pkg.files = append(pkg.files, tree)
	}
	config := types.Config{Importer: l, Error: func(error) {}, FakeImportC: true}
	pkg.types, _ = config.Check(name, l.fset, pkg.files, pkg.info)
	l.loaded[name] = pkg
	return pkg, nil
}
