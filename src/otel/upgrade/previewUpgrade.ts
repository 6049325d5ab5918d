import { applyEdits } from '../../manifest/yaml/edits.ts';
import { spanInFile } from '../../manifest/placement/placement.ts';
import type { TextEdit } from '../../problem.ts';
import type { Collector } from '../collector.ts';
import { readCollectorFile } from '../collectorFile.ts';
import type { CollectorFileOptions } from '../collectorFile.ts';
import type { CollectorSchemas } from '../collectorSchemas.ts';
import { lineEdits } from './lineEdits.ts';
import { planUpgrade } from './plan.ts';
import type { UpgradeStep } from './plan.ts';

/** A file's way to another release. */
export interface FileUpgrade {
  /** What there is to know, spans in the file as it is now. */
  steps: readonly UpgradeStep[];
  /** The file afterwards, with everything mechanical done and the image's tag changed. */
  text: string;
  /** What makes that of the file as it is now, as one step of undo. */
  edits: readonly TextEdit[];
  /** What is left for a person, spans in the new text. */
  left: readonly UpgradeStep[];
}

export interface UpgradeOptions extends Pick<CollectorFileOptions, 'schemas' | 'elsewhere'> {
  /** The release to go to. */
  target: string;
}

interface Way {
  schemas: CollectorSchemas;
  target: string;
  /** The collectors as they run now, in the order of the file. */
  from: readonly Collector[];
}

/** Each round does one fix and reads again; a config needs far fewer. */
const mostRounds = 200;

/**
 * What becomes of a file when its collectors go to another release; `undefined` when there is no schema for that or no collector in the
 * file. Never throws.
 */
export function previewUpgrade(
  text: string,
  { schemas, target, elsewhere }: UpgradeOptions,
): FileUpgrade | undefined {
  const release = schemas.versions.includes(target) ? schemas.release(target) : undefined;
  const { collectors } = readCollectorFile(text, { schemas, ...(elsewhere && { elsewhere }) });
  if (release === undefined || collectors.length === 0) {
    return undefined;
  }
  const way = { schemas, target, from: collectors };
  const steps = collectors.flatMap((collector) => stepsInFile(collector, planUpgrade(collector, release)));
  let after = applyEdits(text, tagEdits(text, way));
  for (let round = 0; round < mostRounds; round += 1) {
    const edits = nextEdits(after, way);
    if (edits === undefined) {
      break;
    }
    after = applyEdits(after, edits);
  }
  const left = planned(after, way).flatMap((one) => stepsInFile(one.collector, one.steps));
  return { steps, text: after, edits: lineEdits(text, after), left };
}

/** The steps of a text half-way, still seen from the release that runs now. */
function planned(text: string, { schemas, target, from }: Way) {
  const release = schemas.release(target);
  return readCollectorFile(text, { schemas, adotVersion: target }).collectors.map((collector, index) => {
    const before = from[index];
    const seen: Collector = before
      ? { ...collector, release: before.release, ...(before.origin && { origin: before.origin }) }
      : collector;
    return { collector, steps: release ? planUpgrade(seen, release) : [] };
  });
}

function nextEdits(text: string, way: Way): readonly TextEdit[] | undefined {
  for (const { collector, steps } of planned(text, way)) {
    for (const { fix } of steps) {
      const edits = fix?.edits.map((edit) => collector.config.place.toFileEdit(edit));
      if (edits && edits.length > 0 && edits.every((edit) => edit !== undefined)) {
        return edits;
      }
    }
  }
  return undefined;
}

function stepsInFile({ config: { place } }: Collector, steps: readonly UpgradeStep[]): UpgradeStep[] {
  return steps.map((step) => ({ ...step, span: spanInFile(place, step.span) }));
}

/** Tags become the target's; a digest behind one names the old image and goes. */
function tagEdits(text: string, { from, target }: Way): TextEdit[] {
  const spans = new Map(
    from.flatMap(({ origin }) =>
      origin?.span && origin.written !== undefined ? [[origin.span.start, origin.span] as const] : [],
    ),
  );
  return [...spans.values()].map(({ start, end }) => {
    const digest = /^@sha256:[0-9a-f]+/.exec(text.slice(end, end + 100))?.[0] ?? '';
    return { start, end: end + digest.length, text: `${text[start] === 'v' ? 'v' : ''}${target}` };
  });
}
