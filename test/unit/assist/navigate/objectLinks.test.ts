import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { definitionsAt, highlightsAt, referencesAt } from '../../../../src/assist/navigate/navigate.ts';
import type { Surroundings } from '../../../../src/assist/navigate/objectLinks.ts';
import { objectsOf } from '../../../../src/manifest/objects/kubeObjects.ts';
import { readYamlFile } from '../../../../src/manifest/yaml/yamlFile.ts';
import { fileOf } from '../marked.ts';

const collector = `apiVersion: apps/v1
kind: Deployment
metadata: {name: collector, namespace: adot}
spec:
  template:
    metadata:
      labels: {app: collector, part: metrics}
    spec:
      serviceAccountName: "adot"
      containers:
        - name: collector
          args: ["--config=/conf/x.yaml"]
          env:
            - name: A
              valueFrom: {configMapKeyRef: {name: settings, key: relay}}
          envFrom:
            - secretRef: {name: token}
          volumeMounts:
            - name: conf
              mountPath: /conf/
        - name: other
          command: [run, --config, "file:/one.yaml"]
          volumeMounts:
            - {name: all, mountPath: /one.yaml, subPath: relay}
      volumes:
        - name: conf
          configMap:
            name: settings
            items:
              - {key: more, path: more.yaml}
              - key: relay
                path: x.yaml
        - name: all
          configMap: {name: settings}
        - configMap: {name: missing}
`;

const config = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: adot
data:
  relay: |
    receivers:
      otlp:
    exporters:
      debug:
    service:
      pipelines:
        metrics: {receivers: [otlp], exporters: [debug]}
`;

const access = `apiVersion: v1
kind: Namespace
metadata: {name: adot}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: reader}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: binding}
roleRef: {kind: ClusterRole, name: reader}
subjects:
  - {kind: ServiceAccount, name: adot, namespace: adot}
  - {kind: ServiceAccount, name: adot, namespace: other}
---
apiVersion: v1
kind: Service
metadata: {name: metrics}
spec:
  selector: {app: collector}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: in}
spec:
  rules: [{http: {paths: [{backend: {service: {name: metrics}}}]}}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: scale}
spec:
  scaleTargetRef: {kind: Deployment, name: collector}
`;

const cluster = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: lab, region: us-east-1}
iam:
  serviceAccounts:
    - metadata: {name: adot, namespace: adot}
  podIdentityAssociations:
    - {namespace: adot, serviceAccountName: adot}
`;

const folder: Readonly<Record<string, string>> = {
  'app/collector.yaml': collector,
  'app/config.yaml': config,
  'app/access.yaml': access,
  'cluster.yaml': cluster,
  'copy/config.yaml': config,
};

const around = (path: string, files = folder): Surroundings => ({
  path,
  objects: Object.entries(files).flatMap(([file, text]) =>
    readYamlFile(text).flatMap((document) => objectsOf(file, document)),
  ),
});

const textOf = (path: string, files = folder): string => files[path] ?? '';

/** The offset one character into a word behind a text. */
function offsetOf(path: string, after: string, what: string): number {
  const text = textOf(path);
  const start = text.indexOf(after);
  const offset = text.indexOf(what, start + after.length);
  assert.ok(start >= 0 && offset >= 0, `${after}…${what}`);
  return offset + 1;
}

/** `app/config.yaml:4 settings` */
function words(path: string, { start, end }: { start: number; end: number }, files = folder): string {
  const text = textOf(path, files);
  return `${path}:${text.slice(0, start).split('\n').length} ${text.slice(start, end)}`;
}

function definitions(path: string, after: string, what: string): string[] {
  const found = definitionsAt(fileOf(textOf(path)), offsetOf(path, after, what), around(path));
  return found.map(({ file, selection }) => words(file ?? path, selection));
}

