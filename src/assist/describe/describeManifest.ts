import * as l10n from '@vscode/l10n';
import { choicesLine, headline, nearestEntry, paragraphs } from './describeParts.ts';
import type { DescribeContext } from '../look.ts';
import { manifestPlaceOf, manifestViewAt } from '../manifestView.ts';
import type { ManifestPlace } from '../manifestView.ts';
import { requiredOf, withoutAlternatives } from '../schemaSteps.ts';
import { touchedAt } from '../spotAt.ts';
import type { AssistFile } from '../view.ts';
import type { Span } from '../../problem.ts';

/**
 * A field of a document around collector configs: its type, default and values, and at the name of an object where its
 * kind is written of. `undefined` without schemas in the context, and for names that people give, such as labels.
 */
export function describeInManifest(
  file: AssistFile,
  offset: number,
  { manifests }: DescribeContext,
): { span: Span; markdown: string } | undefined {
  const view = manifests && manifestViewAt(file, offset, manifests);
  const touched = view && touchedAt(view.yaml, offset);
  if (!touched || touched.spot.kind === 'word' || (touched.part === 'value' && touched.spot.block)) {
    return undefined;
  }
  const field = nearestEntry(touched.spot);
  const place = field && manifestPlaceOf(view, field, manifests);
  const owner = field?.parent && manifestPlaceOf(view, field.parent, manifests);
  if (!place || !owner) {
    return undefined;
  }
  const { name } = field;
  // Of a query other hovers say what stands there.
  if (place.kind === 'ruleFile' && name === 'expr' && touched.part === 'value') {
    return undefined;
  }
  if (!owner.schemas.some(({ properties }) => properties && Object.hasOwn(properties, name))) {
    return undefined;
  }
  const isName = place.path.length === 1 && (name === 'kind' || name === 'apiVersion');
  const isDeprecated = place.schemas.some(({ deprecated }) => deprecated === true);
  const markdown = paragraphs([
    headline(name, place, requiredOf(withoutAlternatives(owner.schemas)).has(name)),
    isName ? undefined : choicesLine(place.schemas),
    isDeprecated ? l10n.t('Deprecated.') : undefined,
    isName ? pageOf(place, manifests.kubernetes().version) : undefined,
  ]);
  return { span: touched.span, markdown };
}

/** A link to where the fields of a kind are written of. */
function pageOf({ kind, names }: ManifestPlace, version: string): string | undefined {
  const { apiVersion, kind: name } = names;
  if (apiVersion === undefined || name === undefined) {
    return undefined;
  }
  if (kind === 'eksctl') {
    return `[${l10n.t('{0} of eksctl', name)}](https://schema.eksctl.io/)`;
  }
  const [first = '', second] = apiVersion.split('/');
  const group = second === undefined ? 'core' : first.replaceAll('.', '-');
  const minor = version.split('.').slice(0, 2).join('.');
  return first.includes('.') && !first.endsWith('.k8s.io')
    ? undefined
    : `[${l10n.t('{0} in Kubernetes {1}', name, minor)}](https://kubernetes.io/docs/reference/generated/kubernetes-api/v${minor}/#${name.toLowerCase()}-${second ?? first}-${group})`;
}
