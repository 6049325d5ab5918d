import * as l10n from '@vscode/l10n';

/** What a person can do about a failure with one click; the feature that shows it knows how. */
export type Remedy =
  | { kind: 'signIn'; profile: string }
  | { kind: 'retry' }
  | { kind: 'openFile'; path: string }
  | { kind: 'openSettings'; setting: string }
  | { kind: 'switchConnection' };

/** A failure in words for people: what happened, why that is likely, what to do now. All three are localised. */
export interface Advice {
  what: string;
  cause?: string;
  todo?: string;
  remedy?: Remedy;
  /** Stable name of the kind of failure, for tests and `contextValue`: `expired`, `denied`, `throttled`, ... */
  code: string;
}

/** An error that already carries its advice. Everything else is explained where it is caught. */
export class Trouble extends Error {
  readonly advice: Advice;

  /** Every bundle has a copy of this class of its own: an instance of one is an instance of all. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'Trouble' && 'advice' in value;
  }

  constructor(advice: Advice, options?: ErrorOptions) {
    super(advice.what, options);
    this.name = 'Trouble';
    this.advice = advice;
  }
}

/** What to do about the words of a proxy agent, whoever was to be reached through it; `undefined` for other words. */
export function proxyAdvice(message: string): Advice | undefined {
  if (!/^Bad response: \d+$|^Proxy timeout$/.test(message)) {
    return undefined;
  }
  return {
    code: 'proxy',
    what: message.endsWith('407')
      ? l10n.t('The proxy requires a user name and a password.')
      : l10n.t('The proxy does not let the connection through ({0}).', message),
    todo: l10n.t(
      'Check http.proxy and http.noProxy in the settings, or HTTPS_PROXY and NO_PROXY on a command line.',
    ),
    remedy: { kind: 'openSettings', setting: 'http.proxy' },
  };
}

/** The advice as one paragraph: what, cause and what to do, each as a sentence even where a service's own words end without a stop. */
export function sentence({ what, cause, todo }: Advice): string {
  return [what, cause, todo]
    .flatMap((part) => (part ? [part] : []))
    .map((part) =>
      part.replace(
        /[\p{L}\p{N}]$/u,
        (end) => `${end}${/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u.test(end) ? '。' : '.'}`,
      ),
    )
    .join(' ');
}
