import type { RawSelector } from './objects.ts';

/** A label selector as the API's `labelSelector` takes it, e.g. `app=x,tier in (a,b)`; `undefined` when it selects nothing. */
export function formatSelector({ matchLabels = {}, matchExpressions = [] }: RawSelector = {}):
  string | undefined {
  const parts = [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values = [] }) => {
      switch (operator) {
        case 'In':
          return `${key} in (${values.join(',')})`;
        case 'NotIn':
          return `${key} notin (${values.join(',')})`;
        case 'DoesNotExist':
          return `!${key}`;
        default:
          return key;
      }
    }),
  ];
  return parts.length === 0 ? undefined : parts.join(',');
}
