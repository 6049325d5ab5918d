/**
 * As Go's strings.ToLower and strings.ToUpper: each character by its own simple mapping, whatever stands around it, and never
 * one character into several. https://www.unicode.org/Public/UCD/latest/ucd/UnicodeData.txt
 */
export function toLower(text: string): string {
  return isAscii(text) ? text.toLowerCase() : eachCharacter(text, lowerOf);
}

/** See `toLower`. */
export function toUpper(text: string): string {
  return isAscii(text) ? text.toUpperCase() : eachCharacter(text, upperOf);
}

function isAscii(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- all of ASCII is meant
  return /^[\x00-\x7f]*$/.test(text);
}

function eachCharacter(text: string, map: (character: string) => string): string {
  let made = '';
  for (const character of text) {
    made += map(character);
  }
  return made;
}

const isOne = (text: string): boolean => [...text].length === 1;

function lowerOf(character: string): string {
  // The only one whose full mapping has two characters.
  return character === 'İ' ? 'i' : character.toLowerCase();
}

/** Greek letters with an iota below: JavaScript takes them apart, their simple mapping is a letter of its own. */
const iotas: readonly (readonly [from: number, to: number, distance: number])[] = [
  [0x1f80, 0x1f87, 8],
  [0x1f90, 0x1f97, 8],
  [0x1fa0, 0x1fa7, 8],
  [0x1fb3, 0x1fb3, 9],
  [0x1fc3, 0x1fc3, 9],
  [0x1ff3, 0x1ff3, 9],
];

function upperOf(character: string): string {
  const upper = character.toUpperCase();
  if (isOne(upper)) {
    return upper;
  }
  const code = character.codePointAt(0) ?? 0;
  const iota = iotas.find(([from, to]) => code >= from && code <= to);
  return iota ? String.fromCodePoint(code + iota[2]) : character;
}
