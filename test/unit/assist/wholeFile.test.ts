import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { describeAt } from '../../../src/assist/describe/describe.ts';
import { linksOf } from '../../../src/assist/navigate/fileLinks.ts';
import { foldingsOf } from '../../../src/assist/foldings.ts';
import { formatEmbedded } from '../../../src/assist/formatEmbedded.ts';
import { definitionsAt, highlightsAt } from '../../../src/assist/navigate/navigate.ts';
import { outlineOf } from '../../../src/assist/outline.ts';
import { prepareRenameAt, renameAt } from '../../../src/assist/navigate/rename.ts';
import { suggestAt } from '../../../src/assist/suggest/suggest.ts';
import { createTexts } from '../../../src/assist/describe/texts.ts';
import { semanticTokensOf } from '../../../src/assist/tokens.ts';
import type { AssistFile } from '../../../src/assist/view.ts';
import { readCollectorFile } from '../../../src/otel/collectorFile.ts';
import { manifestSchemas as manifests } from '../manifest/kinds/schemas.ts';
import { collectorSchemas, readSchemaFile } from '../otel/schemas.ts';
import { taken } from './marked.ts';

const template = readFileSync(
  new URL('../../../templates/adot-collector-fargate.yaml', import.meta.url),
  'utf8',
)
  .replaceAll('__REMOTE_WRITE__', 'prometheus_remote_write')
  .replaceAll('__ADOT_VERSION__', '0.49.0')
  .replaceAll('__NAMESPACE__', 'adot-col');

const texts = createTexts(readSchemaFile('texts/en.json') as Record<string, string>);
const read = (text: string): AssistFile => readCollectorFile(text, { schemas: collectorSchemas });

/** Where a text stands, behind its first `length` characters. */
function at(text: string, length = 1): number {
  const found = template.indexOf(text);
  assert.ok(found >= 0, text);
  return found + length;
}

/** Numbers from 0 to 1 that are the same in each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('the scaffolded manifest', () => {
  const file = read(template);

  it('is formatted already', () => assert.deepEqual(formatEmbedded(file), []));

  it('has the defaults and sentences of the release in hovers', () => {
    const hover = (offset: number): string =>
      describeAt(file, offset, { texts, schemas: collectorSchemas })?.markdown ?? '';
    assert.match(hover(at('send_metadata: true')), /default `false`\n\nSends type, unit and help/);
    assert.match(hover(at('disable_scope_info:')), /Since ADOT 0\.48\.0\./);
    assert.match(hover(at('limit_mib: 600')), /Hard limit in MiB/);
    assert.match(hover(at('scrape_interval: 15s')), /duration, default `1m`/);
    assert.match(hover(at('endpoint: 0.0.0.0:13133')), /default `localhost:13133`/);
    assert.match(hover(at('role: endpointslice')), /required\n\nWhat becomes targets/);
    assert.match(hover(at('without_units: true')), /Leaves units out of names\./);
    assert.match(hover(at('__meta_kubernetes_pod_phase]')), /Phase of the pod/);
    assert.match(
      hover(at('prometheus_remote_write:\n')),
      /exporter · metrics \(beta\)[^]*remote-write protocol/,
    );
    assert.match(hover(at('sigv4auth\n')), /extension · beta/);
  });

  it('offers what the release has', () => {
    const line = template.indexOf('        send_metadata: true');
    const text = `${template.slice(0, line)}        \n${template.slice(line)}`;
    const found = suggestAt(read(text), line + 8, { texts });
    const labels = found.map(({ label }) => label);
    for (const label of [
      'timeout',
      'translation_strategy',
      'remote_write_queue',
      'retry_on_failure',
      'tls',
    ]) {
      assert.ok(labels.includes(label), label);
    }
    for (const label of ['endpoint', 'auth', 'send_metadata', 'sending_queue']) {
      assert.ok(!labels.includes(label), label);
    }
    assert.ok(found.every(({ documentation }) => documentation !== undefined));
    const timeout = found.find(({ label }) => label === 'timeout');
    assert.ok(timeout);
    assert.match(taken(text, timeout), /\n {8}timeout: 5s\n/);
  });

  it('has every suggestion, taken, still read as the same config with more in it', () => {
    for (const line of [
      '        send_metadata: true',
      '        verbosity: basic',
      '    processors:\n',
      '          receivers: [',
    ]) {
      const start = template.indexOf(line);
      const indent = / */.exec(line)?.[0] ?? '';
      const text = `${template.slice(0, start)}${indent}\n${template.slice(start)}`;
      for (const suggestion of suggestAt(read(text), start + indent.length)) {
        const [collector] = read(taken(text, suggestion)).collectors;
        assert.deepEqual(collector?.config.problems, [], suggestion.snippet);
      }
    }
  });
});

