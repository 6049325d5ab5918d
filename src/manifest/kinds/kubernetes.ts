import * as l10n from '@vscode/l10n';
import type { Fix, Problem } from '../../problem.ts';
import { formats } from '../schema/formats.ts';
import { nearest } from '../schema/nearest.ts';
import { checkSchema } from '../schema/schemaCheck.ts';
import { schemaProblems } from '../schema/schemaProblems.ts';
import { entryOf, itemsOf, textOf, valueAt } from '../yaml/yamlNode.ts';
import type { YamlNode } from '../yaml/yamlNode.ts';
import { plansOf, problem, spanOf } from './context.ts';
import type { ManifestContext } from './context.ts';
import { checkPods } from './pods.ts';
import { checkObject } from './kubernetesObjects.ts';
import type { KubernetesSchemas } from './manifestSchemas.ts';
import { objectSchema } from './objectSchema.ts';
import { removedApis } from './removedApis.ts';

/**
 * What the API server refuses of an object under strict field validation, which kubectl asks for.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#setting-the-field-validation-level
 */
export function checkKubernetes(root: YamlNode, context: ManifestContext): Problem[] {
  const apiVersion = textOf(valueAt(root, 'apiVersion'));
  const kind = textOf(valueAt(root, 'kind'));
  if (apiVersion === undefined || kind === undefined) {
    return schemaProblems(
      checkSchema(root, { required: ['apiVersion', 'kind'] }, { dialect: 'kubernetes' }),
      { area: 'kubernetes', text: context.text },
    );
  }
  if (apiVersion === 'v1' && kind === 'List') {
    return itemsOf(valueAt(root, 'items')).flatMap((item) => checkKubernetes(item, context));
  }
  const all = context.schemas.kubernetes();
  const schema = objectSchema(all, apiVersion, kind);
  const isKnown = schema !== undefined || all.served[apiVersion]?.includes(kind) === true;
  if (!isKnown) {
    return checkName(root, apiVersion, kind, all);
  }
  const problems = schemaProblems(
    schema
      ? checkSchema(root, schema, {
          dialect: 'kubernetes',
          definitions: all.definitions,
          ...plansOf(context),
          ...(context.formats && { formats: context.formats }),
        })
      : [],
    { area: 'kubernetes', text: context.text },
  );
  return [...problems, ...checkMetadata(root, kind), ...checkObject(root, kind), ...checkPods(root, kind)];
}

/** What is wrong with an `apiVersion` and `kind` that no server has, as far as that is certain. */
function checkName(root: YamlNode, apiVersion: string, kind: string, all: KubernetesSchemas): Problem[] {
  const removed = removedApis[apiVersion]?.find(({ kinds }) => kinds.includes(kind));
  const version = valueAt(root, 'apiVersion');
  const kindNode = valueAt(root, 'kind');
  if (version === undefined || kindNode === undefined) {
    return [];
  }
  if (removed !== undefined) {
    const { instead, removedIn } = removed;
    const message =
      instead === undefined
        ? l10n.t('Kubernetes {0} took {1} of {2} out without a successor.', removedIn, kind, apiVersion)
        : l10n.t(
            'Kubernetes {0} took {1} of {2} out: it is in {3} now.',
            removedIn,
            kind,
            apiVersion,
            instead,
          );
    return [problem('kubernetes/removed-api', message, version, { fixes: changeTo(version, instead) })];
  }
  const homes = Object.keys(all.served).filter((candidate) => all.served[candidate]?.includes(kind));
  if (homes.length > 0 && (apiVersion in all.served || isBuiltIn(apiVersion, all))) {
    const home = homes.find((candidate) => /\/?v\d+$/.test(candidate)) ?? homes[0] ?? '';
    const message = l10n.t('{0} has no {1}: it is in {2}.', apiVersion, kind, home);
    return [problem('kubernetes/unknown-api', message, version, { fixes: changeTo(version, home) })];
  }
  const near = nearest(kind, all.served[apiVersion] ?? []);
  if (near !== undefined) {
    const message = l10n.t('{0} has no "{1}". Did you mean "{2}"?', apiVersion, kind, near);
    return [problem('kubernetes/unknown-api', message, kindNode, { fixes: changeTo(kindNode, near) })];
  }
  return isBuiltIn(apiVersion, all)
    ? [
        problem(
          'kubernetes/unknown-api',
          l10n.t('Kubernetes {0} has no {1} in {2}.', all.version, kind, apiVersion),
          version,
          {
            severity: 'warning',
          },
        ),
      ]
    : [];
}

/** Groups of custom resources have a dot; those of Kubernetes have none, or are known. */
function isBuiltIn(apiVersion: string, all: KubernetesSchemas): boolean {
  const [group = '', version] = apiVersion.split('/');
  return (
    version === undefined ||
    !group.includes('.') ||
    Object.keys(all.served).some((other) => other.startsWith(`${group}/`))
  );
}

function changeTo(node: YamlNode, text: string | undefined): Fix[] {
  return text === undefined
    ? []
    : [{ title: l10n.t('Change to {0}', text), edits: [{ start: node.start, end: node.end, text }] }];
}

/** Names that may have any character that a path can hold. */
const pathNames: ReadonlySet<string> = new Set(['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding']);
const labelNames: ReadonlySet<string> = new Set(['Namespace', 'Service']);

/**
 * That the object has a name of the form its kind asks for.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
function checkMetadata(root: YamlNode, kind: string): Problem[] {
  const metadata = valueAt(root, 'metadata');
  const name = valueAt(root, 'metadata', 'name');
  if (
    metadata === undefined ||
    (metadata.kind === 'map' && name === undefined && !entryOf(metadata, 'generateName'))
  ) {
    const at = entryOf(root, 'metadata')?.key ?? entryOf(root, 'kind')?.key ?? root;
    return [
      problem(
        'kubernetes/missing-field',
        l10n.t('"{0}" is missing in "{1}".', 'name', 'metadata'),
        spanOf(at),
      ),
    ];
  }
  const text = textOf(name);
  if (name === undefined || text === undefined || /<[A-Z][A-Z0-9_-]*>/.test(text)) {
    return [];
  }
  if (pathNames.has(kind)) {
    return text === '.' || text === '..' || /[/%]/.test(text)
      ? [problem('kubernetes/bad-name', l10n.t('A name cannot hold "/" or "%", nor be "." or "..".'), name)]
      : [];
  }
  const format = labelNames.has(kind) ? 'dns-label' : 'dns-subdomain';
  const fault = formats[format]?.(text);
  if (fault === undefined) {
    return [];
  }
  const message = labelNames.has(kind)
    ? l10n.t(
        'A name of this kind has lower-case letters, digits and dashes, at most 63, and no dash at its ends.',
      )
    : l10n.t('A name has lower-case letters, digits, dashes and dots, and a letter or digit at both ends.');
  return [problem('kubernetes/bad-name', message, name, { fixes: changeTo(name, fault.suggestion) })];
}
