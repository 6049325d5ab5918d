import * as l10n from '@vscode/l10n';
import { entryOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { isLoopback, splitEndpoint } from '../endpoints.ts';
import { setEntry } from '../edit/yamlEdits.ts';
import { definitionsOf, entryOfDefinition, fixOf, problemOf, settingOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

/**
 * The kubelet asks at the pod's address, where nothing answers that listens on localhost, the default since ADOT 0.41: the pod
 * restarts without end.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/extension/healthcheckextension
 */
export function* healthCheckOnLocalhost(context: RuleContext): Iterable<Problem> {
  const { pod, origin, config } = context.collector;
  const isProbed =
    pod === undefined
      ? config.kind === 'configMap' || config.kind === 'customResource'
      : pod.probes.length > 0;
  if (!isProbed || origin?.kind === 'old-image') {
    return;
  }
  for (const definition of definitionsOf(context, 'extensions', 'health_check')) {
    const { value, keySpan } = definition;
    const node = valueAt(value, 'endpoint');
    const endpoint = settingOf(context, value, 'endpoint');
    // A variable may hold the pod's address; newer forms have endpoints of their own.
    const isOpenToUs = node === undefined || endpoint !== undefined;
    if (!isOpenToUs || ['http', 'grpc', 'use_v2', '<<'].some((key) => entryOf(value, key))) {
      continue;
    }
    const { host, port } = splitEndpoint(endpoint ?? 'localhost:13133');
    if (!isLoopback(host)) {
      continue;
    }
    const open = `0.0.0.0:${port ?? '13133'}`;
    const entry = entryOfDefinition(context, definition);
    yield problemOf(
      'collector/health-check-on-localhost',
      'warning',
      node ?? keySpan,
      l10n.t(
        'The health check listens on localhost, but the kubelet’s probes come to the pod’s address: they fail, and the pod restarts without end.',
      ),
      {
        fixes: fixOf(
          l10n.t('Listen on {0}', open),
          [entry && setEntry(context.text, entry, 'endpoint', open)],
          true,
        ),
      },
    );
  }
}
