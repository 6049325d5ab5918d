import * as l10n from '@vscode/l10n';
import type { Span, TextEdit } from '../problem.ts';
import { partsOf } from './ast.ts';
import type { Expression, Name } from './ast.ts';
import { isLabelArgument, labelListsOf } from './labelArguments.ts';
import { parseQuery } from './parse.ts';
import { goQuoted } from './goText.ts';

/** Where a label stands in a query. */
interface LabelPlace extends Span {
  text: string;
  /** Whether it can stand there in quotes only. */
  isText: boolean;
}

/** Every place where a query names a label: matchers, `by`, `on`, `group_left` and their like, and arguments of functions. */
function* labelPlaces(root: Expression): Iterable<LabelPlace> {
  const pending: Expression[] = [root];
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    pending.push(...partsOf(one));
    if (one.kind === 'selector') {
      yield* one.matchers
        .filter(({ operator }) => operator !== undefined)
        .flatMap(({ label }) => placeOf(label));
    }
    yield* labelListsOf(one).flatMap(({ labels }) => labels.flatMap(placeOf));
    const name = one.kind === 'call' ? one.name.text : one.kind === 'aggregation' ? one.operator : undefined;
    for (const [at, arg] of (one.kind === 'call' || one.kind === 'aggregation' ? one.args : []).entries()) {
      if (arg.kind === 'string' && name !== undefined && isLabelArgument(name, at)) {
        yield { start: arg.start, end: arg.end, text: arg.value, isText: true };
      }
    }
  }
}

function placeOf({ text, isOpen, start, end }: Name): LabelPlace[] {
  return isOpen ? [] : [{ text, start, end, isText: false }];
}

/** All places of the label that stands at an offset, in the order of the text; none where no label stands. */
export function labelOccurrences(text: string, offset: number): readonly Span[] {
  return occurrences(text, offset).map(({ start, end }) => ({ start, end }));
}

function occurrences(text: string, offset: number): readonly LabelPlace[] {
  const all = [...labelPlaces(parseQuery(text).expression)];
  const here = all.find(({ start, end }) => start <= offset && offset <= end);
  return all.filter((one) => one.text === here?.text).sort((a, b) => a.start - b.start);
}

/** What renaming would begin with; `undefined` where no label stands that can have another name. */
export function renamableLabel(text: string, offset: number): { span: Span; name: string } | undefined {
  const found = occurrences(text, offset).find(({ start, end }) => start <= offset && offset <= end);
  return found === undefined || found.text === '__name__'
    ? undefined
    : { span: { start: found.start, end: found.end }, name: found.text };
}

/** A new name everywhere in the query, in quotes where it needs them; or why that cannot be, localised. */
export function renameLabel(
  text: string,
  offset: number,
  name: string,
): { edits: readonly TextEdit[] } | { reason: string } {
  const meant = name.trim();
  if (meant === '' || meant === '__name__' || /[\p{Cc}]/u.test(meant)) {
    return { reason: l10n.t('A label needs a name of its own, without control characters.') };
  }
  const isPlain = /^[A-Za-z_]\w*$/.test(meant);
  const edits = occurrences(text, offset).map(({ start, end, isText }): TextEdit => {
    const wasQuoted = /^["'`]/.test(text.charAt(start));
    return { start, end, text: isPlain && !isText && !wasQuoted ? meant : goQuoted(meant) };
  });
  return { edits };
}
