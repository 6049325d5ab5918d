import * as l10n from '@vscode/l10n';
import type { Severity } from '../problem.ts';
import { isOneOf, misuse, splitArguments } from './arguments.ts';
import type { Given, Misuse } from './arguments.ts';

export const formats = ['human', 'json', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

const levels = ['error', 'warning', 'information', 'hint', 'off'] as const;

/** What a person asks for. */
export type Command =
  | { kind: 'help' }
  | { kind: 'version' }
  | {
      kind: 'check';
      /** Files and folders as they were named; `-` for what comes on standard input. */
      paths: readonly string[];
      format: Format;
      adotVersion: string | undefined;
      /** By the code of a rule. */
      levels: Readonly<Record<string, Severity | 'off'>>;
    };

/** What may be asked for, beyond the shape of it. */
export interface Known {
  /** Releases of ADOT that can be named. */
  adotVersions: readonly string[];
  isRule(code: string): boolean;
}

const words = { valued: ['adot', 'format', 'severity'], flags: ['help', 'version'] } as const;
type Word = (typeof words)['valued' | 'flags'][number];

/** Reads the arguments behind the program's name. */
export function readCommand(args: readonly string[], known: Known): Command | Misuse {
  const read = splitArguments<Word>(args, words);
  if ('message' in read) {
    return read;
  }
  const { given, operands } = read;
  if (given.some(([word]) => word === 'help') || args.length === 0) {
    return { kind: 'help' };
  }
  if (given.some(([word]) => word === 'version')) {
    return { kind: 'version' };
  }
  const [verb, ...paths] = operands;
  if (verb !== 'check') {
    return misuse(
      verb === undefined
        ? l10n.t('Say what to do: check or run.')
        : l10n.t('There is no command {0}; there are check and run.', verb),
    );
  }
  if (paths.length === 0) {
    return misuse(l10n.t('Name the files and folders to check, or - for standard input.'));
  }
  return checkCommand(given, paths, known);
}

function checkCommand(given: Given<Word>, paths: readonly string[], known: Known): Command | Misuse {
  const last = (word: Word): string | undefined => given.findLast(([one]) => one === word)?.[1];
  const format = last('format') ?? 'human';
  if (!isOneOf(formats, format)) {
    return misuse(l10n.t('There is no format {0}; there are {1}.', format, formats.join(', ')));
  }
  const version = last('adot')?.replace(/^v/, '');
  const adotVersion = version && knownRelease(version, known.adotVersions);
  if (version !== undefined && adotVersion === undefined) {
    return misuse(
      l10n.t(
        'ADOT {0} is none of the releases that can be checked: {1}.',
        version,
        known.adotVersions.join(', '),
      ),
    );
  }
  const wanted: Record<string, Severity | 'off'> = {};
  for (const [, value] of given.filter(([word]) => word === 'severity')) {
    const [code = '', level = ''] = value.split('=', 2);
    if (!known.isRule(code)) {
      return misuse(l10n.t('There is no rule {0}.', code));
    }
    if (!isOneOf(levels, level)) {
      return misuse(l10n.t('{0} needs a level: {1}={2}.', code, code, levels.join('|')));
    }
    wanted[code] = level;
  }
  return { kind: 'check', paths, format, adotVersion, levels: wanted };
}

/** `0.49` and patch releases stand for their minor release. */
function knownRelease(version: string, known: readonly string[]): string | undefined {
  const [major, minor] = version.split('.');
  return (
    known.find((one) => one === version) ?? known.find((one) => one.startsWith(`${major}.${minor ?? ''}.`))
  );
}
