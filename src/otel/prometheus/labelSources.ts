import * as l10n from '@vscode/l10n';
import type { Fix, Problem, Span } from '../../problem.ts';
import type { ReadRule } from '../relabel/readRules.ts';
import type { RelabelRule } from '../relabel/rule.ts';
import { roleOf } from './discovery.ts';
import type { ScrapeJob } from './job.ts';
import { hasMetaLabel, metaLabelsOf, metaPrefix, sourcesOf } from './kubernetesRoles.ts';
import type { MetaLabels } from './kubernetesRoles.ts';
import { sanitizeLabelName } from './names.ts';
import { nearest } from '../../manifest/schema/nearest.ts';
import { warning } from './report.ts';
import { staticTargets } from './staticTargets.ts';

/** What every target has before its rules run, whatever found it. */
const everyTarget: ReadonlySet<string> = new Set([
  ...['__address__', '__scheme__', '__metrics_path__', '__scrape_interval__', '__scrape_timeout__', 'job'],
]);

/** What targets of a job can have, and what is known of that. */
interface Labels {
  /** Meta labels of Kubernetes; `undefined` when other ways to find targets may set any. */
  meta: readonly MetaLabels[] | undefined;
  /** All other labels beside those that every target has; `undefined` when they are not known. */
  others: Set<string> | undefined;
  roles: readonly string[];
}

/** Ways to find targets that can give them any label. */
const anyLabels = new Set(['file', 'http', 'kuma', 'puppetdb']);

function labelsOf(job: ScrapeJob): Labels {
  const roles = job.kubernetes.map(roleOf);
  const isOpen = job.otherDiscovery.some((kind) => anyLabels.has(kind)) || roles.includes(undefined);
  const others = new Set<string>();
  for (const { labels } of staticTargets(job)) {
    for (const name of labels.keys()) {
      others.add(name);
    }
  }
  if (roles.includes('node')) {
    others.add('instance');
  }
  return {
    meta: isOpen
      ? undefined
      : job.kubernetes.flatMap((discovery) => {
          const role = roleOf(discovery);
          return role === undefined ? [] : metaLabelsOf(role, discovery.attached);
        }),
    others: isOpen || job.otherDiscovery.length > 0 ? undefined : others,
    roles: [...new Set(roles.flatMap((role) => role ?? []))],
  };
}

/**
 * Labels that rules of a job ask for and that no target can have: each of them is always empty, and Prometheus says nothing.
 * https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config
 */
export function* checkLabelSources(job: ScrapeJob): Iterable<Problem> {
  const labels = labelsOf(job);
  const written = new Set<string>();
  for (const { fields, rule } of job.targetRules.rules) {
    for (const { text, span } of fields?.sourceLabels?.names ?? []) {
      if (!written.has(text)) {
        yield* checkSource(text, span, labels);
      }
    }
    yield* checkPattern({ fields, rule }, labels);
    if (rule === undefined || !notesWhatItWrites(rule, written)) {
      labels.others = undefined;
    }
  }
}

/** Answers whether all is known that a rule may write. */
function notesWhatItWrites(rule: RelabelRule, written: Set<string>): boolean {
  if (rule.action === 'labelmap') {
    return false;
  }
  const isPlain = rule.target.every((part) => typeof part === 'string');
  if (isPlain && rule.targetLabel !== '') {
    written.add(rule.targetLabel);
  }
  return isPlain;
}

function* checkSource(label: string, span: Span, { meta, others, roles }: Labels): Iterable<Problem> {
  if (label.startsWith(metaPrefix)) {
    if (meta !== undefined && !(hasMetaLabel(meta, label) && sanitizeLabelName(label) === label)) {
      yield unknownMetaLabel(label, span, { meta, roles });
    }
  } else if (!label.startsWith('__meta_') && others !== undefined && !isKnown(label, others)) {
    const meant = nearest(label, [
      ...everyTarget,
      ...others,
      ...(label.startsWith('__meta') ? namesOf(meta ?? []) : []),
    ]);
    yield warning(
      'relabel/unknown-label',
      label === '__name__'
        ? l10n.t('Targets have no __name__. Rules for names of metrics belong under metric_relabel_configs.')
        : l10n.t('No target of this job has the label {0} here, so it is always empty.', label),
      span,
      meant === undefined ? {} : { fixes: [replaceBy(meant, span)] },
    );
  }
}

