import * as l10n from '@vscode/l10n';
import { entryOf, resolved } from '../../manifest/yaml/yamlNode.ts';
import type { Fix, Problem } from '../../problem.ts';
import { adviceFor } from '../relabel/advice.ts';
import type { ReadRule } from '../relabel/readRules.ts';
import type { RelabelRule } from '../relabel/rule.ts';
import { roleOf } from './discovery.ts';
import type { ScrapeJob } from './job.ts';
import { metaPrefix, sliceNames } from './kubernetesRoles.ts';
import { information, warning } from './report.ts';

/** What holds for the rules of a job beside what each of them says by itself. */
export function* checkRuleSets(job: ScrapeJob): Iterable<Problem> {
  for (const read of job.targetRules.rules) {
    yield* adviceFor(read);
    yield* checkNeeded(read);
  }
  for (const read of job.metricRules.rules) {
    yield* adviceFor(read);
    yield* checkMetricRule(read);
  }
  yield* checkOldRole(job);
}

/** Without these a target cannot be scraped: https://github.com/prometheus/prometheus/blob/main/scrape/target.go */
const needed = ['__address__', '__scrape_interval__', '__scrape_timeout__'];

function* checkNeeded({ fields, rule }: ReadRule): Iterable<Problem> {
  const lost = needed.find((name) => rule !== undefined && dropsName(rule, name));
  if (lost !== undefined && fields?.regex?.text !== '.*') {
    yield warning(
      'relabel/needed-label-dropped',
      l10n.t('This rule drops {0}, without which no target can be scraped.', lost),
      fields?.regex?.span ?? fields?.span ?? { start: 0, end: 0 },
    );
  }
}

function dropsName({ action, regex }: RelabelRule, name: string): boolean {
  return (action === 'labeldrop' && regex.test(name)) || (action === 'labelkeep' && !regex.test(name));
}

function* checkMetricRule({ fields, rule }: ReadRule): Iterable<Problem> {
  for (const { text, span } of fields?.sourceLabels?.names ?? []) {
    if (text.startsWith('__') && text !== '__name__') {
      yield warning(
        'relabel/label-of-targets',
        l10n.t(
          '{0} is gone before metric_relabel_configs: samples have it no longer. Use relabel_configs.',
          text,
        ),
        span,
      );
    }
  }
  if (rule === undefined || fields === undefined) {
    return;
  }
  if (rule.targetLabel === '__name__') {
    yield warning(
      'relabel/renames-metrics',
      l10n.t(
        'The receiver looks for type and unit under the name that was scraped, so a renamed metric loses both.',
      ),
      fields.targetLabel?.span ?? fields.span,
    );
  }
  const lost = ['instance', 'job'].find((name) => dropsName(rule, name));
  if (lost !== undefined && fields.regex?.text !== '.*') {
    yield warning(
      'relabel/same-series',
      l10n.t('Without {0} the series of different targets look the same and overwrite each other.', lost),
      fields.regex?.span ?? fields.span,
    );
  }
}

/**
 * Kubernetes 1.33 gave up Endpoints for EndpointSlices: https://kubernetes.io/blog/2025/04/24/endpoints-deprecation/. Labels of
 * the role have other names then, and the collector needs other permissions.
 */
function* checkOldRole(job: ScrapeJob): Iterable<Problem> {
  for (const discovery of job.kubernetes.filter((one) => roleOf(one) === 'endpoints')) {
    const value = resolved(entryOf(discovery.node, 'role')?.value);
    if (value !== undefined) {
      yield information(
        'prometheus/endpoints-role',
        l10n.t(
          'Kubernetes has given up Endpoints since 1.33. The role endpointslice finds the same targets; it needs permission to list and watch endpointslices of discovery.k8s.io.',
        ),
        value,
        {
          tag: 'deprecated',
          fixes: [toSlices(job, { start: value.start, end: value.end, text: 'endpointslice' })],
        },
      );
    }
  }
}

function toSlices(job: ScrapeJob, role: Fix['edits'][number]): Fix {
  const labels = job.targetRules.rules
    .flatMap(({ fields }) => fields?.sourceLabels?.names ?? [])
    .flatMap(({ text, span }) => {
      const renamed = sliceName(text);
      return renamed === undefined ? [] : [{ start: span.start, end: span.end, text: renamed }];
    });
  return { title: l10n.t('Change to endpointslice, its labels too'), edits: [role, ...labels] };
}

/** What all labels begin with that are called otherwise. */
const endpointsPrefix = `${metaPrefix}endpoint`;

function sliceName(label: string): string | undefined {
  const found = label.startsWith(endpointsPrefix)
    ? sliceNames.find(([old]) =>
        old.endsWith('_') ? label.startsWith(metaPrefix + old) : label === metaPrefix + old,
      )
    : undefined;
  return found && metaPrefix + found[1] + label.slice((metaPrefix + found[0]).length);
}
