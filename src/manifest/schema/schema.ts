/**
 * What a value must look like: the part of JSON Schema (draft 7) that our schemas use, and a few words of our own.
 * https://json-schema.org/draft-07
 */
export interface Schema {
  $ref?: string;
  definitions?: Readonly<Record<string, Schema>>;
  type?: SchemaType | readonly SchemaType[];
  properties?: Readonly<Record<string, Schema>>;
  patternProperties?: Readonly<Record<string, Schema>>;
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  required?: readonly string[];
  minProperties?: number;
  items?: Schema;
  minItems?: number;
  enum?: readonly (string | number | boolean | null)[];
  /** The strings of `enum` and `const` are meant in any case, as many of Go's UnmarshalText take them. */
  ignoreCase?: boolean;
  const?: string | number | boolean | null;
  default?: unknown;
  pattern?: string;
  minLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  allOf?: readonly Schema[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  not?: Schema;
  if?: Schema;
  then?: Schema;
  else?: Schema;
  deprecated?: boolean;
  /** The name of the definition that this is, or is a copy of with other defaults. */
  title?: string;
  /**
   * Kinds of strings that patterns cannot tell: `go-duration` (`1m30s`), `prometheus-duration` (`1d`), `prometheus-size`
   * (`10MB`), `re2`, `component-id`, `uri`, `quantity` (Kubernetes), `label-name`, ...
   */
  format?: string;
}

export type SchemaType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';
