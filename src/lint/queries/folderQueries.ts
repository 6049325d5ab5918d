import type { Collector } from '../../otel/collector.ts';
import { collectedSeries } from '../../otel/collectedSeries.ts';
import type { CollectedSeries } from '../../otel/collectedSeries.ts';
import { collectorModel } from '../../otel/collectorModel.ts';
import type { Problem } from '../../problem.ts';
import type { SeriesWriter } from '../../promql/lint/knowledge.ts';
import { checkQueryText } from '../expressions.ts';
import { problemInFile } from '../movedProblem.ts';
import { ruleOf } from '../ruleCatalog.ts';
import type { SourceReading } from '../sourceReading.ts';

/** What the collector configs of a folder say about the queries in it, by the path of the query's file. */
export type FolderQueries = (readings: readonly SourceReading[]) => ReadonlyMap<string, readonly Problem[]>;

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
  let found = new WeakMap<SourceReading, readonly Problem[]>();
  return (readings) => {
    const collected = readings.flatMap(({ path, collectors }) =>
      collectors.flatMap((collector) => {
        const one = seriesOf(collector);
        return one ? [{ path, series: one }] : [];
      }),
    );
    if (!isSame(collected, known)) {
      known = collected;
      found = new WeakMap();
    }
    const [first, ...rest] = collected;
    const writer = first && writerOf([first, ...rest]);
    const withQueries = writer ? readings.filter(({ queries }) => queries.length > 0) : [];
    return new Map(
      withQueries.map((reading) => {
        const problems = found.get(reading) ?? (writer ? problemsOf(reading, writer) : []);
        found.set(reading, problems);
        return [reading.path, problems];
      }),
    );
  };
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

/** Of the rules that look at more than the query; the other ones had their say when the file was read. */
function problemsOf({ queries }: SourceReading, writer: SeriesWriter): Problem[] {
  return queries.flatMap(({ text, place }) =>
    checkQueryText(text, { writer })
      .filter(({ code }) => ruleOf(code)?.isAcross === true)
      .map((problem) => problemInFile(problem, place)),
  );
}
