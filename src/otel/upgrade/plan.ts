import type { Fix, Problem, Span } from '../../problem.ts';
import { isAtLeast } from '../adotVersions.ts';
import { checkCollector } from '../checkCollector.ts';
import type { Collector } from '../collector.ts';
import type { CollectorRelease } from '../collectorSchemas.ts';
import { goneComponents } from '../componentChanges.ts';
import { renamedComponents } from '../componentNames.ts';
import { goneFields } from '../fieldChanges.ts';
import { ruleContext } from '../rules/rule.ts';
import { behaviourChanges } from './changes.ts';

/** One thing to know of, or to do, when a config goes to another release. */
export interface UpgradeStep {
  /** Of the rule that finds it at the target, or `upgrade/…` for what only works differently. */
  code: string;
  /** `refused`: the target does not start with it; `renamed`: it takes the old name and warns; `changed`: it works differently. */
  kind: 'refused' | 'renamed' | 'changed';
  /** Localised. */
  message: string;
  /** In the config's own text. */
  span: Span;
  /** Whether the release it runs now is fine with it. */
  isNew: boolean;
  /** What is mechanical about it, in the config's own text; without it a person has to decide. */
  fix?: Fix;
  /** Where the change is told. */
  source?: string;
}

/** Findings that come from the release alone. */
const releaseCodes = new Set([
  'collector/unknown-component',
  'collector/removed-component',
  'collector/unknown-field',
  'collector/removed-field',
  'collector/unknown-value',
  'collector/wrong-type',
  'collector/telemetry-address',
  'collector/deprecated-name',
  'collector/deprecated-setting',
  'collector/remote-write-2-gated',
  'collector/strategy-needs-remote-write-2',
  'pipeline/wrong-signal',
]);

/**
 * What a collector's config needs to run on another release, newer or older: what that one refuses, what it knows by another name
 * and what it does differently, in the order of the text.
 */
export function planUpgrade(collector: Collector, target: CollectorRelease): UpgradeStep[] {
  const there = atRelease(collector, target);
  const now = new Set(checkCollector(collector).map(keyOf));
  const isUnknownNow = collector.origin?.kind === 'old-image';
  const from = collector.origin?.written ?? collector.release.version;
  const refused = checkCollector(there)
    .filter((problem) => releaseCodes.has(problem.code))
    .map((problem) =>
      stepOf(problem, isUnknownNow ? isSince(collector, problem, from) : !now.has(keyOf(problem))),
    );
  return [...refused, ...changesBetween(there, from, target.version)].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
  );
}

/** The collector as it would be with another release in its place. */
function atRelease(collector: Collector, release: CollectorRelease): Collector {
  return { ...collector, release, origin: { kind: 'setting', version: release.version } };
}

const keyOf = ({ code, span }: Problem): string => `${code} ${span.start} ${span.end}`;

function stepOf(problem: Problem, isNew: boolean): UpgradeStep {
  const { code, message, span, fixes } = problem;
  const isWarned = code === 'collector/deprecated-name' || code === 'collector/deprecated-setting';
  // Taking out what the target does not know may change what the config does, which is for a person to decide.
  const fix = fixes?.find(({ safe }) => safe === true || code === 'collector/removed-component');
  return { code, kind: isWarned ? 'renamed' : 'refused', message, span, isNew, ...(fix && { fix }) };
}

function changesBetween(there: Collector, from: string, to: string): UpgradeStep[] {
  const context = ruleContext(there);
  return behaviourChanges
    .filter(({ since }) => !isAtLeast(from, since) && isAtLeast(to, since))
    .flatMap((change) =>
      change.places(context).map(({ span, fixes }): UpgradeStep => ({
        code: change.code,
        kind: 'changed',
        message: change.words(),
        span,
        isNew: true,
        source: change.source,
        ...(fixes[0] && { fix: fixes[0] }),
      })),
    );
}

/** What a release without schema is fine with cannot be checked, but most changes have a date. */
function isSince({ config, source }: Collector, { span, code }: Problem, from: string): boolean {
  const written = (source ?? config.text).slice(span.start, span.end).replace(/^["']|["']$/g, '');
  const word = written.split('/')[0] ?? '';
  const since =
    goneComponents.find(({ type }) => type === word)?.since ??
    renamedComponents.find(({ oldName }) => oldName === word)?.since ??
    goneFields.find(({ path }) => path === word)?.since ??
    (code === 'collector/telemetry-address' ? '0.44.0' : '0.42.0');
  return !isAtLeast(from, since);
}
