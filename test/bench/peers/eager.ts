// The peer of the start-up goals: our own sources as an extension built the usual way has them, one file that loads
// everything at once.
import '../../../src/bundles/aws.ts';
import '../../../src/bundles/kube.ts';
import '../../../src/bundles/language.ts';
import '../../../src/features/manifest/manifestCommands.ts';

export { activate } from '../../../src/extension.ts';
