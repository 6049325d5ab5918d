import * as l10n from '@vscode/l10n';
import type { FormatCheck } from '../../manifest/schema/finding.ts';
import { compileRe2, isRe2Problem } from '../re2.ts';
import type { Re2 } from '../re2.ts';

/** The formats of texts that components read while they are built. */
export const buildFormats: Readonly<Record<string, FormatCheck>> = {
  re2: (text) => refusalOf(text, () => undefined),
  're2-named': (text) =>
    refusalOf(text, ({ groups, names }) =>
      groups > 0 && [...names.values()].flat().length === groups
        ? undefined
        : l10n.t('Every group needs a name, as in (?P<shop>.*), and there has to be one.'),
    ),
  're2-captures': (text) =>
    refusalOf(text, ({ names }) =>
      names.size > 0 ? undefined : l10n.t('There has to be a group with a name, as in (?P<time>.*).'),
    ),
  unset: (text) =>
    text === ''
      ? undefined
      : { reason: l10n.t('This has no place beside the rest; the collector refuses it.') },
  glob: (text) => (isGlob(text) ? undefined : {}),
  strptime: (text) => {
    const unknown = (text.match(/%./g) ?? []).find((directive) => !directives.has(directive.charAt(1)));
    return unknown === undefined
      ? undefined
      : { reason: l10n.t('The layout has no directive {0}.', unknown) };
  },
};

/** https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/internal/coreinternal/timeutils/internal/ctimefmt/ctimefmt.go */
const directives: ReadonlySet<string> = new Set('YymoqbhBdegaAHlIpPMSLfsZzwijkDxFTXrRnt%c');

function refusalOf(text: string, lacks: (compiled: Re2) => string | undefined): ReturnType<FormatCheck> {
  const compiled = compileRe2(text);
  const reason = isRe2Problem(compiled) ? compiled.reason : lacks(compiled);
  return reason === undefined ? undefined : { reason };
}

/**
 * Whether brackets and braces are closed, and a backslash has something behind it.
 * https://github.com/bmatcuk/doublestar/blob/v4.9.1/validate.go
 */
function isGlob(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '\\') {
      at += 1;
      if (at >= text.length) {
        return false;
      }
    } else if (sign === '[') {
      at = text.indexOf(']', at + 2);
      if (at < 0) {
        return false;
      }
    } else if (sign === '{' || sign === '}') {
      depth += sign === '{' ? 1 : -1;
    }
  }
  return depth <= 0;
}
