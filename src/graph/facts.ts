import * as l10n from '@vscode/l10n';
import { entriesOf, itemsOf, keyOf, textOf, valueAt } from '../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../manifest/yaml/yamlNode.ts';
import type { ComponentDefinition } from '../otel/collectorModel.ts';

/** Settings that say what a component does, in the order they are shown. */
const telling: readonly (readonly string[])[] = [
  ['endpoint'],
  ['verbosity'],
  ['region'],
  ['directory'],
  ['path'],
  ['timeout'],
  ['limit_mib'],
  ['limit_percentage'],
  ['send_batch_size'],
  ['error_mode'],
  ['detectors'],
];

const most = 3;

/** Short words on a component's settings, at most three; none where nothing telling is set. */
export function factsOf({ kind, type, value }: ComponentDefinition): string[] {
  if (kind === 'receivers' && type === 'prometheus') {
    return scrapeFacts(value);
  }
  const protocols = entriesOf(valueAt(value, 'protocols')).flatMap((entry) => {
    const protocol = keyOf(entry);
    const endpoint = textOf(valueAt(entry.value, 'endpoint'));
    return protocol === undefined ? [] : [endpoint === undefined ? protocol : `${protocol} ${endpoint}`];
  });
  const settings = telling.flatMap((path) => {
    const text = factText(valueAt(value, ...path));
    return text === undefined ? [] : [worded(path.join('.'), text)];
  });
  return [...protocols, ...settings].slice(0, most);
}

function scrapeFacts(value: YamlNode | undefined): string[] {
  const jobs = itemsOf(valueAt(value, 'config', 'scrape_configs'));
  const names = jobs.flatMap((job) => textOf(valueAt(job, 'job_name')) ?? []);
  const interval = textOf(valueAt(value, 'config', 'global', 'scrape_interval'));
  const [first] = names;
  return [
    ...(names.length === 1 && first !== undefined ? [l10n.t('job {0}', first)] : []),
    ...(jobs.length > 1 ? [l10n.t('{0} scrape jobs', jobs.length)] : []),
    ...(interval === undefined ? [] : [l10n.t('every {0}', interval)]),
  ];
}

function factText(node: YamlNode | undefined): string | undefined {
  const items = itemsOf(node).flatMap((item) => textOf(item) ?? []);
  return textOf(node) ?? (items.length > 0 ? items.join(', ') : undefined);
}

/** Addresses and names speak for themselves; bare numbers and durations need to be told what they are. */
function worded(setting: string, text: string): string {
  switch (setting) {
    case 'endpoint':
      return host(text);
    case 'limit_mib':
      return l10n.t('at most {0} MiB', text);
    case 'limit_percentage':
      return l10n.t('at most {0} %', text);
    case 'send_batch_size':
      return l10n.t('batches of {0}', text);
    case 'timeout':
      return l10n.t('timeout {0}', text);
    default:
      return text;
  }
}

/** Of a URL its host, and the workspace of AMP's. */
function host(endpoint: string): string {
  const workspace = /\/workspaces\/(ws-[\w-]+)/.exec(endpoint)?.[1];
  return workspace ?? /^https?:\/\/([^/?#]+)/.exec(endpoint)?.[1] ?? endpoint;
}
