import { setUpPrometheus } from '../../host/prometheus.ts';
import type { SetUp } from '../../host/setUp.ts';
import { SetUpError } from '../../host/setUpError.ts';
import { collectorPart, goPart } from './go.ts';
import { havePart } from './part.ts';
import type { Had, Part } from './part.ts';
import { pythonPart } from './python.ts';

export type PartName =
  | 'etcd'
  | 'kubernetes'
  | 'kwok'
  | 'newestCollector'
  | 'oldestCollector'
  | 'prometheus'
  | 'relabel'
  | 'debianPrometheus'
  | 'python';

/** Of Kubernetes' own release, which the programs say of themselves. */
const kubernetesVersion = '1.37.2';

/** The newest and the oldest release of ADOT that a manifest can be made for. */
export const adotReleases = { newestCollector: '0.49.0', oldestCollector: '0.42.0' } as const;

const parts: Readonly<Record<Exclude<PartName, 'debianPrometheus'>, Part>> = {
  etcd: goPart('etcd 3.6.5', { module: 'etcd', packages: ['go.etcd.io/etcd/server/v3'] }),
  python: pythonPart('moto 5.2.5, botocore and awscurl'),
  kubernetes: goPart(`Kubernetes ${kubernetesVersion}`, {
    module: 'kubernetes',
    packages: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl'].map(
      (program) => `k8s.io/kubernetes/cmd/${program}`,
    ),
    variables: {
      'k8s.io/component-base/version.gitVersion': `v${kubernetesVersion}`,
      'k8s.io/component-base/version.gitMajor': '1',
      'k8s.io/component-base/version.gitMinor': '37',
    },
  }),
  kwok: goPart('KWOK 0.8.0', {
    module: 'kwok',
    packages: ['sigs.k8s.io/kwok/cmd/kwok'],
    // How pods and nodes live.
    copies: ['kustomize/stage'],
  }),
  prometheus: goPart('Prometheus 3.16', {
    module: 'prometheus',
    packages: ['prometheus', 'promtool'].map((program) => `github.com/prometheus/prometheus/cmd/${program}`),
    // Of the ways to find targets those that need no cloud: they bring half of all there is to build.
    tags: ['remove_all_sd', 'enable_kubernetes_sd', 'enable_static_sd', 'enable_file_sd'],
  }),
  // Of the release inside the newest collector.
  relabel: goPart("Prometheus' relabelling 0.312", { module: 'relabel', packages: ['.'] }),
  newestCollector: collectorPart(adotReleases.newestCollector),
  oldestCollector: collectorPart(adotReleases.oldestCollector),
};

/** The folders of some parts. Throws with the reason for the first that cannot be had. */
export async function needParts<N extends keyof typeof parts>(
  names: readonly N[],
  setUp: SetUp,
): Promise<Record<N, string>> {
  const folders: Partial<Record<N, string>> = {};
  for (const name of names) {
    const had = await havePart(parts[name], setUp);
    if ('missing' in had) {
      throw new SetUpError(`${titleOf(name)} cannot be had here: ${had.missing}.`);
    }
    folders[name] = had.folder;
  }
  return folders as Record<N, string>;
}

/** All parts, one after the other: each keeps all cores busy by itself. */
export async function haveParts(setUp: SetUp): Promise<Record<PartName, Had>> {
  const had: Partial<Record<PartName, Had>> = {};
  for (const [name, part] of Object.entries(parts)) {
    had[name as PartName] = await havePart(part, setUp);
  }
  had.debianPrometheus = await setUpPrometheus(setUp).then(
    (folder) => ({ folder }),
    (error: unknown) => {
      if (error instanceof SetUpError) {
        return { missing: error.message };
      }
      throw error;
    },
  );
  return had as Record<PartName, Had>;
}

/** For people: the title of a part. */
export function titleOf(name: PartName): string {
  return name === 'debianPrometheus' ? "the lab's Prometheus" : parts[name].title;
}
