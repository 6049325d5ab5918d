import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CheckOptions } from '../../../src/lint/checker.ts';
import { createChecker } from '../../../src/lint/createChecker.ts';
import { applyEdits } from '../../../src/manifest/yaml/edits.ts';
import type { Problem } from '../../../src/problem.ts';
import { emptySchemas } from './schemas.ts';

const checker = (options: Partial<CheckOptions> = {}) =>
  createChecker({ schemas: emptySchemas(), ...options });

function check(text: string, options: Partial<CheckOptions> = {}, path = 'a.yaml'): readonly Problem[] {
  return checker(options).check([{ path, text }]).get(path) ?? [];
}

const codes = (problems: readonly Problem[]): string[] => problems.map(({ code }) => code);

/** A Service of which something waits to be filled in. */
const service = (name: string, comment = ''): string =>
  ['apiVersion: v1', 'kind: Service', 'metadata:', `  name: ${name}${comment}`, ''].join('\n');

describe('what a file of no kind of ours gives', () => {
  const foreign: readonly [title: string, path: string, text: string][] = [
    ['a broken workflow', 'ci.yml', 'on: push\njobs: [a, b\nsteps: "<YOUR_REGION>'],
    ['a compose file with a placeholder', 'compose.yaml', 'services:\n  web:\n    image: <YOUR_IMAGE>\n'],
    ['JSON of another kind', 'package.json', '{"name": "<YOUR_NAME>", "kind": }'],
    ['a note', 'notes.md', 'apiVersion: v1\nkind: Service\nmetadata: {name: <YOUR_NAME>}'],
    ['an empty file', 'empty.yaml', ''],
  ];
  for (const [title, path, text] of foreign) {
    it(`nothing: ${title}`, () => assert.deepEqual(check(text, {}, path), []));
  }
});

describe('what is checked in one file', () => {
  it('a placeholder, where it stands', () => {
    const text = service('<YOUR_NAME>');
    const [problem] = check(text);
    assert.equal(problem?.code, 'placeholder/left');
    assert.equal(text.slice(problem.span.start, problem.span.end), '<YOUR_NAME>');
  });

  it('a placeholder in a dashboard', () => {
    const text = '{"panels": [], "schemaVersion": 41, "title": "<YOUR_TITLE>"}';
    assert.deepEqual(codes(check(text, {}, 'dashboard.json')), ['placeholder/left']);
  });

  it('a manifest in JSON', () => {
    const text = '{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "<YOUR_NAME>"}}';
    assert.deepEqual(codes(check(text, {}, 'service.json')), ['placeholder/left']);
  });

  it('YAML that is broken, also where nothing of it can be read', () => {
    assert.ok(codes(check(`${service('a')}  labels: [a\n`)).includes('yaml/syntax'));
  });

  it('YAML that is broken inside a ConfigMap, in the place of the file', () => {
    const text = [
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata: { name: a }',
      'data:',
      '  config: |',
      '    receivers:',
      '      otlp: { protocols: { grpc: }',
      '    exporters: { debug: }',
      '    service: { pipelines: {} }',
      '',
    ].join('\n');
    const problems = check(text).filter(({ code }) => code === 'yaml/syntax');
    assert.ok(problems.length > 0);
    assert.ok(problems.every(({ span }) => span.start > text.indexOf('otlp')));
  });
});

describe('levels', () => {
  const text = service('<YOUR_NAME>');

  it('raise a rule', () => {
    const [problem] = check(text, { levels: { 'placeholder/left': 'error' } });
    assert.equal(problem?.severity, 'error');
  });

  it('switch a rule off', () => assert.deepEqual(check(text, { levels: { 'placeholder/left': 'off' } }), []));
});

