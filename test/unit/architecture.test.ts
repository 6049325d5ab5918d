import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { breaches } from './house/rules.ts';

const src = fileURLToPath(new URL('../../src', import.meta.url));

function readTree(): Map<string, string> {
  return new Map(
    readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file.replaceAll('\\', '/'), readFileSync(path.join(src, file), 'utf8')]),
  );
}

/** A small house that keeps every rule. */
const sound: Record<string, string> = {
  'log.ts': 'export const level = 1;',
  'problem.ts': 'export interface Problem { code: string }',
  'aws/amp.ts': "import { level } from '../log.ts';\nexport const amp = level;",
  'aws/credentials.ts':
    "import { readFileSync } from 'node:fs';\nexport const read = () => [readFileSync, process.env];",
  'kube/pods.ts': "import { amp } from '../aws/amp.ts';\nexport const pods = amp;",
  'explorer/tree.ts': "import type { amp } from '../aws/amp.ts';\nexport type Tree = typeof amp;",
  'bundles/aws.ts': "export { amp } from '../aws/amp.ts';",
  'features/load.ts': "export const aws = () => import('../bundles/aws.ts');",
  'features/view.ts':
    "import * as vscode from 'vscode';\nimport type { Tree } from '../explorer/tree.ts';\nexport const view = (t: Tree) => [vscode, t, Date.now()];",
  'extension.ts': "import { view } from './features/view.ts';\nexport const activate = view;",
};

/** What is planted in which file of the sound house, and what must be said of it. */
const planted: readonly [title: string, file: string, line: string, said: RegExp][] = [
  ['a folder of no layer', 'helpers/x.ts', 'export {};', /lies in no layer: helpers/],
  [
    'vscode in a thinking folder',
    'kube/pods.ts',
    "import 'vscode';",
    /imports vscode, whose door is features/,
  ],
  ['vscode as a type only', 'explorer/tree.ts', "import type { Uri } from 'vscode';", /imports vscode/],
  ['the AWS SDK outside aws/', 'kube/pods.ts', "import '@aws-sdk/client-eks';", /whose door is aws/],
  [
    'client-node outside kube/',
    'features/view.ts',
    "import type {} from '@kubernetes/client-node';",
    /door is kube/,
  ],
  ['yaml outside manifest/ and recipe/', 'kube/pods.ts', "import 'yaml';", /whose door is manifest, recipe/],
  ['a package without a door', 'aws/amp.ts', "import 'lodash';", /imports lodash, which has no door/],
  [
    'a package by require',
    'aws/amp.ts',
    "const x = require('left-pad');",
    /imports left-pad, which has no door/,
  ],
  [
    'a later layer',
    'aws/amp.ts',
    "import type { pods } from '../kube/pods.ts';",
    /which lies beside or above it/,
  ],
  [
    'a folder of the same layer',
    'kube/pods.ts',
    "import '../otel/x.ts';",
    /otel\/x\.ts, which lies beside or above it/,
  ],
  ['features from a thinking folder', 'explorer/tree.ts', "import '../features/view.ts';", /beside or above/],
  ['test from src', 'aws/amp.ts', "import '../lab/lab.ts';", /which is not in src/],
  [
    'a heavy value in the entry',
    'features/view.ts',
    "import { amp } from '../aws/amp.ts';",
    /loads aws\/amp\.ts with the entry/,
  ],
  [
    'a heavy value in explorer/',
    'explorer/tree.ts',
    "import { pods } from '../kube/pods.ts';",
    /loads kube\/pods\.ts with the entry/,
  ],
  [
    'a bundle loaded outside the loader',
    'features/view.ts',
    "void import('../bundles/aws.ts');",
    /loads bundles\/aws\.ts/,
  ],
  ['a re-export', 'kube/pods.ts', "export { amp } from '../aws/amp.ts';", /re-exports/],
  ['a default export', 'aws/amp.ts', 'export default 1;', /has a default export/],
  ['a default function', 'aws/amp.ts', 'export default function f() {}', /has a default export/],
  ['an exported let', 'aws/amp.ts', 'export let x = 1;', /has module state: x/],
  ['a module-level let', 'features/view.ts', 'let seen = 0;', /has module state: seen/],
  [
    'a module-level cache',
    'kube/pods.ts',
    'const cache = new Map<string, string>();',
    /has module state: cache/,
  ],
  [
    'file reads in a thinking folder',
    'kube/pods.ts',
    "import 'node:fs/promises';",
    /reaches outside through node:fs/,
  ],
  [
    'sockets outside aws/ and kube/',
    'explorer/tree.ts',
    "import 'node:https';",
    /reaches outside through node:https/,
  ],
  ['the clock', 'kube/pods.ts', 'export const t = () => Date.now();', /calls Date\.now/],
  ['the clock by another name', 'aws/amp.ts', 'export const t = () => new Date();', /calls new Date\(\)/],
  ['the environment', 'kube/pods.ts', 'export const e = () => process.env.HOME;', /reads process\.env/],
  ['a cycle', 'log.ts', "import type { Problem } from './problem.ts';", /lies on a cycle|beside or above/],
  [
    'a cycle in one folder',
    'aws/amp.ts',
    "import type { read } from './amp2.ts';",
    /lies on a cycle: aws\/amp\.ts -> aws\/amp2\.ts/,
  ],
  ['a file of 401 lines', 'aws/amp.ts', '// line\n'.repeat(401), /lines, more than 400/],
];

describe('architecture', () => {
  it('src keeps the house rules', () => assert.deepEqual(breaches(readTree()), []));

  it('the sound house has no breach', () => assert.deepEqual(breaches(new Map(Object.entries(sound))), []));

  for (const [title, file, line, said] of planted) {
    it(`is told of ${title}`, () => {
      const tree = new Map(Object.entries(sound));
      tree.set('otel/x.ts', 'export {};');
      tree.set('aws/amp2.ts', "import type { amp } from './amp.ts';\nexport type read = typeof amp;");
      tree.set(file, `${line}\n${tree.get(file) ?? ''}`);
      const told = breaches(tree).filter((breach) => breach.startsWith(`${file}: `));
      assert.ok(
        told.some((breach) => said.test(breach)),
        `told only of: ${told.join('; ') || 'nothing'}`,
      );
    });
  }

  it('activate() reads like a table of contents', () => {
    const lines = readFileSync(path.join(src, 'extension.ts'), 'utf8').split('\n').length - 1;
    assert.ok(lines <= 60, `extension.ts has ${lines} lines`);
  });
});
