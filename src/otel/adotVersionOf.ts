import type { Span } from '../problem.ts';
import { resolved } from '../manifest/yaml/yamlNode.ts';
import { isAtLeast } from './adotVersions.ts';
import type { CollectorContainer } from './workloads.ts';

/** Which release a config is taken to be for, and why. */
export interface ReleaseOrigin {
  /**
   * `setting`: chosen by a person, whatever the file says; `assumed`: what a person wants to be assumed where the file does not tell;
   * `image`: the tag says it (patch releases count as their minor one); `newer-image`, `old-image`: the tag is beyond what we know; `untagged`: ADOT, but `latest` or no tag; `other`: an image of another distribution; `unknown-image`: a name
   * that tells nothing; `none`: nothing in the file runs it.
   */
  kind:
    | 'setting'
    | 'assumed'
    | 'image'
    | 'newer-image'
    | 'old-image'
    | 'untagged'
    | 'other'
    | 'unknown-image'
    | 'none';
  /** The release whose schema is used, one of those known. */
  version: string;
  /** The version as the tag has it, `0.43.3`. */
  written?: string;
  /** As the file has it. */
  image?: string;
  /** Of the tag in the file, or of the whole image where it has none. */
  span?: Span;
  /** Instead of `span`, where the image stands in another file of the folder. */
  elsewhere?: { file: string; span?: Span };
}

/** Whether the release is known well enough to say which components and fields there are. */
export function knowsComponents(origin: ReleaseOrigin | undefined): boolean {
  return origin?.kind !== 'other' && origin?.kind !== 'old-image';
}

/**
 * The release that a container runs. `known` are the releases that there are schemas for, newest first; `setting` wins over the image, `assumed`
 * stands in for one that does not tell. `undefined` as container: nothing in the file runs it.
 */
export function adotVersionOf(
  container: CollectorContainer | undefined,
  known: readonly string[],
  setting?: string,
  assumed?: string,
): ReleaseOrigin {
  const newest = known[0] ?? '';
  const isAssumed = assumed !== undefined && known.includes(assumed);
  const guess = (kind: 'untagged' | 'unknown-image' | 'none'): Pick<ReleaseOrigin, 'kind' | 'version'> =>
    isAssumed ? { kind: 'assumed', version: assumed } : { kind, version: newest };
  const about = container && { image: container.imageText, span: spanOfTag(container) };
  const seen = { ...(about?.image && { image: about.image }), ...(about?.span && { span: about.span }) };
  if (setting !== undefined && known.includes(setting)) {
    return { kind: 'setting', version: setting, ...seen };
  }
  if (container === undefined || container.imageText === '') {
    return guess('none');
  }
  const { distribution, version: written } = container.image;
  if (distribution !== 'adot') {
    const origin =
      distribution === 'other' ? { kind: distribution, version: newest } : guess('unknown-image');
    return { ...origin, ...seen };
  }
  if (written === undefined) {
    return { ...guess('untagged'), ...seen };
  }
  return { ...releaseFor(written, known), written, ...seen };
}

/** The same for a container that stands in another file of the folder. */
export function adotVersionElsewhere(
  { file, container }: { file: string; container: CollectorContainer },
  known: readonly string[],
): ReleaseOrigin {
  const { span, ...origin } = adotVersionOf(container, known);
  return { ...origin, elsewhere: { file, ...(span && { span }) } };
}

/** The release known that a version is of: its minor one, the newest for what is newer, the oldest for what is older. */
export function releaseFor(
  written: string,
  known: readonly string[],
): { kind: 'image' | 'newer-image' | 'old-image'; version: string } {
  const newest = known[0] ?? '';
  const oldest = known.at(-1) ?? '';
  const minor = written.replace(/\.\d+$/, '.');
  const same = known.find((version) => version.startsWith(minor));
  if (same !== undefined) {
    return { kind: 'image', version: same };
  }
  return isAtLeast(written, newest)
    ? { kind: 'newer-image', version: newest }
    : { kind: 'old-image', version: isAtLeast(written, oldest) ? closestBelow(written, known) : oldest };
}

/** There has been no gap between minor releases so far; should there be one, the one before it is closest. */
function closestBelow(written: string, known: readonly string[]): string {
  return known.find((version) => isAtLeast(written, version)) ?? known.at(-1) ?? '';
}

function spanOfTag({ imageNode, image, imageText }: CollectorContainer): Span | undefined {
  const scalar = resolved(imageNode);
  if (scalar?.kind !== 'scalar') {
    return undefined;
  }
  const whole = { start: scalar.start, end: scalar.end };
  const quote = scalar.style === 'plain' ? 0 : 1;
  const isOneToOne = scalar.end - scalar.start === scalar.text.length + 2 * quote;
  if (image.tag === undefined || !isOneToOne || scalar.text !== imageText) {
    return whole;
  }
  const from = scalar.start + quote;
  return { start: from + image.tag.start, end: from + image.tag.end };
}
