import { stringify } from 'yaml';
import { applyEdits } from '../../src/manifest/yaml/edits.ts';
import { fillIn } from '../../src/manifest/fillIn.ts';

/** What the recipe of 2021 leads to: its config with each of the components that it names, and what stands around it. */
export interface OldRecipe {
  manifest: string;
  config: string;
}

const labels = { app: 'aws-adot', component: 'adot-collector' };

/**
 * The well-known recipe as it was before anything was fixed, its placeholders filled in by the product. The namespace and the service account
 * are missing, because eksctl makes them.
 */
export function oldRecipe({
  namespace,
  endpoint,
  region,
}: {
  namespace: string;
  endpoint: string;
  region: string;
}): OldRecipe {
  const filled = (text: string): string => applyEdits(text, fillIn(text, { endpoint, region }).edits);
  const text = stringify(config);
  const documents = objects(namespace, text).map((object) => stringify(object));
  return { manifest: filled(documents.join('---\n')), config: filled(text) };
}

const config = {
  receivers: {
    prometheus: {
      config: {
        global: { scrape_interval: '15s', scrape_timeout: '10s' },
        scrape_configs: [
          {
            job_name: 'kubernetes-service-endpoints',
            kubernetes_sd_configs: [{ role: 'endpoints' }],
            relabel_configs: [
              { source_labels: ['__meta_kubernetes_service_annotation_scrape'], action: 'keep', regex: true },
            ],
          },
        ],
      },
    },
  },
  exporters: {
    prometheusremotewrite: { endpoint: '<YOUR_ENDPOINT>', auth: { authenticator: 'sigv4auth' } },
    logging: { loglevel: 'debug' },
  },
  extensions: {
    health_check: null,
    pprof: { endpoint: ':1888' },
    zpages: { endpoint: ':55679' },
    sigv4auth: { service: 'aps', region: '<YOUR_REGION>' },
  },
  service: {
    extensions: ['pprof', 'zpages', 'health_check', 'sigv4auth'],
    pipelines: { metrics: { receivers: ['prometheus'], exporters: ['logging', 'prometheusremotewrite'] } },
  },
};

function objects(namespace: string, configText: string): object[] {
  const probe = { httpGet: { path: '/', port: 13133 } };
  const role = 'adotcol-admin-role';
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: role },
      rules: [
        {
          apiGroups: [''],
          resources: ['nodes', 'nodes/proxy', 'services', 'endpoints', 'pods'],
          verbs: ['get', 'list', 'watch'],
        },
        { apiGroups: ['extensions'], resources: ['ingresses'], verbs: ['get', 'list', 'watch'] },
        { nonResourceURLs: ['/metrics'], verbs: ['get'] },
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: `${role}-binding` },
      subjects: [{ kind: 'ServiceAccount', name: 'adot-collector', namespace }],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'adot-collector-conf', namespace },
      data: { 'adot-collector-config': configText },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'adot-collector', namespace, labels },
      spec: { type: 'NodePort', ports: [{ name: 'metrics', port: 8888 }], selector: labels },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'adot-collector', namespace, labels },
      spec: {
        minReadySeconds: 5,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: 'adot-collector',
            containers: [
              {
                name: 'adot-collector',
                image: 'public.ecr.aws/aws-observability/aws-otel-collector:latest',
                args: ['--config=/conf/adot-collector-config.yaml'],
                resources: {
                  limits: { cpu: 1, memory: '2Gi' },
                  requests: { cpu: '200m', memory: '400Mi' },
                },
                volumeMounts: [{ name: 'conf', mountPath: '/conf' }],
                livenessProbe: probe,
                readinessProbe: probe,
              },
            ],
            volumes: [
              {
                name: 'conf',
                configMap: {
                  name: 'adot-collector-conf',
                  items: [{ key: 'adot-collector-config', path: 'adot-collector-config.yaml' }],
                },
              },
            ],
          },
        },
      },
    },
  ];
}
