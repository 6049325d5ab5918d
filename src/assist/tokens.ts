import { plainText } from '../manifest/yaml/loose/spot.ts';
import type { Spot } from '../manifest/yaml/loose/spot.ts';
import type { Span } from '../problem.ts';
import { isComponentKind } from './schemaPlace.ts';
import { isPipelineList } from './sections.ts';
import { viewsOf } from './view.ts';
import type { AssistFile, ConfigView } from './view.ts';

export const tokenTypes = [
  'key',
  'section',
  'component',
  'pipeline',
  'reference',
  'string',
  'number',
  'boolean',
  'null',
  'duration',
  'regex',
  'label',
  'capture',
  'environment',
  'punctuation',
  'comment',
] as const;

export type TokenType = (typeof tokenTypes)[number];

export const tokenModifiers = ['definition'] as const;

/** A stretch of one line, offsets of the file. */
export interface Token {
  start: number;
  length: number;
  type: TokenType;
  modifiers: readonly (typeof tokenModifiers)[number][];
}

/**
 * The tokens of collector configs that lie in scalars, where the file's grammar sees one string. In the order of the text,
 * without overlap, none over a line break.
 */
export function semanticTokensOf(file: AssistFile): Token[] {
  const tokens: Token[] = [];
  for (const view of viewsOf(file)) {
    if (view.isEmbedded) {
      tokens.push(...tokensOf(view, file.text));
    }
  }
  return tokens.sort((a, b) => a.start - b.start);
}

function tokensOf(view: ConfigView, fileText: string): Token[] {
  const { yaml } = view;
  const tokens: Token[] = [];
  const isSameText = yaml.text === fileText;
  const add = (span: Span, type: TokenType, modifiers: Token['modifiers'] = []): void => {
    const { start, end } = isSameText ? span : view.toFile(span);
    if (end > start) {
      tokens.push({ start, length: end - start, type, modifiers });
    }
  };
  for (const spot of yaml.spots) {
    if (spot.key) {
      const type = keyType(spot);
      add(spot.key, type, type === 'component' || type === 'pipeline' ? ['definition'] : []);
    }
    const written = spot.block ?? (spot.flow ? undefined : spot.value);
    if (written) {
      const type = spot.block ? 'string' : valueType(spot, plainText(yaml.text, spot.value));
      for (const part of parts(yaml.text, written, type)) {
        add(part, part.type);
      }
    }
  }
  for (const comment of yaml.comments) {
    add(comment, 'comment');
  }
  for (const span of punctuation(view)) {
    add(span, 'punctuation');
  }
  return tokens;
}

const marks = /[-:?[\]{},|>&*!]+[+\d-]*/g;

/** What stands between keys, values and comments; the grammar of the file would paint it as a part of its string. */
function* punctuation({ yaml: { text, spots, comments }, own }: ConfigView): Generator<Span> {
  const written = [
    ...spots.flatMap((spot) => [spot.key, spot.block ?? (spot.flow ? undefined : spot.value)]),
    ...comments,
  ]
    .filter((span) => span !== undefined)
    .sort((a, b) => a.start - b.start);
  let at = own.start;
  for (const { start, end } of [...written, { start: own.end, end: own.end }]) {
    for (const { 0: mark, index } of start > at ? text.slice(at, start).matchAll(marks) : []) {
      yield { start: at + index, end: at + index + mark.length };
    }
    at = Math.max(at, end);
  }
}

function keyType(spot: Spot): TokenType {
  const above = spot.parent;
  if (above?.kind === 'root') {
    return 'section';
  }
  if (above?.parent?.kind === 'root' && isComponentKind(above.name)) {
    return 'component';
  }
  return above?.name === 'pipelines' && above.parent?.name === 'service' ? 'pipeline' : 'key';
}

function valueType(spot: Spot, text: string): TokenType {
  const key = spot.kind === 'entry' ? spot.name : (spot.parent?.name ?? '');
  if (isReference(spot, key)) {
    return 'reference';
  }
  if (key === 'source_labels' || key === 'target_label') {
    return 'label';
  }
  return key === 'regex' ? 'regex' : scalarType(text);
}

function isReference(spot: Spot, key: string): boolean {
  if (key === 'authenticator') {
    return true;
  }
  const list = spot.kind === 'item' ? spot.parent : spot;
  const owner = list?.parent;
  return (
    (isPipelineList(key) && owner?.parent?.name === 'pipelines') ||
    (key === 'extensions' && owner?.name === 'service') ||
    (key === 'storage' && owner?.name === 'sending_queue')
  );
}

const scalarTypes: readonly [TokenType, RegExp][] = [
  ['boolean', /^(?:true|false)$/i],
  ['null', /^(?:null|~)$/i],
  ['number', /^[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?$|^0x[\da-f]+$/i],
  ['duration', /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d|w|y))+$/],
];

function scalarType(text: string): TokenType {
  return text.length > 40
    ? 'string'
    : (scalarTypes.find(([, pattern]) => pattern.test(text))?.[0] ?? 'string');
}

const special = /\$?\$\{(?:[a-z]+:)?[^}\n]*\}|\$\$?(?:\d+|[A-Za-z_]\w*)|\r?\n[ \t]*/g;

/** A scalar line by line, with variables and the groups of regular expressions taken apart. */
function* parts(text: string, { start, end }: Span, type: TokenType): Generator<Span & { type: TokenType }> {
  let at = start;
  const written = text.slice(start, end);
  if (written.includes('$') || written.includes('\n')) {
    for (const match of written.matchAll(special)) {
      const from = start + match.index;
      const to = from + match[0].length;
      yield { start: at, end: from, type };
      const found = specialType(match[0], type);
      if (found) {
        yield { start: from, end: to, type: found };
      }
      at = to;
    }
  }
  yield { start: at, end, type };
}

/** `undefined` for line breaks, which are no part of a token. */
function specialType(text: string, type: TokenType): TokenType | undefined {
  if (text.trim() === '') {
    return undefined;
  }
  const isVariable = text.startsWith('${') && !/^\$\{\d/.test(text);
  return isVariable ? 'environment' : type === 'regex' ? type : 'capture';
}
