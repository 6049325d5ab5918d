import * as l10n from '@vscode/l10n';
import { valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { definitionsOf, numberOf, problemOf, refusal } from './rule.ts';
import type { RuleContext } from './rule.ts';

/** The level `detailed` as a number. */
const most = 2;

/**
 * A level may be written as its number, and then only the exporter itself knows which there are.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/exporter/debugexporter/config.go
 */
export function* debugVerbosity(context: RuleContext): Iterable<Problem> {
  for (const { value } of definitionsOf(context, 'exporters', 'debug')) {
    const node = valueAt(value, 'verbosity');
    const level = numberOf(context, value, 'verbosity');
    // A number in quotes is unknown by its name already.
    const isNumber = node?.kind === 'scalar' && node.style === 'plain';
    if (isNumber && level !== undefined && Math.floor(level) > most) {
      yield problemOf(
        'collector/out-of-range',
        refusal(context),
        node,
        l10n.t('There are the levels {0}.', 'basic (0), normal (1), detailed (2)'),
      );
    }
  }
}
