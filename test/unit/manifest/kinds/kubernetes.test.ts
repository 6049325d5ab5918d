import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../../src/manifest/edits.ts';
import type { Schema } from '../../../../src/manifest/schema.ts';
import { found, manifestSchemas, problemsOf } from './schemas.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: adot-collector
  namespace: adot-col
  labels: {app: adot}
spec:
  replicas: 1
  selector:
    matchLabels: {app: adot}
  strategy: {type: Recreate}
  template:
    metadata:
      labels: {app: adot}
    spec:
      serviceAccountName: adot-collector
      containers:
        - name: collector
          image: public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0
          args: [--config=/conf/config.yaml]
          ports:
            - {name: health, containerPort: 13133}
            - {name: metrics, containerPort: 8888}
          env:
            - {name: GOMEMLIMIT, value: 400MiB}
          resources:
            limits: {cpu: 500m, memory: 1Gi}
            requests: {cpu: 200m, memory: 400Mi}
          livenessProbe: {httpGet: {path: /, port: health}}
          volumeMounts: [{name: conf, mountPath: /conf}]
      volumes:
        - name: conf
          configMap: {name: adot-conf, items: [{key: config, path: config.yaml}]}
`;
const service = `apiVersion: v1
kind: Service
metadata: {name: app, namespace: a, annotations: {scrape: "true"}}
spec:
  type: ClusterIP
  selector: {app: x}
  ports:
    - {name: web, port: 80, targetPort: web}
    - {name: metrics, port: 8888, targetPort: 8888}
`;
const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: "adot:role"}
subjects: [{kind: ServiceAccount, name: a, namespace: b}]
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}
`;
const role = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules:
  - apiGroups: [""]
    resources: [pods]
    verbs: [get]
  - nonResourceURLs: [/metrics]
    verbs: [get]
`;
const job = `apiVersion: batch/v1
kind: CronJob
metadata: {name: j}
spec:
  schedule: "* * * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: a, image: b}]
`;
const configMap =
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a.yaml: x}\nbinaryData: {b: YQ==}\n';
const autoscaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}
  minReplicas: 1
  maxReplicas: 3
`;

