import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { KubeObject } from '../../../lab/kubernetes/objects.ts';
import type { Status } from '../../../lab/kubernetes/status.ts';
import { noon, tableType, useLab } from './client.ts';

interface List {
  kind: string;
  apiVersion: string;
  metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
  items: KubeObject[];
}

interface Table {
  kind: string;
  columnDefinitions: { name: string; priority: number }[] | null;
  rows: { cells: (string | number)[]; object: KubeObject | null }[];
}

describe('lists of the Kubernetes API', () => {
  const api = useLab();
  const names = async (path: string): Promise<string[]> =>
    (await api.get<List>(path)).json.items.map(({ metadata }) =>
      metadata.name.replace(/(-[a-z0-9]{10})?-[a-z0-9]{5}$/, ''),
    );

  it('lists a namespace as the server writes it: without kind and apiVersion in the items', async () => {
    const { json } = await api.get<List>('/api/v1/namespaces/prom-sample-app/pods');
    assert.equal(json.kind, 'PodList');
    assert.equal(json.apiVersion, 'v1');
    assert.deepEqual(
      json.items.map(({ kind, apiVersion, metadata }) => [kind, apiVersion, metadata.namespace]),
      [
        [undefined, undefined, 'prom-sample-app'],
        [undefined, undefined, 'prom-sample-app'],
      ],
    );
  });

  it('keeps kind and apiVersion in the items of custom resources', async () => {
    const { json } = await api.get<List>('/apis/opentelemetry.io/v1beta1/opentelemetrycollectors');
    assert.deepEqual(
      json.items.map(({ kind, metadata }) => [kind, metadata.name]),
      [['OpenTelemetryCollector', 'traces']],
    );
  });

  const selections: [path: string, found: string[]][] = [
    [
      '/api/v1/pods?labelSelector=app%3Dprometheus-sample-app',
      ['prometheus-sample-app', 'prometheus-sample-app'],
    ],
    ['/api/v1/pods?labelSelector=component%20in%20(adot-collector)', ['adot-collector', 'adot-collector']],
    ['/api/v1/pods?fieldSelector=status.phase%3DPending', ['node-logs', 'payments-collector']],
    ['/api/v1/pods?fieldSelector=spec.nodeName%3D', ['node-logs', 'payments-collector']],
    ['/api/v1/pods?fieldSelector=metadata.namespace%3Dadot-col', ['adot-collector']],
    [
      '/api/v1/namespaces/observability/pods?fieldSelector=metadata.name%3Dtraces-collector-0',
      ['traces-collector-0'],
    ],
    ['/api/v1/namespaces/nowhere/pods', []],
  ];
  for (const [path, found] of selections) {
    it(`${decodeURIComponent(path)} finds ${found.join(', ') || 'nothing'}`, async () =>
      assert.deepEqual(await names(path), found));
  }

  it('selects events by the object that they are about', async () => {
    const [pod] = (await api.get<List>('/api/v1/namespaces/team-payments/pods')).json.items;
    const path = `/api/v1/namespaces/team-payments/events?fieldSelector=involvedObject.name%3D${pod?.metadata.name}`;
    const { json } = await api.get<List>(path);
    assert.deepEqual(
      json.items.map(({ reason }) => reason),
      ['FailedScheduling'],
    );
    assert.match(
      String(json.items[0]?.['message']),
      /untolerated taint \{eks\.amazonaws\.com\/compute-type: fargate\}/,
    );
  });

  it('refuses a selector that it cannot read, and a field it cannot select by', async () => {
    for (const query of ['labelSelector=a%20b', 'fieldSelector=spec.image%3Dx']) {
      const { status, json } = await api.get<Status>(`/api/v1/pods?${query}`);
      assert.deepEqual([status, json.kind, json.reason], [400, 'Status', 'BadRequest']);
    }
  });

  it('pages with limit and continue, from one state of things', async () => {
    const whole = await names('/api/v1/pods');
    const first = await api.get<List>('/api/v1/pods?limit=4');
    assert.equal(first.json.metadata.remainingItemCount, whole.length - 4);
    api.lab.state.put('pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'zz-late', namespace: 'zz' },
      spec: { containers: [] },
    });
    const token = encodeURIComponent(first.json.metadata.continue ?? '');
    const second = await api.get<List>(`/api/v1/pods?limit=100&continue=${token}`);
    api.lab.state.remove('pods', 'zz', 'zz-late');
    assert.equal(second.json.metadata.resourceVersion, first.json.metadata.resourceVersion);
    assert.equal(second.json.metadata.continue, undefined);
    const paged = [...first.json.items, ...second.json.items].map(({ metadata }) => metadata.name);
    assert.equal(paged.length, whole.length);
    assert.equal(paged.includes('zz-late'), false);
  });

  it('does not count what remains under a selector', async () => {
    const { json } = await api.get<List>('/api/v1/pods?limit=1&labelSelector=component%3Dadot-collector');
    assert.notEqual(json.metadata.continue, undefined);
    assert.equal(json.metadata.remainingItemCount, undefined);
  });

  it('refuses a version together with a continue token, and a token that is none', async () => {
    const { json } = await api.get<List>('/api/v1/pods?limit=1');
    const token = encodeURIComponent(json.metadata.continue ?? '');
    assert.equal((await api.get(`/api/v1/pods?continue=${token}&resourceVersion=5`)).status, 400);
    assert.equal((await api.get('/api/v1/pods?continue=abc')).status, 400);
  });

  it('answers 504 for a version that is still to come', async () => {
    const { status, json, headers } = await api.get<Status>('/api/v1/pods?resourceVersion=999999999');
    assert.deepEqual([status, json.reason, json.details?.retryAfterSeconds], [504, 'Timeout', 1]);
    assert.equal(headers['retry-after'], '1');
    assert.equal((await api.get('/api/v1/pods?resourceVersion=0')).status, 200);
  });

  it('answers a Table with columns of both priorities and rows with metadata alone', async () => {
    const { json } = await api.get<Table>('/apis/apps/v1/namespaces/adot-col/deployments', {
      accept: tableType,
    });
    assert.deepEqual(
      json.columnDefinitions?.map(({ name, priority }) => `${name} ${priority}`),
      ['Name 0', 'Ready 0', 'Up-to-date 0', 'Available 0', 'Age 0', 'Containers 1', 'Images 1', 'Selector 1'],
    );
    const [row] = json.rows;
    assert.deepEqual(row?.cells, [
      'adot-collector',
      '1/1',
      1,
      1,
      '3d4h',
      'adot-collector',
      'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0',
      'app=aws-adot,component=adot-collector',
    ]);
    assert.equal(row?.object?.kind, 'PartialObjectMetadata');
    assert.equal(row?.object?.metadata.namespace, 'adot-col');
    assert.equal(row?.object?.spec, undefined);
  });

  const podRows: [namespace: string, ready: string, status: string, restarts: string, age: string][] = [
    ['adot-col', '1/1', 'Running', '0', '3d4h'],
    ['legacy-metrics', '0/1', 'CrashLoopBackOff', '7 (2m ago)', '14m'],
    ['team-payments', '0/1', 'Pending', '0', '12m'],
  ];
  for (const [namespace, ...cells] of podRows) {
    it(`shows the pod of ${namespace} as ${cells.join(' ')}`, async () => {
      const { json } = await api.get<Table>(`/api/v1/namespaces/${namespace}/pods`, { accept: tableType });
      assert.deepEqual(json.rows[0]?.cells.slice(1, 5), cells);
    });
  }

  it('shows a StatefulSet without its selector', async () => {
    const { json } = await api.get<Table>('/apis/apps/v1/statefulsets', { accept: tableType });
    assert.deepEqual(
      json.columnDefinitions?.map(({ name }) => name),
      ['Name', 'Ready', 'Age', 'Containers', 'Images'],
    );
  });

  for (const [include, kind] of [
    ['None', undefined],
    ['Object', 'Namespace'],
    ['Metadata', 'PartialObjectMetadata'],
  ] as const) {
    it(`includeObject=${include} carries ${kind ?? 'nothing'}`, async () => {
      const { json } = await api.get<Table>(`/api/v1/namespaces?includeObject=${include}`, {
        accept: tableType,
      });
      assert.equal(json.rows[0]?.object?.kind, kind);
    });
  }

  it('answers metadata alone when asked for PartialObjectMetadataList', async () => {
    const accept = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
    const { json } = await api.get<List>('/api/v1/configmaps', { accept });
    assert.equal(json.kind, 'PartialObjectMetadataList');
    assert.ok(json.items.every(({ kind, data }) => kind === 'PartialObjectMetadata' && data === undefined));
  });

  it('takes the first type that it knows, and refuses when there is none', async () => {
    const accept =
      'application/vnd.kubernetes.protobuf,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';
    assert.equal((await api.get<List>('/api/v1/pods', { accept })).json.kind, 'PodList');
    assert.equal((await api.get('/api/v1/pods', { accept: 'application/yaml' })).status, 406);
  });

  it('gets one object, and a Status when there is none', async () => {
    const found = await api.get<KubeObject>('/api/v1/namespaces/adot-col/configmaps/adot-collector-conf');
    assert.deepEqual([found.json.kind, found.json.metadata.name], ['ConfigMap', 'adot-collector-conf']);
    const missing = await api.get<Status>('/apis/apps/v1/namespaces/adot-col/deployments/nope');
    assert.equal(missing.status, 404);
    assert.equal(missing.json.message, 'deployments.apps "nope" not found');
    assert.deepEqual(missing.json.details, { name: 'nope', group: 'apps', kind: 'deployments' });
  });

  it('answers in plain text for a path that nobody serves', async () => {
    const { status, text } = await api.get('/apis/example.com/v1/things');
    assert.deepEqual([status, text], [404, '404 page not found\n']);
  });

  for (const [path, kind] of [
    ['/api', 'APIVersions'],
    ['/apis', 'APIGroupList'],
    ['/apis/apps', 'APIGroup'],
    ['/apis/apps/v1', 'APIResourceList'],
    ['/api/v1', 'APIResourceList'],
    ['/apis/authorization.k8s.io/v1', 'APIResourceList'],
  ] as const) {
    it(`describes ${path}`, async () =>
      assert.equal((await api.get<{ kind: string }>(path)).json.kind, kind));
  }
});

