import * as l10n from '@vscode/l10n';

/** A line of an AWS file that does not mean what its writer hoped. */
export interface IniProblem {
  /** From 1. */
  line: number;
  message: string;
}

/** Section names without a prefix that the AWS CLI itself gives a meaning in its config file. */
const bareSections = new Set(['default', 'plugins', 'preview']);

/**
 * Lines of `~/.aws/config` or `~/.aws/credentials` that AWS's own readers reject or skip, in the order of the file.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function findIniProblems(text: string, file: 'config' | 'credentials'): IniProblem[] {
  const problems: IniProblem[] = [];
  let section: string | undefined;
  let mayNest = false;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const tell = (message: string): unknown => problems.push({ line: index + 1, message });
    if (raw.startsWith('\uFEFF')) {
      tell(
        l10n.t(
          'The file begins with a byte order mark, so its first section is not read. Save it as UTF-8 without BOM.',
        ),
      );
    }
    const line = raw
      .replace(/^\uFEFF/, '')
      .replace(/(^|\s)[#;].*$/, '')
      .trim();
    if (line === '') {
      continue;
    }
    if (line.startsWith('[')) {
      section = line.endsWith(']') ? line.slice(1, -1).trim() : undefined;
      mayNest = false;
      const wrong =
        section === undefined ? l10n.t('The section has no closing bracket.') : checkSection(section, file);
      if (wrong !== undefined) {
        tell(wrong);
      }
      // What follows a broken heading belongs to it: one word about it is enough.
      section ??= line;
      continue;
    }
    const equals = line.indexOf('=');
    const isNested = mayNest && /^\s/.test(raw);
    if (section === undefined) {
      tell(l10n.t('The setting comes before the first [section].'));
    } else if (equals === 0) {
      tell(l10n.t('The setting has no name before the equals sign.'));
    } else if (equals < 0 && !isNested) {
      tell(l10n.t('Neither a [section] nor a "name = value".'));
    }
    if (!isNested) {
      mayNest = equals > 0 && line.slice(equals + 1).trim() === '';
    }
  }
  return problems;
}

/** The line (from 1) of a setting in a section, else of the section's heading; `undefined` when there is neither. */
export function findLine(text: string, heading: string, key: string): number | undefined {
  let found: number | undefined;
  let isInside = false;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const title = /^\s*\[\s*([^\]]*?)\s*\]/.exec(raw)?.[1];
    if (title !== undefined) {
      isInside = title.replace(/\s+["']?/, ' ').replace(/["']$/, '') === heading;
      found ??= isInside ? index + 1 : undefined;
    } else if (isInside && new RegExp(`^\\s*${key}\\s*=`).test(raw)) {
      return index + 1;
    }
  }
  return found;
}

function checkSection(section: string, file: 'config' | 'credentials'): string | undefined {
  const [, prefix, name] = /^(\S+)\s+(.+)$/.exec(section) ?? [];
  if (section === '') {
    return l10n.t('The section has no name.');
  }
  if (file === 'credentials') {
    return prefix === 'profile'
      ? l10n.t('In this file a profile section is just its name: [{0}].', name ?? '')
      : undefined;
  }
  if (prefix === undefined) {
    return bareSections.has(section)
      ? undefined
      : l10n.t('The section is not read: in this file a profile section is written [profile {0}].', section);
  }
  if (!/^(["']?)[\w@+.%:/-]+\1$/.test(name ?? '')) {
    // The SDK's loader skips these in silence, though the AWS CLI takes them.
    return l10n.t('The section is not read: a name can only contain letters, digits and _ - @ + . % : /');
  }
  return ['profile', 'sso-session', 'services'].includes(prefix)
    ? undefined
    : l10n.t(
        'The section is not read: "{0}" is not a known kind. Known kinds are profile, sso-session and services.',
        prefix,
      );
}
