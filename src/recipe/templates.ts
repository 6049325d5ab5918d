/** What may stand in a hole of a template. */
export type FieldKind =
  /** A region's code, `eu-west-1`. */
  | 'region'
  /** `https://…/workspaces/ws-…/api/v1/remote_write`. */
  | 'remoteWriteUrl'
  /** `arn:aws:aps:…:workspace/ws-…`. */
  | 'workspaceArn'
  /** `arn:aws:iam::…:role/…`. */
  | 'roleArn'
  /** A Kubernetes namespace. */
  | 'namespace'
  /** Name of an EKS cluster. */
  | 'cluster'
  /** `1.35`. */
  | 'kubernetesVersion'
  /** `0.49.0`. */
  | 'adotVersion'
  /** Id of a component of the collector. */
  | 'component'
  /** A container image with its tag or digest. */
  | 'image'
  /** A duration of Prometheus, `15s`. */
  | 'duration'
  | 'flag'
  /** Any one line; its hole stands between double quotes. */
  | 'text';

export interface Field {
  kind: FieldKind;
  /** Without a value, the lines that hold it are left out. */
  optional?: true;
}

export interface Template {
  /** Under `templates/`. */
  file: string;
  /** What the filled-in file is called. */
  target: string;
  /** By the name of the hole, without its underscores: `REGION` for `__REGION__`. */
  fields: Readonly<Record<string, Field>>;
}

/** Every file of the recipe. */
export const templates = {
  clusterConfig: {
    file: 'cluster-config.yaml',
    target: 'cluster-config.yaml',
    fields: {
      CLUSTER: { kind: 'cluster' },
      REGION: { kind: 'region' },
      KUBERNETES_VERSION: { kind: 'kubernetesVersion' },
      NAMESPACE: { kind: 'namespace' },
      APP_NAMESPACE: { kind: 'namespace' },
      WORKSPACE_ARN: { kind: 'workspaceArn' },
    },
  },
  collector: {
    file: 'adot-collector-fargate.yaml',
    target: 'adot-collector-fargate.yaml',
    fields: {
      ADOT_VERSION: { kind: 'adotVersion' },
      UPSTREAM_VERSION: { kind: 'adotVersion' },
      NAMESPACE: { kind: 'namespace' },
      REGION: { kind: 'region' },
      REMOTE_WRITE: { kind: 'component' },
      REMOTE_WRITE_URL: { kind: 'remoteWriteUrl' },
      DISABLE_SCOPE_INFO: { kind: 'flag', optional: true },
      CLUSTER: { kind: 'cluster', optional: true },
      ROLE_ARN: { kind: 'roleArn', optional: true },
    },
  },
  sampleApp: {
    file: 'prometheus-sample-app.yaml',
    target: 'prometheus-sample-app.yaml',
    fields: { APP_NAMESPACE: { kind: 'namespace' }, IMAGE: { kind: 'image' } },
  },
  dashboard: {
    file: 'prometheus-sample-app-dashboard.json',
    target: 'prometheus-sample-app-dashboard.json',
    fields: { TITLE: { kind: 'text' }, SCRAPE_INTERVAL: { kind: 'duration' } },
  },
  notebook: {
    file: 'query-notebook.promql.md',
    target: 'query-notebook.promql.md',
    fields: { WORKSPACE_ARN: { kind: 'workspaceArn' }, SCRAPE_INTERVAL: { kind: 'duration' } },
  },
} as const satisfies Record<string, Template>;

export type TemplateId = keyof typeof templates;
