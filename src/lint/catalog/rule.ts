import type { Severity } from '../../problem.ts';

/** A rule as a person meets it. */
export interface Rule {
  /** Of what it finds when nobody says otherwise; the same rule may be milder where less is at stake. */
  severity: Severity;
  /** Localised: what is wrong, in a few words. */
  title: () => string;
  /** It compares documents of the whole folder. */
  isAcross?: true;
  /** It is about what is missing or not used, so it rests while a text is broken. */
  needsWhole?: true;
}

export type Rules = Readonly<Record<string, Rule>>;

/** An entry of a table of rules. */
export function rule(
  severity: Severity,
  title: () => string,
  traits: Pick<Rule, 'isAcross' | 'needsWhole'> = {},
): Rule {
  return { severity, title, ...traits };
}
