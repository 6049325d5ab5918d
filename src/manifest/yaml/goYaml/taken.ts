import * as l10n from '@vscode/l10n';
import { parseEvents, YAMLException } from 'js-yaml';
import type { Event } from 'js-yaml';
import type { Problem } from '../../../problem.ts';

/** A broken text as go-yaml reads it all the same. */
export interface Taken {
  /** As long as the text itself, without what our parser stumbles over. */
  source: string;
  events: Event[];
  problems: Problem[];
}

/** How often a text is mended before it is called broken. */
const most = 20;

/**
 * A text in which nothing is wrong but what go-yaml does not mind: comments without a blank before them and `\'` in double quotes.
 * `undefined` for every other text. Spans of problems are counted from `base`.
 * https://github.com/yaml/go-yaml/blob/v3.0.4/scannerc.go, `yaml_parser_scan_to_next_token` and `yaml_parser_scan_flow_scalar`
 */
export function takenByGoYaml(text: string, base: number, maxDepth: number): Taken | undefined {
  const problems: Problem[] = [];
  let source = text;
  for (let round = 0; round <= most; round += 1) {
    try {
      return { source, events: parseEvents(source, { maxDepth }), problems };
    } catch (error) {
      const mended = error instanceof YAMLException ? mend(source, error) : undefined;
      if (mended === undefined) {
        return undefined;
      }
      source = mended.source;
      const { message, start, end } = mended;
      const span = { start: start + base, end: end + base };
      problems.push({ code: 'yaml/not-portable', severity: 'warning', message, span });
    }
  }
  return undefined;
}

interface Mended {
  source: string;
  message: string;
  start: number;
  end: number;
}

function mend(source: string, { reason, mark }: YAMLException): Mended | undefined {
  const at = mark?.position ?? source.length;
  if (source.charAt(at) === '#') {
    const end = at + (/^[^\r\n]*/.exec(source.slice(at))?.[0].length ?? 0);
    const without = source.slice(0, at) + ' '.repeat(end - at) + source.slice(end);
    return { source: without, message: commentTooNear(), start: at, end: at + 1 };
  }
  if (reason === 'unknown escape sequence' && source.startsWith("\\'", at - 1)) {
    const without = `${source.slice(0, at - 1)}''${source.slice(at + 1)}`;
    return { source: without, message: escapedQuote(), start: at - 1, end: at + 1 };
  }
  return undefined;
}

function commentTooNear(): string {
  return l10n.t(
    'A blank is missing before this comment. The collector and kubectl read it all the same, other tools may not.',
  );
}

function escapedQuote(): string {
  return l10n.t(
    'A single quote needs no backslash in double quotes. The collector and kubectl read it all the same, other tools may not.',
  );
}
