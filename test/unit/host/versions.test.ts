import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { root } from '../../host/paths.ts';
import { versions } from '../../host/versions.ts';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  engines: { vscode: string };
  devDependencies: Record<string, string>;
};
const minor = (version: string | undefined): string => /^\^?(\d+\.\d+)\./.exec(version ?? '')?.[1] ?? 'none';

describe('the versions that the tests run on', () => {
  it("begin with the oldest that package.json's engines allows", () => {
    assert.equal(minor(versions.floor.vscode), minor(manifest.engines.vscode));
  });

  it('begin with the API that the code is compiled against', () => {
    assert.equal(minor(versions.floor.vscode), minor(manifest.devDependencies['@types/vscode']));
  });

  for (const [name, { vscode, codeServer }] of Object.entries(versions)) {
    it(`${name}: the server package carries that VS Code`, () => {
      assert.equal(codeServer.replace(/^4\./, '1.'), vscode);
    });
  }
});
