import * as path from 'node:path';
import ts from 'typescript';
import { importsOf, parseSource } from './imports.ts';
import type { Import } from './imports.ts';

/** Path below src/ with forward slashes -> text. */
export type Tree = ReadonlyMap<string, string>;

/** Groups of folders, lowest first. A folder imports from groups before its own and from itself. */
const layers: readonly (readonly string[])[] = [
  ['log.ts', 'problem.ts', 'trouble.ts', 'http.ts'],
  ['aws', 'manifest', 'promql', 'query'],
  ['kube', 'otel', 'notebook', 'grafana'],
  ['lint', 'assist', 'graph', 'explorer', 'recipe', 'doctor'],
  ['bundles', 'cli'],
  ['features', 'webview', 'renderer', 'cli.ts'],
  ['extension.ts'],
];

/** Third-party packages and the only folders that may name them. A package that is not here may be used nowhere. */
const doors: readonly [RegExp, readonly string[]][] = [
  [/^vscode$/, ['features', 'extension.ts']],
  [/^@vscode\/l10n$/, ['*']],
  [/^@(aws-sdk|smithy)\//, ['aws']],
  [/^@kubernetes\/client-node/, ['kube']],
  [/^hpagent$/, ['aws', 'kube']],
  [/^yaml$/, ['manifest', 'recipe']],
  [/^js-yaml$/, ['manifest']],
  [/^re2js$/, ['otel', 'promql']],
  [/^uplot(\/|$)/, ['renderer']],
];

/** Reaching out of the process, and the only files that may: where credentials and clusters are configured, and the wire. */
const outside: readonly [RegExp, RegExp][] = [
  [
    /^node:(fs|fs\/promises|os|child_process)$/,
    /^(aws\/(profiles|credentials|awsFiles)\w*|kube\/kubeconfig\w*)\.ts$/,
  ],
  [/^node:(https?|net|tls)$/, /^(aws|kube)\/[\w/]+\.ts$/],
];
const mayReadEnvironment = /^(aws\/(profiles|credentials|awsFiles)\w*|kube\/kubeconfig\w*)\.ts$/;

/** Folders inside dist/extension.cjs: they may know the heavy folders as types only. */
const entry = new Set(['features', 'explorer', 'extension.ts']);
const light = new Set(['log.ts', 'problem.ts', 'trouble.ts', 'explorer', 'features']);

const maxLines = 400;
const tables = /\/(functions|adotVersions)\.ts$/;

const thinking = (file: string): boolean => !['features', 'extension.ts', 'cli.ts'].includes(folder(file));
const folder = (file: string): string => file.split('/')[0] ?? file;
const layerOf = (name: string): number => layers.findIndex((group) => group.includes(name));

interface Source {
  file: string;
  text: string;
  ast: ts.SourceFile;
  imports: readonly Import[];
}

type Rule = (source: Source, tree: Tree) => Iterable<string>;

/** The file of the tree that a relative import means. */
function resolve(from: string, specifier: string): string {
  return path.posix.join(path.posix.dirname(from), specifier);
}

function* knownFolders({ file }: Source): Iterable<string> {
  if (layerOf(folder(file)) < 0) {
    yield `lies in no layer: ${folder(file)}`;
  }
}

function* layering({ file, imports }: Source, tree: Tree): Iterable<string> {
  for (const { specifier } of imports.filter((i) => i.specifier.startsWith('.'))) {
    const target = resolve(file, specifier);
    if (!tree.has(target)) {
      yield `imports ${specifier}, which is not in src`;
    } else if (folder(target) !== folder(file) && layerOf(folder(target)) >= layerOf(folder(file))) {
      yield `imports ${target}, which lies beside or above it`;
    }
  }
}

function* thirdParties({ file, imports }: Source): Iterable<string> {
  for (const { specifier } of imports.filter((i) => !/^(\.|node:)/.test(i.specifier))) {
    const door = doors.find(([pattern]) => pattern.test(specifier));
    if (door === undefined) {
      yield `imports ${specifier}, which has no door`;
    } else if (!door[1].includes('*') && !door[1].includes(folder(file))) {
      yield `imports ${specifier}, whose door is ${door[1].join(', ')}`;
    }
  }
}

function* lightEntry({ file, imports }: Source, tree: Tree): Iterable<string> {
  if (!entry.has(folder(file))) {
    return;
  }
  for (const { specifier, typeOnly, dynamic } of imports.filter((i) => i.specifier.startsWith('.'))) {
    const target = resolve(file, specifier);
    const loader = file === 'features/load.ts' && dynamic;
    if (tree.has(target) && !typeOnly && !loader && !light.has(folder(target))) {
      yield `loads ${target} with the entry; take its type, and its value through features/load.ts`;
    }
  }
}

function* reExports({ file, imports }: Source): Iterable<string> {
  for (const { specifier } of imports.filter((i) => i.reExport)) {
    if (folder(file) !== 'bundles') {
      yield `re-exports ${specifier}`;
    }
  }
}

function* exportsAndState({ ast }: Source): Iterable<string> {
  for (const statement of ast.statements) {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    if (ts.isExportAssignment(statement) || modifiers.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword)) {
      yield 'has a default export';
    }
    if (ts.isVariableStatement(statement)) {
      yield* mutableState(statement);
    }
  }
}

