import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CheckOptions, SourceFile } from '../../../src/lint/checker.ts';
import { createChecker } from '../../../src/lint/createChecker.ts';
import { emptySchemas } from './schemas.ts';

const text = 'receivers:\n  otlp:\nexporters:\n  debug:\nservice:\n  pipelines: {}\n';

/** The releases that were looked up for each call of the checker. */
function lookedUp(options: Partial<CheckOptions>, ...calls: Partial<SourceFile>[]): string[][] {
  const schemas = emptySchemas();
  let seen: string[] = [];
  const release: typeof schemas.release = (version) => {
    seen.push(version);
    return schemas.release(version);
  };
  const checker = createChecker({ ...options, schemas: { ...schemas, release } });
  return calls.map((file) => {
    seen = [];
    checker.check([{ path: 'a.yaml', text, ...file }]);
    return [...new Set(seen)];
  });
}

const cases: readonly [
  name: string,
  options: Partial<CheckOptions>,
  files: Partial<SourceFile>[],
  expected: string[][],
][] = [
  ['the newest', {}, [{}], [['0.49.0']]],
  ['the one for files that tell none', { assumedVersion: '0.45.0' }, [{}], [['0.45.0']]],
  ['the one for all files', { adotVersion: '0.44.0', assumedVersion: '0.45.0' }, [{}], [['0.44.0']]],
  ['the one for just this file', { adotVersion: '0.44.0' }, [{ adotVersion: '0.43.0' }], [['0.43.0']]],
  [
    'another one when the choice changes, and no file is read twice for the same',
    {},
    [{ adotVersion: '0.43.0' }, { adotVersion: '0.43.0' }, { adotVersion: '0.42.0' }, {}],
    [['0.43.0'], [], ['0.42.0'], ['0.49.0']],
  ],
];

describe('the release a file is checked for', () => {
  for (const [name, options, files, expected] of cases) {
    it(`is ${name}`, () => assert.deepEqual(lookedUp(options, ...files), expected));
  }
});
