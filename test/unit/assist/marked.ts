import { findCollectorConfigs } from '../../../src/manifest/collectorConfigs.ts';
import { readYamlFile } from '../../../src/manifest/yaml/yamlFile.ts';
import type { AssistFile } from '../../../src/assist/view.ts';
import type { Suggestion } from '../../../src/problem.ts';
import { smallRelease } from './release.ts';

/** A file in which `│` marks the cursor. */
export interface Marked {
  file: AssistFile;
  offset: number;
}

/** Reads a text with one `│` in it; the mark itself is left out. */
export function marked(text: string, release = smallRelease): Marked {
  const offset = text.indexOf('│');
  return { file: fileOf(text.replace('│', ''), release), offset };
}

export function fileOf(text: string, release = smallRelease): AssistFile {
  return {
    text,
    documents: readYamlFile(text),
    collectors: findCollectorConfigs(text).map((config) => ({
      config,
      release,
      env: { REGION: 'eu-west-1' },
    })),
  };
}

const head = `apiVersion: v1
kind: ConfigMap
metadata:
  name: collector
  namespace: adot
data:
  relay: |
`;

/** The config as a ConfigMap's literal block, and what stands behind it. */
export function inConfigMap(config: string, tail = ''): string {
  return `${head}${config.replaceAll(/^(?=.)/gm, '    ')}${tail}`;
}

/** The text after a suggestion was taken, as VS Code writes it: stops show their default, new lines keep the line's indentation. */
export function taken(text: string, { snippet, replace }: Suggestion): string {
  const line = text.lastIndexOf('\n', replace.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(line, replace.start))?.[0] ?? '';
  const plain = snippet
    .replaceAll(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
    .replaceAll(/(?<!\\)\$\d+/g, '')
    .replaceAll(/\\([\\$}])/g, '$1');
  return text.slice(0, replace.start) + plain.replaceAll('\n', `\n${indent}`) + text.slice(replace.end);
}
