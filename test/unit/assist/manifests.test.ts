import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { describeAt } from '../../../src/assist/describe/describe.ts';
import { suggestAt } from '../../../src/assist/suggest/suggest.ts';
import type { SuggestContext } from '../../../src/assist/ask.ts';
import { objectsOf } from '../../../src/manifest/objects/kubeObjects.ts';
import { readYamlFile } from '../../../src/manifest/yaml/yamlFile.ts';
import type { Suggestion } from '../../../src/problem.ts';
import { manifestSchemas as manifests, problemsOf } from '../manifest/kinds/schemas.ts';
import { inConfigMap, marked } from './marked.ts';

const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: x\n  namespace: adot\n';
const inPod = (text: string): string => `${deployment}spec:\n  template:\n    spec:\n${text}`;
const cluster = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n';

const live = {
  remoteWriteUrls: () => [],
  regions: () => ['eu-west-1'],
  namespaces: () => ['adot', 'apps'],
};

function suggestions(text: string, context: SuggestContext = {}): Suggestion[] {
  const { file, offset } = marked(text);
  return suggestAt(file, offset, { manifests, live, today: '2026-11-25', ...context });
}

const labels = (text: string): string[] => suggestions(text).map(({ label }) => label);

describe('suggestAt in manifests: the first that are offered', () => {
  for (const [title, text, expected] of [
    ['what an object needs, where nothing is yet', '│', ['apiVersion', 'kind', 'metadata', 'Deployment']],
    ['the same behind a marker and a comment', 'a: 1\n---\n# b\n│', ['apiVersion', 'kind', 'metadata']],
    ['the same at the first word', 'dep│', ['apiVersion', 'kind', 'metadata', 'Deployment']],
    [
      'versions that have our kinds, stable first',
      'apiVersion: │',
      ['apps/v1', 'autoscaling/v2', 'batch/v1'],
    ],
    ['the version that has the kind', 'kind: Deployment\napiVersion: │', ['apps/v1']],
    ['the version of eksctl', 'kind: ClusterConfig\napiVersion: │', ['eksctl.io/v1alpha5']],
    ['kinds of the version', 'apiVersion: policy/v1\nkind: │', ['PodDisruptionBudget', 'Eviction']],
    [
      'required fields, then what is written most',
      `${deployment}spec:\n  │`,
      ['selector', 'template', 'replicas'],
    ],
    ['fields that are not there yet', `${deployment}│`, ['spec']],
    ['no fields that the server sets', `${deployment}  │`, ['labels', 'annotations', 'finalizers']],
    ['fields behind a dash', inPod('      containers:\n        - │'), ['name', 'image', 'command']],
    [
      'fields beside others in broken YAML',
      inPod('      containers: [\n      vol│'),
      ['serviceAccountName', 'resources', 'volumes'],
    ],
    ['values of a field', inPod('      restartPolicy: │'), ['Always', 'OnFailure', 'Never']],
    [
      'values in a list',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec:\n  accessModes: [│]',
      ['ReadWriteOnce', 'ReadOnlyMany'],
    ],
    [
      'volumes for a mount',
      inPod(
        '      volumes:\n        - name: conf\n      containers:\n        - volumeMounts:\n            - name: │',
      ),
      ['conf'],
    ],
    [
      'namespaces of the file, then of the cluster',
      `${deployment}---\napiVersion: v1\nkind: Service\nmetadata:\n  namespace: │`,
      ['adot', 'apps'],
    ],
    [
      'fields in an item of a List',
      'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n    spec:\n      │',
      ['type', 'selector', 'ports'],
    ],
    ['fields of a cluster', `${cluster}│`, ['metadata', 'iam', 'fargateProfiles', 'cloudWatch']],
    ['regions', `${cluster}metadata:\n  region: │`, ['eu-west-1']],
    [
      'versions that EKS offers',
      `${cluster}metadata:\n  version: │`,
      ['1.35', '1.34', '1.33', '1.32', '1.31'],
    ],
    ['the default first', `${cluster}iam:\n  vpcResourceControllerPolicy: │`, ['true', 'false']],
    [
      'what a rule needs',
      'groups:\n  - name: a\n    rules:\n      - │',
      ['expr', 'record', 'alert', 'for', 'labels'],
    ],
    [
      'what goes with a record',
      'groups:\n  - name: a\n    rules:\n      - record: a\n        │',
      ['expr', 'labels'],
    ],
    ['durations', 'groups:\n  - interval: │\n    rules: []', ['10s', '15s', '30s']],
    ['fields of an alert manager definition', 'alertmanager_config: |\n  route:\n│', ['template_files']],
    [
      'routes inside its text',
      'alertmanager_config: |\n  route:\n    │',
      ['receiver', 'group_by', 'matchers'],
    ],
    [
      'where alerts go',
      'alertmanager_config: |\n  receivers:\n    - sns_configs:\n        - │',
      ['topic_arn', 'sigv4'],
    ],
    ['routes of Alertmanager itself', 'receivers:\n  - name: a\nroute:\n  │', ['receiver', 'group_by']],
    [
      'modes of the operator',
      'apiVersion: opentelemetry.io/v1beta1\nkind: OpenTelemetryCollector\nspec:\n  mode: │',
      ['deployment', 'daemonset'],
    ],
    ['nothing in files of other kinds', 'services:\n  web: {}\n│', []],
    ['nothing in other groups', 'groups:\n  - name: a\n    │', []],
    ['nothing in block scalars', `apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    │`, []],
    ['nothing for Kustomize', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n│', []],
  ] as [string, string, string[]][]) {
    it(title, () => {
      const found = labels(text);
      assert.deepEqual(expected.length === 0 ? found : found.slice(0, expected.length), expected);
    });
  }

  it('keeps to the config inside of a ConfigMap', () => {
    const text = inConfigMap('receivers:\n  otlp:\nexporters:\n  debug:\n    │\nservice:\n  pipelines:\n');
    assert.deepEqual(labels(text), ['verbosity', 'use_internal_logger', 'sending_queue']);
  });

  it('has nothing to say without schemas', () => {
    const { file, offset } = marked('apiVersion: │');
    assert.deepEqual(suggestAt(file, offset, { live }), []);
  });

  it('offers one of two rivals only while none is there', () => {
    const text = 'groups:\n  - rules:\n      - alert: a\n        │';
    assert.equal(labels(text).includes('record'), false);
    assert.equal(labels(text.replace('alert: a\n        ', '')).includes('record'), true);
  });
});

describe('suggestAt in manifests: what is written', () => {
  for (const [title, text, label, snippet] of [
    [
      'a mapping with what it needs',
      `${deployment}│`,
      'spec',
      'spec:\n  selector:\n    $1\n  template:\n    $2',
    ],
    ['a list with its first item', inPod('      │'), 'containers', 'containers:\n  - name: $1'],
    ['a default to write over', `${cluster}managedNodeGroups:\n  - │`, 'volumeSize', 'volumeSize: ${1:80}'],
    [
      'the other way round where true is the default',
      `${cluster}iam:\n  │`,
      'vpcResourceControllerPolicy',
      'vpcResourceControllerPolicy: ${1:false}',
    ],
    ['versions in quotes', `${cluster}metadata:\n  version: │`, '1.35', '"1.35"'],
    ['a key alone where it has its colon', `${deployment}sp│: {}`, 'spec', 'spec'],
  ] as [string, string, string, string][]) {
    it(title, () => {
      const found = suggestions(text).find((one) => one.label === label);
      assert.equal(found?.snippet, snippet);
    });
  }
});

describe('whole documents to begin with', () => {
  const whole = suggestions('│').filter(({ kind }) => kind === 'component');

  it('are those of the way from an app to AMP', () => assert.equal(whole.length, 15));

  for (const { label, snippet } of whole) {
    it(`${label} is refused by nobody as it stands`, () => {
      assert.deepEqual(problemsOf(plain(snippet)), []);
    });
  }

  /** A snippet as it stands when nobody types anything. */
  function plain(snippet: string): string {
    const first = /\$\{1:([^}]*)\}/.exec(snippet)?.[1] ?? '';
    return snippet
      .replaceAll('$1}', `${first}}`)
      .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1')
      .replaceAll('$0', '');
  }
});

