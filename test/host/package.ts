import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import JSZip from 'jszip';
import { runChild } from './child.ts';
import { findOnPath, root, store } from './paths.ts';
import { SetUpError } from './setUpError.ts';
import type { SetUp } from './setUp.ts';

/** The package that people install, made as `npm run package` makes it, and the same unpacked. */
export interface Packaged {
  vsix: string;
  /** The folder that VS Code would install. */
  folder: string;
}

const made: Packaged = { vsix: join(store, 'package.vsix'), folder: join(store, 'package') };

/** Makes the package from what is in the tree now. */
export async function packageExtension({ say, signal }: SetUp): Promise<Packaged> {
  say('Packaging the extension ...');
  rmSync(made.vsix, { force: true });
  mkdirSync(store, { recursive: true });
  const npm = process.env.npm_execpath;
  const args = ['run', '--silent', 'package', '--', '--out', made.vsix];
  const { code, output } =
    npm === undefined
      ? await runChild(findOnPath(['npm']) ?? 'npm', args, { cwd: root, timeoutSeconds: 180, signal })
      : await runChild(process.execPath, [npm, ...args], { cwd: root, timeoutSeconds: 180, signal });
  if (code !== 0 || !existsSync(made.vsix)) {
    throw new SetUpError(`\`npm run package\` failed (exit code ${code}): ${output.trim().slice(-1000)}`);
  }
  await unpack();
  return made;
}

/** The files of a .vsix that belong to the extension, by their paths in its folder. */
export async function readVsix(vsix: string): Promise<Map<string, Buffer>> {
  const zip = await JSZip.loadAsync(readFileSync(vsix));
  const files = Object.values(zip.files).filter(({ dir, name }) => !dir && name.startsWith('extension/'));
  const read = files.map(
    async (file) => [file.name.slice('extension/'.length), await file.async('nodebuffer')] as const,
  );
  return new Map(await Promise.all(read));
}

async function unpack(): Promise<void> {
  rmSync(made.folder, { recursive: true, force: true });
  for (const [name, content] of await readVsix(made.vsix)) {
    const file = resolve(made.folder, name);
    if (!file.startsWith(made.folder + sep)) {
      throw new Error(`${name} would land outside the folder.`);
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
