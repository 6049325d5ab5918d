/** Whether a path, from the folder of the rules, with `/` at the end of folders, is left out. */
export type Ignores = (path: string) => boolean;

interface Rule {
  parts: readonly string[];
  isAnchored: boolean;
  onlyFolders: boolean;
  isNegated: boolean;
}

/**
 * The rules of a .gitignore, as far as they are simple: names, `*`, `?`, a leading or inner `/`, a trailing one, `!`. Rules with `**` or
 * brackets ignore nothing. https://git-scm.com/docs/gitignore
 */
export function ignoreRules(text: string): Ignores {
  const rules = text.split(/\r?\n/).flatMap(ruleOf);
  return (path) => {
    const isFolder = path.endsWith('/');
    const parts = path.split('/').filter((part) => part !== '');
    const last = rules.findLast((rule) => (isFolder || !rule.onlyFolders) && applies(rule, parts));
    return last !== undefined && !last.isNegated;
  };
}

function ruleOf(line: string): Rule[] {
  const text = line.trim();
  if (text === '' || text.startsWith('#') || text.includes('**') || /[[\\]/.test(text)) {
    return [];
  }
  const isNegated = text.startsWith('!');
  const pattern = isNegated ? text.slice(1) : text;
  const onlyFolders = pattern.endsWith('/');
  const body = onlyFolders ? pattern.slice(0, -1) : pattern;
  const parts = body.split('/').filter((part) => part !== '');
  return parts.length === 0 ? [] : [{ parts, isAnchored: body.includes('/'), onlyFolders, isNegated }];
}

function applies({ parts, isAnchored }: Rule, path: readonly string[]): boolean {
  const own = isAnchored ? path : path.slice(-1);
  return own.length === parts.length && parts.every((part, index) => matches(part, own[index] ?? ''));
}

/** `*` any characters, `?` one, within a name. */
function matches(pattern: string, name: string): boolean {
  const pieces = pattern.split('*');
  const [first = ''] = pieces;
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) {
    return isSame(pattern, name);
  }
  if (name.length < first.length + last.length || !isSame(first, name.slice(0, first.length))) {
    return false;
  }
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    at = indexOf(piece, name, at);
    if (at < 0) {
      return false;
    }
    at += piece.length;
  }
  return name.length - last.length >= at && isSame(last, name.slice(name.length - last.length));
}

function indexOf(piece: string, name: string, from: number): number {
  for (let at = from; at + piece.length <= name.length; at += 1) {
    if (isSame(piece, name.slice(at, at + piece.length))) {
      return at;
    }
  }
  return -1;
}

function isSame(pattern: string, text: string): boolean {
  return (
    pattern.length === text.length &&
    [...pattern].every((char, index) => char === '?' || char === text[index])
  );
}
