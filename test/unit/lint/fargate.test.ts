import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { selects } from '../../../src/manifest/objects/clusterConfigs.ts';
import type { FargateSelector } from '../../../src/manifest/objects/clusterConfigs.ts';
import { splitEndpoint } from '../../../src/lint/listeners.ts';
import { fargateSize } from '../../../src/lint/rules/fargateSizes.ts';
import { readYamlFile } from '../../../src/manifest/yaml/yamlFile.ts';

// https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html
describe('the size that Fargate sells', () => {
  const sizes: readonly [cpu: number, memoryMiB: number, size: readonly [number, number] | undefined][] = [
    [0, 0, [0.25, 0.5]],
    [0.25, 256, [0.25, 0.5]],
    [0.25, 257, [0.25, 1]],
    [0.2, 400, [0.25, 1]],
    [0.5, 768, [0.5, 1]],
    [0.25, 1024, [0.25, 2]],
    [0.25, 2048, [0.5, 3]],
    [0.25, 4096, [1, 5]],
    [1, 100, [1, 2]],
    [3, 100, [4, 8]],
    [8, 16_500, [8, 20]],
    [16, 122_624, [16, 120]],
    [16, 122_625, undefined],
    [16.1, 100, undefined],
  ];
  for (const [cpu, memoryMiB, size] of sizes) {
    it(`for ${cpu} vCPU and ${memoryMiB} MiB is ${size?.join(' vCPU and ') ?? 'none'}`, () => {
      const found = fargateSize(cpu, memoryMiB);
      assert.deepEqual(found && [found.cpu, found.memoryGB], size);
    });
  }
});

// https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html#fargate-profile-wildcards
describe('a selector of a Fargate profile', () => {
  const [document] = readYamlFile('a');
  const node = document?.root;
  assert.ok(node);
  const selector = (namespace: string, labels: Record<string, string> = {}): FargateSelector => ({
    namespace: { text: namespace, node },
    labels: new Map(Object.entries(labels)),
    node,
  });
  const cases: readonly [
    selector: FargateSelector,
    namespace: string,
    labels: object,
    isSelected: boolean,
  ][] = [
    [selector('prod'), 'prod', {}, true],
    [selector('prod'), 'prod-2', {}, false],
    [selector('prod*'), 'prod-2', {}, true],
    [selector('*'), 'anything', {}, true],
    [selector('p?od'), 'prod', {}, true],
    [selector('p?od'), 'pood-', {}, false],
    [selector('*-*-x'), 'a-b-x', {}, true],
    [selector('*-*-x'), 'a-x', {}, false],
    [selector('prod', { app: 'web*' }), 'prod', { app: 'web-1', tier: 'a' }, true],
    [selector('prod', { app: 'web' }), 'prod', { app: 'api' }, false],
    [selector('prod', { app: 'web' }), 'prod', {}, false],
    [selector(`${'*a'.repeat(30)}b`), 'a'.repeat(200), {}, false],
  ];
  for (const [one, namespace, labels, isSelected] of cases) {
    it(`${one.namespace.text} ${isSelected ? 'takes' : 'leaves'} ${namespace.slice(0, 20)} ${JSON.stringify(labels)}`, () => {
      assert.equal(selects(one, namespace, new Map(Object.entries(labels))), isSelected);
    });
  }
});

describe('an endpoint', () => {
  const endpoints: readonly [text: string, host: string, port: number | undefined][] = [
    ['0.0.0.0:4317', '0.0.0.0', 4317],
    [':8888', '', 8888],
    ['[::1]:80', '[::1]', 80],
    ['${env:POD_IP}:13133', '${env:POD_IP}', 13133],
    ['localhost:${env:PORT}', 'localhost:${env', undefined],
    ['localhost', 'localhost', undefined],
  ];
  for (const [text, host, port] of endpoints) {
    it(`of ${text}`, () => assert.deepEqual(splitEndpoint(text), { host, port }));
  }
});
