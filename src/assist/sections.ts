import type { ComponentKind, Signal } from '../otel/collectorSchemas.ts';

export const signals: readonly Signal[] = ['metrics', 'traces', 'logs'];

/** The lists of a pipeline. */
export const pipelineLists = ['receivers', 'processors', 'exporters'] as const;

export type PipelineList = (typeof pipelineLists)[number];

export function isPipelineList(name: string): name is PipelineList {
  return (pipelineLists as readonly string[]).includes(name);
}

/** Where the components of a pipeline's list are defined: connectors stand at the end of one and the beginning of another. */
export const sectionsOfList: Readonly<Record<PipelineList, readonly ComponentKind[]>> = {
  receivers: ['receivers', 'connectors'],
  processors: ['processors'],
  exporters: ['exporters', 'connectors'],
};
