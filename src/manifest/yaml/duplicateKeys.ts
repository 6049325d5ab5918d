import * as l10n from '@vscode/l10n';
import type { Problem } from '../../problem.ts';
import type { YamlEntry, YamlScalar } from './yamlNode.ts';

/** Below this, comparing keys with each other is faster than a set of them. */
const few = 10;

/**
 * A problem for each key that an entry before it has too. The collector's parser refuses the mapping
 * (https://github.com/yaml/go-yaml/blob/v3.0.4/decode.go, `uniqueKeys`); so does eksctl, while kubectl takes the last value.
 */
export function duplicateKeys(entries: readonly YamlEntry[]): Problem[] {
  if (entries.length < 2) {
    return [];
  }
  return entries.length < few ? amongFew(entries) : amongMany(entries);
}

function amongFew(entries: readonly YamlEntry[]): Problem[] {
  const problems: Problem[] = [];
  for (let index = 1; index < entries.length; index += 1) {
    const key = entries[index]?.key;
    for (let before = 0; key?.kind === 'scalar' && before < index; before += 1) {
      const first = entries[before]?.key;
      if (first?.kind === 'scalar' && mayBeSame(first, key) && first.text === key.text) {
        problems.push(duplicate(first, key));
        break;
      }
    }
  }
  return problems;
}

/** Plain keys of different lengths need no look at their text. */
function mayBeSame(a: YamlScalar, b: YamlScalar): boolean {
  return a.style !== 'plain' || b.style !== 'plain' || a.end - a.start === b.end - b.start;
}

function amongMany(entries: readonly YamlEntry[]): Problem[] {
  const firsts = new Map<string, YamlScalar>();
  const problems: Problem[] = [];
  for (const { key } of entries) {
    if (key.kind === 'scalar') {
      const first = firsts.get(key.text);
      if (first === undefined) {
        firsts.set(key.text, key);
      } else {
        problems.push(duplicate(first, key));
      }
    }
  }
  return problems;
}

function duplicate(first: YamlScalar, key: YamlScalar): Problem {
  return {
    code: 'yaml/duplicate-key',
    severity: 'error',
    message: l10n.t('The key {0} is in this mapping twice. Leave one of them out.', key.text),
    span: { start: key.start, end: key.end },
    related: [{ message: l10n.t('It is here first.'), span: { start: first.start, end: first.end } }],
  };
}