describe('definitionsAt of Kubernetes objects', () => {
  const app = 'app/collector.yaml';
  for (const [title, path, after, what, expected] of [
    ['the ConfigMap of a volume', app, 'configMap:\n', 'settings', ['app/config.yaml:4 settings']],
    ['the key of its item', app, '- key: ', 'relay', ['app/config.yaml:7 relay']],
    ['the file of --config over an item', app, '--config=', '/conf', ['app/config.yaml:7 relay']],
    ['the file of --config that is mounted alone', app, 'file:', '/one', ['app/config.yaml:7 relay']],
    ['the ConfigMap of a variable', app, 'configMapKeyRef: ', 'settings', ['app/config.yaml:4 settings']],
    ['the key of a variable', app, 'key: ', 'relay', ['app/config.yaml:7 relay']],
    ['the volume of a mount', app, 'volumeMounts:\n', 'conf', [`${app}:26 conf`]],
    [
      'what eksctl makes of a service account',
      app,
      'serviceAccountName: ',
      'adot',
      ['cluster.yaml:6 adot', 'cluster.yaml:8 adot'],
    ],
    [
      'the same for a binding',
      'app/access.yaml',
      'subjects:',
      'adot',
      ['cluster.yaml:6 adot', 'cluster.yaml:8 adot'],
    ],
    [
      'the role of a binding',
      'app/access.yaml',
      'roleRef: {kind: ClusterRole',
      'reader',
      ['app/access.yaml:7 reader'],
    ],
    ['the pods behind a Service', 'app/access.yaml', 'selector: {', 'app', ['app/collector.yaml:7 app']],
    ['the Service of an Ingress', 'app/access.yaml', 'backend', 'metrics', ['app/access.yaml:19 metrics']],
    ['what is scaled', 'app/access.yaml', 'scaleTargetRef', 'collector', ['app/collector.yaml:3 collector']],
    ['a namespace', 'app/config.yaml', 'namespace: ', 'adot', ['app/access.yaml:3 adot']],
    ['an object at its name', 'app/config.yaml', 'name: ', 'settings', ['app/config.yaml:4 settings']],
    ['a key at itself', 'app/config.yaml', 'data:\n', 'relay', ['app/config.yaml:7 relay']],
    ['a volume at its name', app, 'volumes:\n', 'conf', [`${app}:26 conf`]],
    [
      'the component inside of a key',
      'app/config.yaml',
      'exporters: [',
      'debug',
      ['app/config.yaml:11 debug'],
    ],
    ['none of what the folder does not have', app, '- configMap: ', 'missing', []],
    ['none of accounts in other namespaces', 'app/access.yaml', 'namespace: adot}\n  -', 'adot', []],
    ['none of Secrets that are not there', app, 'secretRef: ', 'token', []],
    ['none of names that mean nothing', app, 'containers:\n', 'collector', []],
  ] as [string, string, string, string, string[]][]) {
    it(`is ${title}`, () => assert.deepEqual(definitions(path, after, what), expected));
  }

  it('takes a ServiceAccount that is made by a manifest too', () => {
    const made = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: adot, namespace: adot}\n';
    const text = `${made}---\n${collector}`;
    const offset = text.indexOf('"adot"') + 2;
    const found = definitionsAt(fileOf(text), offset, around('a.yaml', {}));
    assert.deepEqual(
      found.map(({ selection }) => text.slice(selection.start, selection.end)),
      ['adot'],
    );
    assert.deepEqual(
      found.map(({ file }) => file),
      [undefined],
    );
    assert.equal(text.slice(found[0]?.origin.start, found[0]?.origin.end), '"adot"');
  });

  it('takes the whole key for its target', () => {
    const [found] = definitionsAt(fileOf(collector), offsetOf(app, '- key: ', 'relay'), around(app));
    assert.ok(found?.file === 'app/config.yaml' && config.slice(found.target.start).startsWith('relay: |'));
    assert.ok(config.slice(found.target.start, found.target.end).includes('exporters: [debug]'));
  });

  it('takes the copies of other folders only where nothing is nearer', () => {
    const others = Object.entries(folder).filter(([path]) => path !== 'app/config.yaml');
    const files = Object.fromEntries([...others, ['third/config.yaml', config]]);
    const offset = offsetOf(app, 'configMap:\n', 'settings');
    const found = definitionsAt(fileOf(collector), offset, around(app, files));
    assert.deepEqual(
      found.map(({ file }) => file),
      ['copy/config.yaml', 'third/config.yaml'],
    );
  });

  it('reads the file itself as it is now, not as the folder had it', () => {
    const text = `# one more line\n${collector}`;
    const found = definitionsAt(fileOf(text), text.indexOf('name: conf\n') + 7, around(app));
    assert.deepEqual(
      found.map(({ selection }) => text.slice(selection.start, selection.end)),
      ['conf'],
    );
  });
});

describe('referencesAt and highlightsAt of Kubernetes objects', () => {
  const references = (path: string, after: string, what: string, includeDefinition = true): string[] =>
    referencesAt(fileOf(textOf(path)), offsetOf(path, after, what), {
      includeDefinition,
      around: around(path),
    })
      .map(({ file, span }) => words(file ?? path, span))
      .sort();

  it('find who uses a ConfigMap, from its name and from a use', () => {
    const expected = [
      'app/collector.yaml:15 settings',
      'app/collector.yaml:28 settings',
      'app/collector.yaml:34 settings',
      'app/config.yaml:4 settings',
    ];
    assert.deepEqual(references('app/config.yaml', 'name: ', 'settings'), expected);
    assert.deepEqual(references('app/collector.yaml', 'configMap:\n', 'settings'), expected);
    assert.deepEqual(references('app/config.yaml', 'name: ', 'settings', false), expected.slice(0, 3));
  });

  it('find who uses a key, the argument of the collector among them', () => {
    assert.deepEqual(references('app/config.yaml', 'data:\n', 'relay'), [
      'app/collector.yaml:12 /conf/x.yaml',
      'app/collector.yaml:15 relay',
      'app/collector.yaml:22 /one.yaml',
      'app/collector.yaml:31 relay',
      'app/config.yaml:7 relay',
    ]);
  });

  it('find the pods and bindings of a service account from cluster.yaml', () => {
    assert.deepEqual(references('cluster.yaml', 'serviceAccounts:\n', 'adot', false), [
      'app/access.yaml:14 adot',
      'app/collector.yaml:9 "adot"',
    ]);
  });

  it('highlight what stands in the file alone', () => {
    const offset = offsetOf('app/collector.yaml', 'volumeMounts:\n', 'conf');
    const found = highlightsAt(fileOf(collector), offset);
    assert.deepEqual(
      found.map(({ span, kind }) => `${kind} ${words('app/collector.yaml', span)}`),
      ['use app/collector.yaml:19 conf', 'definition app/collector.yaml:26 conf'],
    );
  });

  it('find nothing at what has no name', () =>
    assert.deepEqual(references('app/collector.yaml', 'mountPath: ', '/conf'), []));
});
