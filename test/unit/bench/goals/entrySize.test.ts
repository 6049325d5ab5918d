import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { heavyBuiltins, heavyInputs } from '../../../bench/goals/entrySize.ts';

describe('bench A2', () => {
  it('knows a heavy package in the entry', () => {
    const inputs = Object.fromEntries(
      [
        'src/extension.ts',
        'node_modules/@aws-sdk/client-amp/dist-es/index.js',
        'node_modules/@aws-sdk/core/dist-es/index.js',
        'node_modules/yaml/browser/index.js',
        'node_modules/@kubernetes/client-node/node_modules/js-yaml/dist/js-yaml.mjs',
      ].map((file) => [file, { bytesInOutput: 1 }]),
    );
    assert.deepEqual(heavyInputs([{ inputs }]), ['@aws-sdk', 'yaml', '@kubernetes', 'js-yaml']);
  });

  it('lets light ones pass', () =>
    assert.deepEqual(
      heavyInputs([
        {
          inputs: {
            'node_modules/@vscode/l10n/dist/main.js': { bytesInOutput: 1 },
            'src/yaml/x.ts': { bytesInOutput: 1 },
          },
        },
      ]),
      [],
    ));

  it('knows the modules that open connections, by the names node gives them', () =>
    assert.deepEqual(
      heavyBuiltins([
        'NativeModule path',
        'NativeModule tls',
        'NativeModule _tls_common',
        'Internal Binding tls_wrap',
        'NativeModule http2',
        'NativeModule internal/http2/core',
        'NativeModule util',
      ]),
      [
        'NativeModule tls',
        'NativeModule _tls_common',
        'Internal Binding tls_wrap',
        'NativeModule http2',
        'NativeModule internal/http2/core',
      ],
    ));
});
