import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isNoise } from '../../host/noise.ts';

describe('isNoise', () => {
  for (const line of [
    'Error: Could not locate the bindings file. Tried:\n → /x/node_modules/@vscode/spdlog/build/spdlog.node',
    "Cannot find module './build/Release/watchdog'",
    'getaddrinfo ENOTFOUND open-vsx.org',
    'Creating a socket (renderer-Management-1) was successful after 35 ms.',
    '[Service Worker] registration',
    'Ignoring fetching additional builtin extensions from gallery as it is disabled.',
  ]) {
    it(`drops ${JSON.stringify(line.slice(0, 50))}`, () => assert.equal(isNoise(line), true));
  }

  for (const line of [
    '    ✔ activates (94ms)',
    '  3 passing (267ms)',
    '',
    'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal',
    '    at Context.<anonymous> (test/integration/activation.test.ts:12:3)',
    "Activating extension 'adot-workbench.adot-workbench' failed: Cannot find module './aws.cjs'.",
  ]) {
    it(`keeps ${JSON.stringify(line.slice(0, 50))}`, () => assert.equal(isNoise(line), false));
  }
});
