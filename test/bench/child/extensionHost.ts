/**
 * Modules of node that an extension host has loaded long before any extension: VS Code's proxy support stands between an
 * extension and the first group (microsoft/vscode-proxy-agent, src/index.ts), its own file system uses the rest.
 */
const builtins = ['net', 'http', 'https', 'tls', 'crypto', 'child_process', 'os', 'fs/promises'];

/** Brings this process to where an extension host is when it loads an extension: nobody pays for node's own modules. */
export function becomeExtensionHost(): void {
  for (const name of builtins) {
    process.getBuiltinModule(`node:${name}`);
  }
}
