import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { nearestCode, ruleCatalog, rulePageAnchor } from '../../../src/lint/ruleCatalog.ts';

const root = new URL('../../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');
const sources = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.startsWith('lint/catalog/'))
  .map((file) => ({ file, text: read(`src/${file}`) }));

const areas =
  'yaml|collector|prometheus|relabel|pipeline|kubernetes|recipe|eksctl|rules|alertmanager|promql|notebook|placeholder';
const codePattern = new RegExp(`'((?:${areas})/[a-z0-9-]+)'`, 'g');

/** Codes as they stand in the sources. */
function written(): Set<string> {
  return new Set(sources.flatMap(({ text }) => [...text.matchAll(codePattern)].map(([, code = '']) => code)));
}

/** Codes that are put together: of schemas by area, and those of relabelling. */
function composed(): string[] {
  const schemaWords =
    /const codes[^{]*\{([^}]*)\}/.exec(read('src/manifest/schema/schemaProblems.ts'))?.[1] ?? '';
  const words = new Set([...schemaWords.matchAll(/: '([a-z-]+)'/g)].map(([, word = '']) => word));
  assert.ok(words.size > 5);
  const checked = new Set(
    sources.flatMap(({ text }) => [...text.matchAll(/\barea: '([a-z]+)'/g)].map(([, area = '']) => area)),
  );
  const relabel = sources
    .filter(({ text }) => text.includes('code: `relabel/${code}`'))
    .flatMap(({ text }) => [...text.matchAll(/\b(?:error|advice)\(\s*(?:'\w+',\s*)?'([a-z]+(?:-[a-z]+)+)'/g)])
    .map(([, word = '']) => `relabel/${word}`);
  return [...[...checked].flatMap((area) => [...words].map((word) => `${area}/${word}`)), ...relabel];
}

const codes = Object.keys(ruleCatalog);

describe('the table of rules', () => {
  it('has every code that anything in src finds', () => {
    const missing = [...written(), ...composed()].filter((code) => !codes.includes(code));
    // A new rule needs a line in src/lint/catalog/ and a section in docs/rules.md.
    assert.deepEqual([...new Set(missing)], []);
  });

  it('has codes that are an area and a name', () => {
    for (const code of codes) {
      assert.match(code, new RegExp(`^(?:${areas})/[a-z0-9]+(?:-[a-z0-9]+)*$`));
    }
  });

  it('says nothing of rules across files but of those', () => {
    const across = codes.filter((code) => ruleCatalog[code]?.isAcross === true);
    assert.ok(codes.filter((code) => code.startsWith('recipe/')).every((code) => across.includes(code)));
  });

  it('finds the nearest code', () => {
    assert.equal(nearestCode('recipe/probe-prot'), 'recipe/probe-port');
    assert.equal(nearestCode('something/else-altogether'), undefined);
  });
});

describe('docs/rules.md', () => {
  const page = read('docs/rules.md');
  const sections = new Map(
    page
      .split(/^### /m)
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf('\n')), section]),
  );

  it('tells of every rule, and of no other', () => {
    assert.deepEqual([...sections.keys()].sort(), codes.toSorted());
  });

  it('has an anchor for each', () => {
    const anchors = new Set(codes.map(rulePageAnchor));
    assert.equal(anchors.size, codes.length);
    for (const heading of sections.keys()) {
      assert.ok(anchors.has(heading.toLowerCase().replaceAll(/[^\w -]/g, '')));
    }
  });

  for (const [code, { severity, title }] of Object.entries(ruleCatalog)) {
    it(`says what ${code} is, how grave, what is wrong and what is right`, () => {
      const section = sections.get(code) ?? '';
      assert.ok(section.includes(`**${title()}** (${severity}). `), section);
      assert.match(section, /^Wrong:(?: \S|\n\n```yaml\n)/m);
      assert.match(section, /^Right:(?: \S|\n\n```yaml\n)/m);
    });
  }
});
