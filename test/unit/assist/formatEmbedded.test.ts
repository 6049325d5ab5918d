import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { formatEmbedded } from '../../../src/assist/formatEmbedded.ts';
import { applyEdits } from '../../../src/manifest/yaml/edits.ts';
import { fileOf, inConfigMap } from './marked.ts';

const formatted = (text: string): string => applyEdits(text, formatEmbedded(fileOf(text)));

const loose =
  'receivers:\n    otlp:\n        protocols:   {grpc: }\n\nexporters:\n    debug:  \nservice:\n    pipelines:\n        metrics:\n            receivers: [otlp]\n            exporters:\n                - debug\n';
const tidy =
  'receivers:\n  otlp:\n    protocols: {grpc: }\n\nexporters:\n  debug:\nservice:\n  pipelines:\n    metrics:\n      receivers: [otlp]\n      exporters:\n        - debug\n';

describe('formatEmbedded', () => {
  it('formats the config and nothing around it', () => {
    const tail = '  other:   "x"\n---\nkind:    Service\n';
    assert.equal(formatted(inConfigMap(loose, tail)), inConfigMap(tidy, tail));
    assert.deepEqual(formatEmbedded(fileOf(inConfigMap(tidy, tail))), []);
  });

  it('formats CRLF and keeps it', () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    assert.equal(formatted(crlf(inConfigMap(loose))), crlf(inConfigMap(tidy)));
  });

  it('leaves a config alone whose YAML is broken', () => {
    assert.deepEqual(formatEmbedded(fileOf(inConfigMap(loose.replace('[otlp]', '[otlp')))), []);
  });

  it('leaves files alone that are a config themselves', () => {
    assert.deepEqual(formatEmbedded(fileOf(loose)), []);
  });
});
