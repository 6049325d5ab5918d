import type { CollectorConfig } from '../manifest/collectorConfigs.ts';
import { spanInFile } from '../manifest/placement/placement.ts';
import { entriesOf, itemsOf } from '../manifest/yaml/yamlNode.ts';
import type { YamlNode, YamlScalar } from '../manifest/yaml/yamlNode.ts';
import type { CollectorFile } from '../otel/collectorFile.ts';
import type { Problem, Span, TextEdit } from '../problem.ts';

/**
 * The edit that writes `# adot-ignore CODE` above the line where a problem begins, or adds the code to such a comment that
 * is there. `undefined` where no comment can stand: inside a scalar that is not a collector config.
 */
export function ignoreHere(file: CollectorFile, problem: Problem): TextEdit | undefined {
  const { text } = file;
  return isInsideScalar(file, lineStart(text, problem.span.start)) ? undefined : ignoreAbove(text, problem);
}

/** The same for a text where a comment can stand above every line, as in queries. */
export function ignoreAbove(text: string, { code, span }: Problem): TextEdit {
  const line = lineStart(text, span.start);
  const above = line === 0 ? '' : text.slice(lineStart(text, line - 1), line);
  const list = /^[ \t]*#[ \t]*adot-ignore(?![\w-])[ \t:]*[^\s,]+(?:[ \t]*,[ \t]*[^\s,]+)*/.exec(above)?.[0];
  if (list !== undefined) {
    return insertion(line - above.length + list.length, `, ${code}`);
  }
  const indentation = /^[ \t]*/.exec(text.slice(line, span.start))?.[0] ?? '';
  return insertion(line, `${indentation}# adot-ignore ${code}${endOfLine(text)}`);
}

/** The edit that writes `# adot-ignore-file CODE` at the top of a file, or adds the code to such a comment there. */
export function ignoreInFile(text: string, code: string): TextEdit {
  const list = /^#[ \t]*adot-ignore-file(?![\w-])[ \t:]*[^\s,]+(?:[ \t]*,[ \t]*[^\s,]+)*/.exec(text)?.[0];
  return list === undefined
    ? insertion(0, `# adot-ignore-file ${code}${endOfLine(text)}`)
    : insertion(list.length, `, ${code}`);
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function endOfLine(text: string): string {
  return /\r\n|\n/.exec(text)?.[0] ?? '\n';
}

/** Whether what begins at this line's start belongs to a scalar that began before, so that a comment would become part of it. */
function isInsideScalar({ documents, collectors }: CollectorFile, line: number): boolean {
  const document = documents.find(({ start, end }) => start <= line && line <= end);
  const outer = scalarAround(document?.root, line, (span) => span);
  if (!outer) {
    return false;
  }
  const config = collectors.map((one) => one.config).find(({ span }) => isSame(span, outer));
  return outer.style !== 'literal' || config === undefined || isInsideInner(config, line);
}

function isInsideInner({ root, place }: CollectorConfig, line: number): boolean {
  return scalarAround(root, line, (span) => spanInFile(place, span)) !== undefined;
}

const isSame = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** The scalar that begins before an offset of the file and ends behind it. */
function scalarAround(
  root: YamlNode | undefined,
  offset: number,
  inFile: (span: Span) => Span,
): YamlScalar | undefined {
  let node = root;
  while (node) {
    if (node.kind === 'scalar') {
      return node;
    }
    const children: (YamlNode | undefined)[] =
      node.kind === 'map' ? entriesOf(node).flatMap(({ key, value }) => [key, value]) : [...itemsOf(node)];
    node =
      node.kind === 'alias' ? undefined : children.find((child) => child && isAround(inFile(child), offset));
  }
  return undefined;
}

function isAround({ start, end }: Span, offset: number): boolean {
  return start < offset && offset < end;
}