function isKnown(label: string, others: ReadonlySet<string>): boolean {
  return everyTarget.has(label) || others.has(label) || label.startsWith('__param_');
}

function unknownMetaLabel(
  label: string,
  span: Span,
  { meta, roles }: { meta: readonly MetaLabels[]; roles: readonly string[] },
): Problem {
  const clean = sanitizeLabelName(label);
  if (clean !== label && hasMetaLabel(meta, clean)) {
    return warning(
      'relabel/unknown-meta-label',
      l10n.t('In names of labels all characters but letters, digits and _ become _, so it is {0}.', clean),
      span,
      { fixes: [replaceBy(clean, span)] },
    );
  }
  const { roles: others, attach } = sourcesOf(label);
  const meant = nearestBeginning(label, meta) ?? nearestName(label, meta);
  return warning(
    'relabel/unknown-meta-label',
    metaWords(label, roles, { others, attach }),
    span,
    meant === undefined ? {} : { fixes: [replaceBy(meant, span)] },
  );
}

function metaWords(
  label: string,
  roles: readonly string[],
  { others, attach }: { others: readonly string[]; attach: string | undefined },
): string {
  const own = roles.join(', ');
  if (roles.length === 0) {
    return l10n.t('{0} is never there: this job has no kubernetes_sd_configs.', label);
  }
  if (others.length > 0) {
    return l10n.t(
      '{0} is never there with the role {1}; the role {2} sets it.',
      label,
      own,
      others.join(', '),
    );
  }
  return attach === undefined
    ? l10n.t('{0} is never there: discovery of Kubernetes has no such label.', label)
    : l10n.t('{0} is there only with {1}: true under attach_metadata.', label, attach);
}

function namesOf(meta: readonly MetaLabels[]): string[] {
  return meta.flatMap(({ names }) => [...names]);
}

/** What all of them begin with would make all of them alike. */
function nearestName(label: string, meta: readonly MetaLabels[]): string | undefined {
  const names = namesOf(meta).map((name) => name.slice(metaPrefix.length));
  const meant = nearest(label.slice(metaPrefix.length), names);
  return meant && metaPrefix + meant;
}

/** The label with the beginning that was meant: `…_service_anotation_x` for `…_service_annotation_*`. */
function nearestBeginning(label: string, meta: readonly MetaLabels[]): string | undefined {
  for (const beginning of meta.flatMap(({ beginnings }) => beginnings)) {
    for (const length of [beginning.length - 1, beginning.length, beginning.length + 1]) {
      const own = label.slice(metaPrefix.length, length);
      const isNear = nearest(own, [beginning.slice(metaPrefix.length)]) !== undefined;
      if (label.length > length && own.endsWith('_') && isNear) {
        return beginning + label.slice(length);
      }
    }
  }
  return undefined;
}

function replaceBy(label: string, { start, end }: Span): Fix {
  return { title: l10n.t('Change to “{0}”', label), edits: [{ start, end, text: label }] };
}

/** Rules over names of labels that begin as no label does. */
function* checkPattern(
  { fields, rule }: Pick<ReadRule, 'fields' | 'rule'>,
  { meta, roles }: Labels,
): Iterable<Problem> {
  const pattern = fields?.regex?.text;
  if (rule?.action !== 'labelmap' || pattern === undefined || meta === undefined) {
    return;
  }
  const [beginning = ''] = /^[A-Za-z0-9_]*/.exec(pattern) ?? [];
  // What a repetition or an alternative follows is not all of the beginning.
  const isSure = !/^[*?{|]/.test(pattern.slice(beginning.length)) && !pattern.includes('|');
  const couldBe = (): boolean =>
    meta.some(
      ({ names, beginnings }) =>
        beginnings.some((known) => beginning.startsWith(known) || known.startsWith(beginning)) ||
        [...names].some((name) => name.startsWith(beginning)),
    );
  if (isSure && beginning.length > metaPrefix.length && beginning.startsWith(metaPrefix) && !couldBe()) {
    yield warning(
      'relabel/unknown-meta-label',
      roles.length === 0
        ? l10n.t('{0} is never there: this job has no kubernetes_sd_configs.', beginning)
        : l10n.t(
            'No label of the role {0} begins with {1}, so this rule copies nothing.',
            roles.join(', '),
            beginning,
          ),
      fields?.regex?.span ?? fields?.span ?? { start: 0, end: 0 },
    );
  }
}
