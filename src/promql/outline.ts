import * as l10n from '@vscode/l10n';
import type { Span } from '../problem.ts';
import { partsOf } from './ast.ts';
import type { Expression } from './ast.ts';
import { parseQuery } from './parse.ts';
import { lex } from './parser/lexer.ts';
import type { QueryPart } from './queriesIn.ts';

/** A query, or a selector in one, as an outline shows it. */
export interface QueryOutline {
  name: string;
  detail: string;
  kind: 'query' | 'selector';
  /** Offsets of the whole text. */
  span: Span;
  selection: Span;
  children: readonly QueryOutline[];
}

const longestName = 80;
const mostChildren = 200;

/** The queries of a file with the selectors in them; those without anything but comments are left out. */
export function outlineOfQueries(parts: readonly QueryPart[]): QueryOutline[] {
  return parts.flatMap((part) => {
    const { tokens, comments } = lex(part.text);
    const [first] = tokens;
    const last = tokens.at(-2);
    if (first === undefined || last === undefined) {
      return [];
    }
    const query = { start: first.start, end: last.end };
    const about = comments.find(({ end }) => end <= first.start);
    const written = oneLine(part.text.slice(query.start, query.end));
    const name = nameOf(part.text, comments) ?? (about ? commentText(part.text, about) : '');
    return {
      ...{ name: name === '' ? written : name, detail: name === '' ? '' : written, kind: 'query' },
      span: moved({ start: Math.min(query.start, about?.start ?? query.start), end: query.end }, part),
      selection: moved(query, part),
      children: selectorsOf(parseQuery(part.text).expression, part),
    };
  });
}

/** What `# @name` says. */
function nameOf(text: string, comments: readonly Span[]): string | undefined {
  return comments
    .map(({ start, end }) => /^#\s*@name\s+(\S+)/.exec(text.slice(start, end))?.[1])
    .find((name) => name !== undefined);
}

function commentText(text: string, { start, end }: Span): string {
  const words = text
    .slice(start, end)
    .replace(/^#+\s*/, '')
    .trim();
  return words.startsWith('@') ? '' : oneLine(words);
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longestName ? `${line.slice(0, longestName - 1)}…` : line;
}

function moved({ start, end }: Span, by: QueryPart): Span {
  return { start: by.start + start, end: by.start + end };
}

function selectorsOf(root: Expression, part: QueryPart): QueryOutline[] {
  const found: QueryOutline[] = [];
  const pending: Expression[] = [root];
  for (let one = pending.pop(); one !== undefined && found.length < mostChildren; one = pending.pop()) {
    pending.push(...partsOf(one).toReversed());
    if (one.kind === 'selector' && one.end > one.start) {
      const span = moved(one, part);
      const matchers =
        one.braces === undefined ? '' : oneLine(part.text.slice(one.braces.start, one.braces.end));
      const name = one.metric?.text ?? matchers;
      found.push({
        ...{ name: name === '' ? l10n.t('selector') : name, detail: one.metric ? matchers : '' },
        ...{ kind: 'selector', span, selection: span, children: [] },
      });
    }
  }
  return found;
}
