import { readLoosely } from '../manifest/yaml/loose/readLoosely.ts';
import { endOf } from '../manifest/yaml/loose/spot.ts';
import type { Spot } from '../manifest/yaml/loose/spot.ts';
import type { Span } from '../problem.ts';
import { viewsOf } from './view.ts';
import type { AssistFile, ConfigView } from './view.ts';

/** Lines that can be folded into their first one. */
export interface Folding extends Span {
  kind?: 'comment';
}

/**
 * What can be folded, in embedded configs too: mappings, lists, block scalars, and comments of several lines. The whole file is
 * covered, because an editor that has a provider for folding asks nobody else.
 */
export function foldingsOf(file: AssistFile): Folding[] {
  const found = new Map<number, Folding>();
  const add = (spot: Spot, toFile: ConfigView['toFile']): void => {
    const span = toFile({ start: spot.start, end: endOf(spot) });
    const newline = file.text.indexOf('\n', span.start);
    if (newline >= 0 && newline < span.end) {
      const line = file.text.lastIndexOf('\n', span.start);
      const known = found.get(line);
      if (!known || known.end < span.end) {
        found.set(line, span);
      }
    }
  };
  const outer = readLoosely(file.text);
  const comments = [...outer.comments];
  outer.spots.forEach((spot) => {
    add(spot, (span) => span);
  });
  for (const view of viewsOf(file)) {
    if (view.isEmbedded) {
      view.yaml.spots.forEach((spot) => {
        add(spot, view.toFile);
      });
      comments.push(...view.yaml.comments.map(view.toFile));
    }
  }
  return [...found.values(), ...commentBlocks(file.text, comments)].sort((a, b) => a.start - b.start);
}

/** Comments that follow each other, each alone in its line. */
function commentBlocks(text: string, comments: readonly Span[]): Folding[] {
  const blocks: (Folding & { lines: number })[] = [];
  for (const { start, end } of comments) {
    const line = text.lastIndexOf('\n', start - 1) + 1;
    if (text.slice(line, start).trim() !== '') {
      continue;
    }
    const above = blocks.at(-1);
    if (above && text.slice(above.end, line).trim() === '' && text.indexOf('\n', above.end) === line - 1) {
      above.end = end;
      above.lines += 1;
    } else {
      blocks.push({ start, end, lines: 1, kind: 'comment' });
    }
  }
  return blocks
    .filter(({ lines }) => lines > 1)
    .map(({ start, end }) => ({ start, end, kind: 'comment' as const }));
}
