import * as l10n from '@vscode/l10n';
import { keywordWords } from '../describe/functions.ts';
import { signatureOf } from '../describe/signature.ts';
import { plainMarkdown } from '../describe/sourceWords.ts';
import type { MetricSource } from '../metricSource.ts';
import type { QuerySuggestion } from './items.ts';

/** What a person is told of a suggestion who looks at it. */
export interface Explanation {
  detail?: string;
  /** Localised, Markdown. */
  documentation?: string;
}

/** The words of a suggestion of `suggestQuery`: a list would take most of its time to make them for all. */
export function explainSuggestion(
  { kind, label }: Pick<QuerySuggestion, 'kind' | 'label'>,
  source: MetricSource,
): Explanation {
  switch (kind) {
    case 'metric': {
      const help = source.metrics().facts(label)?.help;
      return help === undefined ? {} : { documentation: plainMarkdown(help) };
    }
    case 'function':
    case 'aggregation':
      return explainFunction(label);
    case 'keyword':
    case 'operator': {
      const documentation = keywordWords[label]?.();
      return documentation === undefined ? {} : { documentation };
    }
    case 'label':
    case 'labelValue':
    case 'duration':
    case 'variable':
    case 'snippet':
      return {};
  }
}

function explainFunction(name: string): Explanation {
  const signature = signatureOf(name);
  if (signature === undefined) {
    return {};
  }
  const { label: detail, documentation, isExperimental } = signature;
  const note = l10n.t('Experimental: servers refuse it without a feature flag, and AMP has none.');
  return { detail, documentation: isExperimental ? `${documentation}\n\n${note}` : documentation };
}
