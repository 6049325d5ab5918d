import * as l10n from '@vscode/l10n';
import { rule } from './rule.ts';
import type { Rules } from './rule.ts';

/** How components stand in pipelines. */
export const pipelineRules: Rules = {
  'pipeline/unknown-signal': rule('error', () => l10n.t('A pipeline has no signal that there is')),
  'pipeline/profiles-gated': rule('error', () => l10n.t('Profiles need a feature gate')),
  'pipeline/no-receiver': rule('error', () => l10n.t('A pipeline has no receiver'), { needsWhole: true }),
  'pipeline/no-exporter': rule('error', () => l10n.t('A pipeline has no exporter'), { needsWhole: true }),
  'pipeline/wrong-signal': rule('error', () =>
    l10n.t('A component does not take part in the signal of the pipeline'),
  ),
  'pipeline/listed-twice': rule('warning', () => l10n.t('A component stands twice in one pipeline')),
  'pipeline/duplicate-processor': rule('error', () => l10n.t('A processor stands twice in one pipeline')),
  'pipeline/one-sided-connector': rule('warning', () => l10n.t('A connector has only one end'), {
    needsWhole: true,
  }),
  'pipeline/memory-limiter-not-first': rule('warning', () =>
    l10n.t('memory_limiter is not the first processor'),
  ),
  'pipeline/batch-too-early': rule('warning', () => l10n.t('batch stands before processors that drop')),
  'pipeline/no-memory-limiter': rule('information', () => l10n.t('A pipeline has no memory_limiter'), {
    needsWhole: true,
  }),
  'pipeline/no-batch': rule('information', () => l10n.t('A pipeline has no batch processor'), {
    needsWhole: true,
  }),
  'pipeline/written-twice': rule('warning', () =>
    l10n.t('The same samples are written to one workspace twice'),
  ),
};
