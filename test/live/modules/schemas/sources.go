package main

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"unicode"
)

// sources knows where the sources of this program's packages lie.
type sources struct {
	root    string
	modules map[string]string
}

func newSources(root string) sources {
	s := sources{root: root, modules: map[string]string{}}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			if module.Replace != nil {
				s.modules[module.Path] = module.Replace.Path + "@" + module.Replace.Version
			} else {
				s.modules[module.Path] = module.Path + "@" + module.Version
			}
		}
	}
	return s
}

// folderOf gives the folder of a package, in a vendor folder or in the module cache.
func (s sources) folderOf(pkg string) string {
	vendored := filepath.Join(s.root, filepath.FromSlash(pkg))
	if _, err := os.Stat(vendored); err == nil {
		return vendored
	}
	for module := pkg; module != "."; module = filepath.ToSlash(filepath.Dir(module)) {
		if at, known := s.modules[module]; known {
			return filepath.Join(s.root, filepath.FromSlash(escaped(at)+strings.TrimPrefix(pkg, module)))
		}
	}
	return ""
}

// escaped writes a module's path as the module cache does: https://go.dev/ref/mod#module-cache
func escaped(module string) string {
	var out strings.Builder
	for _, r := range module {
		if unicode.IsUpper(r) {
			out.WriteByte('!')
			r = unicode.ToLower(r)
		}
		out.WriteRune(r)
	}
	return out.String()
}
