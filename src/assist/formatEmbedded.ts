import { applyEdits } from '../manifest/yaml/edits.ts';
import { formatLoose } from '../manifest/format.ts';
import { isSameYaml } from '../manifest/yaml/sameYaml.ts';
import { readYamlFile } from '../manifest/yaml/yamlFile.ts';
import type { TextEdit } from '../problem.ts';
import { viewsOf } from './view.ts';
import type { AssistFile, ConfigView } from './view.ts';

/**
 * The edits that format the collector configs that lie in scalars: two spaces of indentation, all else as it is. None for
 * configs whose YAML is broken or would say something else afterwards.
 */
export function formatEmbedded(file: AssistFile): TextEdit[] {
  return [...viewsOf(file)]
    .filter(({ isEmbedded, collector }) => isEmbedded && collector.config.problems.length === 0)
    .flatMap(formatted);
}

function formatted(view: ConfigView): TextEdit[] {
  const { text, root } = view.yaml;
  const edits = formatLoose(view.yaml);
  const before = text.slice(root.start, root.end);
  const after = applyEdits(
    before,
    edits.map((edit) => ({ ...edit, start: edit.start - root.start, end: edit.end - root.start })),
  );
  const inFile = edits.map((edit) => view.toFileEdit(edit));
  return saysTheSame(before, after) && inFile.every((edit) => edit !== undefined) ? inFile : [];
}

function saysTheSame(before: string, after: string): boolean {
  const documents = readYamlFile(before);
  const others = readYamlFile(after);
  return (
    documents.length === others.length &&
    documents.every(({ root }, index) => {
      const other = others[index];
      return other?.problems.length === 0 && isSameYaml(root, other.root);
    })
  );
}
