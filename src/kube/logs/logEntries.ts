import * as l10n from '@vscode/l10n';

/** A line of a container's log, made harmless. `time` is RFC 3339; absent when the kubelet itself says something. */
export interface LogLine {
  kind: 'line';
  pod: string;
  container: string;
  time?: string;
  text: string;
}

/** Something that happened to the log itself. */
export interface LogMark {
  kind: 'mark';
  mark: MarkKind;
  pod?: string;
  container?: string;
  /** In words that need no translation: an exit reason, an error's text, a number. */
  detail?: string;
}

export type MarkKind =
  | 'waiting'
  | 'notStarted'
  | 'following'
  | 'previous'
  | 'lost'
  | 'resumed'
  | 'back'
  | 'unsure'
  | 'exited'
  | 'restarted'
  | 'podGone'
  | 'refused'
  | 'tooMany';

export type LogEntry = LogLine | LogMark;

/** The mark as a line of the log: `--- connection lost: ... ---`. */
export function describeMark({ mark, pod = '', container = '', detail = '' }: LogMark): string {
  const where = `${pod}/${container}`;
  return `--- ${sentenceFor(mark, where, { pod, detail })} ---`;
}

function sentenceFor(
  mark: MarkKind,
  where: string,
  { pod, detail: text }: { pod: string; detail: string },
): string {
  // Some details are whole sentences, which end here in the middle of another one.
  const detail = text.replace(/[.。]$/, '');
  switch (mark) {
    case 'waiting':
      return l10n.t('no pod yet; waiting for one');
    case 'notStarted':
      return l10n.t('{0} has not started yet ({1})', where, detail);
    case 'following':
      return l10n.t('following {0}', where);
    case 'previous':
      return l10n.t('end of the previous run of {0} ({1})', where, detail);
    case 'lost':
      return l10n.t('connection lost ({0}); reconnecting', detail);
    case 'resumed':
      return l10n.t('reconnected; no line was lost or repeated');
    case 'back':
      return l10n.t('reconnected');
    case 'unsure':
      return l10n.t(
        '{0} continues here; earlier lines may be missing because its log was rotated or it restarted',
        where,
      );
    case 'exited':
      return detail === '' ? l10n.t('{0} ended', where) : l10n.t('{0} ended ({1})', where, detail);
    case 'restarted':
      return l10n.t('{0} restarted (restart {1})', where, detail);
    case 'podGone':
      return l10n.t('the pod {0} is gone', pod);
    case 'refused':
      return l10n.t('the log of {0} cannot be read: {1}', where, detail);
    case 'tooMany':
      return l10n.t('only the first {0} containers are followed', detail);
  }
}

/**
 * The lines of several containers in the order of their times, without changing any container's own order, and without
 * moving a line past a mark.
 */
export function mergeByTime(entries: readonly LogEntry[]): LogEntry[] {
  const merged: LogEntry[] = [];
  let lines: LogLine[] = [];
  for (const entry of entries) {
    if (entry.kind === 'line') {
      lines.push(entry);
    } else {
      merged.push(...sortLines(lines), entry);
      lines = [];
    }
  }
  return merged.length === 0 ? sortLines(lines) : merged.concat(sortLines(lines));
}

function sortLines(lines: LogLine[]): LogLine[] {
  const [first] = lines;
  if (lines.every(({ pod, container }) => pod === first?.pod && container === first.container)) {
    return lines;
  }
  const latest = new Map<string, number>();
  return lines
    .map((line) => {
      const source = `${line.pod}/${line.container}`;
      const before = latest.get(source) ?? -Infinity;
      const ms = line.time === undefined ? before : Math.max(before, Date.parse(line.time));
      latest.set(source, ms);
      return { line, ms };
    })
    .sort((a, b) => (a.ms === b.ms ? 0 : a.ms - b.ms))
    .map(({ line }) => line);
}
