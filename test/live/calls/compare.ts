import type { Answer, Judgement } from './call.ts';

export type Judged = Answer & Judgement;

/**
 * How the lab's answer differs from the other's: '' when it does not. Of two errors, or of an error and an answer, only status and
 * code matter; of two answers also which members there are and of which JSON type: `+` those of the lab alone, `-` those of the other.
 */
export function differenceOf(lab: Judged, other: Judged): string {
  const [mine, its] = [lab, other].map(({ status, error }) => [status, error].filter(Boolean).join(' '));
  const statuses = mine === its ? [] : [`${mine}, moto ${its}`];
  // An error page has no members to compare.
  const isComparable = lab.status < 400 === other.status < 400 && other.status !== 500;
  const shapes = isComparable ? compareShapes(lab.shape, other.shape) : [];
  return [...statuses, ...shapes].join('; ');
}

function compareShapes(lab: readonly string[], other: readonly string[]): string[] {
  const only = (lines: readonly string[], against: readonly string[]): string[] =>
    topmost(lines.filter((line) => !against.includes(line) && !isBelowEmpty(line, against)));
  return [...only(lab, other).map((line) => `+${line}`), ...only(other, lab).map((line) => `-${line}`)];
}

/** Nothing can be said of the items of a list that is empty on the other side. */
function isBelowEmpty(line: string, against: readonly string[]): boolean {
  const list = /^(.*?)\[\]/.exec(line)?.[1];
  return (
    list !== undefined &&
    against.some((known) => known.startsWith(`${list}: array`)) &&
    !against.some((known) => known.startsWith(`${list}[]`))
  );
}

/** Without what lies below another of them. */
function topmost(lines: readonly string[]): string[] {
  const paths = lines.map((line) => line.slice(0, line.indexOf(': ')));
  return lines.filter((_, at) => {
    const path = paths[at] ?? '';
    return !paths.some((above) => path.startsWith(`${above}.`) || path.startsWith(`${above}[`));
  });
}
