// The peer for Y4: reads the same schemas and checks the same manifest.
import { readManifestSchemas } from '../../../src/manifest/kinds/manifestSchemas.ts';
import type { ColdChecker } from '../child/coldCheck.ts';
import { benchKinds, manifestSchema } from '../benchSchemas.ts';
import { schemaReader } from '../schemaReader.ts';
import { startYamlServer } from './yamlServer.ts';

export const check: ColdChecker['check'] = (text, root) => {
  const schemas = readManifestSchemas(schemaReader(root));
  return startYamlServer(manifestSchema(schemas, benchKinds)).validate(text);
};
