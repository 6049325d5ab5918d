import type { Random } from '../manifest/yaml/seededRandom.ts';

const pieces = [
  ...[
    '(',
    ')',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    "'",
    '`',
    '\\',
    '#',
    '$',
    '@',
    '^',
    '-',
    '.',
    '_',
    '0',
    'x',
  ],
  ...[
    '',
    '',
    ' ',
    '\n',
    '5m',
    '1',
    'up',
    '"a"',
    '{a="b"}',
    '[5m]',
    '[5m:1m]',
    'rate(',
    'sum(',
    'offset 5m',
    ' @ 1',
  ],
  ...[
    ' bool ',
    ' on (a) ',
    ' by (b) ',
    'group_left ',
    ' + ',
    ' - ',
    ' and ',
    '=',
    '=~',
    '!~',
    '${x}',
    '$y',
    '\0',
    'ü',
  ],
];

/** The query with one or two small things about it changed. */
export function mutatedQuery(query: string, random: Random): string {
  let text = query;
  for (let count = 1 + random.below(2); count > 0; count -= 1) {
    const at = random.below(text.length + 1);
    text = text.slice(0, at) + random.pick(pieces) + text.slice(at + random.pick([0, 0, 0, 1, 2, 4]));
  }
  return text;
}
