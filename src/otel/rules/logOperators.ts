import * as l10n from '@vscode/l10n';
import { itemsOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { buildsSince, isBuilt } from './builds.ts';
import { problemOf, refusalSince, settingOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

/**
 * Ids of log operators that another one has. Without `id` it is the type, and only such ones get out of each other's way.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/pkg/stanza/pipeline/config.go
 */
export function* logOperatorIds(context: RuleContext): Iterable<Problem> {
  for (const definition of context.model.components) {
    const operators =
      definition.kind === 'receivers' && isBuilt(definition)
        ? itemsOf(valueAt(definition.value, 'operators'))
        : [];
    const own = (operator: YamlNode): string | undefined => settingOf(context, operator, 'id') || undefined;
    const types = new Set(
      operators
        .filter((operator) => valueAt(operator, 'id') === undefined)
        .map((operator) => settingOf(context, operator, 'type')),
    );
    const before = new Set<string>();
    for (const operator of operators) {
      const id = own(operator);
      const node = valueAt(operator, 'id');
      if (id !== undefined && node && (before.has(id) || types.has(id))) {
        yield problemOf(
          'collector/operator-id-twice',
          refusalSince(context, buildsSince),
          node,
          l10n.t('Another operator has the id {0}: the collector refuses that.', id),
        );
      }
      before.add(id ?? '');
    }
  }
}
