/** A collector config on which parsers of YAML differ. */
export interface GoYamlText {
  what: string;
  text: string;
  /** What is marked as refused by go-yaml; nothing where it takes the text. */
  refused: readonly string[];
  /** What is marked as read by go-yaml alone. */
  notPortable?: readonly string[];
}

const config = [
  'receivers:',
  '  otlp:',
  '    protocols:',
  '      grpc:',
  'processors:',
  '  resource:',
  '    attributes:',
  '      - key: a',
  '        action: insert',
  '        value: VALUE',
  'exporters:',
  '  debug:',
  'service:',
  '  pipelines:',
  '    metrics:',
  '      receivers: [otlp]',
  '      exporters: [debug]',
  '',
].join('\n');

const plain = config.replace('VALUE', 'x');
const value = (what: string, text: string, ...refused: string[]): GoYamlText => ({
  ...{ what, refused },
  text: config.replace('VALUE', () => text),
});
const put = (what: string, at: string, before: string, ...refused: string[]): GoYamlText => {
  if (!plain.includes(at)) {
    throw new Error(`no ${at} in the config`);
  }
  return { what, refused, text: plain.replace(at, () => before + at) };
};
const above = (what: string, line: string, ...refused: string[]): GoYamlText => ({
  ...{ what, refused },
  text: `${line}\n${plain}`,
});

const controlCharacters = [
  '\u0001',
  '\u0007',
  '\v',
  '\f',
  '\u001f',
  '\u007f',
  '\u0080',
  '\u009f',
  '\ufffe',
  '\uffff',
];

/** All are asked of the real collectors too, in test/live. */
export const goYamlTexts: readonly GoYamlText[] = [
  { what: 'nothing unusual', text: plain, refused: [] },
  ...controlCharacters.flatMap((character) => {
    const name = `U+${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return [
      value(`${name} in a comment`, `x # a${character}b`, character),
      value(`${name} in single quotes`, `'a${character}b'`, character),
      value(`${name} in double quotes`, `"a${character}b"`, character),
    ];
  }),
  value('a character of an alphabet in a comment', 'x # é 日本 \ue000 😀'),

  put('a tab in the first line', 'receivers:', '\t\n', '\t'),
  put('a tab before a comment in the first line', 'receivers:', '\t# a\n', '\t'),
  put('a tab in an empty line behind a plain value', 'exporters:', '\t\n', '\t'),
  put('a tab deeper than that value', 'exporters:', '            \t\n'),
  put('a tab not as deep as that value', 'exporters:', '    \t\n', '\t'),
  put('a tab deep behind a comment', 'exporters:', '  # a\n            \t\n', '\t'),
  put('a tab before a comment behind a plain value', 'exporters:', '\t# a\n', '\t'),
  put('a tab deep behind a key', 'processors:', '          \t\n', '\t'),
  put('a tab deep behind brackets', '      exporters:', '          \t\n', '\t'),
  value('a tab behind quotes', '"x"\n              \t', '\t'),
  value('a tab within quotes', '"x\n\t\n          y"'),
  value('a tab within brackets', '[\n\t\n          x ]'),
  value('a tab before a comment within brackets', '[\n\t# a\n          x ]'),
  value('a tab behind a block scalar', '|\n          x\n\t', '\t'),
  value('a tab behind a block scalar, not as deep', '|\n          x\n     \t', '\t'),
  value('a tab behind a block scalar, deeper', '|\n          x\n             \t'),
  value('a block scalar that begins with a tab', '|\n          \tx', '\t'),
  value('a block scalar that begins with a tab behind its indentation', '|2\n          \tx'),
  value('a tab at the end of a line', 'x\t'),
  put('a tab behind a colon', '      - key', ''),
  { what: 'a tab in the last line', text: `${plain}    \t`, refused: ['\t'] },
  { what: 'a tab with CRLF', text: `\t\n${plain}`.replaceAll('\n', '\r\n'), refused: ['\t'] },

  value('a mapping as a key', '{ {a: b}: c }', '{a: b}'),
  value('a list as a key', '{ [a]: c }', '[a]'),
  value('a mapping as a key behind a question mark', '\n          ? { a: b }\n          : c', '{ a: b }'),
  value('a mapping with an anchor as a key', '{ &a {b: c} : d }', '{b: c}'),
  value('an alias of a mapping as a key', '[ &a {b: c}, { *a : d } ]', '*a'),
  value('a template that is not quoted', '{{ .Values.x }}', '{ .Values.x }'),
  value('a number as a key', '{ 1: a }'),

  put('a merge of a number', '  otlp:', '  <<: 3\n', '<<'),
  put('a merge of nothing', '  otlp:', '  <<:\n', '<<'),
  put('a merge of a list of numbers', '  otlp:', '  <<: [3]\n', '<<'),
  put('a merge of a list of lists', '  otlp:', '  <<: [[{}]]\n', '<<'),
  put('a merge of an empty list', '  otlp:', '  <<: []\n'),
  put('a merge of a mapping', '  otlp:', '  <<: {}\n'),
  put('a merge of a list of mappings', '  otlp:', '  <<: [{}]\n'),
  value('a merge of an alias of a mapping', '[ &a {b: c}, { <<: *a } ]'),
  value('a merge of an alias of a list', '[ &a [{b: c}], { <<: *a } ]', '<<'),
  value('a merge of an alias of text', '[ &a x, { <<: *a } ]', '<<'),
  value('a merge within a value', '{ <<: x }', '<<'),

  value('an anchor with a dot', '&a.b x', '&a.b'),
  value('an anchor with a slash', '&a/b x', '&a/b'),
  value('an anchor with an accent', '&é x', '&é'),
  value('an anchor before a list', '&a.b\n          - c', '&a.b'),
  value('an anchor with dash and underscore', '&a-b_1 x'),

  above('YAML 1.1', '%YAML 1.1\n---'),
  above('YAML 1.1 with a comment', '%YAML 1.1 # a\n---'),
  above('YAML 1.2', '%YAML 1.2\n---', '%YAML 1.2'),
  above('an unknown directive', '# a\n%FOO bar\n---', '%FOO bar'),
  above('a directive for tags', '%TAG !e! tag:e,2000:\n---'),

  value('an escaped slash', '"a\\/b"', '\\/'),
  value('a backslash before a slash', '"a\\\\/b"'),
  value('an escaped slash in single quotes', "'a\\/b'"),
  value('a surrogate pair', '"\\ud83d\\ude00"', '\\ud83d', '\\ude00'),
  value('a character of eight digits', '"\\U0001F600"'),

  { ...value('a comment right behind double quotes', '"a"#b'), notPortable: ['#'] },
  { ...value('a comment right behind single quotes', "'a'#b"), notPortable: ['#'] },
  { ...value('a comment right behind brackets', '[a]#b'), notPortable: ['#'] },
  { ...value('a comment right behind the head of a block scalar', '|#b\n          x'), notPortable: ['#'] },
  { ...value('an escaped single quote', '"it\\\'s"'), notPortable: ["\\'"] },
];
