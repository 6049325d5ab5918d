import type { Column, Row, TableKind } from './columns.ts';
import { nameColumn, text } from './columns.ts';
import type { KubeObject } from './objects.ts';
import { objectTables } from './objectTables.ts';
import type { Resource } from './resources.ts';
import { workloadTables } from './workloadTables.ts';

/* The columns and how their cells read: k8s.io/kubernetes/pkg/printers/internalversion/printers.go. */
const kinds: Record<string, TableKind> = { ...workloadTables, ...objectTables };

/** What the server shows of a kind it has no printer for. */
const fallback: TableKind = {
  columns: [nameColumn(), { ...text('Created At', 'When it was created.'), type: 'date' }],
  read:
    ({ metadata }) =>
    () => [metadata.name, metadata.creationTimestamp ?? '<unknown>'],
};

export function columnsOf({ plural }: Resource): readonly Column[] {
  return (kinds[plural] ?? fallback).columns;
}

/** The table row of an object of that kind. */
export function readRow({ plural }: Resource, object: KubeObject): Row {
  return (kinds[plural] ?? fallback).read(object);
}