describe('continue tokens of the Kubernetes API', () => {
  let time = noon;
  const api = useLab({ now: () => time, continueLifeMs: 1000 });
  const nextPage = async (): Promise<string> => {
    const { json } = await api.get<List>('/api/v1/pods?limit=3');
    return encodeURIComponent(json.metadata.continue ?? '');
  };

  for (const [title, spoil] of [
    ['after their time', () => (time += 1001)],
    ['after a compaction', () => api.lab.state.compact()],
  ] as const) {
    it(`expire ${title}, with a token to go on with`, async () => {
      const token = await nextPage();
      spoil();
      const { status, json } = await api.get<Status>(`/api/v1/pods?limit=3&continue=${token}`);
      assert.deepEqual([status, json.reason, json.code], [410, 'Expired', 410]);
      const fresh = encodeURIComponent(json.metadata.continue ?? '');
      const rest = await api.get<List>(`/api/v1/pods?continue=${fresh}`);
      assert.equal(rest.status, 200);
      assert.equal(rest.json.items.length, api.lab.state.list('pods').length - 3);
    });
  }
});

describe('the huge set', () => {
  const api = useLab({ size: 'huge' });

  it('has 10,000 pods in 200 namespaces, each as big as a real one', async () => {
    const { json, text } = await api.get<List>('/api/v1/pods?limit=500');
    assert.equal(json.items.length + (json.metadata.remainingItemCount ?? 0), 10_000);
    assert.ok(text.length / 500 > 4000 && text.length / 500 < 5500, `${text.length / 500} characters a pod`);
    const { json: spaces } = await api.get<List>('/api/v1/namespaces');
    assert.equal(spaces.items.length, 200);
  });

  it('has pods that are different from each other and hang together', async () => {
    const path = '/api/v1/pods?labelSelector=app.kubernetes.io%2Fname%3Dservice-0007';
    const { items } = (await api.get<List>(path)).json;
    assert.equal(items.length, 5);
    assert.equal(new Set(items.map(({ metadata }) => metadata.uid)).size, 5);
    const [pod] = items;
    const base = `/apis/apps/v1/namespaces/${pod?.metadata.namespace}`;
    const [owner] = pod?.metadata.ownerReferences ?? [];
    const replicaSet = (await api.get<KubeObject>(`${base}/replicasets/${owner?.name}`)).json;
    assert.equal(replicaSet.metadata.uid, owner?.uid);
    const deployment = (await api.get<KubeObject>(`${base}/deployments/service-0007`)).json;
    assert.equal(replicaSet.metadata.ownerReferences?.[0]?.uid, deployment.metadata.uid);
    assert.doesNotMatch(JSON.stringify(items), /@\w+@/);
    assert.equal(JSON.stringify(items).includes('1970'), false);
  });

  it('hides seven workloads of collectors in its tables', async () => {
    const found = await Promise.all(
      ['deployments', 'statefulsets', 'daemonsets'].map(async (plural) => {
        const { json } = await api.get<Table>(`/apis/apps/v1/${plural}`, { accept: tableType });
        return json.rows.filter(({ cells }) =>
          cells.some((cell) => String(cell).includes('aws-otel-collector')),
        );
      }),
    );
    assert.equal(found.flat().length, 7);
  });
});
