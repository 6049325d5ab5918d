import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { linksOf } from '../../../src/assist/navigate/fileLinks.ts';
import { foldingsOf } from '../../../src/assist/foldings.ts';
import { outlineOf } from '../../../src/assist/outline.ts';
import type { OutlineNode } from '../../../src/assist/outline.ts';
import { semanticTokensOf } from '../../../src/assist/tokens.ts';
import { fileOf, inConfigMap } from './marked.ts';

const config = `# what it takes
# and where it goes
receivers:
  otlp:
    protocols: {grpc: {endpoint: "\${env:IP}:4317"}}
  prometheus:
    config:
      scrape_configs:
        - job_name: a
          scrape_interval: 30s
          relabel_configs:
            - source_labels: [__meta_kubernetes_pod_name]
              regex: (.+);\\d$
              replacement: x-$1-$$2
              target_label: pod # the pod
exporters:
  debug:
    verbosity: ~
    use_internal_logger: true
    sending_queue: { queue_size: 10, storage: file_storage }
service:
  extensions: [health_check]
  pipelines:
    metrics/a:
      receivers: [otlp, prometheus]
      exporters:
        - debug
`;

const tree = (nodes: readonly OutlineNode[], indent = ''): string[] =>
  nodes.flatMap(({ kind, name, detail, children }) => [
    `${indent}${kind} ${name}${detail === undefined ? '' : ` (${detail})`}`,
    ...tree(children, `${indent}  `),
  ]);

describe('outlineOf', () => {
  it('shows objects, their configs, components, and what flows through pipelines', () => {
    const file = fileOf(inConfigMap(config, '---\nkind: Service\nmetadata:\n  name: s\n'));
    assert.deepEqual(tree(outlineOf(file)), [
      'object ConfigMap collector (adot)',
      '  config relay (ADOT 0.49.0)',
      '    section receivers',
      '      component otlp',
      '      component prometheus',
      '    section exporters',
      '      component debug',
      '    section service',
      '      field extensions (health_check)',
      '      section pipelines',
      '        pipeline metrics/a (otlp, prometheus → debug)',
      'object Service s',
    ]);
  });

  it('has each part within its whole, and what is marked within each', () => {
    const check = (nodes: readonly OutlineNode[], { start, end }: { start: number; end: number }): void => {
      for (const { span, selection, children } of nodes) {
        assert.ok(start <= span.start && span.end <= end);
        assert.ok(span.start <= selection.start && selection.end <= span.end);
        check(children, span);
      }
    };
    for (const text of [config, inConfigMap(config), inConfigMap(config, '---\nkind: Service\n')]) {
      check(outlineOf(fileOf(text)), { start: 0, end: text.length });
    }
  });

  it('keeps up with a config that is broken', () => {
    const file = fileOf(inConfigMap(config.replace('otlp:', 'otlp').replace('[otlp,', '[')));
    const names = tree(outlineOf(file)).join('\n');
    assert.match(names, /component prometheus[^]*pipeline metrics\/a/);
  });
});

describe('foldingsOf', () => {
  it('folds what has further lines, embedded or not, and comments', () => {
    const text = inConfigMap(config);
    const lines = (at: number): number => text.slice(0, at).split('\n').length - 1;
    const folds = foldingsOf(fileOf(text)).map(({ start, end, kind }) => [lines(start), lines(end), kind]);
    for (const fold of [
      [2, 4, undefined],
      [5, 33, undefined],
      [6, 33, undefined],
      [7, 8, 'comment'],
      [9, 21, undefined],
      [10, 11, undefined],
      [15, 21, undefined],
      [18, 21, undefined],
    ]) {
      assert.ok(
        folds.some((one) => one.every((part, index) => part === fold[index])),
        `no ${fold.join('-')} in ${folds.map((one) => one.join('-')).join(' ')}`,
      );
    }
    assert.ok(folds.every(([start, end]) => Number(start) < Number(end)));
    assert.equal(new Set(folds.map(([start]) => start)).size, folds.length);
  });
});

