// Texts with each mistake that a reader of YAML and we could both see.
import { goodRecipe } from '../../lint/recipe.ts';

export type Titled = readonly [title: string, text: string];

/** A ConfigMap with these lines as its data. */
export function manifest(data: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n${data}`;
}

const deployment = [
  'apiVersion: apps/v1',
  'kind: Deployment',
  'metadata:',
  '  name: a',
  'spec:',
  '  replicas: 1',
  '  selector:',
  '    matchLabels: { app: a }',
  '  template:',
  '    metadata:',
  '      labels: { app: a }',
  '    spec:',
  '      containers:',
  '        - name: a',
  '          image: example.com/a:v1',
  '',
].join('\n');

const config = [
  'receivers:',
  '  otlp:',
  '    protocols:',
  '      grpc:',
  'exporters:',
  '  debug:',
  'service:',
  '  pipelines:',
  '    metrics:',
  '      receivers: [otlp]',
  '      exporters: [debug]',
  '',
].join('\n');

const inScalar = (text: string): string => manifest(`  a: |\n${text.replace(/^(?=.)/gm, '    ')}`);

/** Of the data of a ConfigMap. */
const data: readonly Titled[] = [
  ['a tab as indentation', '\ta: b\n'],
  ['a tab behind a colon', '  a:\tb\n'],
  ['an open double quote', '  a: "b\n  c: d\n'],
  ['an open single quote', "  a: 'b\n  c: d\n"],
  ['an open list', '  a: [b, c\n  c: d\n'],
  ['a second colon', '  a: b: c\n'],
  ['a backtick', '  a: `b`\n'],
  ['an at sign', '  a: @b\n'],
  ['a percent sign', '  a: %b\n'],
  ['an unknown escape', '  a: "\\q"\n'],
  ['an escape that only some know', '  a: "b\\\'c"\n'],
  ['a duplicate key', '  a: b\n  a: c\n'],
  ['duplicate keys in brackets', '  a: b\n  c: { d: e, d: f, d: g }\n'],
  ['an alias without an anchor', '  a: *x\n'],
  ['an alias within its own anchor', '  a: &x { b: *x }\n'],
  ['two anchors', '  a: &x &y b\n'],
  ['an anchor that nothing uses', '  a: &x b\n'],
  ['two tags', '  a: !!str !!str b\n'],
  ['an unknown tag', '  a: !Ref b\n'],
  ['a block scalar that begins further to the right', '  a: |\n      b\n    c\n'],
  ['blanks before a block scalar', '  a: |\n        \n    c\n'],
  ['a wrong header of a block scalar', '  a: |x\n    b\n'],
  ['a control character', '  a: b\u0001c\n'],
  ['a NUL', '  a: b\u0000c\n'],
  ['brackets that end too far to the left', '  a: [\nb]\n'],
  ['quotes that end too far to the left', '  a: "b\nc"\n'],
  ['a key of more than 1,024 characters', `  ${'a'.repeat(1100)}: b\n`],
  ['a key of two lines', '  a\n  b: c\n'],
  ['a comment right behind a quote', '  a: "b"#c\n'],
  ['a list in a mapping', '  a: b\n  - c\n'],
  ['a block list in brackets', '  a: [ - b ]\n'],
  ['a comma too early', '  a: [, b]\n'],
  ['two commas', '  a: [b,, c]\n'],
  ['a bracket too many', '  a: [b]]\n'],
  ['a merge of what is no mapping', '  <<: 3\n'],
  ['a merge of what is not there', '  <<: *x\n'],
  ['a list as a key', '  ? [a]\n  : b\n'],
  ['an empty key', '  : b\n'],
  ['two numbers for text in a line', '  a: b\n  c: d\n  e: 1\nbinaryData: { x: 1, y: 2 }\n'],
];

/** Of a Deployment: what stands there and what stands there instead. */
const objects: readonly (readonly [title: string, piece: string, other: string])[] = [
  ['a tab within', '    metadata', '\tmetadata'],
  ['an open mapping', '{ app: a }', '{ app: a'],
  ['no space behind a colon', 'replicas: 1', 'replicas:1'],
  ['no colon', 'replicas: 1', 'replicas'],
  ['a key too far to the right', '  selector:', '   selector:'],
  ['a key too far to the left', '  selector:', ' selector:'],
  ['a section that is indented', 'spec:\n  replicas', ' spec:\n  replicas'],
  ['an item without a dash', '- name: a', '- name: a\n        foo: b'],
  ['a marker with text behind it', 'spec:\n  replicas', '--- a: b\nspec:\n  replicas'],
  ['an end with text behind it', 'spec:\n  replicas', '... a\nspec:\n  replicas'],
  ['a number that is none', 'replicas: 1', 'replicas: many'],
  ['an unknown field', 'replicas', 'replicsa'],
  ['a field that is missing', '  selector:\n    matchLabels: { app: a }\n', ''],
  ['an item with a field missing', 'name: a\n          image', 'image'],
  ['an unknown value', '    spec:\n', '    spec:\n      restartPolicy: Sometimes\n'],
  ['a mapping for a list', '- name: a\n          image: example.com/a:v1', 'name: a'],
  ['a number too large', ':v1\n', ':v1\n          ports: [{ containerPort: 70000 }]\n'],
  ['unknown fields in a line', ':v1\n', ':v1\n          ports: [{ containerPort: 1, nam: a, nam2: b }]\n'],
  ['wrong types in a line', 'labels: { app: a }', 'labels: { app: 1, tier: 2 }'],
];

/** Of a collector config in a block scalar. */
const embedded: readonly (readonly [title: string, piece: string, other: string])[] = [
  ['an open bracket', 'grpc:', 'grpc: ['],
  ['a duplicate key', 'service:', 'exporters:\n  debug:\nservice:'],
  ['a tab', '  debug:', '\tdebug:'],
  ['an unknown alias', '[debug]', '*x'],
  ['an unknown field', 'grpc:', 'grcp:'],
  ['a wrong type', 'grpc:', 'grpc: 1'],
  ['bad indentation', '  debug:', '   debug:\n  nop:'],
];

export function brokenManifests(): Titled[] {
  return [
    ...data.map(([title, text]): Titled => [title, manifest(text)]),
    ...objects.map(([title, piece, other]): Titled => [title, replaced(deployment, piece, other)]),
    ...embedded.flatMap(([title, piece, other]): Titled[] => [
      [`${title} in a scalar`, inScalar(replaced(config, piece, other))],
      [`${title} in quotes`, manifest(`  a: ${JSON.stringify(replaced(config, piece, other))}\n`)],
      [`${title} in a file of its own`, replaced(config, piece, other)],
    ]),
    ['a line of a scalar too far to the left', inScalar(config).replace('      otlp', '  otlp')],
    ['an unknown version of YAML', `%YAML 1.3\n---\n${deployment}`],
    ['an unknown directive', `%FOO\n---\n${deployment}`],
    ['line breaks of two characters', manifest('  a: b\n  a: [c\n').replaceAll('\n', '\r\n')],
  ];
}

function replaced(text: string, piece: string, other: string): string {
  if (!text.includes(piece)) {
    throw new Error(`no ${piece} in the text`);
  }
  return text.replace(piece, () => other);
}

/** What happens to a line while somebody types or pastes. */
const accidents: readonly (readonly [title: string, (line: string) => string])[] = [
  ['indented by a tab', (line) => `\t${line.trimStart()}`],
  ['one further to the right', (line) => ` ${line}`],
  ['one further to the left', (line) => line.replace(/^ /, '')],
  ['there twice', (line) => `${line}\n${line}`],
  ['with an open quote', (line) => line.replace(/: ?/, ': "')],
  ['with an open bracket', (line) => line.replace(/: ?/, ': [')],
  ['without its colon', (line) => line.replace(':', '')],
  ['an alias', (line) => line.replace(/:.*/, ': *x')],
  ['with an anchor', (line) => line.replace(/: ?/, ': &x ')],
  ['with another word', (line) => line.replace(/\w+:/, (word) => `x${word}`)],
];

/** The recipe's files with each accident in lines all over them, within scalars and outside. */
export function brokenRecipe(): Titled[] {
  return goodRecipe().flatMap(({ path, text }) => {
    const lines = text.split('\n');
    const keys = lines.flatMap((line, at) => (/^\s*(- )?\w+:/.test(line) ? [at] : []));
    return accidents.flatMap(([title, happen], shift) =>
      keys
        .filter((_, index) => index % accidents.length === shift)
        .map((at): Titled => [
          `${path}: line ${at + 1} ${title}`,
          lines.map((line, index) => (index === at ? happen(line) : line)).join('\n'),
        ]),
    );
  });
}
