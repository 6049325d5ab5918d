export { fillIn } from '../manifest/fillIn.ts';
export { findPlaceholders } from '../manifest/placeholders.ts';
export { remoteWriteTargets } from '../otel/remoteWriteTargets.ts';
export { adotVersions } from '../otel/adotVersions.ts';
export { collectorManifest, isNamespace, isRoleArn } from '../recipe/collectorManifest.ts';
export { selectsCollector } from '../recipe/fargateSelectors.ts';
export { templates } from '../recipe/templates.ts';
