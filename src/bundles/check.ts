export { createChecker } from '../lint/createChecker.ts';
export { ruleCatalog, rulePageAnchor } from '../lint/ruleCatalog.ts';
export { readManifestSchemas } from '../manifest/kinds/manifestSchemas.ts';
export { readCollectorSchemas } from '../otel/readSchemas.ts';
