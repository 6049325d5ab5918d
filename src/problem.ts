/** A stretch of a text: UTF-16 offsets, `end` not included. */
export interface Span {
  start: number;
  end: number;
}

/** Replaces a stretch of a text. */
export interface TextEdit extends Span {
  text: string;
}

/** `error` is only what the collector's `validate`, the API server or eksctl refuses. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Something that is wrong, or could be better, in a file. */
export interface Problem {
  /** Stable name of the rule, `area/what-is-wrong`. */
  code: string;
  severity: Severity;
  /** Localised: what is wrong and, where it is not plain, why that matters. */
  message: string;
  span: Span;
  /** The best one first. */
  fixes?: readonly Fix[];
  /** How an editor shows the stretch besides the squiggle. */
  tag?: 'deprecated' | 'unnecessary';
  /** Other places that the message speaks of. */
  related?: readonly Related[];
}

export interface Related {
  message: string;
  span: Span;
  /** Path of another file; without it the problem's own. */
  file?: string;
}

/** A way to mend a problem. Its edits are one step of undo. */
export interface Fix {
  /** Localised, what a person chooses by. */
  title: string;
  edits: readonly TextEdit[];
  /** Path of another file that the edits are for; without it the problem's own. */
  file?: string;
  /** Whether it is right without a look at it, so that all of its kind can be applied at once. */
  safe?: boolean;
}

/** One thing that could be written at a place. */
export interface Suggestion {
  label: string;
  kind: 'field' | 'component' | 'value' | 'reference' | 'label' | 'live';
  /** What is written, with `$1`, `${1:default}` and `$0` where the cursor goes; literal `$` and `}` are escaped by a backslash. */
  snippet: string;
  /** What it takes the place of. */
  replace: Span;
  /** What a person may type to find it, where that is not its label alone. */
  filter?: string;
  /** Beside the label: type and default. */
  detail?: string;
  /** Markdown. */
  documentation?: string;
  deprecated?: boolean;
  /** Its place among all suggestions, from 0 on: sorts before the label does. */
  order?: number;
  /** Leads to the next list at once: what follows a key. */
  triggersNext?: boolean;
}
