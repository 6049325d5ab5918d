import { nearest } from '../manifest/schema/nearest.ts';
import { acrossRules } from './catalog/across.ts';
import { collectorRules } from './catalog/collector.ts';
import { generalRules } from './catalog/general.ts';
import { manifestRules } from './catalog/manifests.ts';
import { notebookRules } from './catalog/notebook.ts';
import { pipelineRules } from './catalog/pipeline.ts';
import { prometheusRules } from './catalog/prometheus.ts';
import { promqlRules } from './catalog/promql.ts';
import type { Rule, Rules } from './catalog/rule.ts';

/** Every rule by the code of what it finds, in the order of the page that describes them. */
export const ruleCatalog: Rules = {
  ...generalRules,
  ...collectorRules,
  ...pipelineRules,
  ...prometheusRules,
  ...manifestRules,
  ...promqlRules,
  ...notebookRules,
  ...acrossRules,
};

/** Whether something is ever found under this code. */
export function isKnownCode(code: string): boolean {
  return ruleOf(code) !== undefined;
}

/** The rule behind a code; `undefined` for what is none. */
export function ruleOf(code: string): Rule | undefined {
  return Object.hasOwn(ruleCatalog, code) ? ruleCatalog[code] : undefined;
}

/** The heading on docs/rules.md that tells of the code, as GitHub and VS Code make anchors of headings. */
export function rulePageAnchor(code: string): string {
  return code.replaceAll('/', '');
}

/** Whether the rule looks at one file alone. */
export function seesOneFile(code: string): boolean {
  return ruleOf(code)?.isAcross !== true;
}

/** Whether a broken text would mislead the rule. */
export function needsWholeText(code: string): boolean {
  return ruleOf(code)?.needsWhole === true;
}

/** The code that was most likely meant; `undefined` when none is near. */
export function nearestCode(code: string): string | undefined {
  return nearest(code, Object.keys(ruleCatalog));
}
