import * as l10n from '@vscode/l10n';
import type { Refused } from './stretch.ts';

/** Directives above a document that go-yaml does not take. It knows YAML 1.1 and nothing newer, and `%TAG`. */
export function refusedDirectives(source: string): Refused[] {
  const found: Refused[] = [];
  for (const { 0: line, index } of directives(source)) {
    const [name, version] = line.split(/[ \t]+/, 2);
    const end = index + line.length;
    if (name === '%YAML' && version !== '1.1') {
      found.push({ message: wrongVersion(), start: index, end });
    } else if (name !== '%YAML' && name !== '%TAG') {
      found.push({ message: unknownDirective(), start: index, end });
    }
  }
  return found;
}

/** The lines that begin with a percent sign before anything else does. */
function* directives(source: string): Iterable<RegExpExecArray> {
  const line = /[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)|%[^\r\n]*/y;
  line.lastIndex = source.startsWith('\ufeff') ? 1 : 0;
  for (let match = line.exec(source); match !== null; match = line.exec(source)) {
    if (match[0].startsWith('%')) {
      yield match;
    }
  }
}

function wrongVersion(): string {
  return l10n.t(
    'The parser of the collector and of kubectl refuses every version but 1.1 here. Leave the line out: the file is read in the same way.',
  );
}

function unknownDirective(): string {
  return l10n.t(
    'The parser of the collector and of kubectl refuses directives that it does not know. Leave the line out.',
  );
}
