import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { TargetObjects, TargetPod } from '../../../../src/kube/targets/targetObjects.ts';
import { listTargetsOf } from '../../../../src/kube/targets/targetLists.ts';
import { targetsOf } from '../../../../src/kube/targets/targets.ts';
import type { TargetRole } from '../../../../src/kube/targets/targets.ts';
import { hasMetaLabel, metaLabelsOf } from '../../../../src/otel/prometheus/kubernetesRoles.ts';
import { openFake, sendJson, sendStatus, startFakeApi } from '../fakeApi.ts';
import type { FakeApi } from '../fakeApi.ts';

const pod: TargetPod = {
  metadata: {
    name: 'web-1',
    namespace: 'shop',
    uid: 'u1',
    labels: { 'app.kubernetes.io/name': 'web' },
    annotations: { 'prometheus.io/scrape': 'true' },
    ownerReferences: [{ kind: 'ReplicaSet', name: 'web-7d4b', uid: 'u2', controller: true }],
  },
  spec: {
    nodeName: 'node-a',
    containers: [
      {
        name: 'app',
        image: 'web:1',
        ports: [
          { name: 'http', containerPort: 8080, protocol: 'TCP' },
          { name: 'admin', containerPort: 9000, protocol: 'TCP' },
        ],
      },
      { name: 'side', image: 'side:1' },
    ],
    initContainers: [{ name: 'first', image: 'first:1' }],
  },
  status: {
    phase: 'Running',
    podIP: '10.0.0.7',
    hostIP: '192.168.0.1',
    conditions: [{ type: 'Ready', status: 'True' }],
    containerStatuses: [{ name: 'app', containerID: 'containerd://1' }],
  },
};

const objects: TargetObjects = {
  pods: [pod],
  services: [
    {
      metadata: { name: 'web', namespace: 'shop', uid: 'u3', labels: { tier: 'front' } },
      spec: {
        type: 'ClusterIP',
        clusterIP: '10.1.0.1',
        ports: [{ name: 'http', port: 80, protocol: 'TCP' }],
      },
    },
  ],
  slices: [
    {
      metadata: {
        name: 'web-x',
        namespace: 'shop',
        uid: 'u4',
        labels: { 'kubernetes.io/service-name': 'web' },
      },
      addressType: 'IPv4',
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      endpoints: [
        {
          addresses: ['10.0.0.7'],
          conditions: { ready: true, serving: true, terminating: false },
          nodeName: 'node-a',
          zone: 'eu-west-1a',
          targetRef: { kind: 'Pod', namespace: 'shop', name: 'web-1' },
        },
        { addresses: ['10.9.9.9'] },
      ],
    },
  ],
  endpoints: [
    {
      metadata: { name: 'web', namespace: 'shop', uid: 'u5' },
      subsets: [
        {
          ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
          addresses: [
            {
              ip: '10.0.0.7',
              nodeName: 'node-a',
              targetRef: { kind: 'Pod', namespace: 'shop', name: 'web-1' },
            },
          ],
          notReadyAddresses: [{ ip: 'fd00::9', hostname: 'nine' }],
        },
      ],
    },
  ],
  nodes: [
    {
      metadata: { name: 'node-a', uid: 'u6', labels: { arch: 'arm64' } },
      spec: { providerID: 'aws:///i-1' },
      status: {
        addresses: [
          { type: 'Hostname', address: 'node-a.local' },
          { type: 'InternalIP', address: '192.168.0.1' },
        ],
        conditions: [{ type: 'Ready', status: 'True' }],
        daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      },
    },
  ],
  namespaces: [{ metadata: { name: 'shop', uid: 'u7', labels: { team: 'a' } } }],
  replicaSets: [
    {
      metadata: {
        name: 'web-7d4b',
        namespace: 'shop',
        uid: 'u2',
        ownerReferences: [{ kind: 'Deployment', name: 'web', uid: 'u8', controller: true }],
      },
    },
  ],
};

const meta = (labels: ReadonlyMap<string, string> | undefined, name: string): string | undefined =>
  labels?.get(`__meta_kubernetes_${name}`);
const addresses = (role: TargetRole): (string | undefined)[] =>
  targetsOf(role, objects).map((labels) => labels.get('__address__'));

