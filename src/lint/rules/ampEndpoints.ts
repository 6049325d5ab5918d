import { textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { RunningCollector } from '../project.ts';

/** The endpoint of a remote-write exporter that writes to AMP. */
export interface AmpEndpoint {
  region: string;
  /** `undefined` where it is no id, such as a placeholder. */
  workspace: string | undefined;
  /** In the config's root. */
  node: YamlNode;
}

const host =
  /^https?:\/\/aps-workspaces(?:-fips)?\.([a-z]{2}(?:-[a-z]+)+-\d+)\.(?:amazonaws\.com(?:\.cn)?|api\.aws)(?:\/|$)/;

/** Where the exporters in use write to in AMP. https://docs.aws.amazon.com/general/latest/gr/prometheus-service.html */
export function ampEndpoints({ model }: RunningCollector): AmpEndpoint[] {
  const used = new Set(model.pipelines.flatMap(({ exporters }) => exporters.map(({ id }) => id)));
  return model.components.flatMap(({ kind, id, value }) => {
    const node = valueAt(value, 'endpoint');
    const text = textOf(node) ?? '';
    const region = host.exec(text)?.[1];
    return kind === 'exporters' && used.has(id) && node !== undefined && region !== undefined
      ? [{ region, workspace: /\/workspaces\/(ws-[\w-]+)/.exec(text)?.[1], node }]
      : [];
  });
}
