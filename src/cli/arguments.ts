import * as l10n from '@vscode/l10n';

/** A command line that cannot be understood: one sentence that says why. */
export interface Misuse {
  kind: 'misuse';
  message: string;
}

/** Options that were given, in their order; those without a value have the empty one. */
export type Given<W extends string> = readonly (readonly [word: W, value: string])[];

export interface Words<W extends string> {
  /** Options that take a value: `--format json` and `--format=json`. */
  valued: readonly W[];
  /** Those that take none. */
  flags: readonly W[];
}

const shortForms: Readonly<Record<string, string>> = { '-h': '--help', '-v': '--version', '-V': '--version' };

/** Options and operands apart, in any order; `--` ends the options. */
export function splitArguments<W extends string>(
  args: readonly string[],
  { valued, flags }: Words<W>,
): { given: Given<W>; operands: string[] } | Misuse {
  const given: [W, string][] = [];
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
    const long = shortForms[arg] ?? arg;
    const [name = '', ...rest] = long.startsWith('--') ? long.slice(2).split('=') : [];
    if (isOneOf(flags, name)) {
      given.push([name, '']);
      continue;
    }
    if (!isOneOf(valued, name)) {
      return misuse(l10n.t('There is no option {0}; --help tells of those there are.', arg));
    }
    const value = rest.length > 0 ? rest.join('=') : args[(at += 1)];
    if (value === undefined || value === '') {
      return misuse(l10n.t('{0} needs a value.', `--${name}`));
    }
    given.push([name, value]);
  }
  return { given, operands };
}

export function misuse(message: string): Misuse {
  return { kind: 'misuse', message };
}

/** Whether the text is one of some. */
export function isOneOf<T extends string>(all: readonly T[], text: string): text is T {
  return (all as readonly string[]).includes(text);
}
