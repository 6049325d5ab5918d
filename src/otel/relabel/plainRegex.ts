/** A regular expression that means the same to JavaScript as to RE2. */
export interface PlainRegex {
  /** For `new RegExp(source, 'u')`, not anchored. */
  source: string;
  groups: number;
  /** What bounds the work of a backtracking matcher: it tries at most `choices * length ** loops` ways. */
  choices: number;
  loops: number;
}

/**
 * The expression as JavaScript's when it is made of nothing but characters, `.`, simple classes, `\d \w \s`, groups and the
 * repetitions `* + ?`, `?` alone behind a group; else `undefined`, which says nothing about whether RE2 takes it. JavaScript's
 * engine is ten times as fast as RE2 in JavaScript and is there already, and nearly all relabelling rules are that plain.
 */
export function asPlainRegex(pattern: string, dotMatchesNewline: boolean): PlainRegex | undefined {
  const reading: Reading = {
    characters: [...pattern],
    at: 0,
    dot: dotMatchesNewline ? '[^]' : '[^\\n]',
    groups: 0,
    loops: 0,
    choices: 1,
    depth: 0,
  };
  try {
    const { source } = readAlternatives(reading);
    const { groups, choices, loops } = reading;
    return reading.at === reading.characters.length ? { source, groups, choices, loops } : undefined;
  } catch (error) {
    if (error === notPlain) {
      return undefined;
    }
    throw error;
  }
}

interface Reading {
  characters: readonly string[];
  at: number;
  dot: string;
  groups: number;
  loops: number;
  choices: number;
  depth: number;
}

/** A part of the expression, and whether it matches at least one character and has one alternative only. */
interface Part {
  source: string;
  isSolid: boolean;
}

const notPlain = new Error('not plain');
const maxDepth = 10;

function giveUp(): never {
  throw notPlain;
}

function readAlternatives(reading: Reading): Part {
  let part = readSequence(reading);
  let alternatives = 1;
  while (reading.characters[reading.at] === '|') {
    reading.at += 1;
    alternatives += 1;
    part = { source: `${part.source}|${readSequence(reading).source}`, isSolid: false };
  }
  reading.choices *= alternatives;
  return part;
}

function readSequence(reading: Reading): Part {
  let source = '';
  let isSolid = false;
  for (
    let next = reading.characters[reading.at];
    next !== undefined && next !== '|' && next !== ')';
    next = reading.characters[reading.at]
  ) {
    const isGroup = next === '(';
    const atom = isGroup ? readGroup(reading) : { source: readAtom(reading, next), isSolid: true };
    const repetition = readRepetition(reading);
    if (isGroup && repetition !== '' && (repetition !== '?' || !atom.isSolid)) {
      giveUp();
    }
    source += atom.source + repetition;
    isSolid ||= atom.isSolid && (repetition === '' || repetition.startsWith('+'));
  }
  return { source, isSolid };
}

function readGroup(reading: Reading): Part {
  const { characters } = reading;
  reading.depth += 1;
  reading.at += 1;
  const captures = characters[reading.at] !== '?';
  if (captures) {
    reading.groups += 1;
  } else if (characters[reading.at + 1] === ':') {
    reading.at += 2;
  } else {
    giveUp();
  }
  if (reading.depth > maxDepth) {
    giveUp();
  }
  const inner = readAlternatives(reading);
  if (characters[reading.at] !== ')') {
    giveUp();
  }
  reading.at += 1;
  reading.depth -= 1;
  return { source: `(${captures ? '' : '?:'}${inner.source})`, isSolid: inner.isSolid };
}

function readRepetition(reading: Reading): string {
  const { characters } = reading;
  const operator = characters[reading.at] ?? '';
  if (!/^[*+?]$/.test(operator)) {
    return '';
  }
  reading.at += 1;
  if (operator === '?') {
    reading.choices *= 2;
  } else {
    reading.loops += 1;
  }
  const isLazy = characters[reading.at] === '?';
  reading.at += isLazy ? 1 : 0;
  if (/^[*+?{]$/.test(characters[reading.at] ?? '')) {
    giveUp();
  }
  return operator + (isLazy ? '?' : '');
}

function readAtom(reading: Reading, next: string): string {
  if (next === '.') {
    reading.at += 1;
    return reading.dot;
  }
  if (next === '\\') {
    return readEscape(reading).source;
  }
  if (next === '[') {
    return readClass(reading);
  }
  if (/^[$^*+?(){}[\]]$/.test(next) || isSurrogate(next)) {
    giveUp();
  }
  reading.at += 1;
  return next;
}

const classes: Readonly<Record<string, string>> = {
  d: '0-9',
  w: '0-9A-Za-z_',
  // RE2's knows neither the vertical tab nor anything beyond ASCII.
  s: '\\t\\n\\f\\r ',
};

/** An escape: a class by its letter, or punctuation that stands for itself. */
function readEscape(reading: Reading, inClass = false): { source: string; character?: string } {
  const escaped = reading.characters[reading.at + 1] ?? '';
  const known = classes[escaped.toLowerCase()];
  if (known !== undefined && /^[dws]$/.test(escaped)) {
    reading.at += 2;
    return { source: inClass ? known : `[${known}]` };
  }
  if (known !== undefined && !inClass) {
    reading.at += 2;
    return { source: `[^${known}]` };
  }
  if (!/^[!-/:-@[-`{-~]$/.test(escaped)) {
    giveUp();
  }
  reading.at += 2;
  return { source: literal(escaped), character: escaped };
}

function readClass(reading: Reading): string {
  const { characters } = reading;
  reading.at += 1;
  const isNegated = characters[reading.at] === '^';
  reading.at += isNegated ? 1 : 0;
  const parts: string[] = [];
  while (characters[reading.at] !== ']') {
    parts.push(readClassPart(reading, parts.length === 0));
  }
  reading.at += 1;
  return parts.length === 0 ? giveUp() : `[${isNegated ? '^' : ''}${parts.join('')}]`;
}

function readClassPart(reading: Reading, isFirst: boolean): string {
  const { characters } = reading;
  if (characters[reading.at] === '-') {
    if (!isFirst && characters[reading.at + 1] !== ']') {
      giveUp();
    }
    reading.at += 1;
    return '\\-';
  }
  const low = readClassCharacter(reading);
  if (characters[reading.at] !== '-' || characters[reading.at + 1] === ']') {
    return low.source;
  }
  reading.at += 1;
  const high = readClassCharacter(reading);
  const from = low.character?.codePointAt(0);
  const to = high.character?.codePointAt(0);
  if (from === undefined || to === undefined || from > to) {
    giveUp();
  }
  return `${low.source}-${high.source}`;
}

function readClassCharacter(reading: Reading): { source: string; character?: string } {
  const character = reading.characters[reading.at];
  if (character === '\\') {
    return readEscape(reading, true);
  }
  if (character === undefined || character === '[' || character === '-' || isSurrogate(character)) {
    giveUp();
  }
  reading.at += 1;
  return { source: literal(character), character };
}

function literal(character: string): string {
  return /^[$()*+./?[\\\]^{|}-]$/.test(character)
    ? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
    : character;
}

function isSurrogate(character: string): boolean {
  return /^[\ud800-\udfff]$/.test(character);
}