function* mutableState(statement: ts.VariableStatement): Iterable<string> {
  const { flags, declarations } = statement.declarationList;
  for (const { name, initializer, type } of declarations) {
    const label = name.getText();
    if ((flags & ts.NodeFlags.Const) === 0) {
      yield `has module state: ${label}`;
    }
    const readonlyType = type !== undefined && /^Readonly(Map|Set)\b/.test(type.getText());
    // A module-level collection that starts empty is there to be filled.
    if (
      !readonlyType &&
      initializer !== undefined &&
      ts.isNewExpression(initializer) &&
      /^(Weak)?(Map|Set)$/.test(initializer.expression.getText()) &&
      (initializer.arguments?.length ?? 0) === 0
    ) {
      yield `has module state: ${label}`;
    }
  }
}

function* purity({ file, ast, imports }: Source): Iterable<string> {
  if (!thinking(file)) {
    return;
  }
  for (const { specifier } of imports) {
    const rule = outside.find(([pattern]) => pattern.test(specifier));
    if (rule !== undefined && !rule[1].test(file)) {
      yield `reaches outside through ${specifier}`;
    }
  }
  const breaches: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      const name = node.getText();
      if (name === 'Date.now' || name === 'Math.random') {
        breaches.push(`calls ${name}: take it as an argument`);
      }
      if (name === 'process.env' && !mayReadEnvironment.test(file)) {
        breaches.push('reads process.env: take what it needs as an argument');
      }
    }
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
      breaches.push('calls new Date(): take the time as an argument');
    }
    ts.forEachChild(node, visit);
  };
  visit(ast);
  yield* breaches;
}

function* size({ file, text }: Source): Iterable<string> {
  const lines = text.split('\n').length - 1;
  if (lines > maxLines && !tables.test(file)) {
    yield `has ${lines} lines, more than ${maxLines}`;
  }
}

function cycles(tree: Tree, links: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file);
    if (at >= 0) {
      found.push(`${file}: lies on a cycle: ${[...trail.slice(at), file].join(' -> ')}`);
      return;
    }
    if (!done.has(file)) {
      for (const next of links.get(file) ?? []) {
        visit(next, [...trail, file]);
      }
      done.add(file);
    }
  };
  for (const file of tree.keys()) {
    visit(file, []);
  }
  return found;
}

const rules: readonly Rule[] = [
  knownFolders,
  layering,
  thirdParties,
  lightEntry,
  reExports,
  exportsAndState,
  purity,
  size,
];

/** Every breach of the house rules in the tree, as `file: what it does`. */
export function breaches(tree: Tree): string[] {
  const sources = [...tree].map(([file, text]) => {
    const ast = parseSource(file, text);
    return { file, text, ast, imports: importsOf(ast) };
  });
  const own = sources.flatMap((source) =>
    rules.flatMap((rule) => [...rule(source, tree)].map((breach) => `${source.file}: ${breach}`)),
  );
  const links = new Map(
    sources.map(({ file, imports }) => [
      file,
      imports.filter((i) => i.specifier.startsWith('.')).map((i) => resolve(file, i.specifier)),
    ]),
  );
  return [...own, ...cycles(tree, links)];
}
