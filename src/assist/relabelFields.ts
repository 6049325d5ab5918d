import { valueBelow } from '../manifest/yaml/loose/spot.ts';
import type { Ask } from './ask.ts';

const source = ['source_labels', 'separator'];
const target = ['target_label'];

/**
 * The fields of a relabel rule by its action, those that Prometheus refuses or ignores there left out.
 * https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config
 */
const fieldsByAction: Readonly<Record<string, readonly string[]>> = {
  replace: [...source, 'regex', 'replacement', ...target],
  keep: [...source, 'regex'],
  drop: [...source, 'regex'],
  keepequal: ['source_labels', ...target],
  dropequal: ['source_labels', ...target],
  hashmod: [...source, 'modulus', ...target],
  labelmap: ['regex', 'replacement'],
  labeldrop: ['regex'],
  labelkeep: ['regex'],
  lowercase: [...source, ...target],
  uppercase: [...source, ...target],
};

/** Whether a path leads to a rule of `relabel_configs` or `metric_relabel_configs`. */
export function isRelabelRule(path: readonly (string | number)[]): boolean {
  return typeof path.at(-1) === 'number' && /^(?:metric_)?relabel_configs$/.test(String(path.at(-2)));
}

/** The keys that a rule's action allows; `undefined` outside of rules and for actions that are not known. */
export function allowedRelabelFields({ place, view, cursor }: Ask): ReadonlySet<string> | undefined {
  if (!isRelabelRule(place.path)) {
    return undefined;
  }
  const action = valueBelow(view.yaml, cursor.holder, 'action')?.toLowerCase();
  // A rule without action replaces, but its action may not have been written yet.
  const allowed = action === undefined ? undefined : fieldsByAction[action];
  return allowed && new Set([...allowed, 'action']);
}
