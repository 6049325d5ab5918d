import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, it } from 'mocha';
import { good, mutants } from '../unit/manifest/kinds/kubernetesCases.ts';
import { describeWith, makePlace } from './given.ts';
import { startApiServer, users } from './servers/apiServer.ts';
import { startEtcd } from './servers/etcd.ts';
import { writeKubeconfig } from './servers/kubeconfig.ts';
import { Kubectl } from './servers/kubectl.ts';
import { stopAll } from './servers/program.ts';

// What is called an error of a Kubernetes object is what the API server refuses.
describeWith(
  'the API server and our checks of Kubernetes objects',
  ['etcd', 'kubernetes'],
  ({ etcd, kubernetes }) => {
    const place = makePlace('kubernetesValidation');
    const running: { stop: () => Promise<void> }[] = [];
    let kubectl: Kubectl;

    before(async () => {
      const { dir, logs } = place;
      const store = await startEtcd(etcd, { dir, logs });
      running.push(store);
      const api = await startApiServer(kubernetes, { dir, logs, etcdUrl: store.url });
      running.push(api);
      const kubeconfig = writeKubeconfig(join(dir, 'admin.kubeconfig'), api, { token: users.admin.token });
      kubectl = new Kubectl(join(kubernetes, 'kubectl'), kubeconfig);
      for (const namespace of ['adot-col', 'a']) {
        await kubectl.run(['create', 'namespace', namespace]);
      }
    });
    after(async () => {
      await stopAll(running.splice(0));
      place.remove();
    });

    const create = (text: string): Promise<string> =>
      kubectl.run(['create', '--dry-run=server', '--validate=strict', '-f', '-'], text);

    for (const [name, text] of Object.entries(good)) {
      it(`agree that a ${name} is fine`, async () => {
        await create(text);
      });
    }

    for (const [text, from, to, found] of mutants) {
      it(`agree to refuse ${JSON.stringify(to)} in place of ${JSON.stringify(from)}: ${found}`, async () => {
        await assert.rejects(create(text.replace(from, () => to)));
      });
    }
  },
);
