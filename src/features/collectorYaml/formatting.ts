import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { TextEdit } from '../../problem.ts';
import type { Ask } from '../ask.ts';
import { applyEdits } from '../applyEdits.ts';
import { noCollector, rangeOf, yamlSelector } from './documents.ts';
import type { Language } from './language.ts';
import type { ReadDocument, Reader } from './reader.ts';

interface FormatOptions {
  language: Language;
  reader: Reader;
}

/** Formatters of YAML that people have installed. Two formatters of one language make VS Code ask which to use. */
const otherFormatters = ['redhat.vscode-yaml', 'esbenp.prettier-vscode'];

/** "ADOT: Format Collector Config": the embedded text only, whatever formats the file around it. */
export async function formatConfig(
  { ask, language, reader }: FormatOptions & { ask: Ask },
  document: vscode.TextDocument,
): Promise<void> {
  const read = reader.read(document);
  if (!read || read.file.collectors.length === 0) {
    throw noCollector();
  }
  const edits = language.code.formatEmbedded(read.file);
  if (edits.length === 0) {
    await ask.info(whyNothing(read));
    return;
  }
  await applyEdits(document, edits);
}

function whyNothing({ file: { collectors } }: ReadDocument): string {
  // In front of a text inside a scalar stands the scalar's key at least.
  if (collectors.every(({ config }) => config.place.toFile(0) === 0)) {
    return l10n.t(
      'Only text inside other YAML is formatted here. Format Document is for the file as a whole.',
    );
  }
  return collectors.some(({ config }) => config.problems.length > 0)
    ? l10n.t('A broken configuration is left as it is. Mend its YAML first.')
    : l10n.t('The collector configuration is formatted already.');
}

/** Formats the embedded text within a selection, as long as no other formatter of YAML is there to be asked about. */
export function registerFormatting({ language, reader }: FormatOptions): vscode.Disposable {
  const editsOf = (document: vscode.TextDocument, range: vscode.Range): vscode.TextEdit[] => {
    const read = reader.read(document);
    return (read ? language.code.formatEmbedded(read.file) : [])
      .map((edit: TextEdit) => new vscode.TextEdit(rangeOf(document, edit), edit.text))
      .filter((edit) => range.contains(edit.range));
  };
  let registered: vscode.Disposable | undefined;
  const settle = (): void => {
    const isAlone = otherFormatters.every((id) => vscode.extensions.getExtension(id) === undefined);
    if (isAlone) {
      registered ??= vscode.languages.registerDocumentRangeFormattingEditProvider(yamlSelector, {
        provideDocumentRangeFormattingEdits: editsOf,
      });
    } else {
      registered?.dispose();
      registered = undefined;
    }
  };
  settle();
  const listener = vscode.extensions.onDidChange(settle);
  return {
    dispose: () => {
      listener.dispose();
      registered?.dispose();
    },
  };
}
