import type { Schema } from './schema.ts';

type Words = Omit<
  Schema,
  | ('definitions' | 'default' | 'title' | 'properties' | 'patternProperties' | 'additionalProperties')
  | ('propertyNames' | 'items' | 'allOf' | 'anyOf' | 'oneOf' | 'not' | 'if' | 'then' | 'else' | 'pattern')
>;

/**
 * A schema as a check goes through it: every word is there, `undefined` where the schema has none, so that all plans have one shape
 * and looking at a word is one step; schemas below are plans too, patterns are compiled.
 */
export type SchemaPlan = { readonly [Word in keyof Words]-?: Words[Word] | undefined } & {
  /** What it was made of. */
  readonly schema: Schema;
  /** Whether there is a word beside `$ref`. */
  readonly hasMore: boolean;
  /** What the `$ref` leads to, once that was asked for; null when it leads nowhere. */
  target: SchemaPlan | null | undefined;
  readonly properties: ReadonlyMap<string, SchemaPlan> | undefined;
  readonly patternProperties: readonly PatternPlan[] | undefined;
  readonly additionalProperties: boolean | SchemaPlan | undefined;
  readonly propertyNames: SchemaPlan | undefined;
  readonly items: SchemaPlan | undefined;
  readonly pattern: RegExp | undefined;
  readonly allOf: readonly SchemaPlan[] | undefined;
  readonly anyOf: readonly SchemaPlan[] | undefined;
  readonly oneOf: readonly SchemaPlan[] | undefined;
  readonly not: SchemaPlan | undefined;
  readonly if: SchemaPlan | undefined;
  readonly then: SchemaPlan | undefined;
  readonly else: SchemaPlan | undefined;
};

interface PatternPlan {
  readonly pattern: RegExp;
  readonly plan: SchemaPlan;
}

export type Definitions = Readonly<Record<string, Schema>>;

/** Plans of schemas whose `$ref`s lead into the same definitions, each made when it is first asked for. */
export interface PlanSet {
  of(schema: Schema): SchemaPlan;
  /** What a `$ref` leads to; `undefined` when it leads nowhere. */
  referred(plan: SchemaPlan): SchemaPlan | undefined;
}

/** Plans that were made; who has schemas keeps one beside them. */
export interface SchemaPlans {
  within(definitions: Definitions): PlanSet;
}

export function createSchemaPlans(): SchemaPlans {
  const sets = new WeakMap<Definitions, PlanSet>();
  return {
    within(definitions) {
      let set = sets.get(definitions);
      if (set === undefined) {
        set = createPlanSet(definitions);
        sets.set(definitions, set);
      }
      return set;
    },
  };
}

const prefix = '#/definitions/';

function createPlanSet(definitions: Definitions): PlanSet {
  const known = new WeakMap<Schema, SchemaPlan>();
  const of = (schema: Schema): SchemaPlan => {
    let plan = known.get(schema);
    if (plan === undefined) {
      plan = planOf(schema);
      known.set(schema, plan);
    }
    return plan;
  };
  return {
    of,
    referred(plan) {
      if (plan.target === undefined) {
        const { $ref = '' } = plan;
        const name = $ref.startsWith(prefix) ? $ref.slice(prefix.length) : $ref;
        const definition = definitions[name.replaceAll('~1', '/').replaceAll('~0', '~')];
        plan.target = definition === undefined ? null : of(definition);
      }
      return plan.target ?? undefined;
    },
  };
}

function planOf(schema: Schema): SchemaPlan {
  const { $ref, additionalProperties } = schema;
  return {
    schema,
    $ref,
    hasMore: $ref === undefined || Object.keys(schema).length > 1,
    target: undefined,
    type: schema.type,
    properties: schema.properties && new Map(Object.entries(schema.properties).map(named)),
    patternProperties: schema.patternProperties && Object.entries(schema.patternProperties).map(patterned),
    additionalProperties:
      typeof additionalProperties === 'object' ? planOf(additionalProperties) : additionalProperties,
    propertyNames: below(schema.propertyNames),
    required: schema.required,
    minProperties: schema.minProperties,
    items: below(schema.items),
    minItems: schema.minItems,
    enum: schema.enum,
    ignoreCase: schema.ignoreCase,
    const: schema.const,
    pattern: schema.pattern === undefined ? undefined : new RegExp(schema.pattern, 'u'),
    minLength: schema.minLength,
    minimum: schema.minimum,
    maximum: schema.maximum,
    exclusiveMinimum: schema.exclusiveMinimum,
    allOf: schema.allOf?.map(planOf),
    anyOf: schema.anyOf?.map(planOf),
    oneOf: schema.oneOf?.map(planOf),
    not: below(schema.not),
    if: below(schema.if),
    then: below(schema.then),
    else: below(schema.else),
    deprecated: schema.deprecated,
    format: schema.format,
  };
}

function below(schema: Schema | undefined): SchemaPlan | undefined {
  return schema && planOf(schema);
}

function named([name, schema]: [string, Schema]): [string, SchemaPlan] {
  return [name, planOf(schema)];
}

function patterned([pattern, schema]: [string, Schema]): PatternPlan {
  return { pattern: new RegExp(pattern, 'u'), plan: planOf(schema) };
}
