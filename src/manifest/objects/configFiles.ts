import type { Span } from '../../problem.ts';
import { entriesOf, keyOf, valueAt } from '../yaml/yamlNode.ts';
import type { KubeObject } from './kubeObjects.ts';
import type { Container, Mount } from './workloads.ts';

/** `--config=/x`, `--config /x` and `--config=file:/x`; other schemes than `file` are no files. */
export function configPaths({ args }: Pick<Container, 'args'>): { path: string; span: Span }[] {
  return args.flatMap((arg, index) => {
    const [, inline] = /^--?config=(.*)$/s.exec(arg.text) ?? [];
    const next = /^--?config$/.test(arg.text) ? args[index + 1] : undefined;
    const value = inline ?? next?.text;
    const of = next ?? arg;
    const path = value?.replace(/^file:/, '');
    if (value === undefined || path === undefined || !path.startsWith('/') || path.includes('$')) {
      return [];
    }
    const { start, end } = of.node;
    // Without escapes and folding the path ends where the scalar does, but for a closing quote.
    const quote = end - start === of.text.length + 2 ? 1 : 0;
    const isPlain = end - start === of.text.length + 2 * quote;
    return [
      { path, span: isPlain ? { start: end - quote - path.length, end: end - quote } : { start, end } },
    ];
  });
}

/** The key of the ConfigMap that a mount makes this file of; `undefined` where it makes no such file. */
export function keyOfPath(mount: Mount, path: string): string | undefined {
  const { mountPath, subPath, items } = mount;
  const folder = `${trimmed(mountPath)}/`;
  const file =
    subPath === undefined
      ? path.startsWith(folder)
        ? path.slice(folder.length)
        : undefined
      : path === mountPath
        ? subPath
        : undefined;
  return items === undefined ? file : items.find((item) => item.path.text === file)?.key.text;
}

/** The keys of a ConfigMap, text and binary. */
export function dataKeysOf({ root }: Pick<KubeObject, 'root'>): string[] {
  return ['data', 'binaryData'].flatMap((part) =>
    entriesOf(valueAt(root, part)).flatMap((entry) => keyOf(entry) ?? []),
  );
}

/** A folder's path without the slash at its end. */
export function trimmed(folder: string): string {
  return folder.endsWith('/') ? folder.slice(0, -1) : folder;
}
