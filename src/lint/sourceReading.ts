import * as l10n from '@vscode/l10n';
import { findCollectorConfigs } from '../manifest/collectorConfigs.ts';
import type { CollectorConfig, EmbeddedConfig } from '../manifest/collectorConfigs.ts';
import { inPlace } from '../manifest/placement/placement.ts';
import { checkQueryText } from './expressions.ts';
import { checkManifestDocument } from '../manifest/checkManifestDocument.ts';
import { findPlaceholders } from '../manifest/placeholders.ts';
import type { Placeholder } from '../manifest/placeholders.ts';
import { readYamlFile } from '../manifest/yaml/yamlFile.ts';
import type { KnownDocument, YamlDocument } from '../manifest/yaml/yamlFile.ts';
import { checkCollector } from '../otel/checkCollector.ts';
import type { Collector } from '../otel/collector.ts';
import { readCollectorFile } from '../otel/collectorFile.ts';
import type { ContainerElsewhere } from '../otel/containerElsewhere.ts';
import { checkReleases } from '../otel/rules/releaseOfImage.ts';
import type { Problem } from '../problem.ts';
import type { CheckOptions, SourceFile } from './checker.ts';
import { isBroken, withoutFollowers } from './followers.ts';
import { problemInFile, shiftedProblem } from './movedProblem.ts';
import { objectsOf } from '../manifest/objects/kubeObjects.ts';
import type { KubeObject } from '../manifest/objects/kubeObjects.ts';
import { queriesOfRules } from './queries/queriesOf.ts';
import type { DocumentQuery } from './queries/queriesOf.ts';
import { readQueries } from './queries/readQueries.ts';
import { isOurs, kindOfSource, looksOurs } from './sourceKinds.ts';
import { findSuppressions } from './suppressions.ts';
import type { Suppression } from './suppressions.ts';

/** A file as the rules look at it, with what those for one file found. */
export interface SourceReading {
  path: string;
  text: string;
  /** What is sound enough to be compared with other files. */
  objects: readonly KubeObject[];
  collectors: readonly Collector[];
  problems: readonly Problem[];
  placeholders: readonly Placeholder[];
  queries: readonly DocumentQuery[];
  suppressions: readonly Suppression[];
  /** Configs that the file does not tell the container of, with what was found in others. */
  asked: readonly Asked[];
  /** Whether every part of it could be read. */
  isWhole: boolean;
  memo: ReadingMemo;
}

export interface Asked {
  config: CollectorConfig;
  found: ContainerElsewhere | undefined;
}

/** What was read and what rules found, by the text, so that a change in one document costs the reading of one. */
export interface ReadingMemo {
  yaml: ReadonlyMap<string, KnownDocument>;
  configs: ReadonlyMap<string, EmbeddedConfig>;
  documents: ReadonlyMap<string, readonly Problem[]>;
  placeholders: ReadonlyMap<string, readonly Placeholder[]>;
  collectors: ReadonlyMap<string, readonly Problem[]>;
  /** Of the documents that were checked anew. */
  queries: ReadonlyMap<string, readonly Problem[]>;
}

const noMemo: ReadingMemo = {
  ...{ yaml: new Map(), configs: new Map() },
  ...{ documents: new Map(), placeholders: new Map(), collectors: new Map(), queries: new Map() },
};

const nothing: Omit<SourceReading, 'path' | 'text'> = {
  ...{ objects: [], collectors: [], problems: [], placeholders: [], queries: [] },
  ...{ suppressions: [], asked: [] },
  isWhole: true,
  memo: noMemo,
};

export interface ReadOptions extends CheckOptions {
  /** Who of the folder runs a config of the file. */
  elsewhere?: (config: CollectorConfig) => ContainerElsewhere | undefined;
}

/** Reads a file; `before` is the reading of what it held until now. */
export function readSource(file: SourceFile, options: ReadOptions, before?: SourceReading): SourceReading {
  const { path, text } = file;
  const kind = kindOfSource(path, text);
  const memo = before?.memo ?? noMemo;
  if (kind === 'yaml') {
    return readManifest(file, options, memo);
  }
  if (kind === 'other') {
    return { ...nothing, path, text };
  }
  const placeholders = kind === 'dashboard' ? findPlaceholders(text) : [];
  const { queries, problems } = readQueries(path, text, kind);
  const suppressions = kind === 'dashboard' ? [] : findSuppressions(text);
  const all = [...problems, ...placeholders.map(leftPlaceholder)];
  return { ...nothing, path, text, placeholders, queries, suppressions, problems: all };
}

