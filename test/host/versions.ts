/** A VS Code that the tests run on. The npm package code-server carries the complete server of one VS Code. */
export interface VersionToRun {
  vscode: string;
  codeServer: string;
  /** The Node.js that this server was made for, where the project's own is too new. */
  node?: string;
  /**
   * Packages of the server to take in another version: the original comes from outside the npm registry, or its
   * program only by an install script.
   */
  replacements?: readonly string[];
}

export type VersionName = 'newest' | 'floor';

/** The newest VS Code, and the oldest that package.json's `engines` allows. */
export const versions: Readonly<Record<VersionName, VersionToRun>> = {
  newest: { vscode: '1.139.1', codeServer: '4.139.1' },
  floor: {
    vscode: '1.108.2',
    codeServer: '4.108.2',
    node: '22.23.3',
    replacements: [
      '@vscode/watcher@npm:@parcel/watcher@2.5.6',
      '@vscode/ripgrep@1.18.0',
      'node-pty@1.2.0-beta.15',
    ],
  },
};
