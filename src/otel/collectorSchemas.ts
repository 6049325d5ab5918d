import type { SchemaPlans } from '../manifest/schema/plan.ts';
import type { Schema } from '../manifest/schema/schema.ts';

/** Sections of a config that define components. */
export type ComponentKind = 'receivers' | 'processors' | 'exporters' | 'connectors' | 'extensions';

export type Signal = 'traces' | 'metrics' | 'logs' | 'profiles';

/** A type of component that a release of ADOT has. */
export interface ComponentType {
  kind: ComponentKind;
  /** The type as it is written in a config, `prometheus_remote_write`. */
  type: string;
  /** The type that it is another, deprecated name of. */
  aliasOf?: string;
  /** The signals it takes part in; none for extensions. */
  signals: readonly Signal[];
  /** Level by signal (`extension` for extensions), as upstream names it: `beta`, `deprecated`. */
  stability: Readonly<Record<string, string>>;
  /** Of what stands under the component's id; `$ref`s lead into `CollectorRelease.definitions`. */
  schema: Schema;
}

/** What a release of ADOT's collector knows. */
export interface CollectorRelease {
  /** Of ADOT, `0.49.0`. */
  version: string;
  /** Of opentelemetry-collector-contrib, `0.156.0`. */
  upstream: string;
  /** `undefined` when this release has no such type. */
  component(kind: ComponentKind, type: string): ComponentType | undefined;
  /** All types of a kind, aliases too, sorted. */
  types(kind: ComponentKind): readonly string[];
  /** Of the section `service`. */
  service: Schema;
  /** What `#/definitions/NAME` leads to. */
  definitions: Readonly<Record<string, Schema>>;
  /** How checks go through all of them, kept from one check to the next. */
  plans?: SchemaPlans;
}

/** Every release that there is a schema for. */
export interface CollectorSchemas {
  /** Newest first, as in `adotVersions`. */
  versions: readonly string[];
  /** `undefined` for a release without schema. Reading it takes some milliseconds the first time. */
  release(version: string): CollectorRelease | undefined;
}