describe('describeAt in manifests', () => {
  for (const [title, text, expected] of [
    ['type and need', `${deployment}sp│ec: {}`, '**spec** · mapping, required'],
    [
      'the values of an enum',
      inPod('      restart│Policy: Never'),
      '**restartPolicy** · one of a few\n\nOne of: `Always`, `OnFailure`, `Never`',
    ],
    [
      'the same at a value',
      inPod('      restartPolicy: Nev│er'),
      '**restartPolicy** · one of a few\n\nOne of: `Always`, `OnFailure`, `Never`',
    ],
    [
      'a default',
      `${cluster}iam:\n  vpcResource│ControllerPolicy: true`,
      '**vpcResourceControllerPolicy** · true or false, default `true`',
    ],
    ['a duration of a rule', 'groups:\n  - rules:\n      - f│or: 5m', '**for** · duration'],
    ['no need for one of two rivals', 'groups:\n  - rules:\n      - rec│ord: a', '**record** · text'],
    [
      'what lies in an alert manager definition',
      'alertmanager_config: |\n  route:\n    conti│nue: true',
      '**continue** · true or false',
    ],
    [
      'the page of a kind',
      'apiVersion: v1\nkind: Serv│ice',
      '**kind** · one of a few, required\n\n[Service in Kubernetes 1.37](https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#service-v1-core)',
    ],
    [
      'the page of a kind of a group',
      'apiVersion: rbac.authorization.k8s.io/v1\nki│nd: Role',
      '**kind** · one of a few, required\n\n[Role in Kubernetes 1.37](https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#role-v1-rbac-authorization-k8s-io)',
    ],
    [
      'the page of eksctl',
      `${cluster.replace('Cluster', 'Clus│ter')}`,
      '**kind** · one of a few, required\n\nOne of: `ClusterConfig`\n\n[ClusterConfig of eksctl](https://schema.eksctl.io/)',
    ],
    [
      'nothing of names that people give',
      'apiVersion: v1\nkind: Service\nmetadata:\n  labels:\n    ap│p: x',
      undefined,
    ],
    ['the need for a query', 'groups:\n  - rules:\n      - ex│pr: up == 0', '**expr** · text, required'],
    ['nothing inside the query', 'groups:\n  - rules:\n      - expr: u│p == 0', undefined],
    ['nothing of a word that is being written', `${deployment}sp│`, undefined],
    ['nothing in other files', 'services:\n  w│eb: {}', undefined],
  ] as [string, string, string | undefined][]) {
    it(title, () => {
      const { file, offset } = marked(text);
      const found = describeAt(file, offset, { manifests })?.markdown;
      assert.equal(found, expected?.replace('\n\nOne of: `ClusterConfig`', ''));
    });
  }

  it('says it of the key or the value that one looks at', () => {
    const { file, offset } = marked(inPod('      restartPolicy: Nev│er'));
    const span = describeAt(file, offset, { manifests })?.span;
    assert.equal(span && file.text.slice(span.start, span.end), 'Never');
  });
});

