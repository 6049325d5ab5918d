import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findCollectorConfigs, isCollectorConfig } from '../../../src/manifest/collectorConfigs.ts';
import { parse } from 'yaml';
import { readYaml } from '../../../src/manifest/yaml/yaml.ts';

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

  it('finds those in a list, with the object around each', () => {
    const items = [configMap(`|\n${indented(4)}`), configMap(JSON.stringify(config))]
      .map((item) => `- ${item.trimEnd().replaceAll('\n', '\n  ')}\n`)
      .join('');
    const found = findCollectorConfigs(`kind: Pod\n---\napiVersion: v1\nkind: List\nitems:\n${items}`);
    assert.deepEqual(
      found.map(({ kind, object, document }) => [kind, object?.name, document]),
      [
        ['configMap', 'c', 1],
        ['configMap', 'c', 1],
      ],
    );
  });

  it('finds several in one ConfigMap, but nothing in binaryData', () => {
    const text = `${configMap(`|\n${indented(4)}`)}  other.yaml: |\n${indented(4)}binaryData:\n  x: |\n${indented(4)}`;
    assert.deepEqual(
      findCollectorConfigs(text).map(({ key }) => key),
      ['relay', 'other.yaml'],
    );
  });

  for (const [where, before, by] of [
    ['alone', 'mode: deployment\nconfig:\n', 2],
    ['an alternative one', 'alternateConfig:\n', 2],
    ['below the key of a chart', 'opentelemetry-collector:\n  enabled: true\n  config:\n', 4],
    [
      'in a HelmRelease',
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values:\n    config:\n',
      6,
    ],
  ] as const) {
    it(`finds one in Helm values: ${where}`, () => {
      const text = before + indented(by);
      const [found, ...more] = findCollectorConfigs(text);
      assert.equal(more.length, 0);
      assert.equal(found?.kind, 'helmValues');
      assert.deepEqual(parse(found.text), parse(config));
      assert.ok(text.slice(found.span.start).startsWith('receivers:'));
    });
  }

  for (const [what, text] of [
    ['a receiver and no more', 'receivers:\n  otlp:\n    protocols:\n'],
    ['a word being typed below', 'receivers:\n  otlp:\nexpor\n'],
    ['exporters and a service that is empty', 'exporters:\n  prometheusremotewrite/amp:\nservice:\n'],
    ['a service whose pipelines are typed next', 'service:\n  extensions: [health_check]\n'],
    ['JSON', JSON.stringify({ receivers: { otlp: {} }, exporters: { debug: {} } })],
  ] as const) {
    it(`takes a beginning for one: ${what}`, () => {
      assert.equal(findCollectorConfigs(text)[0]?.kind, 'file');
      assert.equal(isCollectorConfig(text), true);
    });
  }

  it('finds one whose YAML is broken, and says what is wrong where it lies', () => {
    const text = configMap(`|\n${indented(4)}    a: b: c\n`);
    const [found] = findCollectorConfigs(text);
    const [problem] = found?.problems ?? [];
    assert.equal(problem?.code, 'yaml/syntax');
    assert.equal(found?.place.toFile(problem.span.start), text.indexOf('b: c'));
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['a scalar', 'hello'],
    ['a Deployment', 'apiVersion: apps/v1\nkind: Deployment\nspec: {template: {}}'],
    ['a ConfigMap without data', 'apiVersion: v1\nkind: ConfigMap'],
    ['a ConfigMap of something else', configMap('|\n    global: {}\n')],
    ['a compose file', 'services:\n  a: {image: b}'],
    ['a compose file with a service by a section name', 'services:\n  receivers: {image: b}\nvolumes: {}\n'],
    ['a workflow', 'on: push\njobs:\n  a:\n    services: {otlp: {image: b}}\n    steps: []\n'],
    ['a Kustomization', 'resources:\n  - a.yaml\nconfigMapGenerator:\n  - name: b\n'],
    ["Prometheus' own config", 'global: {}\nscrape_configs:\n  - job_name: a\nremote_write:\n  - url: b\n'],
    ['an alert manager definition', 'route: {receiver: a}\nreceivers:\n  - name: a\n'],
    ['OpenAPI', 'openapi: 3.0.0\ninfo: {}\npaths: {}\ncomponents: {}\n'],
    ['Helm values', 'image: {tag: a}\nservice:\n  type: ClusterIP\n  port: 80\nconfig:\n  log: debug\n'],
    ['a serverless file', 'service: a\nprovider: {name: aws}\nfunctions: {}\n'],
    ['a file of extensions', 'extensions:\n  addsTo: {pack: a}\n  data: []\n'],
    ['more than a collector has', 'exporters:\n  otlp: {}\nserver:\n  port: 1\n'],
    ['a service of something else', 'service:\n  name: a\n  telemetry: {}\n  a: 1\n  b: 2\n'],
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
