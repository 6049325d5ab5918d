import * as l10n from '@vscode/l10n';
import { textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { Ask, Offer } from '../ask.ts';
import { definedIds } from '../ask.ts';
import { typeOf } from '../schemaPlace.ts';
import { literal, writtenScalar } from './snippets.ts';

/** Values that the environment around the config knows: workspaces, regions, namespaces, variables of the container. */
export function liveOffers(ask: Ask): Offer[] {
  const { path, component } = ask.place;
  const field = path.findLast((step) => typeof step === 'string');
  const type = component?.aliasOf ?? component?.type ?? '';
  if (field === 'endpoint' && /^prometheus_?remote_?write$/.test(type) && path.length === 3) {
    return urlOffers(ask);
  }
  if (field === 'region' || field === 'sts_region' || field === 'cluster_region') {
    return regionOffers(ask);
  }
  return field === 'names' && path.includes('namespaces') ? namespaceOffers(ask) : [];
}

function urlOffers({ context: { live } }: Ask): Offer[] {
  return (live?.remoteWriteUrls() ?? []).map(({ url, label, detail }, index) => ({
    form: 'value',
    kind: 'live',
    label,
    name: url,
    snippet: literal(writtenScalar(url)),
    filter: `${label} ${url}`,
    detail: detail ?? url,
    order: index,
  }));
}

/** The regions that the config's own endpoints name come first: a signature for another one is refused. */
function regionOffers(ask: Ask): Offer[] {
  const { collector, context } = ask;
  const own = definedIds(ask, 'exporters')
    .filter((id) => /^prometheus_?remote_?write$/.test(typeOf(id)))
    .flatMap((id) => regionOf(textOf(valueAt(collector.config.root, 'exporters', id, 'endpoint'))) ?? []);
  const regions = [...new Set([...own, ...(context.live?.regions() ?? [])])];
  return regions.map((region, index) => ({
    form: 'value',
    kind: 'live',
    label: region,
    name: region,
    snippet: literal(region),
    order: index,
    ...(own.includes(region) && { detail: l10n.t('of the endpoint') }),
  }));
}

function regionOf(endpoint: string | undefined): string | undefined {
  return /\baps-workspaces\.([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(endpoint ?? '')?.[1];
}

/** The cluster's namespaces and those that the file's own objects have. */
function namespaceOffers({ file, context, taken }: Ask): Offer[] {
  const own = file.documents.flatMap(({ root }) => textOf(valueAt(root, 'metadata', 'namespace')) ?? []);
  const names = [...new Set([...own, ...(context.live?.namespaces() ?? [])])];
  return names
    .filter((name) => !taken.has(name))
    .map((name, index) => ({
      form: 'value',
      kind: 'live',
      label: name,
      name,
      snippet: literal(writtenScalar(name)),
      order: index,
      ...(own.includes(name) && { detail: l10n.t('in this file') }),
    }));
}

/** The variables of the collector's container, behind `${env:` that has been begun. */
export function environmentOffers({ collector, cursor, view }: Ask, offset: number): Offer[] {
  const begun = view.yaml.text.slice(cursor.word.start, offset);
  const open = begun.lastIndexOf('${');
  if (open < 0 || begun.includes('}', open)) {
    return [];
  }
  return Object.entries(collector.env).map(([name, value], index) => ({
    form: 'value',
    kind: 'value',
    label: `\${env:${name}}`,
    name: `\${env:${name}}`,
    snippet: literal(`\${env:${name}}`),
    from: cursor.word.start + open,
    detail: value,
    order: index,
  }));
}
