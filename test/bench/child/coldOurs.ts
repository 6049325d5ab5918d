// Ours for Y4: reads schemas/ and checks a manifest.
import { checkManifestDocument } from '../../../src/manifest/checkManifestDocument.ts';
import { readManifestSchemas } from '../../../src/manifest/kinds/manifestSchemas.ts';
import { readYamlFile } from '../../../src/manifest/yaml/yamlFile.ts';
import { saidByUs } from '../said.ts';
import { schemaReader } from '../schemaReader.ts';
import type { ColdChecker } from './coldCheck.ts';

export const check: ColdChecker['check'] = (text, root) => {
  const schemas = readManifestSchemas(schemaReader(root));
  return readYamlFile(text)
    .flatMap((document) => checkManifestDocument(document, { text, schemas }))
    .map((problem) => saidByUs(problem, text));
};
