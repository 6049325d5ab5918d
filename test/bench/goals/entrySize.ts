import type { Metafile } from 'esbuild';
import { statSync } from 'node:fs';
import * as path from 'node:path';
import type { Goal } from '../goal.ts';
import { judgeOnce } from '../finding.ts';
import type { GoalText } from '../finding.ts';
import { runFresh } from '../freshProcess.ts';
import type { LoadInput, LoadOutput } from '../child/load.ts';

const limitBytes = 80 * 1024;
const heavyPackage = /node_modules\/(@aws-sdk|@smithy|@kubernetes|@lezer|yaml|js-yaml)\//g;
const heavyBuiltin = /^(NativeModule|Internal Binding) (internal\/)?(tls|_tls_\w+|tls_wrap|http2)(\/|$)/;

const text: GoalText = {
  id: 'A2',
  what: 'What activation reads, minified, at most this part of 80 KB, and nothing heavy in it',
  bound: 'atMost',
  goal: 1,
};

/** A2: the entry is small with all that it requires at once, and activation brings nothing heavy. */
export const entrySize: Goal = {
  texts: [text],
  run: async ({ builds }) => {
    const input: LoadInput = { entry: builds.entry, inExtensionHost: false };
    const { files, builtins } = await runFresh<LoadOutput>(builds.child('load'), input);
    const outputs = outputsNamed(builds.metafile, files);
    const heavy = [...heavyInputs([...outputs.values()]), ...heavyBuiltins(builtins)];
    const own = path.dirname(builds.entry);
    const sizes = files.map((name) => ({ name, bytes: statSync(path.join(own, name)).size }));
    const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0);
    const { finding, ...rest } = judgeOnce(text, bytes / limitBytes, [
      sizes.map((size) => `${size.name} ${(size.bytes / 1024).toFixed(1)} KB`).join(', '),
      heavy.length === 0 ? 'nothing heavy' : `heavy: ${heavy.join(', ')}`,
    ]);
    return [{ ...rest, finding: { ...finding, holds: finding.holds && heavy.length === 0 } }];
  },
};

type Output = Metafile['outputs'][string];

function outputsNamed(metafile: Metafile, files: readonly string[]): Map<string, Output> {
  const byName = new Map(
    Object.entries(metafile.outputs).map(([file, output]) => [path.basename(file), output]),
  );
  return new Map(
    files.map((file) => {
      const output = byName.get(file);
      if (output === undefined) {
        throw new Error(`${file} was read, but the build does not know it`);
      }
      return [file, output];
    }),
  );
}

/** Packages of esbuild's list of inputs that the entry must not carry. */
export function heavyInputs(outputs: readonly Pick<Output, 'inputs'>[]): string[] {
  const inputs = outputs.flatMap(({ inputs: files }) => Object.keys(files));
  return [
    ...new Set(inputs.flatMap((file) => Array.from(file.matchAll(heavyPackage), ([, name = '']) => name))),
  ];
}

/** Modules of node that open connections, which nothing needs before the first request. */
export function heavyBuiltins(builtins: readonly string[]): string[] {
  return builtins.filter((name) => heavyBuiltin.test(name));
}
