import type { KubeObject } from './objects.ts';

export type Cell = string | number;

/** A column of a meta/v1 Table. Priority 0 shows always, 1 only with `kubectl -o wide`. */
export interface Column {
  name: string;
  type: 'string' | 'integer' | 'date';
  format: '' | 'name';
  description: string;
  priority: 0 | 1;
}

/** Cells at a time. What depends on the object is read before, so that the object need not be kept. */
export type Row = (now: number) => Cell[];

/** How objects of one kind look in a table. */
export interface TableKind {
  columns: readonly Column[];
  /** A method, so that each kind can name the spec and status it reads. */
  read(object: KubeObject): Row;
}

export function nameColumn(): Column {
  return { ...text('Name', 'Unique within its namespace.'), format: 'name' };
}

export function ageColumn(): Column {
  return text('Age', 'Time since it was created.');
}

export function text(name: string, description: string): Column {
  return { name, type: 'string', format: '', description, priority: 0 };
}

export function integer(name: string, description: string): Column {
  return { ...text(name, description), type: 'integer' };
}

export function wide(column: Column): Column {
  return { ...column, priority: 1 };
}

/** `a=b,c=d`, or `<none>`. */
export function mapText(map: Record<string, string> | undefined): string {
  const pairs = Object.entries(map ?? {}).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? '<none>' : pairs.sort().join(',');
}
