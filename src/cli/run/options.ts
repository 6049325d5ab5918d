import * as l10n from '@vscode/l10n';
import { isOneOf, misuse, splitArguments } from '../arguments.ts';
import type { Given, Misuse } from '../arguments.ts';
import type { Target } from '../../notebook/headless/openTarget.ts';

const runFormats = ['human', 'json'] as const;

/** What a person asks `adot-workbench run` for. */
export interface RunCommand {
  kind: 'run';
  /** Of the notebook; `-` for standard input. */
  path: string;
  target: Target;
  format: (typeof runFormats)[number];
  /** Where JUnit's XML goes. */
  junit: string | undefined;
  timeoutSeconds: number | undefined;
}

const words = {
  valued: ['url', 'profile', 'workspace', 'region', 'junit', 'format', 'timeout'],
  flags: ['help', 'allow-datasource'],
} as const;
type Word = (typeof words)['valued' | 'flags'][number];

/** Reads the arguments behind `run`. */
export function readRunCommand(args: readonly string[]): RunCommand | { kind: 'runHelp' } | Misuse {
  const read = splitArguments<Word>(args, words);
  if ('message' in read) {
    return read;
  }
  const { given, operands } = read;
  if (given.some(([word]) => word === 'help')) {
    return { kind: 'runHelp' };
  }
  const [path, more] = operands;
  if (path === undefined || more !== undefined) {
    return misuse(l10n.t('Name one notebook to run, or - for standard input.'));
  }
  const last = lastOf(given);
  const format = last('format') ?? 'human';
  if (!isOneOf(runFormats, format)) {
    return misuse(l10n.t('There is no format {0}; there are {1}.', format, runFormats.join(', ')));
  }
  const timeout = last('timeout');
  const timeoutSeconds = timeout === undefined ? undefined : Number(timeout.replace(/s$/, ''));
  if (timeoutSeconds !== undefined && !(timeoutSeconds > 0 && timeoutSeconds <= 3600)) {
    return misuse(l10n.t('{0} takes seconds, from 1 to 3600.', '--timeout'));
  }
  const target = targetOf(given);
  return target.kind === 'misuse'
    ? target
    : { kind: 'run', path, target, format, junit: last('junit'), timeoutSeconds };
}

function lastOf(given: Given<Word>): (word: Word) => string | undefined {
  return (word) => given.findLast(([one]) => one === word)?.[1];
}

function targetOf(given: Given<Word>): Target | Misuse {
  const last = lastOf(given);
  const [url, profile, workspace, region] = [last('url'), last('profile'), last('workspace'), last('region')];
  if (url !== undefined) {
    if (profile !== undefined || workspace !== undefined || region !== undefined) {
      return misuse(l10n.t('{0} goes without {1}.', '--url', '--profile, --workspace, --region'));
    }
    return urlTarget(url);
  }
  if (workspace !== undefined) {
    return { kind: 'workspace', workspace, profile, region };
  }
  return region === undefined
    ? { kind: 'notebook', profile, mayUseUrl: last('allow-datasource') !== undefined }
    : misuse(l10n.t('{0} needs {1} beside it.', '--region', '--workspace'));
}

function urlTarget(url: string): Target | Misuse {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    return misuse(l10n.t('{0} is no URL that begins with http:// or https://.', url));
  }
  // What stands on a command line is seen by everybody on the machine.
  return parsed.username !== '' || parsed.password !== ''
    ? misuse(l10n.t('Leave user and password out of the URL; environment variables carry them, see --help.'))
    : { kind: 'url', url };
}
