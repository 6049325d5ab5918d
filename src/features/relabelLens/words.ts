import * as l10n from '@vscode/l10n';
import type { JobEnd, RuleEffect } from '../../otel/relabel/lens.ts';
import type { RelabelAction } from '../../otel/relabel/rule.ts';

const filters: ReadonlySet<string> = new Set<RelabelAction>(['keep', 'drop', 'keepequal', 'dropequal']);

/** What a rule does to the targets that reach it, in a few words. */
export function effectText(
  { kept, of, changes }: Pick<RuleEffect, 'kept' | 'of' | 'changes'>,
  action: RelabelAction | undefined,
): string {
  if (kept === undefined) {
    return l10n.t('not known here');
  }
  if (of === 0) {
    return l10n.t('no target left');
  }
  if (kept < of || (action !== undefined && filters.has(action))) {
    return l10n.t('{0} of {1} kept', kept, of);
  }
  const [first, ...more] = changes;
  if (first === undefined) {
    return l10n.t('no effect');
  }
  return more.length === 0 ? changeText(first) : l10n.t('changes {0} labels', changes.length);
}

type LabelCount = RuleEffect['changes'][number];

function changeText({ name, set, deleted }: LabelCount): string {
  if (deleted === 0) {
    return l10n.t('sets {0} on {1}', name, set);
  }
  return set === 0
    ? l10n.t('deletes {0} on {1}', name, deleted)
    : l10n.t('changes {0} on {1}', name, set + deleted);
}

const mostLabels = 12;

/** The same at length: each label that the rule changes, a line each. */
export function effectDetail({ kept, of, changes }: Pick<RuleEffect, 'kept' | 'of' | 'changes'>): string {
  if (kept === undefined) {
    return l10n.t(
      'This rule, or one before it, is refused or holds a value that is known only where the collector runs. What it does cannot be told here.',
    );
  }
  const shown = changes.slice(0, mostLabels);
  return [
    l10n.t('Of {0} targets that reach this rule, it keeps {1}.', of, kept),
    ...shown.map(changeText),
    ...(changes.length > shown.length ? [l10n.t('and {0} more labels', changes.length - shown.length)] : []),
  ].join('\n');
}

/** What is left behind the last rule. */
export function endText({ scraped, same, colliding, failed }: JobEnd): string {
  const inCollision = colliding.reduce((sum, group) => sum + group.length, 0);
  return [
    scraped === 1 ? l10n.t('1 target scraped') : l10n.t('{0} targets scraped', scraped),
    ...(same > 0 ? [l10n.t('{0} the same', same)] : []),
    ...(inCollision > 0 ? [l10n.t('{0} write the same series', inCollision)] : []),
    ...(failed.length > 0 ? [l10n.t('{0} cannot be scraped', failed.length)] : []),
  ].join(' · ');
}

/** Why targets behind the last rule are fewer than the rule kept, or trouble each other; nothing to say otherwise. */
export function endDetail({ same, colliding, failed }: JobEnd): string {
  const lines = failed.map(({ why }) => failureText(why));
  return [
    ...(same > 0 ? [l10n.t('Targets with the same labels are scraped once.')] : []),
    ...(colliding.length > 0
      ? [
          l10n.t(
            'Targets that differ only in labels that begin with __ write the same series: the samples of one are refused or lost.',
          ),
        ]
      : []),
    ...new Set(lines),
  ].join('\n');
}

/** Why a target that its rules have kept is not scraped. */
export function failureText(why: JobEnd['failed'][number]['why']): string {
  switch (why) {
    case 'no-address':
      return l10n.t('Without __address__ a target cannot be scraped.');
    case 'bad-address':
      return l10n.t('An __address__ with a path cannot be scraped: it is host:port.');
    case 'bad-interval':
      return l10n.t(
        'The interval or the timeout cannot be read, or the timeout is longer than the interval.',
      );
  }
}
