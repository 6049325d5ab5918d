import * as vscode from 'vscode';
import { rangeOf, yamlSelector } from './documents.ts';
import type { Language } from './language.ts';
import { manifestHelp } from './otherYaml.ts';
import type { Reader } from './reader.ts';
import type { TextSource } from './texts.ts';

interface HoverOptions {
  language: Language;
  reader: Reader;
  texts: TextSource;
}

export function registerHover({ language, reader, texts }: HoverOptions): vscode.Disposable {
  return vscode.languages.registerHoverProvider(yamlSelector, {
    provideHover: async (document, position) => {
      // The first reading takes its time, in which the person may go on typing.
      const sentences = await texts.read();
      const context = {
        schemas: language.schemas,
        ...manifestHelp(language, document, 'hover'),
        ...(sentences && { texts: sentences }),
      };
      const read = reader.read(document);
      const offset = document.offsetAt(position);
      const found = read && language.code.describeAt(read.file, offset, context);
      return (
        found && new vscode.Hover(new vscode.MarkdownString(found.markdown), rangeOf(document, found.span))
      );
    },
  });
}