describe('foldingsOf a line with an item and a key', () => {
  it('folds the whole item', () => {
    const text = inConfigMap(`service: { pipelines: {} }\nx:\n  - a:\n      b: 1\n    c: 2\n`);
    const start = text.indexOf('- a:');
    const fold = foldingsOf(fileOf(text)).find((one) => one.start === start);
    assert.equal(text.slice(fold?.start, fold?.end).trimEnd(), '- a:\n          b: 1\n        c: 2');
  });
});

describe('semanticTokensOf', () => {
  const told = (text: string): string[] =>
    semanticTokensOf(fileOf(text)).map(
      ({ start, length, type, modifiers }) =>
        `${type}${modifiers.length > 0 ? '!' : ''} ${text.slice(start, start + length)}`,
    );

  it('tells the parts of an embedded config', () => {
    const tokens = told(inConfigMap(config));
    for (const token of [
      'comment # what it takes',
      'section receivers',
      'component! otlp',
      'key protocols',
      'string "',
      'environment ${env:IP}',
      'string :4317"',
      'duration 30s',
      'label __meta_kubernetes_pod_name',
      'regex (.+);\\d$',
      'capture $1',
      'capture $$2',
      'label pod',
      'comment # the pod',
      'null ~',
      'boolean true',
      'number 10',
      'reference file_storage',
      'reference health_check',
      'pipeline! metrics/a',
      'reference prometheus',
      'reference debug',
      'punctuation :',
      'punctuation -',
      'punctuation [',
      'punctuation }}',
    ]) {
      assert.ok(tokens.includes(token), `no ${token} in ${tokens.join(' | ')}`);
    }
  });

  it('has them in order, without overlap, none over a line', () => {
    const text = inConfigMap(`${config}# end\nx: |\n  a $1\n  b\ny: "a\n  b"\n`);
    let last = 0;
    for (const { start, length } of semanticTokensOf(fileOf(text))) {
      assert.ok(start >= last && length > 0);
      assert.doesNotMatch(text.slice(start, start + length), /[\r\n]/);
      last = start + length;
    }
  });

  it('leaves what is around the config alone', () => {
    const text = `${inConfigMap(config)}immutable: [true]\n---\na: {b: c}\n`;
    const tokens = semanticTokensOf(fileOf(text));
    const [first, last] = [tokens[0], tokens.at(-1)];
    assert.equal(text.slice(first?.start, (first?.start ?? 0) + (first?.length ?? 0)), '# what it takes');
    assert.ok((last?.start ?? text.length) < text.indexOf('immutable'));
  });

  it('leaves files alone whose own language has the config', () => {
    assert.deepEqual(told(config), []);
  });
});

describe('linksOf', () => {
  it('leads from a workspace to the console, and from addresses where they say', () => {
    const text = inConfigMap(`# see https://opentelemetry.io/docs/.
exporters:
  prometheus_remote_write:
    endpoint: https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-12/api/v1/remote_write
  otlp_http/a: { endpoint: "http://localhost:4318" }
  otlp_http/b: { endpoint: "https://\${env:HOST}/v1" }
  otlp_http/d: { endpoint: https://host.example/<YOUR_PATH> }
  otlp_http/c: { endpoint: https://aps-workspaces.REGION.amazonaws.com/ }
service: { pipelines: {} }
`);
    const links = linksOf(fileOf(text));
    assert.deepEqual(
      links.map(({ url }) => url),
      [
        'https://opentelemetry.io/docs/',
        'https://eu-west-1.console.aws.amazon.com/prometheus/home?region=eu-west-1#/workspaces/workspace/ws-12',
      ],
    );
    const [, link] = links;
    assert.match(text.slice(link?.span.start, link?.span.end), /^https:.*remote_write$/);
  });
});