describe('targetsOf', () => {
  it('gives a pod a target for each port, and one for each container without ports', () => {
    assert.deepEqual(addresses('pod'), ['10.0.0.7:8080', '10.0.0.7:9000', '10.0.0.7', '10.0.0.7']);
    const [first, , side, init] = targetsOf('pod', objects);
    assert.deepEqual(Object.fromEntries(first ?? []), {
      __address__: '10.0.0.7:8080',
      __meta_kubernetes_namespace: 'shop',
      __meta_kubernetes_pod_annotation_prometheus_io_scrape: 'true',
      __meta_kubernetes_pod_annotationpresent_prometheus_io_scrape: 'true',
      __meta_kubernetes_pod_container_id: 'containerd://1',
      __meta_kubernetes_pod_container_image: 'web:1',
      __meta_kubernetes_pod_container_init: 'false',
      __meta_kubernetes_pod_container_name: 'app',
      __meta_kubernetes_pod_container_port_name: 'http',
      __meta_kubernetes_pod_container_port_number: '8080',
      __meta_kubernetes_pod_container_port_protocol: 'TCP',
      __meta_kubernetes_pod_controller_kind: 'ReplicaSet',
      __meta_kubernetes_pod_controller_name: 'web-7d4b',
      __meta_kubernetes_pod_host_ip: '192.168.0.1',
      __meta_kubernetes_pod_ip: '10.0.0.7',
      __meta_kubernetes_pod_label_app_kubernetes_io_name: 'web',
      __meta_kubernetes_pod_labelpresent_app_kubernetes_io_name: 'true',
      __meta_kubernetes_pod_name: 'web-1',
      __meta_kubernetes_pod_node_name: 'node-a',
      __meta_kubernetes_pod_phase: 'Running',
      __meta_kubernetes_pod_ready: 'true',
      __meta_kubernetes_pod_uid: 'u1',
    });
    assert.equal(meta(side, 'pod_container_port_name'), undefined);
    assert.equal(meta(init, 'pod_container_init'), 'true');
  });

  it('leaves out pods without an address', () => {
    assert.deepEqual(targetsOf('pod', { pods: [{ ...pod, status: { phase: 'Pending' } }] }), []);
  });

  it('gives a service a target for each port under its name', () => {
    const [target] = targetsOf('service', objects);
    assert.equal(target?.get('__address__'), 'web.shop.svc:80');
    assert.equal(meta(target, 'service_cluster_ip'), '10.1.0.1');
    assert.equal(meta(target, 'service_label_tier'), 'front');
  });

  it('gives a slice each address with each port, then the other ports of its pods', () => {
    assert.deepEqual(addresses('endpointslice'), ['10.0.0.7:8080', '10.9.9.9:8080', '10.0.0.7:9000']);
    const [first, bare, other] = targetsOf('endpointslice', objects);
    assert.deepEqual(
      [
        'endpointslice_port_name',
        'pod_container_port_name',
        'service_name',
        'endpointslice_endpoint_zone',
      ].map((name) => [first, bare, other].map((target) => meta(target, name))),
      [
        ['http', 'http', undefined],
        ['http', undefined, 'admin'],
        ['web', 'web', 'web'],
        ['eu-west-1a', undefined, undefined],
      ],
    );
  });

  it('leaves the second slice of a dual-stack service out', () => {
    const dual = {
      ...objects,
      services:
        objects.services?.map((service) => ({
          ...service,
          spec: { ...service.spec, ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv6', 'IPv4'] },
        })) ?? [],
    };
    assert.deepEqual(targetsOf('endpointslice', dual), []);
  });

  it('gives endpoints that are ready and others, IPv6 in brackets', () => {
    assert.deepEqual(addresses('endpoints'), ['10.0.0.7:8080', '[fd00::9]:8080', '10.0.0.7:9000']);
    assert.deepEqual(
      targetsOf('endpoints', objects).map((target) => meta(target, 'endpoint_ready')),
      ['true', 'false', undefined],
    );
  });

  it('takes the first kind of address that a node has', () => {
    const [node] = targetsOf('node', objects);
    assert.equal(node?.get('__address__'), '192.168.0.1:10250');
    assert.equal(node?.get('instance'), 'node-a');
    assert.equal(meta(node, 'node_condition_ready'), 'true');
    assert.equal(meta(node, 'node_address_Hostname'), 'node-a.local');
  });

  it('attaches what is asked for', () => {
    const [plain] = targetsOf('pod', objects);
    const [target] = targetsOf('pod', objects, ['node', 'namespace', 'deployment']);
    const names = ['node_label_arch', 'namespace_label_team', 'pod_deployment_name'];
    assert.deepEqual(
      names.map((name) => meta(plain, name)),
      [undefined, undefined, undefined],
    );
    assert.deepEqual(
      names.map((name) => meta(target, name)),
      ['arm64', 'a', 'web'],
    );
  });

  for (const role of ['pod', 'service', 'endpoints', 'endpointslice', 'node'] as const) {
    it(`gives the role ${role} no label that checks would call unknown`, () => {
      const attached = ['node', 'namespace', 'deployment', 'job', 'cronjob'];
      const known = metaLabelsOf(role, attached);
      const names = targetsOf(role, objects, attached).flatMap((target) => [...target.keys()]);
      assert.ok(names.length > 5);
      assert.deepEqual(
        names.filter((name) => name.startsWith('__meta_') && !hasMetaLabel(known, name)),
        [],
      );
    });
  }
});

describe('listTargetsOf', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  const lists: Readonly<Record<string, readonly unknown[]>> = {
    '/api/v1/namespaces/shop/pods': objects.pods ?? [],
    '/api/v1/namespaces/shop/services': objects.services ?? [],
    '/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices': objects.slices ?? [],
    '/api/v1/pods': [],
  };

  it('reads each list once and makes the targets of each item', async () => {
    api = await startFakeApi(({ path }, response) =>
      sendJson(response, { metadata: {}, items: lists[path] ?? [] }),
    );
    const found = await listTargetsOf(await openFake(api), [
      { role: 'endpointslice', namespaces: ['shop'] },
      { role: 'pod', namespaces: ['shop'] },
      { role: 'pod', namespaces: [] },
    ]);
    assert.deepEqual(found, [targetsOf('endpointslice', objects), targetsOf('pod', objects), []]);
    assert.deepEqual(api.requests.map(({ path }) => path).sort(), Object.keys(lists).sort());
  });

  it('lets the API server select the objects of each role, and lists without selectors by themselves', async () => {
    api = await startFakeApi((_request, response) => sendJson(response, { metadata: {}, items: [] }));
    const slices = { role: 'endpointslice', namespaces: ['shop'], attached: ['node'] } as const;
    await listTargetsOf(await openFake(api), [
      slices,
      {
        ...slices,
        selectors: [
          { role: 'pod', label: '', field: 'spec.nodeName=n1,status.phase!=Failed' },
          { role: 'service', label: 'tier in (a,b),!old', field: '' },
          { role: 'node', label: 'zone=a', field: 'metadata.name=n1' },
        ],
      },
    ]);
    const asked = api.requests.map(({ path, query }) => {
      const selectors = ['labelSelector', 'fieldSelector'].flatMap((name) => query.get(name) ?? []);
      return [path.split('/').at(-1), ...selectors].join(' ');
    });
    assert.deepEqual(asked.sort(), [
      'endpointslices',
      'nodes',
      'nodes zone=a metadata.name=n1',
      'pods',
      'pods spec.nodeName=n1,status.phase!=Failed',
      'services',
      'services tier in (a,b),!old',
    ]);
  });

  it('fails where a list may not be read', async () => {
    api = await startFakeApi((_request, response) => sendStatus(response, 403, 'no', 'Forbidden'));
    const cluster = await openFake(api);
    await assert.rejects(listTargetsOf(cluster, [{ role: 'pod', namespaces: ['a', 'b'] }]), { status: 403 });
  });

  it('ends by the signal', async () => {
    const abort = new AbortController();
    api = await startFakeApi(() => abort.abort(new Error('enough')));
    const listing = listTargetsOf(await openFake(api), [{ role: 'service', namespaces: [] }], abort.signal);
    await assert.rejects(listing, /enough/);
  });
});
