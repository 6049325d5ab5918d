import * as l10n from '@vscode/l10n';
import type { Problem } from '../../problem.ts';
import type { YamlAlias, YamlNode } from './yamlNode.ts';

/** The anchors of a document, and how much its aliases come to when they are followed. */
export interface Anchors {
  /** A collection begins; an alias inside it that leads to it leads nowhere. */
  open(name: string | undefined, node: YamlNode): void;
  close(): void;
  /** A scalar. */
  count(): void;
  set(name: string, node: YamlNode): void;
  /** What the alias leads to; `undefined`, and a problem, where it must not be followed. */
  resolve(alias: YamlAlias): YamlNode | undefined;
}

/** Nodes that a document may have when every alias is followed, and how deep they may lie. */
const limits = { nodes: 200_000, depth: 200 };

/** How large a node is with all aliases in it followed. */
interface Weight {
  nodes: number;
  height: number;
}

interface Open extends Weight {
  name: string | undefined;
  node: YamlNode;
}

interface Anchored extends Weight {
  node: YamlNode;
  isOpen: boolean;
}

/**
 * go-yaml, which the collector and kubectl read with, refuses aliases that come to too much and anchors that contain
 * themselves: https://github.com/yaml/go-yaml/blob/v3.0.4/decode.go
 */
export function createAnchors(problems: Problem[], source: string): Anchors {
  // Most documents have none, and then there is nothing to weigh.
  return source.includes('&') ? weighedAnchors(problems) : { ...noAnchors, resolve: unknownTo(problems) };
}

const noAnchors: Omit<Anchors, 'resolve'> = {
  open: () => undefined,
  close: () => undefined,
  count: () => undefined,
  set: () => undefined,
};

function unknownTo(problems: Problem[]): Anchors['resolve'] {
  return ({ name, start, end }) => {
    const message = unknownAlias(name);
    problems.push({ code: 'yaml/unknown-alias', severity: 'error', message, span: { start, end } });
    return undefined;
  };
}

function weighedAnchors(problems: Problem[]): Anchors {
  const known = new Map<string, Anchored>();
  const stack: Open[] = [];
  let own = 0;
  let followed = 0;
  let isTooMuch = false;
  const grow = ({ nodes, height }: Weight): void => {
    const around = stack.at(-1);
    if (around !== undefined) {
      around.nodes += nodes;
      around.height = Math.max(around.height, height + 1);
    }
  };
  const report = (
    code: string,
    severity: Problem['severity'],
    message: string,
    span: YamlAlias,
  ): undefined => {
    problems.push({ code, severity, message, span: { start: span.start, end: span.end } });
    return undefined;
  };
  return {
    open: (name, node) => {
      own += 1;
      const open = { name, node, nodes: 1, height: 1 };
      stack.push(open);
      if (name !== undefined) {
        known.set(name, { ...open, isOpen: true });
      }
    },
    close: () => {
      const closed = stack.pop();
      if (closed === undefined) {
        return;
      }
      grow(closed);
      if (closed.name !== undefined && known.get(closed.name)?.node === closed.node) {
        known.set(closed.name, { ...closed, isOpen: false });
      }
    },
    count: () => {
      own += 1;
      grow({ nodes: 1, height: 1 });
    },
    set: (name, node) => known.set(name, { node, nodes: 1, height: 1, isOpen: false }),
    resolve: (alias) => {
      const target = known.get(alias.name);
      if (target === undefined) {
        return report('yaml/unknown-alias', 'error', unknownAlias(alias.name), alias);
      }
      if (target.isOpen) {
        return report('yaml/unknown-alias', 'error', containsItself(alias.name), alias);
      }
      if (stack.length + target.height > limits.depth) {
        return report('yaml/too-deep', 'warning', tooDeep(), alias);
      }
      if (followed + target.nodes > limits.nodes) {
        const severity = isRefused(own, own + followed + target.nodes) ? 'error' : 'warning';
        return isTooMuch
          ? undefined
          : ((isTooMuch = true), report('yaml/excessive-aliases', severity, tooMuch(), alias));
      }
      followed += target.nodes;
      grow(target);
      return target.node;
    },
  };
}

/** go-yaml's rule: the more nodes there are, the fewer of them may come from aliases. */
function isRefused(own: number, all: number): boolean {
  const [low, high] = [400_000, 4_000_000];
  const allowed = all <= low ? 0.99 : all >= high ? 0.1 : 0.99 - (0.89 * (all - low)) / (high - low);
  return (all - own) / all > allowed;
}

/** Why what is nested deeper than we look is not checked. */
export function tooDeep(): string {
  return l10n.t('This is nested too deeply to be checked.');
}

function unknownAlias(name: string): string {
  return l10n.t('There is no anchor &{0} above this alias, so the file cannot be read.', name);
}

function containsItself(name: string): string {
  return l10n.t('This alias lies inside the value of its own anchor &{0}, so the file cannot be read.', name);
}

function tooMuch(): string {
  return l10n.t('The aliases of this document come to too many values to be followed.');
}
