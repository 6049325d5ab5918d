/** Objects that the API server takes, and what breaks them: the live tests ask a real one. */
export const deployment = `apiVersion: apps/v1
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
export const service = `apiVersion: v1
kind: Service
metadata: {name: app, namespace: a, annotations: {scrape: "true"}}
spec:
  type: ClusterIP
  selector: {app: x}
  ports:
    - {name: web, port: 80, targetPort: web}
    - {name: metrics, port: 8888, targetPort: 8888}
`;
export const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: "adot:role"}
subjects: [{kind: ServiceAccount, name: a, namespace: b}]
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}
`;
export const role = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules:
  - apiGroups: [""]
    resources: [pods]
    verbs: [get]
  - nonResourceURLs: [/metrics]
    verbs: [get]
`;
export const job = `apiVersion: batch/v1
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
export const configMap =
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a.yaml: x}\nbinaryData: {b: YQ==}\n';
export const autoscaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}
  minReplicas: 1
  maxReplicas: 3
`;

export const good: Readonly<Record<string, string>> = {
  deployment,
  service,
  binding,
  role,
  job,
  configMap,
  autoscaler,
};

/** A good text, what is put in place of what, what is found then. */
export const mutants: readonly [text: string, from: string, to: string, found: string][] = [
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
