import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findCollectorConfigs, isCollectorConfig } from '../../../src/manifest/collectorConfigs.ts';
import { parse } from 'yaml';
import { readYaml } from '../../../src/manifest/yaml.ts';

const config = 'receivers:\n  otlp:\nexporters:\n  debug:\nservice:\n  pipelines:\n    metrics: {}\n';
const indented = (by: number): string => config.replaceAll(/^(?=.)/gm, ' '.repeat(by));
const configMap = (value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: n}\ndata:\n  note: hi\n  relay: ${value}\n`;

describe('findCollectorConfigs', () => {
  for (const [style, value] of [
    ['|', `|\n${indented(4)}`],
    ['|-', `|-\n${indented(4)}`],
    ['|+', `|+\n${indented(4)}`],
    ['|2 with more indentation', `|2\n${indented(4)}`],
    ['| with a comment behind it', `| # the config\n${indented(4)}`],
    ['CRLF', `|\r\n${indented(4).replaceAll('\n', '\r\n')}`],
    ['double quotes', JSON.stringify(config)],
    ['> with blank lines', `>\n${indented(4).replaceAll(/\n(?=.)/g, '\n\n')}`],
  ] as const) {
    it(`finds one in a ConfigMap: ${style}`, () => {
      const text = configMap(value);
      const [found, ...more] = findCollectorConfigs(text);
      assert.equal(more.length, 0);
      assert.equal(found?.kind, 'configMap');
      assert.deepEqual(found.object, { name: 'c', namespace: 'n' });
      assert.equal(found.key, 'relay');
      assert.deepEqual(readYaml(found.text), readYaml(config));
      assert.equal(text.slice(found.span.start, found.span.start + 1), value.charAt(0));
      assert.ok(text.slice(found.span.start, found.span.end).includes('metrics'));
    });
  }

  for (const version of ['v1alpha1', 'v1beta1']) {
    for (const [form, value] of [
      ['a string', `|\n${indented(4)}`],
      ['an object', `\n${indented(4)}`],
    ] as const) {
      it(`finds one in an OpenTelemetryCollector ${version} as ${form}`, () => {
        const text = `apiVersion: opentelemetry.io/${version}\nkind: OpenTelemetryCollector\nmetadata:\n  name: x\nspec:\n  config: ${value}`;
        const [found] = findCollectorConfigs(text);
        assert.equal(found?.kind, 'customResource');
        assert.deepEqual(found.object, { name: 'x' });
        assert.deepEqual(parse(found.text), parse(config));
      });
    }
  }

  it('finds a bare one, and several in one file, each where it lies', () => {
    const text = `# a\n${config}---\n${configMap(`|\n${indented(4)}`)}---\nkind: Pod\n`;
    const found = findCollectorConfigs(text);
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ['file', 'configMap'],
    );
    assert.ok(text.slice(found[0]?.span.start).startsWith('receivers:'));
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['a scalar', 'hello'],
    ['a Deployment', 'apiVersion: apps/v1\nkind: Deployment\nspec: {template: {}}'],
    ['a ConfigMap without data', 'apiVersion: v1\nkind: ConfigMap'],
    ['a ConfigMap of something else', configMap('|\n    global: {}\n')],
    ['a compose file', 'services:\n  a: {image: b}'],
    [
      'exploding aliases',
      `a: &a [1,1,1,1,1,1,1,1,1]\n${'bcdefgh'.replaceAll(/./g, (c) => `${c}: &${c} [${`*${String.fromCharCode(c.charCodeAt(0) - 1)},`.repeat(9)}]\n`)}`,
    ],
    ['not YAML at all', '\u0000{{{ : - ]'],
  ] as const) {
    it(`finds none in ${what}`, () => {
      assert.deepEqual(findCollectorConfigs(text), []);
      assert.equal(isCollectorConfig(text), false);
    });
  }

  it('takes a part that names only pipelines', () => {
    assert.equal(findCollectorConfigs('service:\n  pipelines:\n    metrics: {}\n')[0]?.kind, 'file');
  });

  it('finds one that somebody is still typing', () => {
    assert.equal(findCollectorConfigs(configMap(`|\n${indented(4)}    exporters: [`)).length, 1);
  });
});