describe('checkManifestDocument on Kubernetes objects', () => {
  for (const [name, text] of Object.entries({
    deployment,
    service,
    binding,
    role,
    job,
    configMap,
    autoscaler,
  })) {
    it(`finds nothing in a good ${name}`, () => {
      assert.deepEqual(found(text), []);
    });
  }

  for (const file of readdirSync('templates').filter((name) => /^(adot|prometheus).*\.yaml$/.test(name))) {
    it(`finds nothing in our own ${file}`, () => {
      assert.deepEqual(
        found(readFileSync(`templates/${file}`, 'utf8').replaceAll(/__\w+__/g, 'filled-in')),
        [],
      );
    });
  }

  /** A good text, what is put in place of what, what is found then. */
  const mutants: readonly [text: string, from: string, to: string, found: string][] = [
    [deployment, 'apps/v1', 'extensions/v1beta1', 'kubernetes/removed-api at extensions/v1beta1'],
    [deployment, 'apps/v1', 'v1', 'kubernetes/unknown-api at v1'],
    [deployment, 'apps/v1', 'app/v1', 'kubernetes/unknown-api at app/v1'],
    [deployment, 'kind: Deployment', 'kind: Deploymnet', 'kubernetes/unknown-api at Deploymnet'],
    [deployment, 'kind: Deployment\n', '', 'kubernetes/missing-field at apiVersion'],
    [deployment, '  name: adot-collector\n  namespace', '  namespace', 'kubernetes/missing-field at metadata'],
    [deployment, 'name: adot-collector\n  namespace', 'name: Adot_Collector\n  namespace', 'kubernetes/bad-name at Adot_Collector'],
    [deployment, 'namespace: adot-col', 'namespace: adot_col', 'kubernetes/bad-format at adot_col'],
    [deployment, 'labels: {app: adot}\nspec', 'labels: {app: a b}\nspec', 'kubernetes/bad-format at a b'],
    [deployment, 'labels: {app: adot}\nspec', 'labels: {"a b": adot}\nspec', 'kubernetes/bad-key at "a b"'],
    [deployment, 'replicas: 1', 'replica: 1', 'kubernetes/unknown-field at replica'],
    [deployment, 'replicas: 1', 'replicas: "1"', 'kubernetes/wrong-type at "1"'],
    [deployment, 'replicas: 1', 'replicas: -1', 'kubernetes/out-of-range at -1'],
    [deployment, 'matchLabels: {app: adot}', 'matchLabels: {app: other}', 'kubernetes/selector-mismatch at other'],
    [deployment, '    matchLabels: {app: adot}', '    {}', 'kubernetes/selector-mismatch at selector'],
    [deployment, 'type: Recreate', 'type: recreate', 'kubernetes/unknown-value at recreate'],
    [deployment, '{type: Recreate}', '{type: Recreate, rollingUpdate: {maxSurge: 1}}', 'kubernetes/forbidden-field at rollingUpdate'],
    [deployment, 'serviceAccountName: adot-collector', 'restartPolicy: Never', 'kubernetes/unknown-value at Never'],
    [deployment, '- name: collector', '- name: Collector', 'kubernetes/bad-format at Collector'],
    [deployment, '          image: public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0\n', '', 'kubernetes/missing-field at collector'],
    [deployment, 'containerPort: 8888', 'containerPort: 88888', 'kubernetes/out-of-range at 88888'],
    [deployment, 'name: metrics', 'name: health', 'kubernetes/duplicate at health'],
    [deployment, 'name: metrics', 'name: much-too-long-a-name', 'kubernetes/bad-format at much-too-long-a-name'],
    [deployment, 'value: 400MiB', 'value: 400', 'kubernetes/wrong-type at 400'],
    [deployment, 'value: 400MiB', 'value: x, valueFrom: {fieldRef: {fieldPath: a}}', 'kubernetes/exclusive-fields at valueFrom'],
    [deployment, 'memory: 400Mi', 'memory: 400MB', 'kubernetes/bad-format at 400MB'],
    [deployment, 'memory: 400Mi', 'memory: 2Gi', 'kubernetes/request-over-limit at 2Gi'],
    [deployment, 'httpGet: {path: /, port: health}', 'periodSeconds: 1', 'kubernetes/missing-field at livenessProbe'],
    [deployment, 'port: health}', 'port: health}, exec: {command: [a]}', 'kubernetes/exclusive-fields at exec'],
    [deployment, 'name: conf, mountPath', 'name: config, mountPath', 'kubernetes/unknown-volume at config'],
    [deployment, 'configMap: {name', 'emptyDir: {}\n          configMap: {name', 'kubernetes/exclusive-fields at configMap'],
    [deployment, 'configMap: {name', 'configmap: {name', 'kubernetes/unknown-field at configmap'],
    [service, '"true"', 'true', 'kubernetes/wrong-type at true'],
    [service, 'ClusterIP', 'ClusterIp', 'kubernetes/unknown-value at ClusterIp'],
    [service, 'ClusterIP', 'ExternalName', 'kubernetes/missing-field at spec'],
    [service, 'name: metrics, port', 'name: web, port', 'kubernetes/duplicate at web'],
    [service, 'port: 8888,', 'port: 80,', 'kubernetes/duplicate at 80'],
    [service, 'name: metrics, ', '', 'kubernetes/missing-field at 8888'],
    [service, 'port: 80,', 'port: 80, nodePort: 30000,', 'kubernetes/forbidden-field at 30000'],
    [service, 'name: app', 'name: a.b', 'kubernetes/bad-name at a.b'],
    [service, 'selector: {app: x}', 'selector: {app: yes}', 'kubernetes/wrong-type at yes'],
    [binding, ', namespace: b', '', 'kubernetes/missing-field at a'],
    [binding, 'ServiceAccount', 'Serviceaccount', 'kubernetes/unknown-value at Serviceaccount'],
    [binding, 'namespace: b', 'namespace: b, apiGroup: rbac.authorization.k8s.io', 'kubernetes/unknown-value at rbac.authorization.k8s.io'],
    [binding, 'roleRef', 'roleref', 'kubernetes/unknown-field at roleref'],
    [binding, 'adot:role', 'adot/role', 'kubernetes/bad-name at "adot/role"'],
    [role, '    verbs: [get]\n  - non', '    verbs: []\n  - non', 'kubernetes/too-few at verbs'],
    [role, '    resources: [pods]\n', '', 'kubernetes/missing-field at apiGroups'],
    [job, 'restartPolicy: Never', 'restartPolicy: Always', 'kubernetes/unknown-value at Always'],
    [configMap, 'a.yaml: x', 'a/b: x', 'kubernetes/bad-key at a/b'],
    [configMap, '{b: YQ==}', '{a.yaml: YQ==}', 'kubernetes/duplicate at a.yaml'],
    [configMap, 'YQ==', 'plain!', 'kubernetes/bad-format at plain!'],
    [autoscaler, 'minReplicas: 1', 'minReplicas: 4', 'kubernetes/out-of-range at 4'],
  ]; // prettier-ignore
  for (const [text, from, to, expected] of mutants) {
    it(`finds ${expected} when ${JSON.stringify(from)} is ${JSON.stringify(to)}`, () => {
      assert.ok(text.includes(from));
      assert.deepEqual(found(text.replace(from, () => to)), [expected]);
    });
  }

  it('takes what needs no more than it has', () => {
    for (const text of [
      service.replace(/ {2}ports:[^]*/, '  clusterIP: None\n'),
      service.replace(/ {2}ports:[^]*/, '  ports: [{port: 80}]\n'),
      deployment.replace('            limits: {cpu: 500m, memory: 1Gi}\n', ''),
      deployment.replace('{path: /, port: health}', '{path: /, port: 13133}'),
      deployment.replace('metadata:\n  name: adot-collector', 'metadata:\n  generateName: adot-'),
    ]) {
      assert.deepEqual(found(text), []);
    }
  });

  it('looks into lists', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Namespace\n  metadata: {nam: x}\n`;
    assert.deepEqual(found(list).length, 2);
  });

  it('leaves custom resources, kustomizations and templates alone', () => {
    for (const text of [
      'apiVersion: traefik.io/v1\nkind: Ingress\nmetadata: {name: A_B}\nspec: {x: 1}\n',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a]\n',
      'kind: Kustomization\nmetadata: {name: x}\nresources: [a]\n',
      'apiVersion: {{ .Values.api }}\nkind: Deployment\n',
      'image: {repository: a}\nreplicaCount: 1\n',
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });

  it('looks at the shell around a collector’s config', () => {
    const resource = (version: string, config: string): string =>
      `apiVersion: opentelemetry.io/${version}\nkind: OpenTelemetryCollector\nmetadata: {name: a}\nspec:\n  mode: deployment\n  config: ${config}\n`;
    assert.deepEqual(found(resource('v1beta1', '{receivers: {}}')), []);
    assert.deepEqual(found(resource('v1alpha1', '"receivers: {}"')), []);
    assert.deepEqual(found(resource('v1beta1', '"x"')), ['kubernetes/wrong-type at "x"']);
    assert.deepEqual(found(resource('v1alpha1', '{}')), ['kubernetes/wrong-type at config']);
    assert.deepEqual(found(resource('v1beta1', '{}').replace('deployment', 'Deployment')), [
      'kubernetes/unknown-value at Deployment',
    ]);
  });

  it('leaves what is still to be filled in to the rule for placeholders', () => {
    assert.deepEqual(found(deployment.replaceAll(/adot-col(?:lector)?/g, '<YOUR_NAME>')), []);
  });

  it('mends a removed version and an annotation without quotes', () => {
    for (const [from, to] of [
      ['apps/v1', 'extensions/v1beta1'],
      ['400MiB', '400'],
    ] as const) {
      const broken = deployment.replace(from, to);
      const [problem] = problemsOf(broken);
      assert.deepEqual(found(applyEdits(broken, problem?.fixes?.[0]?.edits ?? [])), []);
    }
  });
});

describe('schemas/kubernetes.json and its neighbours', () => {
  const { definitions, kinds, served } = manifestSchemas.kubernetes();
  const eksctl = manifestSchemas.eksctl();
  const amp = manifestSchemas.amp();
  const sets: readonly [string, Readonly<Record<string, Schema>>][] = [
    ['kubernetes', definitions],
    ['eksctl', eksctl.definitions ?? {}],
    ['amp', amp.definitions ?? {}],
  ];
  for (const [name, set] of sets) {
    it(`${name}: every reference leads somewhere, every pattern is one`, () => {
      const text = JSON.stringify(set);
      for (const [, target = ''] of text.matchAll(/"#\/definitions\/([^"]+)"/g)) {
        assert.ok(target in set, target);
      }
      for (const [, pattern = ''] of text.matchAll(/"pattern":("[^"]*")/g)) {
        assert.ok(new RegExp(JSON.parse(pattern) as string, 'u'));
      }
    });
  }

  it('has every kind of the recipe, served in its version', () => {
    assert.equal(Object.keys(kinds).length, 21);
    for (const id of Object.keys(kinds)) {
      const [version = '', kind = ''] = id.split(' ');
      assert.ok(served[version]?.includes(kind), id);
    }
  });

  it('holds no sentences', () => {
    assert.doesNotMatch(JSON.stringify([definitions, eksctl, amp]), /description/);
  });
});
