// The language server of the YAML extension by Red Hat, asked as that extension asks it.
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService } from 'yaml-language-server';
import { otherFinding } from '../../../../src/features/collectorYaml/echoes.ts';
import type { OtherFinding } from '../../../../src/features/collectorYaml/echoes.ts';
import type { Schema } from '../../../../src/manifest/schema/schema.ts';

export interface ServerFinding {
  message: string;
  /** From 0. */
  line: number;
  finding: OtherFinding;
}

/** https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#diagnosticSeverity */
const information = 3;

/** A server with one schema for every file, or none. */
export function yamlServer(schema?: Schema): (text: string) => Promise<ServerFinding[]> {
  const service = getLanguageService({
    schemaRequestService: (uri) => Promise.reject(new Error(`nothing is fetched: ${uri}`)),
    workspaceContext: { resolveRelativePath: (path) => path },
  });
  // It puts what references lead to into the schema that it is given.
  const schemas =
    schema === undefined
      ? []
      : [{ uri: 'test://schema.json', fileMatch: ['*'], schema: structuredClone(schema) }];
  service.configure({ validate: true, hover: false, completion: false, schemas });
  // All servers of a process share what they remember of documents, by these names.
  const uri = `file:///${schema === undefined ? 'plain' : 'schema'}.yaml`;
  let version = 0;
  return async (text) => {
    version += 1;
    const document = TextDocument.create(uri, 'yaml', version, text);
    const found = await service.doValidation(document, true);
    return found.flatMap((diagnostic) => {
      const { message, range, source, code, severity = 1 } = diagnostic;
      // What it makes of neighbours may end before it begins: VS Code turns such a range round.
      const [start = 0, end = 0] = [range.start, range.end]
        .map((position) => document.offsetAt(position))
        .sort((a, b) => a - b);
      const finding = otherFinding({ source, code, isRemark: severity >= information }, { start, end });
      const words = typeof message === 'string' ? message : message.value;
      return finding ? [{ message: words, line: range.start.line, finding }] : [];
    });
  };
}
