import { parse, stringify } from 'yaml';
import type { Random } from '../random.ts';

type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
type Mapping = Record<string, Value>;

/** A config that differs in one place from one that the collector accepts. */
export interface Mutant {
  text: string;
  /** What was done where, for whoever looks into a verdict. */
  change: string;
}

interface Place {
  /** The mapping or list that holds the value. */
  holder: Mapping | Value[];
  key: string | number;
  path: string;
}

/** What can be done to a place; `undefined` where it does not apply. */
type Mutation = (place: Place, random: Random, all: readonly Place[]) => string | undefined;

const letters = 'abcdefghijklmnopqrstuvwxyz_';

/** Something of another kind than the value in its place. */
const others: readonly Value[] = [
  ...['word', '', '10', '5 minutes', '1.5.2', 'true', '-1s', 'http://['],
  ...[0, -1, 7, 1.5, 1e12, true, false, null],
  ...[[], ['word'], [1], [{ name: 'x' }], {}, { word: 1 }],
];

function valueAt({ holder, key }: Place): Value {
  return (holder as Mapping)[key as string] as Value;
}

function put({ holder, key }: Place, value: Value): void {
  (holder as Mapping)[key as string] = value;
}

function isMapping(value: Value): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same mapping with one key by another name, in its place. */
function rename({ holder, key }: Place, name: string): void {
  const entries = Object.entries(holder as Mapping);
  for (const [old] of entries) {
    delete (holder as Mapping)[old];
  }
  for (const [old, value] of entries) {
    (holder as Mapping)[old === key ? name : old] = value;
  }
}

function misspelt(word: string, random: Random): string {
  const at = random.below(word.length + 1);
  const letter = letters.charAt(random.below(letters.length));
  return random.one([
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + letter + word.slice(at),
    word.slice(0, at) + word.charAt(at).toUpperCase() + word.slice(at + 1),
    `${word}s`,
  ]);
}

/** What people do by mistake, each drawn as often as the others. */
const mutations: Readonly<Record<string, Mutation>> = {
  'misspells the key': (place, random) => {
    if (typeof place.key !== 'string') {
      return undefined;
    }
    const name = misspelt(place.key, random);
    rename(place, name);
    return name;
  },
  'leaves out': (place) => {
    if (Array.isArray(place.holder)) {
      place.holder.splice(place.key as number, 1);
    } else {
      delete place.holder[place.key];
    }
    return '';
  },
  'writes something else': (place, random) => {
    const value = random.one(others);
    put(place, structuredClone(value));
    return JSON.stringify(value);
  },
  'misspells the value': (place, random) => {
    const value = valueAt(place);
    if (typeof value !== 'string') {
      return undefined;
    }
    const word = misspelt(value, random);
    put(place, word);
    return word;
  },
  'breaks off the value': (place, random) => {
    const value = valueAt(place);
    if (typeof value !== 'string') {
      return undefined;
    }
    const word = value + random.one(['(', '[', '\\', '{', '/', ':', ' ', '${', '$1', '%', '|']);
    put(place, word);
    return word;
  },
  'adds an unknown key': (place, random) => {
    const value = valueAt(place);
    if (!isMapping(value)) {
      return undefined;
    }
    const key = random.one([
      'enabled',
      'endpoint',
      'timeout',
      'name',
      'config',
      'loglevel',
      'sending_queue',
      'x',
    ]);
    value[key] ??= random.one<Value>([true, 'x', 1, {}]);
    return key;
  },
  empties: (place) => {
    const value = valueAt(place);
    if (!Array.isArray(value) && !isMapping(value)) {
      return undefined;
    }
    put(place, Array.isArray(value) ? [] : {});
    return '';
  },
  'says twice': (place) => {
    if (!Array.isArray(place.holder)) {
      return undefined;
    }
    place.holder.push(structuredClone(valueAt(place)));
    return '';
  },
  'wraps in a list': (place) => {
    put(place, [valueAt(place)]);
    return '';
  },
  'unwraps the list': (place) => {
    const value = valueAt(place);
    if (!Array.isArray(value) || value.length === 0) {
      return undefined;
    }
    put(place, value[0] as Value);
    return '';
  },
  'indents one too deep': (place) => {
    if (typeof place.key !== 'string') {
      return undefined;
    }
    put(place, { [place.key]: valueAt(place) });
    return '';
  },
  'takes the value of another place': (place, random, all) => {
    const other = random.one(all);
    put(place, structuredClone(valueAt(other)));
    return other.path;
  },
  'takes the key of another place': (place, random, all) => {
    const { key } = random.one(all);
    if (typeof place.key !== 'string' || typeof key !== 'string' || key in place.holder) {
      return undefined;
    }
    rename(place, key);
    return key;
  },
};

/** One mutant of a config, in one of its places. */
export function mutantOf(config: string, random: Random): Mutant {
  for (;;) {
    const root = parse(config) as Mapping;
    const places = placesOf(root, '');
    const place = random.one(places);
    const [name, mutate] = random.one(Object.entries(mutations));
    const before = stringify(root);
    const detail = mutate(place, random, places);
    const text =
      detail === undefined ? before : stringify(root, { lineWidth: 0, aliasDuplicateObjects: false });
    if (detail !== undefined && text !== before) {
      return { text, change: `${place.path}: ${name} ${detail}`.trim() };
    }
  }
}

function placesOf(holder: Mapping | Value[], path: string): Place[] {
  const keys = Array.isArray(holder) ? holder.map((_, index) => index) : Object.keys(holder);
  return keys.flatMap((key) => {
    const place: Place = { holder, key, path: `${path}/${key}` };
    const value = valueAt(place);
    const inner = Array.isArray(value) || isMapping(value) ? placesOf(value, place.path) : [];
    return [place, ...inner];
  });
}
