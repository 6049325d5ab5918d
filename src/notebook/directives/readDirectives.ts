import * as l10n from '@vscode/l10n';
import { nearest } from '../../manifest/schema/nearest.ts';
import type { Fix, Problem } from '../../problem.ts';
import { chartKinds } from '../../query/shown.ts';
import type { CellDirectives, DirectiveLine } from '../model.ts';
import { directiveNames, directives } from './directives.ts';
import type { DirectiveName, Said } from './directives.ts';

/** Directives of a cell that are read; no cell needs so many. */
const maxLines = 1000;

/** The comment directives of a query: `# @range 6h`. Of one that stands there twice the last counts; of `@expect` all do. */
export function readDirectives(cellText: string): CellDirectives {
  const lines = directiveLines(cellText);
  const problems: Problem[] = [];
  const last = new Map(lines.map((line) => [line.name, line]));
  const read = lines.flatMap((line): Said[] => {
    const { name } = line;
    if (!isDirective(name)) {
      problems.push(unknownDirective(line));
      return [];
    }
    if (name !== 'expect' && last.get(name) !== line) {
      problems.push(repeated(line));
      return [];
    }
    const said = directives[name].read(line);
    problems.push(...(said === undefined ? [badDirective(line, name)] : []));
    return said === undefined ? [] : [said];
  });
  const expects = read.flatMap((said) => said.expects ?? []);
  return { ...(Object.assign({}, ...read) as Said), expects, problems, lines };
}

/** Whether there is a directive of this name. */
export function isDirective(name: string): name is DirectiveName {
  return (directiveNames as readonly string[]).includes(name);
}

/** The lines that are directives, known or not. */
export function directiveLines(cellText: string): DirectiveLine[] {
  const found: DirectiveLine[] = [];
  const pattern = /^([ \t]*#[ \t]*)@([a-z][\w-]*)([^\r\n]*)$/gim;
  for (const { 0: line, 1: before = '', 2: name = '', 3: rest = '', index } of cellText.matchAll(pattern)) {
    const value = rest.trim();
    const valueStart = index + line.length - rest.trimStart().length;
    found.push({
      start: index + before.length,
      end: value === '' ? index + before.length + 1 + name.length : valueStart + value.length,
      name,
      value,
      valueSpan: { start: valueStart, end: valueStart + value.length },
    });
    if (found.length === maxLines) {
      break;
    }
  }
  return found;
}

function nameSpan({ start, name }: DirectiveLine): { start: number; end: number } {
  return { start: start + 1, end: start + 1 + name.length };
}

function unknownDirective(line: DirectiveLine): Problem {
  const { name } = line;
  const meant = nearest(name, directiveNames);
  const span = nameSpan(line);
  return {
    code: 'notebook/unknown-directive',
    // A comment may speak to somebody: @alice, please look.
    severity: meant === undefined ? 'information' : 'warning',
    message:
      meant === undefined
        ? l10n.t('There is no directive @{0}, so it is a comment like any other.', name)
        : l10n.t('There is no directive @{0}. Did you mean @{1}?', name, meant),
    span,
    ...(meant !== undefined && {
      fixes: [{ title: l10n.t('Write @{0}', meant), edits: [{ ...span, text: meant }] }],
    }),
  };
}

function badDirective(line: DirectiveLine, name: DirectiveName): Problem {
  const { value, valueSpan } = line;
  const fixes =
    value === ''
      ? []
      : meantValues(name, value).map((text): Fix => ({
          title: l10n.t('Write {0}', text),
          edits: [{ ...valueSpan, text }],
        }));
  const message =
    value === ''
      ? l10n.t('@{0} says nothing. {1}', name, directives[name].form())
      : l10n.t('@{0} cannot be read. {1}', name, directives[name].form());
  return {
    code: 'notebook/bad-directive',
    severity: 'warning',
    message,
    span: value === '' ? nameSpan(line) : valueSpan,
    ...(fixes.length > 0 && { fixes }),
  };
}

/** Ways to write a value that can be read, where it is plain what was meant. */
function meantValues(name: DirectiveName, value: string): string[] {
  if (name === 'chart') {
    return [nearest(value, chartKinds) ?? []].flat();
  }
  const own: Partial<Record<DirectiveName, string>> = {
    expect: value
      .replace(/^=(?!=)/, '== ')
      .replace(/^=</, '<=')
      .replace(/^=>/, '>='),
    name: value.replaceAll(/\W+/g, '_').replace(/^(?=\d)/, '_'),
    instant: '',
    range: value.replaceAll(/[ \t]+/g, '').toLowerCase(),
    step: value.replaceAll(/[ \t]+/g, '').toLowerCase(),
  };
  const text = own[name];
  const line = { name, value: text ?? '', start: 0, end: 0, valueSpan: { start: 0, end: 0 } };
  return text !== undefined && text !== value && directives[name].read(line) !== undefined ? [text] : [];
}

function repeated(line: DirectiveLine): Problem {
  return {
    code: 'notebook/repeated-directive',
    severity: 'warning',
    message: l10n.t('@{0} stands below once more, and the last one counts.', line.name),
    span: { start: line.start, end: line.end },
    tag: 'unnecessary',
  };
}
