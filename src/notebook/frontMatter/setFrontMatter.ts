import { applyEdits } from '../../manifest/yaml/edits.ts';
import { isSafePlain } from '../../manifest/yaml/scalars.ts';
import { hasKey, resolved } from '../../manifest/yaml/yamlNode.ts';
import type { YamlEntry, YamlMap } from '../../manifest/yaml/yamlNode.ts';
import type { TextEdit } from '../../problem.ts';
import { frontMatterRoot } from './readFrontMatter.ts';
import type { FrontMatterKey } from './readFrontMatter.ts';

/**
 * The head of a notebook with a value in its front matter, or without it (`undefined`). All else stays as it is, comments and keys of
 * others too; front matter is made where there is none.
 */
export function setFrontMatter(head: string, key: FrontMatterKey, value: string | undefined): string {
  const found = frontMatterRoot(head);
  const lineBreak = /\r\n|\n|\r/.exec(head)?.[0] ?? '\n';
  const written = value === undefined ? undefined : scalar(value);
  if (found === undefined) {
    const mark = head.startsWith('\ufeff') ? '\ufeff' : '';
    const rest = head.slice(mark.length).replace(/^[ \t\r\n]+/, '');
    return written === undefined
      ? head
      : `${mark}---${lineBreak}${key}: ${written}${lineBreak}---${lineBreak.repeat(2)}${rest}`;
  }
  const root = resolved(found.root);
  const map = root?.kind === 'map' ? root : undefined;
  const entry = map?.entries.findLast((one) => hasKey(one, key));
  if (entry !== undefined && map !== undefined) {
    const edit =
      written === undefined ? without(head, map, entry) : replaced(head, entry, { written, lineBreak });
    return applyEdits(head, [edit]);
  }
  // Keys do not go with a list or a text.
  return written === undefined || root?.kind !== map?.kind
    ? head
    : applyEdits(head, [added(map, key, written, { at: found.contentEnd, lineBreak })]);
}

function scalar(value: string): string {
  return value !== '' && isSafePlain(value, true) ? value : JSON.stringify(value);
}

function replaced(
  head: string,
  { key, value }: YamlEntry,
  { written, lineBreak }: { written: string; lineBreak: string },
): TextEdit {
  if (value === undefined || value.start === value.end) {
    const at = head.indexOf(':', key.end) + 1;
    return { start: at, end: at, text: ` ${written}` };
  }
  const isBlock = value.kind === 'scalar' && (value.style === 'literal' || value.style === 'folded');
  return { start: value.start, end: value.end, text: isBlock ? written + lineBreak : written };
}

function added(
  map: YamlMap | undefined,
  key: string,
  written: string,
  { at, lineBreak }: { at: number; lineBreak: string },
): TextEdit {
  if (map?.isFlow === true) {
    const end = map.end - 1;
    return { start: end, end, text: `${map.entries.length > 0 ? ', ' : ''}${key}: ${written}` };
  }
  return { start: at, end: at, text: `${key}: ${written}${lineBreak}` };
}

/** Takes the lines of an entry out, or its place between the commas. */
function without(head: string, { entries, isFlow }: YamlMap, entry: YamlEntry): TextEdit {
  const at = entries.indexOf(entry);
  const end = (entry.value ?? entry.key).end;
  if (isFlow) {
    const [before, next] = [entries[at - 1], entries[at + 1]];
    return next !== undefined
      ? { start: entry.key.start, end: next.key.start, text: '' }
      : { start: before === undefined ? entry.key.start : (before.value ?? before.key).end, end, text: '' };
  }
  const start = entry.key.start - (/[ \t]*$/.exec(head.slice(0, entry.key.start))?.[0].length ?? 0);
  const isWhole = /[\r\n]$/.test(head.slice(0, end));
  const lineEnd = isWhole ? 0 : (/^[^\r\n]*(?:\r\n|\n|\r)?/.exec(head.slice(end))?.[0].length ?? 0);
  return { start, end: end + lineEnd, text: '' };
}
