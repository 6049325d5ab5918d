import * as vscode from 'vscode';
import type { TextEdit } from '../../problem.ts';
import type { QuerySuggestion, QuerySuggestionKind } from '../../promql/suggest/items.ts';
import { rangeOf } from '../collectorYaml/documents.ts';
import { queriesSelector } from './documents.ts';
import type { FoundQuery } from './queries.ts';
import type { PromqlRoomParts } from './parts.ts';
import { signalOf } from './signals.ts';

const { CompletionItemKind } = vscode;

const kinds: Readonly<Record<QuerySuggestionKind, vscode.CompletionItemKind>> = {
  metric: CompletionItemKind.Variable,
  label: CompletionItemKind.Property,
  labelValue: CompletionItemKind.Value,
  function: CompletionItemKind.Function,
  aggregation: CompletionItemKind.Method,
  keyword: CompletionItemKind.Keyword,
  operator: CompletionItemKind.Operator,
  duration: CompletionItemKind.Unit,
  variable: CompletionItemKind.Reference,
  snippet: CompletionItemKind.Snippet,
};

/** Where something else than a word begins. Words bring the list up by themselves. */
const triggers = ['(', '{', '[', ',', '=', '~', '"', "'", '`', '$', '@', '#'];

/** A person goes on typing while labels are on their way; what is not there by then is there at the next key. */
const patienceMs = 1_500;

export function registerPromqlCompletion({ code, queries, sources }: PromqlRoomParts): vscode.Disposable {
  // Which source explains the items of a list.
  const explainers = new WeakMap<vscode.CompletionItem, () => ReturnType<typeof code.explainSuggestion>>();
  const complete = async (
    found: FoundQuery,
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionList | undefined> => {
    const { source, variables } = sources.of(document);
    const { signal, dispose } = signalOf(token, patienceMs);
    const known = [...queries.of(document).variables, ...variables()];
    const { query, offset } = found;
    const { suggestions, isIncomplete } = await code
      .suggestQuery(query.text, offset, source, { signal, variables: known })
      .finally(dispose);
    if (token.isCancellationRequested) {
      return undefined;
    }
    const items = suggestions.flatMap((suggestion) => {
      const item = itemOf(suggestion, found, document);
      if (item !== undefined) {
        explainers.set(item, () => code.explainSuggestion(suggestion, source));
      }
      return item ?? [];
    });
    return new vscode.CompletionList(items, isIncomplete);
  };
  return vscode.languages.registerCompletionItemProvider(
    queriesSelector,
    {
      provideCompletionItems: async (document, position, token) => {
        const found = queries.at(document, position);
        if (found === undefined) {
          return undefined;
        }
        const directives = mayHoldDirectives(document)
          ? directiveItems(code.suggestDirectives(found.query.text, found.offset), found, document)
          : [];
        return directives.length > 0 ? directives : complete(found, document, token);
      },
      resolveCompletionItem: (item) => {
        const { detail, documentation } = explainers.get(item)?.() ?? {};
        if (detail !== undefined) {
          item.detail = detail;
        }
        if (documentation !== undefined) {
          item.documentation = new vscode.MarkdownString(documentation);
        }
        return item;
      },
    },
    ...triggers,
  );
}

/** Queries inside other files have nothing that runs them by directives. */
function mayHoldDirectives({ languageId }: vscode.TextDocument): boolean {
  return languageId === 'promql' || languageId === 'markdown';
}

type Written = Pick<
  QuerySuggestion,
  'label' | 'snippet' | 'replace' | 'order' | 'detail' | 'filter' | 'triggersNext'
>;

function directiveItems(
  suggestions: readonly (Written & { documentation?: string })[],
  found: FoundQuery,
  document: vscode.TextDocument,
): vscode.CompletionItem[] {
  return suggestions.flatMap((suggestion) => {
    const item = itemOf({ ...suggestion, kind: 'keyword' }, found, document);
    if (item !== undefined && suggestion.documentation !== undefined) {
      item.documentation = new vscode.MarkdownString(suggestion.documentation);
    }
    return item ?? [];
  });
}

function itemOf(
  {
    label,
    kind,
    snippet,
    replace,
    order = 5,
    detail,
    filter,
    triggersNext,
  }: Written & { kind: QuerySuggestionKind },
  { query }: FoundQuery,
  document: vscode.TextDocument,
): vscode.CompletionItem | undefined {
  const edit = snippetEdit(query.place, { ...replace, text: snippet });
  if (edit === undefined) {
    return undefined;
  }
  const item = new vscode.CompletionItem(label, kinds[kind]);
  item.insertText = edit.insertText;
  item.range = rangeOf(document, edit);
  // Texts are compared: 10 would come before 2.
  item.sortText = `${order.toFixed(2).padStart(5, '0')}${label}`;
  // The editor compares with what stands in the range, quotes included.
  item.filterText = filter ?? label;
  if (detail !== undefined) {
    item.detail = detail;
  }
  if (triggersNext) {
    item.command = { command: 'editor.action.triggerSuggest', title: '' };
  }
  return item;
}

/** A snippet as its document writes it. Where that has to escape it, the places for the cursor are given up. */
function snippetEdit(
  place: FoundQuery['query']['place'],
  edit: TextEdit,
): { start: number; end: number; insertText: string | vscode.SnippetString } | undefined {
  const same = place.toFileEdit(edit);
  if (same?.text === edit.text) {
    return { start: same.start, end: same.end, insertText: new vscode.SnippetString(same.text) };
  }
  const plain = edit.text.replace(/(?<!\\)\$(?:\d|\{\d:?([^}]*)\})/g, '$1').replace(/\\([\\$}])/g, '$1');
  const escaped = place.toFileEdit({ ...edit, text: plain });
  return escaped && { start: escaped.start, end: escaped.end, insertText: escaped.text };
}
