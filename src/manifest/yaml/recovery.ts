import type { Event, ScalarEvent } from 'js-yaml';
import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { ParsedNode, Scalar } from 'yaml';
import type { Problem, Span } from '../../problem.ts';
import { isOnlyFlowIndentation } from './flowIndentation.ts';
import { layoutOf } from '../placement/scalarLayout.ts';
import { flowIndentation, strayText, syntaxProblem, syntaxProblems } from './syntaxProblems.ts';
import type { Refusal } from './syntaxProblems.ts';
import type { YamlNode } from './yamlNode.ts';
import { buildTree, eventType } from './yamlTree.ts';
import type { YamlTree } from './yamlTree.ts';

/**
 * What can be read of a document that is broken, and everything that is wrong with it: read anew by the `yaml` package, which
 * goes on behind an error. Where that finds none, the refusal says what is wrong.
 */
export function recoverTree(text: string, base: number, refusal: Refusal): YamlTree {
  // The package does not know carriage returns alone as line breaks.
  const source = text.includes('\r') ? text.replaceAll(/\r(?!\n)/g, '\n') : text;
  try {
    const documents = parseAllDocuments(source, options);
    const events: Event[] = [documentStart];
    // A mark that ends a document before any began makes an empty one.
    const filled = documents.find(
      ({ contents }) => contents !== null && contents.range[1] > contents.range[0],
    );
    write({ source, events, at: 0, depth: 0 }, (filled ?? documents[0])?.contents);
    const { root, problems } = buildTree(source, events, base);
    settle(root);
    const errors = documents.flatMap((document) => document.errors);
    // The package names the place behind the last character for what is missing at the end.
    const within = ({ span, ...rest }: Problem): Problem => ({
      ...rest,
      span: {
        start: Math.min(span.start, base + source.length),
        end: Math.min(span.end, base + source.length),
      },
    });
    const stray = strayText(source, base, root, refusal);
    const broken = stray ? [stray] : syntaxProblems(errors, base, refusal);
    if (refusal.reason === 'deficient indentation' && isOnlyFlowIndentation(source)) {
      return { root, problems: [flowIndentation(refusal), ...problems] };
    }
    return {
      root,
      problems: [...broken.map(within), ...problems].sort((a, b) => a.span.start - b.span.start),
    };
  } catch {
    // The package gives up on what is nested too deeply.
    return { root: undefined, problems: [syntaxProblem(refusal)] satisfies Problem[] };
  }
}

const options = { uniqueKeys: false, logLevel: 'silent', prettyErrors: false, merge: false } as const;

const none = -1;
const noProperties = { anchorStart: none, anchorEnd: none, tagStart: none, tagEnd: none };
const documentStart: Event = { type: 1, explicitStart: false, explicitEnd: false, directives: [] };

/**
 * Lets collections reach as far as what lies in them: behind a broken header of a block scalar the package reads some of the text a
 * second time.
 */
function settle(node: YamlNode | undefined): void {
  if (node?.kind !== 'map' && node?.kind !== 'sequence') {
    return;
  }
  const children =
    node.kind === 'sequence'
      ? node.items
      : node.entries.flatMap(({ key, value }) => (value ? [key, value] : [key]));
  const reach: Span = node;
  for (const child of children) {
    settle(child);
    reach.start = Math.min(reach.start, child.start);
    reach.end = Math.max(reach.end, child.end);
  }
}

interface Writing {
  source: string;
  events: Event[];
  /** Where in the source ends what was written so far. */
  at: number;
  depth: number;
}

const maxDepth = 100;

/** Writes the node as the events that js-yaml would have for it. */
function write(writing: Writing, node: unknown): void {
  const { source, events } = writing;
  if (isAlias(node)) {
    const [start, end] = (node as ParsedNode).range;
    events.push({ type: eventType.alias, anchorStart: start + 1, anchorEnd: end });
    writing.at = end;
  } else if (isCollection(node)) {
    writeCollection(writing, node as ParsedNode);
  } else if (isScalar(node)) {
    const event = scalarEvent(source, node as Scalar.Parsed, propertiesOf(writing, node as ParsedNode));
    events.push(event);
    writing.at = Math.max(writing.at, event.valueEnd, event.tagEnd, event.anchorEnd);
  } else {
    events.push(emptyScalar(noProperties));
  }
}

