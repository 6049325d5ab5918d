import * as vscode from 'vscode';
import type { Suggestion } from '../../problem.ts';
import type { Checks } from './checks.ts';
import { rangeOf, yamlSelector } from './documents.ts';
import type { Language } from './language.ts';
import type { LiveSource } from './liveValues.ts';
import { manifestHelp } from './otherYaml.ts';
import type { Reader } from './reader.ts';
import type { TextSource } from './texts.ts';

const kinds: Readonly<Record<Suggestion['kind'], vscode.CompletionItemKind>> = {
  field: vscode.CompletionItemKind.Property,
  component: vscode.CompletionItemKind.Module,
  value: vscode.CompletionItemKind.Value,
  reference: vscode.CompletionItemKind.Reference,
  label: vscode.CompletionItemKind.Variable,
  live: vscode.CompletionItemKind.Constant,
};

/** Where a value or a member begins. Words bring the list up by themselves. */
const triggers = [' ', ':', '-', '/', '[', ',', '{', '_', '"'];

interface CompletionOptions {
  language: Language;
  reader: Reader;
  texts: TextSource;
  live: LiveSource;
  checks: Checks;
}

export function registerCompletion({
  language,
  reader,
  texts,
  live,
  checks,
}: CompletionOptions): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    yamlSelector,
    {
      provideCompletionItems: async (document, position) => {
        // The first reading takes its time, in which the person may go on typing.
        const sentences = await texts.read();
        const read = reader.read(document);
        if (!read) {
          return undefined;
        }
        const context = {
          live: live.values,
          around: checks.around(document, 'lately'),
          today: new Date().toISOString().slice(0, 10),
          ...manifestHelp(language, document, 'completion'),
          ...(sentences && { texts: sentences }),
        };
        const suggestions = language.code.suggestAt(read.file, document.offsetAt(position), context);
        const items = suggestions.map((suggestion, at) => itemOf(suggestion, at, document));
        // What is on its way is there at the next key.
        return new vscode.CompletionList(items, live.isAsking);
      },
    },
    ...triggers,
  );
}

function itemOf(suggestion: Suggestion, at: number, document: vscode.TextDocument): vscode.CompletionItem {
  const { label, kind, snippet, replace, filter, detail, documentation, deprecated, order, triggersNext } =
    suggestion;
  const item = new vscode.CompletionItem(label, kinds[kind]);
  item.insertText = new vscode.SnippetString(snippet);
  item.range = rangeOf(document, replace);
  // The order of the list is meant, and VS Code sorts by text.
  item.sortText = `${String(order ?? 5).padStart(3, '0')}${String(at).padStart(5, '0')}`;
  if (filter !== undefined) {
    item.filterText = filter;
  }
  if (detail !== undefined) {
    item.detail = detail;
  }
  if (documentation !== undefined) {
    item.documentation = new vscode.MarkdownString(documentation);
  }
  if (deprecated) {
    item.tags = [vscode.CompletionItemTag.Deprecated];
  }
  if (triggersNext) {
    item.command = { command: 'editor.action.triggerSuggest', title: '' };
  }
  return item;
}
