import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { currentConfig, outdatedConfig } from '../../../../lab/kubernetes/collectorConfigs.ts';
import type { Random } from '../seededRandom.ts';

const templates = fileURLToPath(new URL('../../../../../templates/', import.meta.url));

/** Files as people have them. */
export const realTexts: readonly string[] = [
  ...readdirSync(templates)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(`${templates}${file}`, 'utf8')),
  currentConfig('https://example.com/api/v1/remote_write', 'eu-west-1'),
  outdatedConfig('https://example.com/api/v1/remote_write', 'eu-west-1'),
];

/** Files as nobody should have them, but everybody may. */
export const nastyTexts: readonly string[] = [
  'a: 1\nb:\n  - x\n  -\n  - y: z\n    w:\n',
  'a:\n- b\n- c:\nd:\n',
  '- - a\n  - b\n-\n  - c\n- \n',
  'a: {b: c, d: [e, f], g, h: }\ni: []\nj: {}\n',
  'a: [b: c, {d: e}: f, ? g : h, "i": j]\n',
  'a: [\n  b,\n  c # d ]\n  ,\n  ]\nz: 1\n',
  'a: { # x }\n  b: c\n  }\n',
  '? a\n: b\n? c\n? d\n: - e\n',
  ': a\n',
  '? - a\n  - b\n: c\n',
  '&a a: &b b\nc: *b\n*a : d\n',
  'a: &m\n  b: c\nd:\n  <<: *m\n  e: f\n',
  'a: !!str 12\nb: !!int "3"\nc: !foo {d: e}\nf: ! g\nh: !<tag:yaml.org,2002:str> 1\n',
  'a: !!str\nb: &x\nc: !!null\n',
  'a: &x !!map\n  b: c\nd: !!seq &y\n  - e\n',
  '- &a\n- !!str\n- &b c\n- *b\n',
  'a: |\n  b\n  c\n\nd: >-\n  e\n  f\n\n\ng: |+\n  h\n\n',
  'a: |2\n    b\n   c\nd: >1-\n  e\n   f\n',
  'a: | # b | c\n  d\n# comment\ne: 1\n',
  '- |\n a\n- >\n b\n- - |-\n   c\n',
  'a: |\n\n  b\n\n   \n  c\n',
  'a: |\nb: >\nc: |+\n\nd: 1\n',
  "a: 'b''c'\nd: 'e\n  f\n\n  g'\n",
  'a: "b\\n\\"\\x41\\u00e9\\U0001F600 \\\n   c\n  d"\n',
  'a: b\n  c\n\n  d # e\nf: g\n',
  'a: b#c\nd: e:f\ng: -h\ni: ?j\n',
  '---\na: 1\n--- # b\nc: 2\n---\n---\nd: |\n  ---x\n...\n# e\n---\nf\n',
  '%YAML 1.2\n---\na: 1\n...\n%TAG !e! tag:e,2000:\n---\nb: !e!c d\n',
  '--- a\n--- |\n b\n--- {c: d}\n--- "e"\n',
  '--- !!map\na: b\n--- &x\n- c\n',
  '\ufeffa: 1\n---\n\ufeffb: 2\n',
  '# only\n\n# comments\n',
  '\n\n',
  'a\n',
  'a: 1\r\nb:\r\n  - c\r\n  - |\r\n    d\r\n\r\n    e\r\nf: >\r\n  g\r\n  h\r\n',
  'a: "b\r\n  c"\r\nd: e\r\n  f\r\n',
  'a:\tb\nc: d\t\ne: [f,\tg]\n',
  'a: 😀\n"😀": é\n',
  'a:   \n\n   # c\n   b: 1\n\n  # d\n',
  '{a: b}\n',
  '[a, [b, {c: [d]}]]\n',
  '{"a":{"b":[1,2.5,-3e2,true,null,"x\\ny"]}}',
  'a: {x: "b", y: \'c\', z: d e}\n',
  '\'a\': b\n"c": d\n',
  'a: null\nb: ~\nc:\nd: 0x1F\ne: .inf\nf: 1_000\ng: 2001-01-01\n',
  'a: - b\n',
  'a: [\n]\nb: {\n}\n',
];

/** The text with one to three small things about it changed. */
export function mutated(text: string, random: Random): string {
  let result = text;
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const at = random.below(result.length + 1);
    const length = random.pick([0, 0, 1, 1, 2, 8]);
    const added = random.pick(pieces);
    result = result.slice(0, at) + added + result.slice(at + length);
  }
  return random.below(12) === 0 ? result.slice(0, random.below(result.length + 1)) : result;
}

const pieces = [
  ...['', '', ' ', '  ', '\n', '\n\n', '\r\n', '\t', ':', ': ', '- ', '-', '#', ' # ', '?', '? ', ','],
  ...['[', ']', '{', '}', '"', "'", '|', '>', '|\n', '&a ', '*a', '!!str ', '%', '@', '`', '\\', '\\n'],
  ...[
    '---\n',
    '\n---\n',
    '\n...\n',
    'a: b\n',
    'x',
    '1',
    '<<: ',
    '\0',
    '\u0007',
    '\ud800',
    '\ufeff',
    '😀',
    '\u2028',
    '\u0085',
  ],
];
