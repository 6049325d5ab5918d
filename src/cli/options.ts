import * as l10n from '@vscode/l10n';
import type { Severity } from '../problem.ts';

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

/** A command line that cannot be understood: one sentence that says why. */
export interface Misuse {
  kind: 'misuse';
  message: string;
}

/** What may be asked for, beyond the shape of it. */
export interface Known {
  /** Releases of ADOT that can be named. */
  adotVersions: readonly string[];
  isRule(code: string): boolean;
}

const words = ['help', 'version', 'adot', 'format', 'severity'] as const;
type Word = (typeof words)[number];

/** Reads the arguments behind the program's name. */
export function readCommand(args: readonly string[], known: Known): Command | Misuse {
  const read = split(args);
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
        ? l10n.t('Say what to do: check.')
        : l10n.t('There is no command {0}; there is check.', verb),
    );
  }
  if (paths.length === 0) {
    return misuse(l10n.t('Name the files and folders to check, or - for standard input.'));
  }
  return checkCommand(given, paths, known);
}

type Given = readonly (readonly [word: Word, value: string])[];

function checkCommand(given: Given, paths: readonly string[], known: Known): Command | Misuse {
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

/** Options and operands apart, in any order; `--` ends the options. */
function split(args: readonly string[]): { given: Given; operands: string[] } | Misuse {
  const given: [Word, string][] = [];
  const operands: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      return { given, operands: [...operands, ...args.slice(at + 1)] };
    }
    if (!arg.startsWith('-') || arg === '-') {
      operands.push(arg);
      continue;
    }
    const [name = '', ...rest] = shortForms[arg]?.split('=') ?? arg.replace(/^--/, '').split('=');
    if (!arg.startsWith('--') && shortForms[arg] === undefined) {
      return unknown(arg);
    }
    if (!isOneOf(words, name)) {
      return unknown(arg);
    }
    if (name === 'help' || name === 'version') {
      given.push([name, '']);
      continue;
    }
    const value = rest.length > 0 ? rest.join('=') : args[(at += 1)];
    if (value === undefined || value === '') {
      return misuse(l10n.t('{0} needs a value.', `--${name}`));
    }
    given.push([name, value]);
  }
  return { given, operands };
}

const shortForms: Readonly<Record<string, string>> = { '-h': 'help', '-v': 'version', '-V': 'version' };

function unknown(arg: string): Misuse {
  return misuse(l10n.t('There is no option {0}; --help tells of those there are.', arg));
}

function misuse(message: string): Misuse {
  return { kind: 'misuse', message };
}

function isOneOf<T extends string>(all: readonly T[], text: string): text is T {
  return (all as readonly string[]).includes(text);
}
