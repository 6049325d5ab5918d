import * as l10n from '@vscode/l10n';
import { readCollectorImage } from '../../otel/imageNames.ts';
import { adotVersions } from '../../otel/adotVersions.ts';
import type { Fix, Span } from '../../problem.ts';
import { relatedTo } from '../objectWords.ts';
import { clusterFor, placed } from '../project.ts';
import type { PlacedProblem, Project } from '../project.ts';
import type { Container, Written } from '../../manifest/objects/workloads.ts';

/** Images without a version, and images that come from another region than the cluster is in. */
export function checkImages(project: Project): PlacedProblem[] {
  return project.workloads.flatMap(({ containers }) =>
    containers.flatMap((container) =>
      container.image === undefined
        ? []
        : [
            ...withoutVersion(container, container.image),
            ...otherRegion(project, container, container.image),
          ],
    ),
  );
}

/** https://kubernetes.io/docs/concepts/containers/images/#image-names */
function withoutVersion({ object }: Container, image: Written): PlacedProblem[] {
  const { text } = image;
  const name = text.slice(text.lastIndexOf('/') + 1);
  const colon = name.indexOf(':');
  const tag = colon < 0 ? undefined : name.slice(colon + 1);
  if (name.includes('@') || /[${]/.test(name) || (tag !== undefined && tag !== 'latest')) {
    return [];
  }
  const isAdot = readCollectorImage(text).distribution === 'adot';
  const span = spanOfTag(image, tag ?? '');
  return [
    placed('kubernetes/image-without-version', object, span, {
      message: isAdot
        ? l10n.t(
            'The image has no fixed version, so a restart can bring a release that refuses this config. Write the version as its tag.',
          )
        : l10n.t(
            'The image has no fixed version, so a restart can bring another one. Write the version as its tag.',
          ),
      ...(isAdot && { fixes: pins(image, tag) }),
    }),
  ];
}

/** Of the tag, or of the whole image where it has none or is written in a way that moves its characters. */
function spanOfTag({ text, node }: Written, tag: string): Span {
  const quote = node.end - node.start === text.length + 2 ? 1 : 0;
  const isOneToOne = node.end - node.start === text.length + 2 * quote;
  const end = node.end - quote;
  return tag !== '' && isOneToOne ? { start: end - tag.length, end } : { start: node.start, end: node.end };
}

/** The newest release first: who wrote `latest` runs it already. */
function pins({ text, node }: Written, tag: string | undefined): Fix[] {
  const base = tag === undefined ? text : text.slice(0, -tag.length - 1);
  return adotVersions.slice(0, 3).map(({ version }) => ({
    title: l10n.t('Pin the version to {0}', version),
    edits: [{ start: node.start, end: node.end, text: `${base}:v${version}` }],
  }));
}

/** `ACCOUNT.dkr.ecr.REGION.amazonaws.com` */
const registry = /^\d{12}\.dkr\.ecr\.([a-z]{2}(?:-[a-z]+)+-\d+)\.amazonaws\.com/;

function otherRegion(project: Project, { object }: Container, { text, node }: Written): PlacedProblem[] {
  const region = registry.exec(text)?.[1];
  const cluster = clusterFor(project, object.file);
  if (region === undefined || cluster?.region === undefined || !isRegion(cluster.region.text)) {
    return [];
  }
  return region === cluster.region.text
    ? []
    : [
        placed('recipe/image-region', object, node, {
          message: l10n.t(
            'The image comes from {0}, the cluster is in {1}: every start of a pod pulls it across regions, which takes longer and costs transfer.',
            region,
            cluster.region.text,
          ),
          related: [relatedTo(cluster.object, cluster.region.node, l10n.t('The region of the cluster'))],
        }),
      ];
}

/** Whether a text is the code of a region, and no placeholder. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2}(?:-[a-z]+)+-\d+$/.test(text);
}
