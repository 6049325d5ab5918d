import assert from 'node:assert/strict';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { AppsV1Api, CoreV1Api, KubeConfig, Log, VersionApi, Watch } from '@kubernetes/client-node';
import type { V1Pod } from '@kubernetes/client-node';
import { before, describe, it } from 'mocha';
import type { LabContexts } from '../../../lab/kubernetes/types.ts';
import { useLab } from './client.ts';

describe('the Kubernetes API as the official client sees it', () => {
  const api = useLab();
  let path = '';
  before(async () => {
    path = join(api.dir, 'config');
    await api.lab.writeKubeconfig(path);
  });
  const use = (context: keyof LabContexts): KubeConfig => {
    const config = new KubeConfig();
    config.loadFromFile(path);
    config.setCurrentContext(api.lab.contexts[context]);
    return config;
  };

  it('lists pods and deployments, page by page', async () => {
    const core = use('admin').makeApiClient(CoreV1Api);
    const names: string[] = [];
    let token: string | undefined;
    do {
      const page = await core.listPodForAllNamespaces({
        limit: 3,
        ...(token === undefined ? {} : { _continue: token }),
      });
      names.push(...page.items.map(({ metadata }) => metadata?.name ?? ''));
      token = page.metadata?._continue;
    } while (token);
    assert.equal(names.length, api.lab.state.list('pods').length);
    const { items } = await use('admin')
      .makeApiClient(AppsV1Api)
      .listNamespacedDeployment({ namespace: 'adot-col' });
    assert.equal(items[0]?.status?.readyReplicas, 1);
    assert.ok(items[0]?.metadata?.creationTimestamp instanceof Date);
  });

  it('watches', async () => {
    const seen: string[] = [];
    await new Promise<void>((resolve, reject) => {
      const watch = new Watch(use('admin'));
      const stop = watch.watch(
        '/api/v1/namespaces/prom-sample-app/pods',
        {},
        (phase, pod: V1Pod) => {
          seen.push(`${phase} ${pod.metadata?.namespace}`);
          if (seen.length === 2) {
            stop.then((controller) => controller.abort()).catch(reject);
          }
        },
        () => resolve(),
      );
    });
    assert.deepEqual(seen, ['ADDED prom-sample-app', 'ADDED prom-sample-app']);
  });

  it('reads a log', async () => {
    const [pod] = api.lab.state.list('pods', 'adot-col');
    const stream = new PassThrough().setEncoding('utf8');
    await new Log(use('admin')).log('adot-col', pod?.metadata.name ?? '', 'adot-collector', stream, {
      tailLines: 2,
    });
    let text = '';
    for await (const chunk of stream as AsyncIterable<string>) {
      text += chunk;
    }
    assert.equal(text.split('\n').length, 3);
  });

  it('gets its token from the exec plugin', async () => {
    const { gitVersion } = await use('exec').makeApiClient(VersionApi).getCode();
    assert.match(gitVersion, /-eks-/);
  });

  const failures: [context: keyof LabContexts, pattern: RegExp][] = [
    ['execMissing', /adot-lab-no-such-program/],
    ['missingCluster', /./],
    ['oneNamespace', /pods is forbidden: User \W+app-reader\W+ cannot list/],
    ['expired', /Unauthorized/],
  ];
  for (const [context, pattern] of failures) {
    it(`fails in the context ${context}`, async () =>
      assert.rejects(async () => {
        await use(context).makeApiClient(CoreV1Api).listPodForAllNamespaces();
      }, pattern));
  }
});
