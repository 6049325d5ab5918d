import type { Groups, Re2 } from '../re2.ts';

/** A piece of a template: text, or what refers to a group. */
export type TemplatePart = string | { group: number } | { name: string };

const reference = /^(?:\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/u;

/**
 * A template such as `$1:${port}` in its pieces: `$name` takes as many letters, digits and underscores as there are, `$$` is a
 * dollar, and a `$` that begins no reference stands for itself. https://pkg.go.dev/regexp#Regexp.Expand
 */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = '';
  let at = 0;
  while (at < template.length) {
    const dollar = template.indexOf('$', at);
    if (dollar < 0) {
      break;
    }
    text += template.slice(at, dollar);
    at = dollar + 1;
    const found = reference.exec(template.slice(at, at + maxReference));
    if (template[at] === '$') {
      text += '$';
      at += 1;
    } else if (found) {
      parts.push(text, partOf(found[1] ?? found[2] ?? ''));
      text = '';
      at += found[0].length;
    } else {
      text += '$';
    }
  }
  parts.push(text + template.slice(at));
  return parts.filter((part) => part !== '');
}

/** No name of a group is longer, and a template of nothing but `$` would otherwise take time by its square. */
const maxReference = 1000;

function partOf(name: string): TemplatePart {
  // A number with a leading zero is a name, and so is one that no expression has groups for.
  return /^(?:0|[1-9][0-9]{0,8})$/.test(name) ? { group: Number(name) } : { name };
}

/** What a template gives for a match; groups that do not exist or took no part give nothing. */
export function expandTemplate(parts: readonly TemplatePart[], groups: Groups, names: Re2['names']): string {
  let made = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      made += part;
    } else {
      // Of several groups with one name the first that took part.
      const candidates = 'group' in part ? [part.group] : (names.get(part.name) ?? []);
      const group = candidates.find((candidate) => groups[candidate] !== undefined);
      made += (group === undefined ? undefined : groups[group]) ?? '';
    }
  }
  return made;
}
