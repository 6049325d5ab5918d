import { objectsOf } from '../../manifest/objects/kubeObjects.ts';
import type { KubeObject } from '../../manifest/objects/kubeObjects.ts';
import { givenBy } from '../../manifest/objects/linker.ts';
import type { LinkTarget } from '../../manifest/objects/linker.ts';
import { linksOf } from '../../manifest/objects/links.ts';
import { indexObjects } from '../../manifest/objects/objectIndex.ts';
import type { Span } from '../../problem.ts';
import type { Appearance, Definition } from './definition.ts';
import type { AssistFile } from '../view.ts';

/** The files around one, as far as they were read. */
export interface Surroundings {
  /** Of the file itself, from the folder. */
  path: string;
  /** Objects of the folder; those of the file itself are not taken from here. */
  objects: readonly KubeObject[];
}

/** A file that nothing lies around. */
export const alone: Surroundings = { path: '', objects: [] };

/**
 * What a name in an object leads to: the ConfigMap of a volume and the key of its item, the file of `--config`, the
 * ServiceAccount of a pod or a binding, the role of a binding, the pods behind a Service. Names lead to themselves where they are given.
 */
export function objectDefinitionsAt(file: AssistFile, offset: number, around: Surroundings): Definition[] {
  const own = objectsIn(file, around.path);
  const object = own.find(({ root }) => covers(root, offset));
  if (!object) {
    return [];
  }
  const index = indexObjects([...own, ...elsewhere(around)]);
  const link = narrowest(linksOf(index, object).filter(({ span }) => covers(span, offset)));
  if (link) {
    return link.targets.map((target) => definitionOf(target, link.span, around.path));
  }
  const given = givenAt(own, offset, around.path);
  return given ? [definitionOf(given, given.name, around.path)] : [];
}

/** Every place of the folder, or of the file alone, that means what an offset names: it may be where it is given. */
export function objectAppearancesAt(
  file: AssistFile,
  offset: number,
  around: Surroundings,
  scope: 'file' | 'folder',
): Appearance[] {
  const own = objectsIn(file, around.path);
  if (!own.some(({ root }) => covers(root, offset))) {
    return [];
  }
  const index = indexObjects(scope === 'file' ? own : [...own, ...elsewhere(around)]);
  const links = index.objects.flatMap((object) =>
    linksOf(index, object).map((link) => ({ ...link, file: object.file })),
  );
  const here = links.filter((link) => link.file === around.path && covers(link.span, offset));
  const targets = narrowest(here)?.targets ?? targetsAt(links, offset, around.path);
  const wanted = new Set(targets.map(keyOf));
  const uses = links
    .filter((link) => link.targets.some((target) => wanted.has(keyOf(target))))
    .map((link): Appearance => appearance(link.file, link.span, 'use', around.path));
  const given = targets.map((target): Appearance =>
    appearance(target.file, target.name, 'definition', around.path),
  );
  return [...given, ...uses];
}

type FileLink = ReturnType<typeof linksOf>[number] & { file: string };

/** What is given at an offset, and meant by a link. */
function targetsAt(links: readonly FileLink[], offset: number, path: string): readonly LinkTarget[] {
  const found = links
    .flatMap(({ targets }) => targets)
    .find((target) => target.file === path && covers(target.name, offset));
  return found ? [found] : [];
}

/** A name that is given at an offset of the file: that of an object or of one of its keys, or what its own names mean. */
function givenAt(own: readonly KubeObject[], offset: number, path: string): LinkTarget | undefined {
  const given = own.flatMap(givenBy).find(({ name }) => covers(name, offset));
  if (given) {
    return given;
  }
  const index = indexObjects(own);
  const links = own.flatMap((object) => linksOf(index, object).map((link) => ({ ...link, file: path })));
  return targetsAt(links, offset, path)[0];
}

function objectsIn({ documents }: AssistFile, path: string): KubeObject[] {
  return documents.flatMap((document) => objectsOf(path, document));
}

function elsewhere({ path, objects }: Surroundings): KubeObject[] {
  return objects.filter(({ file }) => file !== path);
}

/** The pod's selector lies in a mapping that is named as a whole; the smaller one is meant. */
function narrowest<T extends { span: Span }>(links: readonly T[]): T | undefined {
  return links.reduce<T | undefined>(
    (best, one) => (best === undefined || lengthOf(one.span) < lengthOf(best.span) ? one : best),
    undefined,
  );
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}

function covers({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

function keyOf({ file, name }: LinkTarget): string {
  return `${name.start}\n${file}`;
}

function definitionOf({ file, name, whole }: LinkTarget, origin: Span, path: string): Definition {
  return {
    origin: { start: origin.start, end: origin.end },
    target: whole,
    selection: name,
    ...(file !== path && { file }),
  };
}

function appearance(file: string, span: Span, kind: Appearance['kind'], path: string): Appearance {
  return { span: { start: span.start, end: span.end }, kind, ...(file !== path && { file }) };
}
