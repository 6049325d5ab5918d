import type { LooseYaml, Spot } from '../manifest/yaml/loose/spot.ts';
import { plainText } from '../manifest/yaml/loose/spot.ts';
import { componentKinds } from '../otel/collectorModel.ts';
import type { CollectorRelease, ComponentKind, ComponentType } from '../otel/collectorSchemas.ts';
import { defaultOf, memberOfDefault, spread, stepInto } from './schemaSteps.ts';
import type { Definitions, Schemas, Siblings } from './schemaSteps.ts';

/** What the schemas of a release say of a spot's value. */
export interface SchemaPlace {
  /** From the config's root: keys and list indexes. */
  path: readonly (string | number)[];
  schemas: Schemas;
  definitions: Definitions;
  /** What stands there when nothing is written; `undefined` where that is not known. A component's own defaults come first. */
  fallback: unknown;
  /** The component that it is part of. */
  component?: ComponentType;
}

/** How a component is looked up in a release by kind and type. */
type Find = (kind: ComponentKind, type: string) => ComponentType | undefined;

/**
 * The schemas that hold for the value of a spot; none above components and where the schema knows nothing of it. `find`
 * is for releases that call a component by another name.
 */
export function schemaPlaceOf(
  yaml: LooseYaml,
  spot: Spot,
  release: CollectorRelease,
  find: Find = (kind, type) => release.component(kind, type),
): SchemaPlace {
  const chain = chainOf(spot);
  const path = chain.map((part) =>
    part.kind === 'entry' ? part.name : (part.parent?.children.indexOf(part) ?? 0),
  );
  const { definitions } = release;
  const [section, id] = chain;
  const first = section?.name ?? '';
  if (section && first === 'service') {
    const start = spread(release.service, definitions, siblingsOf(yaml, section));
    return { path, definitions, ...placeBelow(yaml, chain.slice(1), { start, definitions }) };
  }
  const component = id && isComponentKind(first) ? find(first, typeOf(id.name)) : undefined;
  if (!component || !id) {
    return { path, definitions, schemas: [], fallback: undefined };
  }
  const start = spread(component.schema, definitions, siblingsOf(yaml, id));
  return { path, definitions, component, ...placeBelow(yaml, chain.slice(2), { start, definitions }) };
}

/** The scalars of a spot's mapping by key; `undefined` for keys whose value is none. */
export function siblingsOf(yaml: LooseYaml, spot: Spot): Siblings {
  const siblings = new Map<string, string | undefined>();
  for (const child of spot.children) {
    if (child.kind === 'entry') {
      siblings.set(child.name, child.value && !child.flow ? plainText(yaml.text, child.value) : undefined);
    }
  }
  return siblings;
}

/** The type in a component's id, `otlp` of `otlp/traces`. */
export function typeOf(id: string): string {
  const slash = id.indexOf('/');
  return (slash < 0 ? id : id.slice(0, slash)).trim();
}

export function isComponentKind(section: string): section is ComponentKind {
  return (componentKinds as readonly string[]).includes(section);
}

/** The entries and items from the outermost key down to a spot. */
export function chainOf(spot: Spot): Spot[] {
  const chain: Spot[] = [];
  for (let at: Spot | undefined = spot; at?.parent; at = at.parent) {
    if (at.kind !== 'word') {
      chain.unshift(at);
    }
  }
  return chain;
}

/** What schemas say some steps further down. */
export function placeBelow(
  yaml: LooseYaml,
  steps: readonly Spot[],
  { start, definitions }: { start: Schemas; definitions: Definitions },
): Pick<SchemaPlace, 'schemas' | 'fallback'> {
  let schemas = start;
  let fallback = defaultOf(start);
  for (const step of steps) {
    const siblings = siblingsOf(yaml, step);
    const key = step.kind === 'entry' ? step.name : 0;
    schemas = stepInto(schemas, key, { definitions, siblings });
    fallback = memberOfDefault(fallback, key) ?? defaultOf(schemas);
  }
  return { schemas, fallback };
}