function writeCollection(writing: Writing, node: ParsedNode): void {
  const { events, source } = writing;
  const properties = propertiesOf(writing, node);
  const isFlow = 'flow' in node && node.flow === true;
  const common = { start: node.range[0], style: isFlow ? 2 : 1, ...properties } as const;
  const first = events.push(
    isMap(node) ? { type: eventType.mapping, ...common } : { type: eventType.sequence, ...common },
  );
  const isBracketed = isFlow && /[[{]/.test(source.charAt(node.range[0]));
  // A mapping without brackets begins with its first key's anchor and tag, which still have to be found.
  writing.at = isBracketed || isSeq(node) ? node.range[0] : Math.max(writing.at, ...propertyEnds(properties));
  writing.depth += 1;
  if (writing.depth <= maxDepth && 'items' in node) {
    for (const item of node.items as unknown[]) {
      if (isPair(item)) {
        write(writing, item.key);
        write(writing, item.value);
      } else {
        write(writing, item);
      }
    }
  }
  writing.depth -= 1;
  if (isMap(node) && !isBracketed) {
    beginWithKey(events, first - 1);
  }
  events.push({ type: eventType.pop });
}

/** Makes a mapping begin where the first key with its properties does, unless a question mark stands before that. */
function beginWithKey(events: Event[], at: number): void {
  const [map, key] = events.slice(at, at + 2);
  if (map?.type === eventType.mapping && key !== undefined && 'tagStart' in key) {
    const valueStart = key.type !== eventType.scalar ? key.start : key.valueStart - (isQuoted(key) ? 1 : 0);
    const starts = [map.start, valueStart, key.tagStart, key.anchorStart - 1];
    events[at] = { ...map, start: Math.min(...starts.filter((start) => start >= 0)) };
  }
}

function isQuoted({ style }: ScalarEvent): boolean {
  return style === styles.single || style === styles.double;
}

function propertyEnds({ anchorEnd, tagEnd }: Properties): [number, number] {
  return [anchorEnd, tagEnd];
}

type Properties = Pick<ScalarEvent, 'anchorStart' | 'anchorEnd' | 'tagStart' | 'tagEnd'>;

/** Where tag and anchor stand, which is between the node before and the node itself. */
function propertiesOf({ source, at }: Writing, node: ParsedNode): Properties {
  const anchor = 'anchor' in node ? node.anchor : undefined;
  const { tag } = node;
  if (anchor === undefined && tag === undefined) {
    return noProperties;
  }
  const before = source.slice(at, Math.max(at, node.range[0]));
  const anchorAt = anchor === undefined ? none : before.lastIndexOf(`&${anchor}`);
  const tagMatch = tag === undefined ? null : /(?<![^\s,:[\]{}])!(?:<[^>\s]*>|[^\s,[\]{}]*)/.exec(before);
  return {
    anchorStart: anchorAt < 0 ? none : at + anchorAt + 1,
    anchorEnd: anchorAt < 0 ? none : at + anchorAt + 1 + (anchor?.length ?? 0),
    tagStart: tagMatch === null ? none : at + tagMatch.index,
    tagEnd: tagMatch === null ? none : at + tagMatch.index + tagMatch[0].length,
  };
}

function emptyScalar(properties: Properties): ScalarEvent {
  return {
    ...{ type: eventType.scalar, valueStart: none, valueEnd: none, style: 1, chomping: 1, indent: none },
    ...{ fast: false, ...properties },
  };
}

const chompings = { clip: 1, strip: 2, keep: 3 } as const;
const styles = { plain: 1, single: 2, double: 3, literal: 4, folded: 5 } as const;

function scalarEvent(source: string, node: Scalar.Parsed, properties: Properties): ScalarEvent {
  const [start, end] = node.range;
  if (end <= start) {
    return emptyScalar(properties);
  }
  if (node.type === 'PLAIN') {
    // What begins with a quote or a mark in a wrong place is read as plain text.
    return { ...emptyScalar(properties), valueStart: start, valueEnd: end };
  }
  const { style, content, indent, chomping } = layoutOf(source, { start, end }, node.source);
  const isClosed = end - start > 1 && source.charAt(end - 1) === source.charAt(start);
  const isUnclosed = (style === 'single' || style === 'double') && !isClosed;
  return {
    ...emptyScalar(properties),
    style: styles[style],
    valueStart: content.start,
    valueEnd: isUnclosed ? end : content.end,
    indent,
    chomping: chompings[chomping],
  };
}
