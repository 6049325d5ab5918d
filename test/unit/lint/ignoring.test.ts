import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ignoreHere, ignoreInFile } from '../../../src/lint/ignoring.ts';
import { applyEdits } from '../../../src/manifest/yaml/edits.ts';
import { readCollectorFile } from '../../../src/otel/collectorFile.ts';
import type { CollectorSchemas } from '../../../src/otel/collectorSchemas.ts';

const code = 'collector/unused-component';
const release = {
  ...{ version: '0.49.0', upstream: '0.156.0', service: {}, definitions: {} },
  component: () => undefined,
  types: () => [],
};
const schemas: CollectorSchemas = { versions: ['0.49.0'], release: () => release };

/** The text after ignoring what stands at `▸`; `undefined` where that cannot be done. */
function ignored(marked: string, ...codes: string[]): string | undefined {
  const start = marked.indexOf('▸');
  let text = marked.replace('▸', '');
  for (const one of codes.length === 0 ? [code] : codes) {
    const at = start + text.length - (marked.length - 1);
    const problem = { code: one, severity: 'hint', message: '', span: { start: at, end: at + 1 } } as const;
    const edit = ignoreHere(readCollectorFile(text, { schemas }), problem);
    if (edit === undefined) {
      return undefined;
    }
    text = applyEdits(text, [edit]);
  }
  return text;
}

const config = ['receivers:', '  otlp:', 'exporters:', '  debug:', 'service:', '  pipelines: {}', ''];
const inMap = (header: string, indent = '    '): string =>
  [
    'kind: ConfigMap',
    'apiVersion: v1',
    'data:',
    `  a.yaml: ${header}`,
    ...config.map((l) => indent + l),
  ].join('\n');

describe('ignoreHere', () => {
  it('writes a comment above the line, as far to the right', () =>
    assert.equal(ignored('exporters:\n  ▸debug:\n'), `exporters:\n  # adot-ignore ${code}\n  debug:\n`));

  it('writes it above the first line too', () =>
    assert.equal(ignored('▸a: 1\n'), `# adot-ignore ${code}\na: 1\n`));

  it('stands before the dash of an item', () =>
    assert.equal(ignored('a:\n  - ▸b\n'), `a:\n  # adot-ignore ${code}\n  - b\n`));

  it('ends its line as the file does', () =>
    assert.equal(ignored('a:\r\n  ▸b: 1\r\n'), `a:\r\n  # adot-ignore ${code}\r\n  b: 1\r\n`));

  it('adds to a comment that is there', () => {
    assert.equal(ignored('  ▸debug:\n', 'a/b', 'c/d'), '  # adot-ignore a/b, c/d\n  debug:\n');
    assert.equal(
      ignored('# adot-ignore a/b -- it is known\n▸debug:\n', 'c/d'),
      '# adot-ignore a/b, c/d -- it is known\ndebug:\n',
    );
  });

  it('writes inside the text of a block scalar', () => {
    const text = inMap('|');
    assert.equal(
      ignored(text.replace('debug', '▸debug')),
      text.replace('      debug', `      # adot-ignore ${code}\n      debug`),
    );
  });

  for (const [name, text] of [
    [
      'a scalar that is no collector config',
      'kind: ConfigMap\napiVersion: v1\ndata:\n  run.sh: |\n    a\n    ▸b\n',
    ],
    ['a folded scalar', inMap('>-', '    ').replaceAll('\n    ', '\n\n    ').replace('debug', '▸debug')],
    ['a quoted scalar over several lines', 'a: "b\n  ▸c\n  d"\n'],
    ['a plain scalar over several lines', 'a: b\n  ▸c\n  d\n'],
    [
      'a scalar over several lines inside the config',
      inMap('|').replace('debug:', 'debug:\n        x: y\n          ▸z\n          w'),
    ],
  ] as const) {
    it(`writes nothing inside ${name}`, () => assert.equal(ignored(text), undefined));
  }
});

describe('ignoreInFile', () => {
  const after = (text: string): string => applyEdits(text, [ignoreInFile(text, code)]);

  it('writes a comment at the top', () =>
    assert.equal(after('a: 1\r\n'), `# adot-ignore-file ${code}\r\na: 1\r\n`));

  it('adds to the one that is there', () =>
    assert.equal(
      after('# adot-ignore-file a/b -- known\na: 1\n'),
      `# adot-ignore-file a/b, ${code} -- known\na: 1\n`,
    ));
});
