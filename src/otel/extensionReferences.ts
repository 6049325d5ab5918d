import { entriesOf, entryOf, itemsOf, keyOf, resolved, textOf } from '../manifest/yaml/yamlNode.ts';
import type { YamlEntry, YamlNode } from '../manifest/yaml/yamlNode.ts';
import type { ComponentKind } from './collectorSchemas.ts';

/** What a component wants from the extension that it names. */
export type ExtensionReferenceRole = 'authenticator' | 'storage' | 'encoding' | 'middleware';

/** A scalar within a component's settings that names an extension. */
export interface ExtensionReference {
  role: ExtensionReferenceRole;
  node: YamlNode;
}

/** Settings nest three or four levels deep; what lies deeper is no setting of ours. */
const deepest = 12;

/**
 * The extensions that a component's settings name: `auth.authenticator` of HTTP and gRPC settings, `storage` of queues and
 * of the file log receiver, `middlewares`, the file exporter's `encoding`. Other words `storage` and `encoding` are left
 * alone, since they name something else (Kafka's own encodings).
 * https://github.com/open-telemetry/opentelemetry-collector/tree/main/config/configauth
 */
export function extensionReferences(
  kind: ComponentKind,
  type: string,
  value: YamlNode | undefined,
): ExtensionReference[] {
  const found: ExtensionReference[] = [];
  const add = (role: ExtensionReferenceRole, node: YamlNode | undefined): void => {
    if (node !== undefined && textOf(node)) {
      found.push({ role, node });
    }
  };
  const readsStorage = kind === 'receivers' && (type === 'filelog' || type === 'file_log');
  if (readsStorage) {
    add('storage', entryOf(value, 'storage')?.value);
  }
  if (kind === 'exporters' && type === 'file') {
    add('encoding', entryOf(value, 'encoding')?.value);
  }
  walk(value, 0, (entry) => {
    const key = keyOf(entry);
    if (key === 'auth') {
      add('authenticator', entryOf(entry.value, 'authenticator')?.value);
    } else if (key === 'sending_queue') {
      add('storage', entryOf(entry.value, 'storage')?.value);
    } else if (key === 'middlewares') {
      itemsOf(entry.value).forEach((item) => {
        add('middleware', entryOf(item, 'id')?.value);
      });
    }
  });
  return found;
}

/** Visits mappings below a node. Aliases are not followed: what they lead to is visited where it stands. */
function walk(node: YamlNode | undefined, depth: number, visit: (entry: YamlEntry) => void): void {
  if (depth === 0 && node?.kind === 'alias') {
    walk(resolved(node), 1, visit);
  }
  if (node?.kind !== 'map' || depth > deepest) {
    return;
  }
  for (const entry of entriesOf(node)) {
    visit(entry);
    // Prometheus' own configuration names no extensions, and is the longest part of most files.
    if (keyOf(entry) !== 'config') {
      walk(entry.value, depth + 1, visit);
    }
  }
}
