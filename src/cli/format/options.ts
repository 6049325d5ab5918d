import * as l10n from '@vscode/l10n';
import { misuse, splitArguments } from '../arguments.ts';
import type { Misuse } from '../arguments.ts';

/** What a person asks `format` for. */
export type FormatCommand =
  | { kind: 'formatHelp' }
  | {
      kind: 'format';
      /** Files and folders as they were named; `-` for what comes on standard input. */
      paths: readonly string[];
      /** Only says which files would change. */
      isCheck: boolean;
    };

/** Reads the arguments behind `format`. */
export function readFormatCommand(args: readonly string[]): FormatCommand | Misuse {
  const read = splitArguments(args, { valued: [], flags: ['help', 'check'] });
  if ('message' in read) {
    return read;
  }
  const given = new Set(read.given.map(([word]) => word));
  if (given.has('help')) {
    return { kind: 'formatHelp' };
  }
  const { operands: paths } = read;
  if (paths.length === 0) {
    return misuse(l10n.t('Name the .promql files to format, or - for standard input.'));
  }
  return { kind: 'format', paths, isCheck: given.has('check') };
}
