import { metricTypes } from '../metricSource.ts';
import type { MetricFacts } from '../metricSource.ts';
import type { Answer } from './remembered.ts';

/** What is known of a source, as it outlives the window. */
export interface Stored {
  /** When the metrics were read, in milliseconds since 1970. */
  at: number;
  metrics: readonly MetricFacts[];
  answers: readonly (readonly [key: string, answer: Answer])[];
}

const version = 1;
const mostMetrics = 200_000;
const mostAnswers = 100;
const mostValues = 1_000;

/** The metrics as they are stored: the longest part of it, the same as long as they are. */
export function metricsText(metrics: readonly MetricFacts[]): string {
  return JSON.stringify(
    metrics
      .slice(0, mostMetrics)
      .map(({ name, type = '', help = '', unit = '' }) => [name, type, help.slice(0, 300), unit]),
  );
}

/** `metrics` is what `metricsText` makes of them. */
export function storedText({ at, metrics, answers }: Omit<Stored, 'metrics'> & { metrics: string }): string {
  const lists = answers
    .slice(-mostAnswers)
    .map(([key, answer]) => [key, answer.at, answer.values.slice(0, mostValues)]);
  const [head, tail] = [JSON.stringify({ version, at }), JSON.stringify({ answers: lists })];
  return `${head.slice(0, -1)},"metrics":${metrics},${tail.slice(1)}`;
}

/** `undefined` for what was written by another version or is broken. */
export function readStored(text: string): Stored | undefined {
  try {
    const data = JSON.parse(text) as Partial<Record<string, unknown>>;
    if (data['version'] !== version || typeof data['at'] !== 'number') {
      return undefined;
    }
    return {
      at: data['at'],
      metrics: listOf(data['metrics']).flatMap(factsOf),
      answers: listOf(data['answers']).flatMap(answerOf),
    };
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function factsOf(row: unknown): MetricFacts[] {
  const [name, type, help, unit] = listOf(row);
  const known = metricTypes.find((one) => one === type);
  return typeof name !== 'string' || name === ''
    ? []
    : [
        {
          name,
          ...(known !== undefined && { type: known }),
          ...(typeof help === 'string' && help !== '' && { help }),
          ...(typeof unit === 'string' && unit !== '' && { unit }),
        },
      ];
}

function answerOf(row: unknown): [string, Answer][] {
  const [key, at, values] = listOf(row);
  const texts = listOf(values).filter((one) => typeof one === 'string');
  return typeof key === 'string' && typeof at === 'number' ? [[key, { at, values: texts }]] : [];
}