describe('whatever a file holds', () => {
  const everything = (text: string, offset: number): void => {
    const file = read(text);
    suggestAt(file, offset, { texts, manifests });
    describeAt(file, offset, { texts, manifests });
    definitionsAt(file, offset);
    highlightsAt(file, offset);
    prepareRenameAt(file, offset);
    renameAt(file, offset, 'x/y');
    outlineOf(file);
    foldingsOf(file);
    semanticTokensOf(file);
    linksOf(file);
    formatEmbedded(file);
  };

  it('nothing throws', () => {
    const next = random(7);
    const pieces = [
      '\n',
      ' ',
      '  ',
      ':',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '|',
      '>',
      '#',
      '&a ',
      '*a',
      '!t ',
      '${',
      '\t',
      '\0',
      '\ud800',
      '\r\n',
      '---\n',
      '? ',
    ];
    const config = template.slice(
      template.indexOf('kind: ConfigMap') - 15,
      template.indexOf('kind: Service\n'),
    );
    for (let count = 0; count < 250; count += 1) {
      let text = config;
      for (let edits = 1 + Math.floor(next() * 4); edits > 0; edits -= 1) {
        const start = Math.floor(next() * text.length);
        const end = Math.min(text.length, start + Math.floor(next() * 12));
        const piece = pieces[Math.floor(next() * pieces.length)] ?? '';
        text = text.slice(0, start) + piece + text.slice(next() < 0.5 ? start : end);
      }
      const cut = next() < 0.3 ? Math.floor(next() * text.length) : text.length;
      const offset = Math.floor(next() * (cut + 1));
      assert.doesNotThrow(() => everything(text.slice(0, cut), offset), JSON.stringify(text));
    }
  });

  it('a long one is coloured, completed, described and outlined', () => {
    const job = template.slice(
      template.indexOf('            - job_name'),
      template.indexOf('    processors:'),
    );
    const text = template.replace(job, job.repeat(160));
    assert.ok(text.split('\n').length > 5000);
    const file = read(text);
    const offset = text.lastIndexOf('source_labels: [__meta') + 20;
    assert.ok(semanticTokensOf(file).length > 5000);
    assert.ok(suggestAt(file, offset).length > 0);
    assert.ok(describeAt(file, text.lastIndexOf('source_labels') + 2) !== undefined);
    assert.ok(outlineOf(file).length > 0);
  });

  it('a manifest of any kind is completed and described at every place', () => {
    for (const [kind, text] of Object.entries(manifestFiles)) {
      let offers = 0;
      for (let offset = 0; offset <= text.length; offset += 1) {
        const file = read(text.slice(0, offset));
        offers += suggestAt(file, offset, { manifests }).length;
        describeAt(read(text), offset, { manifests });
      }
      assert.ok(offers > 100, kind);
    }
  });
});

const manifestFiles = {
  cluster:
    'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: a, region: b}\nfargateProfiles:\n  - name: a\n',
  rules: 'groups:\n  - name: a\n    rules:\n      - record: a\n        expr: |\n          up\n',
  alerts: 'alertmanager_config: |\n  route:\n    receiver: a\n  receivers:\n    - name: a\n',
  list: 'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    spec: {containers: [{name: a}]}\n',
};
