import * as l10n from '@vscode/l10n';
import { entriesOf, itemsOf, keyOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { relabel } from '../relabel/relabel.ts';
import { scalarText } from './job.ts';
import type { ScrapeJob } from './job.ts';
import { refusal, warning } from './report.ts';

/** How many targets of a job are looked at one by one. */
const maxTargets = 2000;

/**
 * Static targets are `host:port`. Without rules Prometheus refuses anything with a slash; with rules it leaves such a target
 * out unless they mend it. https://github.com/prometheus/prometheus/blob/main/config/config.go
 */
export function* checkStaticTargets(job: ScrapeJob): Iterable<Problem> {
  const { rules } = job.targetRules;
  for (const { node, labels } of staticTargets(job)) {
    const address = labels.get('__address__') ?? '';
    if (!address.includes('/')) {
      continue;
    }
    const fix = withoutPath(node, address);
    if (rules.length === 0) {
      yield refusal(
        'prometheus/target-with-path',
        l10n.t('A target is host:port. The scheme goes into scheme, the path into metrics_path.'),
        node,
        fix,
      );
    } else if (rules.every(({ rule }) => rule !== undefined)) {
      const result = relabel(
        labels,
        rules.flatMap(({ rule }) => rule ?? []),
      );
      if (result.kept && result.labels.get('__address__')?.includes('/')) {
        yield warning(
          'prometheus/target-with-path',
          l10n.t(
            'No rule takes scheme and path off this target, so that it is never scraped: a target is host:port.',
          ),
          node,
          fix,
        );
      }
    }
  }
}

/** The targets of `static_configs` with the labels beside them, without what is known only where the collector runs. */
export function* staticTargets(job: ScrapeJob): Iterable<{ node: YamlNode; labels: Map<string, string> }> {
  let count = 0;
  for (const group of itemsOf(valueAt(job.node, 'static_configs'))) {
    const shared = entriesOf(valueAt(group, 'labels')).flatMap((entry) => {
      const [name, value] = [keyOf(entry), scalarText(entry.value)];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    });
    for (const node of itemsOf(valueAt(group, 'targets'))) {
      const address = scalarText(node);
      count += 1;
      if (count > maxTargets) {
        return;
      }
      if (address !== undefined) {
        yield { node, labels: new Map([['__address__', address], ...shared]) };
      }
    }
  }
}

function withoutPath(node: YamlNode, address: string): Pick<Problem, 'fixes'> {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/\s"'#]+)/i.exec(address)?.[1];
  return host === undefined
    ? {}
    : {
        fixes: [
          {
            title: l10n.t('Change to “{0}”', host),
            edits: [{ start: node.start, end: node.end, text: `"${host}"` }],
          },
        ],
      };
}
