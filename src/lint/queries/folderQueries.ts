import type { Collector } from '../../otel/collector.ts';
import { collectedSeries } from '../../otel/collectedSeries.ts';
import type { CollectedSeries } from '../../otel/collectedSeries.ts';
import { collectorModel } from '../../otel/collectorModel.ts';
import type { Problem } from '../../problem.ts';
import type { SeriesWriter } from '../../promql/lint/knowledge.ts';
import { checkReadQuery, readQuery } from '../expressions.ts';
import type { ReadQuery } from '../expressions.ts';
import { problemInFile } from '../movedProblem.ts';
import { ruleOf } from '../ruleCatalog.ts';
import type { SourceReading } from '../sourceReading.ts';

/** What the collector configs of a folder say about the queries in it. */
export interface FolderQueries {
  /** By the path of the query's file. */
  check(readings: readonly SourceReading[]): ReadonlyMap<string, readonly Problem[]>;
  /** What the configs of the last check tell of the series that they write; the same one until that changes. */
  writer(): SeriesWriter | undefined;
}

/** Remembers what it found as long as neither the file nor any config changes. */
export function createFolderQueries(): FolderQueries {
  const series = new WeakMap<object, CollectedSeries | undefined>();
  const seriesOf = (collector: Collector): CollectedSeries | undefined => {
    const { root } = collector.config;
    if (root === undefined || series.has(root)) {
      return root && series.get(root);
    }
    const found = collectedSeries(collector, collectorModel(root));
    series.set(root, found);
    return found;
  };
  let known: readonly CollectedIn[] = [];
  let writer: SeriesWriter | undefined;
  let found = new WeakMap<SourceReading, readonly Problem[]>();
  let byText = new Map<string, readonly Problem[]>();
  // What a query is stays, whatever configs say.
  const reads = new Map<string, ReadQuery>();
  const check: FolderQueries['check'] = (readings) => {
    const collected = readings.flatMap(({ path, collectors }) =>
      collectors.flatMap((collector) => {
        const one = seriesOf(collector);
        return one ? [{ path, series: one }] : [];
      }),
    );
    if (!isSame(collected, known)) {
      const [first, ...rest] = collected;
      known = collected;
      writer = first && writerOf([first, ...rest]);
      found = new WeakMap();
      byText = new Map();
    } else if (byText.size > mostTexts) {
      byText = new Map();
    }
    if (reads.size > mostTexts) {
      reads.clear();
    }
    const withQueries = writer ? readings.filter(({ queries }) => queries.length > 0) : [];
    return new Map(
      withQueries.map((reading) => {
        const problems = found.get(reading) ?? (writer ? problemsOf(reading, writer, { byText, reads }) : []);
        found.set(reading, problems);
        return [reading.path, problems];
      }),
    );
  };
  return { check, writer: () => writer };
}

interface CollectedIn {
  path: string;
  series: CollectedSeries;
}

function isSame(a: readonly CollectedIn[], b: readonly CollectedIn[]): boolean {
  return a.length === b.length && a.every(({ series }, at) => series === b[at]?.series);
}

/** All collectors together: a metric is left out only where each of them leaves it out. */
function writerOf(collected: readonly [CollectedIn, ...CollectedIn[]]): SeriesWriter {
  const jobs = collected.flatMap(({ series }) => series.jobs);
  return {
    intervalOf: (job) => {
      const own = jobs.filter(({ name }) => name === job);
      const intervals = new Set((own.length > 0 ? own : jobs).map(({ intervalSeconds }) => intervalSeconds));
      return intervals.size === 1 ? [...intervals][0] : undefined;
    },
    addsTotal: collected.every(({ series }) => series.addsTotal),
    leftOutBy: (metric) =>
      collected.some(({ series }) => series.mayWrite(metric)) ? undefined : collected[0].path,
  };
}

/** Queries that are remembered: those of a folder, and what became of one while it was typed. */
const mostTexts = 10_000;

function problemsOf(
  { queries }: SourceReading,
  writer: SeriesWriter,
  { byText, reads }: { byText: Map<string, readonly Problem[]>; reads: Map<string, ReadQuery> },
): Problem[] {
  return queries.flatMap(({ text, place }) => {
    const own = byText.get(text) ?? acrossProblems(text, writer, reads);
    byText.set(text, own);
    return own.map((problem) => problemInFile(problem, place));
  });
}

/** Of the rules that look at more than the query; the other ones had their say when the file was read. */
function acrossProblems(
  text: string,
  writer: SeriesWriter,
  reads: Map<string, ReadQuery>,
): readonly Problem[] {
  const read = reads.get(text) ?? readQuery(text);
  reads.set(text, read);
  return checkReadQuery(read, { writer }).filter(({ code }) => ruleOf(code)?.isAcross === true);
}
