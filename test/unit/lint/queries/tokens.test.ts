import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { queriesOf } from '../../../../src/lint/queries/queriesOf.ts';
import { tokensOfQueries, tokensOfRules } from '../../../../src/lint/queries/tokens.ts';
import { readYamlFile } from '../../../../src/manifest/yaml/yamlFile.ts';

const words = (text: string, tokens: readonly { start: number; end: number; type: string }[]): string[] =>
  tokens
    .filter(({ type }) => type !== 'operator')
    .map(({ start, end, type }) => `${text.slice(start, end)} ${type}`);

describe('tokens of queries in other files', () => {
  it('lie where the rules have them', () => {
    const text =
      'groups:\n  - rules:\n      - expr: |\n          up{job="a"}\n            == 0\n      - expr: "rate(x{a=\\"b\\"}[5m])"\n';
    assert.deepEqual(words(text, tokensOfRules(text, readYamlFile(text))), [
      ...['up metric', 'job label', '"a" string', '0 number'],
      ...['rate function', 'x metric', 'a label', '\\"b\\" string', '5m number'],
    ]);
  });

  it('lie where dashboards have them', () => {
    const text = '{"targets": [{"expr": "sum(up{job=\\"a\\"})\\n"}]}';
    const { queries } = queriesOf(text, 'json');
    assert.deepEqual(words(text, tokensOfQueries(queries, text)), [
      'sum function',
      'up metric',
      'job label',
      '\\"a\\" string',
    ]);
  });

  it('are none in other YAML', () => {
    const text = 'a:\n  expr: up\n';
    assert.deepEqual(tokensOfRules(text, readYamlFile(text)), []);
  });
});