describe('names that fields can take', () => {
  const folder = {
    'config.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf, namespace: adot}\ndata: {relay: a, more: b}\n---\n' +
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: foreign, namespace: other}\n---\n' +
      'apiVersion: v1\nkind: Secret\nmetadata: {name: token, namespace: adot}\nstringData: {a: b}\n---\n' +
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: reader}\n',
    'cluster.yaml': `${cluster}metadata: {name: a, region: b}\niam: {serviceAccounts: [{metadata: {name: made, namespace: adot}}]}\n`,
  };
  const around = {
    path: 'here.yaml',
    objects: Object.entries(folder).flatMap(([path, text]) =>
      readYamlFile(text).flatMap((document) => objectsOf(path, document)),
    ),
  };
  const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
`;
  const account = '---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: own, namespace: adot}\n';
  for (const [title, text, expected] of [
    [
      'ConfigMaps of the namespace',
      inPod('      volumes:\n        - configMap:\n            name: │'),
      ['conf'],
    ],
    [
      'their keys',
      inPod(
        '      volumes:\n        - configMap:\n            name: conf\n            items:\n              - key: │',
      ),
      ['relay', 'more'],
    ],
    [
      'keys for a variable',
      inPod(
        '      containers:\n        - env:\n            - valueFrom:\n                configMapKeyRef:\n                  name: conf\n                  key: │',
      ),
      ['relay', 'more'],
    ],
    ['Secrets', inPod('      volumes:\n        - secret:\n            secretName: │'), ['token']],
    [
      'service accounts of the file and of a cluster',
      inPod(`      serviceAccountName: │\n${account}`),
      ['own', 'made'],
    ],
    [
      'service accounts of a binding',
      `${binding}subjects:\n  - kind: ServiceAccount\n    namespace: adot\n    name: │\n`,
      ['made'],
    ],
    ['roles of the kind', `${binding}roleRef:\n  kind: ClusterRole\n  name: │\n`, ['reader']],
    ['nothing for names that are given', `${deployment.replace('name: x', 'name: │')}`, []],
    [
      'nothing for keys of an unknown ConfigMap',
      inPod(
        '      volumes:\n        - configMap:\n            name: x\n            items:\n              - key: │',
      ),
      [],
    ],
  ] as [string, string, string[]][]) {
    it(`are ${title}`, () => {
      const found = suggestions(text, { around }).filter(({ kind }) => kind === 'live');
      assert.deepEqual(
        found.map(({ label }) => label),
        expected,
      );
    });
  }
});
