import type { Problem } from '../../../problem.ts';
import { controlCharacter } from '../syntaxProblems.ts';
import type { YamlNode } from '../yamlNode.ts';
import { refusedDirectives } from './directives.ts';
import { refusedNodes } from './nodes.ts';
import { refusedTabs } from './tabs.ts';

/** Whether `refusedByGoYaml` may find something in the nodes of a text that has no anchors, tags or tabs. */
export function mayBeRefused(text: string): boolean {
  return ['<<:', '\\/', '\\ud', '\\uD'].some((piece) => text.includes(piece));
}

/** More than anybody wants to read of one kind. */
const most = 20;

/**
 * What our parser takes and go-yaml, which reads for the collector, for kubectl and for eksctl, refuses: control characters in
 * comments and quotes, tabs in empty lines, and what it has no way to read. `root` is the document of the text, `base` what its
 * offsets are counted from. Held against the real collectors in the live tests.
 * https://github.com/yaml/go-yaml/blob/v3.0.4/scannerc.go, readerc.go and decode.go
 */
export function refusedByGoYaml(source: string, base: number, root: YamlNode | undefined): Problem[] {
  const inText = [...refusedDirectives(source), ...(root ? refusedTabs(source, base, root) : [])].map(
    ({ message, start, end }) => refused(message, start + base, end + base),
  );
  const inNodes = root ? refusedNodes(source, base, root) : [];
  return [
    ...controlCharacters(source, base),
    ...inText.slice(0, most),
    ...inNodes.slice(0, most).map(({ message, start, end }) => refused(message, start, end)),
  ];
}

function refused(message: string, start: number, end: number): Problem {
  return { code: 'yaml/refused-by-parser', severity: 'error', message, span: { start, end } };
}

/** Our parser looks for them in plain text alone. */
function controlCharacters(source: string, base: number): Problem[] {
  const found: Problem[] = [];
  // eslint-disable-next-line no-control-regex -- that is what is looked for
  for (const { index } of source.matchAll(/[\0-\x08\v\f\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/g)) {
    found.push(controlCharacter({ start: index + base, end: index + base + 1 }));
    if (found.length === most) {
      break;
    }
  }
  return found;
}
