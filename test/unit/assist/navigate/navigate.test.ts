import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { definitionsAt, highlightsAt, referencesAt } from '../../../../src/assist/navigate/navigate.ts';
import { prepareRenameAt, renameAt } from '../../../../src/assist/navigate/rename.ts';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import type { Span } from '../../../../src/problem.ts';
import { inConfigMap, marked } from '../marked.ts';

const config = `extensions:
  sigv4auth:
  file_storage/queue:
receivers:
  otlp:
  otlp/own:
exporters:
  prometheus_remote_write:
    auth: { authenticator: sigv4auth }
  debug:
    sending_queue: { storage: "file_storage/queue" }
service:
  extensions: [sigv4auth, file_storage/queue]
  pipelines:
    metrics:
      receivers: [otlp, otlp/own]
      exporters: [debug]
    metrics/2:
      receivers: [otlp]
      exporters: [debug, nowhere]
`;

/** The config with the cursor in the n-th appearance of a text. */
function at(text: string, n = 1, whole = config): ReturnType<typeof marked> {
  let found = -1;
  for (let count = 0; count < n; count += 1) {
    found = whole.indexOf(text, found + 1);
  }
  assert.ok(found >= 0);
  return marked(inConfigMap(`${whole.slice(0, found + 1)}│${whole.slice(found + 1)}`));
}

const lineOf = (text: string, { start }: Span): number => text.slice(0, start).split('\n').length - 7;

describe('definitionsAt', () => {
  for (const [title, text, n, line, selected] of [
    ['a member of a pipeline', 'otlp, otlp/own]', 1, 5, 'otlp'],
    ['a member under another name', 'otlp/own]', 1, 6, 'otlp/own'],
    ['an extension in service', 'sigv4auth, file', 1, 2, 'sigv4auth'],
    ['an authenticator', 'sigv4auth }', 1, 2, 'sigv4auth'],
    ['a storage in quotes', 'file_storage/queue" }', 1, 3, 'file_storage/queue'],
    ['the definition itself', 'debug:', 1, 10, 'debug'],
    ['a pipeline', 'metrics/2', 1, 18, 'metrics/2'],
  ] as const) {
    it(`of ${title}`, () => {
      const { file, offset } = at(text, n);
      const found = definitionsAt(file, offset)[0];
      assert.ok(found);
      assert.equal(lineOf(file.text, found.selection), line);
      assert.equal(file.text.slice(found.selection.start, found.selection.end), selected);
      assert.ok(found.target.start <= found.selection.start && found.selection.end <= found.target.end);
    });
  }

  it('of what is defined nowhere is none', () => {
    const { file, offset } = at('nowhere');
    assert.equal(definitionsAt(file, offset)[0], undefined);
  });
});

describe('highlightsAt and referencesAt', () => {
  for (const [title, text, n, lines] of [
    ['a component from its definition', 'otlp:', 1, [5, 16, 19]],
    ['a component from a use', 'debug]', 1, [10, 17, 20]],
    ['an extension with its service entry and its use', 'sigv4auth', 1, [2, 9, 13]],
    ['what is defined nowhere', 'nowhere', 1, [20]],
    ['fields and values', 'authenticator', 1, []],
  ] as const) {
    it(`of ${title}`, () => {
      const { file, offset } = at(text, n);
      assert.deepEqual(
        highlightsAt(file, offset).map(({ span }) => lineOf(file.text, span)),
        lines,
      );
    });
  }

  it('leave the definition out where only uses are wanted', () => {
    const { file, offset } = at('otlp:');
    const lines = (includeDefinition: boolean): number[] =>
      referencesAt(file, offset, { includeDefinition }).map(({ span }) => lineOf(file.text, span));
    assert.deepEqual(lines(false), [16, 19]);
    assert.deepEqual(lines(true), [5, 16, 19]);
  });
});

describe('renameAt', () => {
  for (const [title, text, name, from, to] of [
    [
      'a component and its uses',
      'otlp:',
      'otlp/amp',
      ['  otlp:', '[otlp, otlp/own]', '[otlp]'],
      ['  otlp/amp:', '[otlp/amp, otlp/own]', '[otlp/amp]'],
    ],
    [
      'the name behind the type when there is no slash',
      'otlp/own',
      'other',
      ['  otlp/own:', ', otlp/own]'],
      ['  otlp/other:', ', otlp/other]'],
    ],
    [
      'to the type alone',
      'file_storage/queue',
      'file_storage',
      ['  file_storage/queue:', '"file_storage/queue"', ', file_storage/queue]'],
      ['  file_storage:', '"file_storage"', ', file_storage]'],
    ],
    ['a pipeline', 'metrics/2', 'amp', ['    metrics/2:'], ['    metrics/amp:']],
    ['what is defined nowhere', 'nowhere', 'nowhere/2', ['nowhere]'], ['nowhere/2]']],
  ] as const) {
    it(`changes ${title}`, () => {
      const { file, offset } = at(text);
      const found = renameAt(file, offset, name);
      assert.ok(found && 'edits' in found);
      let expected = config;
      from.forEach((old, index) => {
        expected = expected.replace(old, to[index] ?? '');
      });
      assert.equal(applyEdits(file.text, found.edits), inConfigMap(expected));
    });
  }

  for (const [title, text, name, said] of [
    ['another type', 'otlp:', 'zipkin/a', /otlp has to stay/],
    ['an id that is taken', 'otlp:', 'own', /already a otlp\/own/],
    ['a pipeline that is there', 'metrics/2', 'metrics', /already a metrics/],
    ['spaces', 'otlp:', 'otlp/a b', /refuses otlp\/a b/],
    ['nothing', 'otlp:', '', /refuses/],
    ['an empty name', 'otlp:', 'otlp/', /refuses/],
  ] as const) {
    it(`refuses ${title}`, () => {
      const { file, offset } = at(text);
      const found = renameAt(file, offset, name);
      assert.match(found && 'refusal' in found ? found.refusal : '', said);
    });
  }

  it('offers what stands between quotes, and nothing where nothing has a name', () => {
    const { file, offset } = at('file_storage/queue"');
    const found = prepareRenameAt(file, offset);
    assert.ok(found && 'span' in found);
    assert.equal(file.text.slice(found.span.start, found.span.end), 'file_storage/queue');
    const none = at('authenticator');
    assert.equal(prepareRenameAt(none.file, none.offset), undefined);
  });

  it('leaves aliases as they are', () => {
    const whole = config
      .replace('[otlp, otlp/own]', '[&a otlp]')
      .replace('receivers: [otlp]', 'receivers: [*a]');
    const { file, offset } = at('otlp:', 1, whole);
    const found = renameAt(file, offset, 'b');
    assert.ok(found && 'edits' in found);
    assert.match(applyEdits(file.text, found.edits), /\[&a otlp\/b\][^]*\[\*a\]/);
    const alias = at('*a', 1, whole);
    const refused = prepareRenameAt(alias.file, alias.offset);
    assert.ok(refused && 'refusal' in refused);
  });
});