describe('comments that silence a rule', () => {
  const silent: readonly [title: string, text: string][] = [
    ['on its line', service('<YOUR_NAME>', ' # adot-ignore placeholder/left')],
    ['with a reason', service('<YOUR_NAME>', ' # adot-ignore placeholder/left -- filled in by CI')],
    ['with several codes', service('<YOUR_NAME>', ' # adot-ignore yaml/syntax, placeholder/left')],
    ['above it', service('a').replace('  name: a', '  # adot-ignore placeholder/left\n  name: <YOUR_NAME>')],
    [
      'above it, with another comment between',
      service('a').replace('  name: a', '  # adot-ignore placeholder/left\n\n  # Name.\n  name: <YOUR_NAME>'),
    ],
    ['for the whole file', `# adot-ignore-file placeholder/left\n${service('<YOUR_NAME>')}`],
    ['with CRLF', service('<YOUR_NAME>', ' # adot-ignore placeholder/left').replaceAll('\n', '\r\n')],
    [
      'inside an embedded text',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  x: |\n    # adot-ignore placeholder/left\n    a: <YOUR_NAME>\n',
    ],
  ];
  for (const [title, text] of silent) {
    it(`work ${title}`, () => assert.ok(!codes(check(text)).includes('placeholder/left')));
  }

  const loud: readonly [title: string, text: string][] = [
    [
      'two lines above',
      service('a').replace('metadata:', '# adot-ignore placeholder/left\nmetadata:\n  x: 1'),
    ],
    ['of another code', service('a', ' # adot-ignore yaml/syntax')],
    ['in a quoted text', service('a').replace('metadata:', 'x: "# adot-ignore placeholder/left"\nmetadata:')],
    ['without a code', service('a', ' # adot-ignore')],
    ['of a longer word', service('a', ' # adot-ignored placeholder/left')],
  ];
  for (const [title, text] of loud) {
    it(`do nothing ${title}`, () => {
      const found = codes(check(text.replace('name: a', 'name: <YOUR_NAME>')));
      assert.ok(found.includes('placeholder/left'), found.join());
    });
  }

  it('that silence nothing are a hint, whose fix removes them', () => {
    const text = service('a', ' # adot-ignore placeholder/left');
    const [problem] = check(text);
    assert.equal(problem?.code, 'yaml/unused-suppression');
    assert.equal(problem.severity, 'hint');
    assert.equal(applyEdits(text, problem.fixes?.[0]?.edits ?? []), service('a'));
  });

  it('that silence a rule which is switched off are in use all the same', () => {
    const text = service('<YOUR_NAME>', ' # adot-ignore placeholder/left');
    assert.deepEqual(check(text, { levels: { 'placeholder/left': 'off' } }), []);
  });

  it('that name no rule are a hint, whose fix names the nearest', () => {
    const text = service('a', ' # adot-ignore Placeholder/Left');
    const [problem] = check(text);
    assert.equal(problem?.code, 'yaml/unknown-suppression');
    assert.match(applyEdits(text, problem.fixes?.[0]?.edits ?? []), /adot-ignore placeholder\/left/);
  });
});

describe('the order of problems', () => {
  it('is that of the text, and the same place is said once', () => {
    const problems = check(`${service('<YOUR_NAME>')}---\n${service('<YOUR_OTHER>')}`);
    assert.deepEqual(
      problems.map(({ span }) => span.start),
      problems.map(({ span }) => span.start).sort((a, b) => a - b),
    );
    assert.equal(problems.length, 2);
  });
});

describe('checking again', () => {
  it('gives the same object for what did not change, and new places for what moved', () => {
    const one = checker();
    const text = service('<YOUR_NAME>');
    const first = one.check([{ path: 'a.yaml', text }]).get('a.yaml');
    const moved = `${service('b')}---\n${text}`;
    const second = one.check([{ path: 'a.yaml', text: moved }]).get('a.yaml');
    assert.equal(first?.[0]?.span.start, text.indexOf('<YOUR'));
    assert.equal(second?.[0]?.span.start, moved.indexOf('<YOUR'));
  });
});
