import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commandLine } from '../../../../src/notebook/export/commandLine.ts';
import type { CommandTarget } from '../../../../src/notebook/export/commandLine.ts';
import type { QueryPlan } from '../../../../src/query/plan.ts';
import { shellWords } from './shellWords.ts';

const base = new URL('https://a.example/prom');
const plan = (query: string): QueryPlan => ({ kind: 'range', query, start: 0, end: 3600, step: 15 });

const words = (line: string): string[] =>
  shellWords(line, {
    ...{ ADOT_PROMETHEUS_USERNAME: 'me', ADOT_PROMETHEUS_PASSWORD: 'a b', ADOT_PROMETHEUS_TOKEN: 't"k' },
  });

const queries = [
  'up',
  `up{job="it's"} # $(touch x) \`id\``,
  "'; rm -rf ~; echo '",
  'a\nb\t"\\$HOME\\" !x & | > <',
  '$(x)\u202e日本',
];

const targets: readonly [title: string, signing: CommandTarget['signing'], words: readonly string[]][] = [
  ['nobody', undefined, ['-sS']],
  ['somebody with a password', { kind: 'basic' }, ['-sS', '-u', 'me:a b']],
  ['somebody with a token', { kind: 'bearer' }, ['-sS', '-H', 'Authorization: Bearer t"k']],
  [
    'a profile',
    { kind: 'aws', service: 'aps', region: 'eu-west-1', profile: "it's me; $x" },
    ['--service', 'aps', '--region', 'eu-west-1', '--profile', "it's me; $x"],
  ],
];

describe('a line for a shell', () => {
  for (const [title, signing, before] of targets) {
    it(`asks as ${title}`, () => {
      const [program, ...rest] = words(commandLine(plan('up'), { base, ...(signing && { signing }) }));
      assert.equal(program, signing?.kind === 'aws' ? 'awscurl' : 'curl');
      assert.deepEqual(rest.slice(0, before.length), before);
      assert.equal(rest.includes('POST'), signing?.kind === 'aws');
      const asked = new URL(rest.at(-1) ?? '');
      const form = signing?.kind === 'aws' ? new URLSearchParams(rest.at(-2)) : asked.searchParams;
      assert.equal(form.get('query'), 'up');
      assert.equal(asked.search === '', signing?.kind === 'aws');
    });
  }
  for (const query of queries) {
    it(`has the query in one word: ${JSON.stringify(query)}`, () => {
      const url = new URL(words(commandLine(plan(query), { base })).at(-1) ?? '');
      assert.equal(url.pathname, '/prom/api/v1/query_range');
      assert.equal(url.searchParams.get('query'), query);
      assert.equal(url.searchParams.get('step'), '15');
    });
    it(`posts it when it is long: ${JSON.stringify(query)}`, () => {
      const long = query + ' '.repeat(3000);
      const all = words(commandLine({ kind: 'instant', query: long, time: 5 }, { base }));
      assert.deepEqual(all.slice(2, 6), [
        '-X',
        'POST',
        '-H',
        'content-type: application/x-www-form-urlencoded',
      ]);
      assert.equal(new URLSearchParams(all.at(-2)).get('query'), long);
      assert.equal(all.at(-1), 'https://a.example/prom/api/v1/query');
    });
  }
  it('has no secret', () => {
    const line = commandLine(plan('up'), {
      base: new URL('https://me:secret@a.example'),
      signing: { kind: 'basic' },
    });
    assert.doesNotMatch(line, /secret|me:/);
  });
});
