import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findCollectorConfigs } from '../../../../src/manifest/collectorConfigs.ts';
import { spanInFile } from '../../../../src/manifest/placement/placement.ts';
import type { CollectorRelease } from '../../../../src/otel/collectorSchemas.ts';
import { scrapeLenses } from '../../../../src/otel/relabel/scrapeLenses.ts';
import type { KnownTargets, ScrapeLens } from '../../../../src/otel/relabel/scrapeLenses.ts';

const config = (jobs: string): string => `receivers:
  prometheus:
    config:
      scrape_configs:
${jobs.replaceAll(/^(?=.)/gm, '        ')}
exporters: { debug: {} }
service: { pipelines: { metrics: { receivers: [prometheus], exporters: [debug] } } }
`;

const inConfigMap = (text: string): string => `apiVersion: v1
kind: ConfigMap
metadata: { name: conf, namespace: adot-col }
data:
  config: |
${text.replaceAll(/^(?=.)/gm, '    ')}`;

function lenses(file: string, known: KnownTargets = {}): ScrapeLens[] {
  const [found] = findCollectorConfigs(file);
  assert.ok(found);
  const release = { version: '0.49.0' } as CollectorRelease;
  return scrapeLenses({ config: found, release, env: {} }, known);
}

const target = (labels: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(labels));
const pods =
  '- job_name: pods\n  kubernetes_sd_configs: [{ role: pod }]\n  relabel_configs: [{ action: drop, regex: x }]\n';

describe('scrapeLenses', () => {
  it('looks at each job of a config in a ConfigMap, and says where its rules lie in the file', () => {
    for (const file of [inConfigMap(config(pods)), inConfigMap(config(pods)).replaceAll('\n', '\r\n')]) {
      const [job, ...others] = lenses(file, { found: () => [target({ __address__: 'a:1' })] });
      assert.deepEqual(others, []);
      assert.ok(job?.lens);
      const [effect] = job.lens.effects;
      assert.ok(effect);
      const { start, end } = spanInFile(job.place, effect.span);
      assert.equal(file.slice(start, end), '{ action: drop, regex: x }');
      assert.deepEqual([effect.kept, effect.of], [1, 1]);
    }
  });

  it('knows nothing of what a cluster has before somebody looked', () => {
    const [job] = lenses(config(pods));
    assert.equal(job?.lens, undefined);
    assert.deepEqual(job?.discoveries, [{ role: 'pod', namespaces: [], attached: [], selectors: [] }]);
  });

  it('knows static targets at once', () => {
    const [job] = lenses(config('- job_name: own\n  static_configs: [{ targets: [a:1, b:2] }]\n'));
    assert.deepEqual(
      job?.lens?.targets.map((labels) => labels.get('__address__')),
      ['a:1', 'b:2'],
    );
  });

  const discovered: readonly [string, string, unknown, boolean][] = [
    ['names namespaces', '{ role: pod, namespaces: { names: [a, b] } }', ['a', 'b'], false],
    [
      'takes its own namespace from the ConfigMap',
      '{ role: pod, namespaces: { own_namespace: true } }',
      ['adot-col'],
      false,
    ],
    [
      'cannot know a namespace of the environment',
      '{ role: pod, namespaces: { names: ["${env:NS}"] } }',
      undefined,
      true,
    ],
    ['finds less by selectors', '{ role: pod, selectors: [{ role: pod, label: "a=b" }] }', [], false],
    [
      'selects by what is known only in the pod',
      '{ role: pod, selectors: [{ role: pod, field: "spec.nodeName=${env:NODE}" }] }',
      [],
      true,
    ],
    ['looks into another cluster', '{ role: pod, api_server: "https://other" }', undefined, true],
    ['looks for what is no target here', '{ role: ingress }', undefined, true],
  ];
  for (const [what, item, namespaces, findsMore] of discovered) {
    it(`tells when a discovery ${what}`, () => {
      const [job] = lenses(inConfigMap(config(`- job_name: a\n  kubernetes_sd_configs: [${item}]\n`)));
      assert.deepEqual([job?.discoveries[0]?.namespaces, job?.findsMore], [namespaces, findsMore]);
    });
  }

  it('tells the selectors as Prometheus hands them to the API server', () => {
    const item = `{ role: pod, selectors: [
      { role: pod, label: "tier in (a, b),app!=x" }, { role: node, field: "metadata.name=$$n" }, { role: pod, label: "a=\${A}" } ] }`;
    const [job] = lenses(
      config(`- job_name: a\n  kubernetes_sd_configs: [${item.replaceAll(/\s+/g, ' ')}]\n`),
    );
    assert.deepEqual(job?.discoveries[0]?.selectors, [
      { role: 'pod', label: 'tier in (a, b),app!=x', field: '' },
      { role: 'node', label: '', field: 'metadata.name=$n' },
    ]);
    assert.equal(job?.findsMore, true);
  });

  it('asks for known switches of attach_metadata only', () => {
    const item = '{ role: pod, attach_metadata: { node: true, constructor: true, namespace: false } }';
    const [job] = lenses(config(`- job_name: a\n  kubernetes_sd_configs: [${item}]\n`));
    assert.deepEqual(job?.discoveries[0]?.attached, ['node']);
  });

  it('hands given targets to the job that they name, and others to all', () => {
    const jobs = lenses(config(`${pods}- job_name: own\n  static_configs: [{ targets: [a:1] }]\n`), {
      given: [
        target({ __address__: 'p:1', job: 'pods' }),
        target({ __address__: 'o:1', job: 'own' }),
        target({ __address__: 'x:1' }),
        target({ __address__: 'y:1', job: 'elsewhere' }),
      ],
    });
    assert.deepEqual(
      jobs.map(({ lens }) => lens?.targets.map((labels) => labels.get('__address__'))),
      [
        ['p:1', 'x:1', 'y:1'],
        ['o:1', 'x:1', 'y:1'],
      ],
    );
  });
});
