import { createSchemaPlans } from '../schema/plan.ts';
import type { SchemaPlans } from '../schema/plan.ts';
import type { Schema } from '../schema/schema.ts';

export interface KubernetesSchemas {
  /** Release of Kubernetes they are of, `1.37.2`. */
  version: string;
  /** By `apiVersion kind`, such as `apps/v1 Deployment`. */
  kinds: Readonly<Record<string, Schema>>;
  /** All kinds of every built-in version, by `apiVersion`. */
  served: Readonly<Record<string, readonly string[]>>;
  definitions: Readonly<Record<string, Schema>>;
}

/** Schemas of the documents that are no collector configs. */
export interface ManifestSchemas {
  /** How checks go through all of them, kept from one check to the next. */
  plans?: SchemaPlans;
  kubernetes(): KubernetesSchemas;
  /** Of an eksctl ClusterConfig. */
  eksctl(): Schema;
  /** Of AMP's rule files and alert manager definitions: a place for definitions. */
  amp(): Schema;
}

/** The schemas, each read when it is first asked for. `read` gives the parsed JSON of a file of schemas/ by its name. */
export function readManifestSchemas(read: (name: string) => unknown): ManifestSchemas {
  return {
    plans: createSchemaPlans(),
    kubernetes: once(() => read('kubernetes.json') as KubernetesSchemas),
    eksctl: once(() => read('eksctl.json') as Schema),
    amp: once(() => read('amp.json') as Schema),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
