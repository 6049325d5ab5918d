import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { differences } from '../../run/packages.js';

type Packages = Parameters<typeof differences>[0]['packages'];

const lock = (packages: Packages) => ({ packages: { '': { version: '0.1.0' }, ...packages } });
const installed = (packages: Packages) => ({ packages });

describe('differences', () => {
  const cases: [what: string, locked: Packages, found: Packages, expected: string[]][] = [
    [
      'nothing, when all is as locked',
      { 'node_modules/a': { version: '1.0.0' } },
      { 'node_modules/a': { version: '1.0.0' } },
      [],
    ],
    ['a package that is missing', { 'node_modules/a': { version: '1.0.0' } }, {}, ['node_modules/a']],
    [
      'another version',
      { 'node_modules/a': { version: '1.0.1' } },
      { 'node_modules/a': { version: '1.0.0' } },
      ['node_modules/a'],
    ],
    ['a package too many', {}, { 'node_modules/a': { version: '1.0.0' } }, ['node_modules/a']],
    [
      'not an optional one that is missing',
      { 'node_modules/a': { version: '1.0.0', optional: true } },
      {},
      [],
    ],
    [
      'an optional one in another version',
      { 'node_modules/a': { version: '1.0.1', optional: true } },
      { 'node_modules/a': { version: '1.0.0', optional: true } },
      ['node_modules/a'],
    ],
  ];
  for (const [what, locked, found, expected] of cases) {
    it(`names ${what}`, () => assert.deepEqual(differences(lock(locked), installed(found)), expected));
  }
});
