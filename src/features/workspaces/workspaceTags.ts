import * as l10n from '@vscode/l10n';

/** Tags as a person writes them: `team=metrics, stage=prod`. A comma can be in no tag. */
export function formatTags(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([key, value]) => (value === '' ? key : `${key}=${value}`))
    .join(', ');
}

/** The tags that the text means; whatever `checkTags` finds wrong stays in them. */
export function parseTags(text: string): Record<string, string> {
  return Object.fromEntries(split(text));
}

/** What AWS would not accept, in words; `undefined` when all is well. https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
export function checkTags(text: string): string | undefined {
  const tags = split(text);
  const seen = new Set<string>();
  if (tags.length > 50) {
    return l10n.t('A workspace can have at most 50 tags.');
  }
  for (const [key, value] of tags) {
    if (key === '') {
      return l10n.t('A tag has no key: {0}', `=${value}`);
    }
    if (seen.has(key)) {
      return l10n.t('The key {0} appears twice.', key);
    }
    seen.add(key);
    if (/^aws:/i.test(key)) {
      return l10n.t('Keys that begin with aws: are reserved by AWS: {0}', key);
    }
    if (key.length > 128 || value.length > 256) {
      return l10n.t('A key can have up to 128 characters and a value up to 256: {0}', key);
    }
    const [wrong] = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/u.exec(`${key}${value}`) ?? [];
    if (wrong !== undefined) {
      return l10n.t('{0} is not allowed in a tag.', wrong);
    }
  }
  return undefined;
}

/** What has to be done to come from one set of tags to another. */
export function compareTags(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): { set: Record<string, string>; remove: string[] } {
  return {
    set: Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value)),
    remove: Object.keys(before).filter((key) => !(key in after)),
  };
}

/** What AMP may be called: it strips blanks at the ends itself. */
export function checkAlias(text: string): string | undefined {
  return text.trim().length > 100 ? l10n.t('An alias can have up to 100 characters.') : undefined;
}

function split(text: string): [key: string, value: string][] {
  return text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, key = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(part) ?? [];
      return [key.trim(), value.trim()];
    });
}
