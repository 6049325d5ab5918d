import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { parseAllDocuments } from 'yaml';

interface Snippet {
  prefix: string;
  description: string;
  body: string[];
}

function read(name: string): [string, Snippet][] {
  const file = new URL(`../../../snippets/${name}.json`, import.meta.url);
  return Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Snippet>);
}

/** The text that stands there when nobody types: tab stops, choices and escapes as VS Code's snippets have them. */
function insert({ body }: Snippet): string {
  const values = new Map<string, string>();
  const fill = (text: string): string =>
    text.replace(
      /\\([$}\\])|\$(\d+)|\$\{(\d+)\}|\$\{(\d+)\|([^,|]*)[^|]*\|\}|\$\{(\d+):((?:\\.|\$\{[^{}]*\}|[^{}\\]|\{[^{}]*?\\\})*)\}/g,
      (_, escaped?: string, ...groups: (string | undefined)[]) => {
        const [bare, braced, choice, first = '', named, value = ''] = groups;
        if (escaped !== undefined) {
          return escaped;
        }
        const number = bare ?? braced ?? choice ?? named ?? '';
        if (choice !== undefined || named !== undefined) {
          values.set(number, choice === undefined ? fill(value) : first);
        }
        return values.get(number) ?? '';
      },
    );
  return fill(body.join('\n'));
}

describe('snippets/collector.json', () => {
  for (const [name, snippet] of read('collector')) {
    it(`${name} is YAML`, () => {
      const text = insert(snippet);
      assert.doesNotMatch(text, /\$\{/);
      for (const { errors, warnings, contents } of parseAllDocuments(text)) {
        assert.deepEqual([...errors, ...warnings], [], text);
        assert.ok(contents);
      }
    });

    it(`${name} begins with adot-, so that it is in nobody's way`, () => {
      assert.match(snippet.prefix, /^adot-[a-z0-9-]+$/);
      assert.ok(snippet.description.length > 10);
    });
  }

  it('writes dollars twice', () => {
    const [, snippet] = read('collector').find(([, { prefix }]) => prefix === 'adot-relabel-replace') ?? [];
    assert.ok(snippet);
    const [rule] = parseAllDocuments(insert(snippet))[0]?.toJS() as [{ regex: string; replacement: string }];
    assert.equal(rule.replacement, '$$1:$$2');
    assert.equal('10.0.0.1:80;8080'.replace(new RegExp(`^(?:${rule.regex})$`), '$1:$2'), '10.0.0.1:8080');
  });
});

describe('snippets/promql.json', () => {
  for (const [name, snippet] of read('promql')) {
    it(`${name} closes what it opens`, () => {
      const text = insert(snippet);
      assert.doesNotMatch(text, /\$|\\/);
      const open: string[] = [];
      for (const char of text.replaceAll(/"[^"]*"/g, '')) {
        if ('([{'.includes(char)) {
          open.push(char);
        } else if (')]}'.includes(char)) {
          assert.equal(`${open.pop()}${char}`, { ')': '()', ']': '[]', '}': '{}' }[char], text);
        }
      }
      assert.deepEqual(open, [], text);
    });
  }
});

it('no two snippets share a prefix', () => {
  const prefixes = ['collector', 'promql'].flatMap((file) => read(file).map(([, { prefix }]) => prefix));
  assert.equal(new Set(prefixes).size, prefixes.length);
});
