import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { journeyPage } from '../../../../src/features/relabelLens/report.ts';
import type { Journey } from '../../../../src/features/relabelLens/report.ts';
import type { Step } from '../../../../src/otel/relabel/steps.ts';

const labels = new Map([['__address__', '10.0.0.1:80']]);
const step = (other: Partial<Step>): Step => ({
  ...{ span: { start: 0, end: 1 }, kept: true, source: '', changes: [], labels },
  ...other,
});

function page(other: Partial<Journey>): string {
  return journeyPage({
    ...{ job: 'shop', target: labels, steps: [step({})], ruleTexts: ['action: keep'], finished: { labels } },
    ...other,
  });
}

describe('The page of a target under the relabel lens', () => {
  it('shows for each rule what it saw and what it changed', () => {
    const changes = [
      { name: 'namespace', after: 'shop' },
      { name: 'pod', before: 'a', after: 'b' },
      { name: 'gone', before: 'x' },
    ];
    const text = page({ steps: [step({ source: 'shop;web', changes })] });
    assert.match(text, /^# 10\.0\.0\.1:80 in job shop\n/);
    assert.match(text, /\n\*\*Scraped\.\*\*\n/);
    assert.match(text, /## Rule 1\n\n```yaml\naction: keep\n```\n\nCompared with the regex: `shop;web`\n/);
    assert.match(
      text,
      /\| `namespace` \| — \| `shop` \|\n\| `pod` \| `a` \| `b` \|\n\| `gone` \| `x` \| — \|\n/,
    );
    assert.match(text, /## Labels as scraped\n\n\| Label \| Value \|\n\| --- \| --- \|\n\| `__address__` \|/);
  });

  it('ends at the rule that drops the target', () => {
    const text = page({ steps: [step({}), step({ kept: false })], finished: undefined });
    assert.match(text, /\*\*Dropped\*\* by rule 2\./);
    assert.match(text, /## Rule 1[^#]*Kept; no label changes\.\n\n## Rule 2[^#]*\*\*Dropped here\.\*\*/);
    assert.doesNotMatch(text, /as scraped/);
  });

  it('says where nobody can tell, and why a target that is kept is not scraped', () => {
    assert.match(
      page({ steps: [step({ kept: undefined })], finished: undefined }),
      /\*\*Not known\*\* behind rule 1/,
    );
    assert.match(page({ finished: { failure: 'no-address' } }), /\*\*Kept, but not scraped\.\*\* Without/);
  });

  const strange: readonly [string, string][] = [
    ['a|b', String.raw`| \`x\` | — | \`a\|b\` |`],
    ['a`b', '| `x` | — | ``a`b`` |'],
    ['`', '| `x` | — | `` ` `` |'],
    ['a\nb', '| `x` | — | `a\uFFFDb` |'],
  ];
  for (const [value, row] of strange) {
    it(`keeps ${JSON.stringify(value)} in its cell`, () => {
      const text = page({ steps: [step({ changes: [{ name: 'x', after: value }] })] });
      assert.ok(text.includes(`\n${row.replaceAll('\\`', '`')}\n`), text);
    });
  }

  it('lets no job or rule write Markdown of its own', () => {
    const text = page({ job: '<b>*x*', ruleTexts: ['```\n# no'] });
    assert.match(text, /^# 10\.0\.0\.1:80 in job \\<b\\>\\\*x\\\*\n/);
    assert.match(text, /\n````yaml\n```\n# no\n````\n/);
  });
});
