import * as l10n from '@vscode/l10n';
import { Trouble } from '../trouble.ts';

/** What a filter looks at: the names of a thing and its tags. */
export interface Filterable {
  texts: readonly string[];
  tags?: Readonly<Record<string, string>>;
}

export interface Filter {
  /** As it was typed, trimmed. */
  text: string;
  passes(subject: Filterable): boolean;
}

/**
 * The filter that `text` describes: a part of a name, `/a regular expression/`, `tag:key` or `tag:key=value`,
 * none of them sensitive to case but the tag's. `undefined` for blank text; throws `Trouble` for a bad expression.
 */
export function parseFilter(text: string): Filter | undefined {
  const trimmed = text.trim();
  if (trimmed === '') {
    return undefined;
  }
  return { text: trimmed, passes: tagTest(trimmed) ?? patternTest(trimmed) ?? partTest(trimmed) };
}

function tagTest(text: string): Filter['passes'] | undefined {
  const found = /^tag:\s*([^=]+?)\s*(?:=\s*(.*))?$/i.exec(text);
  if (!found) {
    return undefined;
  }
  const [, key = '', value] = found;
  return ({ tags }) => {
    const has = tags !== undefined && Object.hasOwn(tags, key);
    return has && (value === undefined || tags[key] === value);
  };
}

function patternTest(text: string): Filter['passes'] | undefined {
  const source = /^\/(.+)\/i?$/.exec(text)?.[1];
  if (source === undefined) {
    return undefined;
  }
  let pattern: RegExp;
  try {
    pattern = new RegExp(source, 'i');
  } catch (error) {
    throw new Trouble(
      {
        code: 'badFilter',
        what: l10n.t('This is not a regular expression: {0}', source),
        todo: l10n.t('Fix it, or leave out the slashes to search for the plain text.'),
      },
      { cause: error },
    );
  }
  return ({ texts }) => texts.some((subject) => pattern.test(subject));
}

function partTest(text: string): Filter['passes'] {
  const part = text.toLowerCase();
  return ({ texts }) => texts.some((subject) => subject.toLowerCase().includes(part));
}
