import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { definitionAt } from '../../../src/assist/navigate.ts';
import { fileOf } from './marked.ts';

const text = `kind: ServiceAccount
metadata: {name: collector, namespace: adot}
---
kind: ClusterRole
metadata: {name: reader}
---
kind: ClusterRoleBinding
metadata: {name: binding}
roleRef: {kind: ClusterRole, name: reader}
subjects:
  - {kind: ServiceAccount, name: collector, namespace: adot}
  - {kind: ServiceAccount, name: collector, namespace: other}
---
kind: ConfigMap
metadata:
  name: settings
  namespace: adot
data:
  relay: "a: 1"
---
kind: Deployment
metadata: {name: d, namespace: adot}
spec:
  template:
    spec:
      serviceAccountName: collector
      containers:
        - env:
            - valueFrom: {configMapKeyRef: {name: settings, key: relay}}
      volumes:
        - name: settings
          configMap:
            name: settings
            items:
              - key: relay
                path: relay.yaml
        - configMap: {name: missing}
`;

/** What is selected from the n-th line on which a text stands, and its line. */
function from(what: string, after: string): [string, number] | undefined {
  const start = text.indexOf(after);
  const offset = text.indexOf(what, start + after.length);
  assert.ok(start >= 0 && offset >= 0);
  const found = definitionAt(fileOf(text), offset + 1);
  return (
    found && [
      text.slice(found.selection.start, found.selection.end),
      text.slice(0, found.selection.start).split('\n').length,
    ]
  );
}

describe('definitionAt of Kubernetes objects', () => {
  for (const [title, what, after, expected] of [
    ['the ConfigMap of a volume', 'settings', 'configMap:\n            name: ', ['settings', 16]],
    ['the key of its item', 'relay', '- key: ', ['relay', 19]],
    ['the ConfigMap of a variable', 'settings', 'configMapKeyRef: {name: ', ['settings', 16]],
    ['the ServiceAccount of a pod', 'collector', 'serviceAccountName: ', ['collector', 2]],
    ['the ServiceAccount of a binding', 'collector', 'subjects:', ['collector', 2]],
    ['the role of a binding', 'reader', 'roleRef: {kind: ClusterRole, name: ', ['reader', 5]],
  ] as const) {
    it(`is ${title}`, () => assert.deepEqual(from(what, after), expected));
  }

  for (const [title, what, after] of [
    ['what the file does not have', 'missing', '{name: '],
    ['objects of other namespaces', 'collector', 'namespace: adot}\n  - {kind'],
    ['names of other things', 'settings', 'volumes:\n        - name: '],
  ] as const) {
    it(`is none of ${title}`, () => assert.equal(from(what, after), undefined));
  }
});
