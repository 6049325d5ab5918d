import * as l10n from '@vscode/l10n';
import type { Problem } from '../../problem.ts';
import { entriesOf, entryOf, itemsOf, keyOf, textOf, valueAt } from '../yaml/yamlNode.ts';
import type { YamlNode } from '../yaml/yamlNode.ts';
import { problem, spanOf } from './context.ts';

/** What the API server's validation refuses of a whole object, by its kind, beside what its pods hold. */
export function checkObject(root: YamlNode, kind: string): Problem[] {
  return rules[kind]?.flatMap((rule) => [...rule(root)]) ?? [];
}

type Rule = (root: YamlNode) => Iterable<Problem>;

const rules: Readonly<Record<string, readonly Rule[]>> = {
  Service: [servicePorts, serviceType],
  Deployment: [selectsOwnPods, recreates],
  ReplicaSet: [selectsOwnPods],
  StatefulSet: [selectsOwnPods],
  DaemonSet: [selectsOwnPods],
  ClusterRoleBinding: [subjects],
  RoleBinding: [subjects],
  ClusterRole: [policyRules],
  Role: [policyRules],
  ConfigMap: [dataKeys],
  Secret: [dataKeys],
  HorizontalPodAutoscaler: [replicas],
};

/**
 * That the selector matches the labels of the template.
 * https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/apps/validation/validation.go
 */
function* selectsOwnPods(root: YamlNode): Iterable<Problem> {
  const selector = valueAt(root, 'spec', 'selector');
  const wanted = valueAt(root, 'spec', 'selector', 'matchLabels');
  const labels = valueAt(root, 'spec', 'template', 'metadata', 'labels');
  if (selector?.kind === 'map' && selector.entries.length === 0) {
    const message = l10n.t('An empty selector is refused: it would take every pod of the namespace.');
    yield problem(
      'kubernetes/selector-mismatch',
      message,
      spanOf(selector, entryOf(valueAt(root, 'spec'), 'selector')?.key),
    );
  }
  for (const entry of entriesOf(wanted)) {
    const name = keyOf(entry);
    const value = textOf(entry.value);
    if (name === undefined || value === undefined || valueAt(root, 'spec', 'template') === undefined) {
      continue;
    }
    const own = valueAt(labels, name);
    if (textOf(own) !== value) {
      const template = entryOf(valueAt(root, 'spec'), 'template')?.key;
      const place = own ?? template;
      yield problem(
        'kubernetes/selector-mismatch',
        l10n.t(
          'The pods of this template do not have the label {0}={1}, so the selector would not find them.',
          name,
          value,
        ),
        entry.value ?? entry.key,
        place ? { related: [{ message: l10n.t('The template’s labels'), span: spanOf(place) }] } : {},
      );
    }
  }
}

function* recreates(root: YamlNode): Iterable<Problem> {
  const rolling = entryOf(valueAt(root, 'spec', 'strategy'), 'rollingUpdate');
  if (textOf(valueAt(root, 'spec', 'strategy', 'type')) === 'Recreate' && textOrMap(rolling?.value)) {
    const message = l10n.t('"{0}" can only be set when the type is {1}.', 'rollingUpdate', 'RollingUpdate');
    yield problem('kubernetes/forbidden-field', message, spanOf(rolling?.key ?? root));
  }
}

function textOrMap(node: YamlNode | undefined): boolean {
  return node !== undefined && (node.kind !== 'scalar' || textOf(node) !== undefined);
}

/** Names, numbers and protocols of ports. https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go */
function* servicePorts(root: YamlNode): Iterable<Problem> {
  const ports = itemsOf(valueAt(root, 'spec', 'ports'));
  const names = new Map<string, YamlNode>();
  const numbers = new Map<string, YamlNode>();
  for (const port of ports) {
    const name = valueAt(port, 'name');
    const text = textOf(name);
    const number = valueAt(port, 'port');
    if (text === undefined && ports.length > 1 && port.kind === 'map') {
      const message = l10n.t('Each port of a Service with several needs a name.');
      yield problem('kubernetes/missing-field', message, spanOf(number ?? port));
    } else if (name !== undefined && text !== undefined) {
      yield* twice(names, text, name);
    }
    if (number !== undefined) {
      const protocol = textOf(valueAt(port, 'protocol')) ?? 'TCP';
      yield* twice(numbers, `${protocol} ${textOf(number) ?? ''}`, number);
    }
  }
}

/** The second of two that must differ. */
export function* twice(seen: Map<string, YamlNode>, text: string, node: YamlNode): Iterable<Problem> {
  const first = seen.get(text);
  if (first === undefined) {
    seen.set(text, node);
  } else {
    const related = [{ message: l10n.t('The first one'), span: spanOf(first) }];
    yield problem('kubernetes/duplicate', l10n.t('"{0}" is there twice.', text), spanOf(node), { related });
  }
}

