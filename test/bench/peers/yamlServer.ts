// What most people have for YAML today: the validation of the YAML extension's language server.
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService } from 'yaml-language-server';
import type { Schema } from '../../../src/manifest/schema/schema.ts';
import { saidByYamlServer } from '../said.ts';
import type { Said } from '../said.ts';

export interface YamlServer {
  validate(text: string): Promise<Said[]>;
}

/** A language server for YAML that has one schema for every file. */
export function startYamlServer(schema: Schema): YamlServer {
  const service = getLanguageService({
    schemaRequestService: (uri) => Promise.reject(new Error(`nothing is fetched: ${uri}`)),
    workspaceContext: { resolveRelativePath: (path) => path },
  });
  service.configure({
    validate: true,
    hover: false,
    completion: false,
    // It puts what references lead to into the schema that it is given.
    schemas: [{ uri: 'bench://schema.json', fileMatch: ['*'], schema: structuredClone(schema) }],
  });
  let version = 0;
  return {
    async validate(text) {
      version += 1;
      const document = TextDocument.create('file:///manifest.yaml', 'yaml', version, text);
      const found = await service.doValidation(document, false);
      return found.map(({ message, range }) =>
        saidByYamlServer(typeof message === 'string' ? message : message.value, range.start.line),
      );
    },
  };
}