function readManifest({ path, text }: SourceFile, options: ReadOptions, before: ReadingMemo): SourceReading {
  const memo: Writable = {
    ...{ yaml: new Map(), configs: new Map() },
    ...{ documents: new Map(), placeholders: new Map(), collectors: new Map(), queries: new Map() },
  };
  const documents = readYamlFile(text, { before: before.yaml, now: memo.yaml });
  const configs = findCollectorConfigs(text, documents, { before: before.configs, now: memo.configs });
  if (configs.length === 0 && !documents.some(isOurs) && !(documents.some(isLost) && looksOurs(text))) {
    return { ...nothing, path, text };
  }
  const asked: Asked[] = [];
  const elsewhere = (config: CollectorConfig): ContainerElsewhere | undefined => {
    const found = options.elsewhere?.(config);
    asked.push({ config, found });
    return found;
  };
  const file = readCollectorFile(text, { ...options, elsewhere, documents, configs });
  const { collectors } = file;
  const placeholders = documents.flatMap((document) => placeholdersOf(text, document, before, memo));
  const problems = [
    ...documents.flatMap((document) => documentProblems(text, document, options, before, memo)),
    ...collectors.flatMap((collector) => collectorProblems(collector, before, memo)),
    ...checkReleases(file),
    ...placeholders.map(leftPlaceholder),
  ];
  const sound = documents.filter((document) => !isBroken(document.problems));
  return {
    path,
    text,
    objects: sound.flatMap((document) => objectsOf(path, document)),
    collectors: collectors.filter(({ config }) => !isBroken(config.problems)),
    problems,
    placeholders,
    queries: sound.filter(isOurs).flatMap(({ root }) => queriesOfRules(text, root)),
    suppressions: findSuppressions(text),
    asked,
    isWhole:
      sound.length === documents.length && collectors.every(({ config }) => !isBroken(config.problems)),
    memo,
  };
}

function isLost({ root, problems }: YamlDocument): boolean {
  return isBroken(problems) && root?.kind !== 'map';
}

function documentProblems(
  text: string,
  document: YamlDocument,
  { manifestSchemas, today }: CheckOptions,
  before: ReadingMemo,
  memo: Writable,
): Problem[] {
  const { start, end, problems } = document;
  const found = remembered(before.documents, memo.documents, text.slice(start, end), () =>
    manifestSchemas === undefined
      ? []
      : checkManifestDocument(document, {
          text,
          schemas: manifestSchemas,
          checkExpression: (query, place) =>
            remembered(before.queries, memo.queries, query, () => checkQueryText(query)).map((problem) =>
              problemInFile(problem, place),
            ),
          ...(today !== undefined && { today }),
        }).map((problem) => shiftedProblem(problem, -start)),
  );
  const placed = found.map((problem) => shiftedProblem(problem, start));
  return [...problems, ...withoutFollowers(problems, placed)];
}

function placeholdersOf(
  text: string,
  { start, end }: YamlDocument,
  before: ReadingMemo,
  memo: Writable,
): Placeholder[] {
  const own = text.slice(start, end);
  const found = remembered(before.placeholders, memo.placeholders, own, () => findPlaceholders(own));
  return found.map((one) => ({ ...one, start: one.start + start, end: one.end + start }));
}

/** Configs that lie in the file as they are count from its beginning, so what is remembered of them counts from theirs. */
function collectorProblems(collector: Collector, before: ReadingMemo, memo: Writable): Problem[] {
  const { config } = collector;
  const origin = config.place === inPlace ? config.span.start : 0;
  const found = remembered(before.collectors, memo.collectors, collectorKey(collector), () =>
    checkCollector(collector).map((problem) => shiftedProblem(problem, -origin)),
  );
  const placed = found.map((problem) => shiftedProblem(problem, origin));
  return [...config.problems, ...withoutFollowers(config.problems, placed)].map((problem) =>
    problemInFile(problem, config.place),
  );
}

/** Everything that the rules for one config look at. */
function collectorKey({ config, release, env, envNames, origin, pod, args }: Collector): string {
  const image = origin && [origin.kind, origin.written];
  const probes = pod?.probes.map(({ kind, port, path }) => [kind, port, path]);
  const names = envNames && [...envNames];
  const about = [config.kind, release.version, env, names, image, { ...pod, probes }, args];
  return `${JSON.stringify(about)}\n${config.text}`;
}

interface Writable {
  yaml: Map<string, KnownDocument>;
  configs: Map<string, EmbeddedConfig>;
  documents: Map<string, readonly Problem[]>;
  placeholders: Map<string, readonly Placeholder[]>;
  collectors: Map<string, readonly Problem[]>;
  queries: Map<string, readonly Problem[]>;
}

function remembered<T>(before: ReadonlyMap<string, T>, memo: Map<string, T>, key: string, find: () => T): T {
  const value = memo.get(key) ?? before.get(key) ?? find();
  memo.set(key, value);
  return value;
}

function leftPlaceholder({ name, start, end }: Placeholder): Problem {
  return {
    code: 'placeholder/left',
    severity: 'warning',
    message: l10n.t('{0} still has to be filled in.', name),
    span: { start, end },
  };
}