function* serviceType(root: YamlNode): Iterable<Problem> {
  const spec = valueAt(root, 'spec');
  if (spec?.kind !== 'map') {
    return;
  }
  const type = textOf(valueAt(spec, 'type')) ?? 'ClusterIP';
  const isHeadless = textOf(valueAt(spec, 'clusterIP')) === 'None';
  const at = spanOf(spec, entryOf(root, 'spec')?.key);
  if (type === 'ExternalName') {
    if (textOf(valueAt(spec, 'externalName')) === undefined) {
      yield problem(
        'kubernetes/missing-field',
        l10n.t('"{0}" is missing in "{1}".', 'externalName', 'spec'),
        at,
      );
    }
    return;
  }
  if (itemsOf(valueAt(spec, 'ports')).length === 0 && !isHeadless) {
    yield problem('kubernetes/missing-field', l10n.t('"{0}" is missing in "{1}".', 'ports', 'spec'), at);
  }
  for (const port of type === 'ClusterIP' ? itemsOf(valueAt(spec, 'ports')) : []) {
    const node = valueAt(port, 'nodePort');
    if (node !== undefined && (textOf(node) ?? '0') !== '0') {
      const message = l10n.t(
        'A Service of type ClusterIP has no port on the nodes. Remove it, or use type NodePort.',
      );
      yield problem('kubernetes/forbidden-field', message, spanOf(node));
    }
  }
}

/** https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/rbac/validation/validation.go */
function* subjects(root: YamlNode): Iterable<Problem> {
  for (const subject of itemsOf(valueAt(root, 'subjects'))) {
    const kind = textOf(valueAt(subject, 'kind'));
    const group = valueAt(subject, 'apiGroup');
    const wanted = kind === 'ServiceAccount' ? '' : 'rbac.authorization.k8s.io';
    if (kind === 'ServiceAccount' && !textOf(valueAt(subject, 'namespace'))) {
      const message = l10n.t(
        'A ServiceAccount needs its namespace here, even in a binding of the same namespace.',
      );
      yield problem('kubernetes/missing-field', message, spanOf(valueAt(subject, 'name') ?? subject));
    }
    if (
      group !== undefined &&
      (kind === 'ServiceAccount' || kind === 'User' || kind === 'Group') &&
      textOf(group) !== wanted
    ) {
      yield problem(
        'kubernetes/unknown-value',
        l10n.t('The apiGroup of a {0} is "{1}".', kind, wanted),
        spanOf(group),
      );
    }
  }
}

function* policyRules(root: YamlNode): Iterable<Problem> {
  const isCluster = textOf(valueAt(root, 'kind')) === 'ClusterRole';
  for (const rule of itemsOf(valueAt(root, 'rules'))) {
    const urls = valueAt(rule, 'nonResourceURLs');
    if (itemsOf(urls).length > 0) {
      if (!isCluster && urls !== undefined) {
        const message = l10n.t('Only a ClusterRole can speak of URLs that are no resources.');
        yield problem(
          'kubernetes/forbidden-field',
          message,
          spanOf(urls, entryOf(rule, 'nonResourceURLs')?.key),
        );
      }
      continue;
    }
    for (const field of rule.kind === 'map' ? ['apiGroups', 'resources'] : []) {
      if (itemsOf(valueAt(rule, field)).length === 0) {
        const first = rule.kind === 'map' ? rule.entries[0]?.key : undefined;
        const at = entryOf(rule, field)?.key ?? first ?? rule;
        const message = l10n.t('A rule needs at least one of {0}; the core group is "".', field);
        yield problem('kubernetes/missing-field', message, spanOf(at));
      }
    }
  }
}

function* dataKeys(root: YamlNode): Iterable<Problem> {
  const seen = new Map<string, YamlNode>();
  for (const field of ['data', 'binaryData']) {
    for (const { key } of entriesOf(valueAt(root, field))) {
      const name = textOf(key) ?? '';
      if (!/^[-._a-zA-Z0-9]{1,253}$/.test(name) || name === '.' || name.startsWith('..')) {
        const message = l10n.t(
          'A key has letters, digits, dashes, dots and underscores: it becomes the name of a file.',
        );
        yield problem('kubernetes/bad-key', message, spanOf(key));
      } else if (field === 'binaryData') {
        yield* seen.has(name) ? twice(seen, name, key) : [];
      } else {
        seen.set(name, key);
      }
    }
  }
}

function* replicas(root: YamlNode): Iterable<Problem> {
  const least = valueAt(root, 'spec', 'minReplicas');
  const most = valueAt(root, 'spec', 'maxReplicas');
  if (least && most && Number(textOf(least)) > Number(textOf(most))) {
    yield problem(
      'kubernetes/out-of-range',
      l10n.t('"{0}" must not be more than "{1}".', 'minReplicas', 'maxReplicas'),
      spanOf(least),
    );
  }
}
