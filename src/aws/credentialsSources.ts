import * as l10n from '@vscode/l10n';
import { Trouble } from '../problem.ts';
import { readText } from './awsFiles.ts';
import type { Section } from './awsFiles.ts';
import type { Network } from './network.ts';

/** The environment as it is now: a copy would miss what changes later. */
export function readEnv(): NodeJS.ProcessEnv {
  return process.env;
}

/**
 * The network with the authorities of `AWS_CA_BUNDLE`, or of the profile's `ca_bundle`, added. Throws Trouble when the file cannot be read.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-gen-config.html
 */
export async function withBundles(
  network: Network,
  { section, env }: { section: Section; env: NodeJS.ProcessEnv },
): Promise<Network> {
  const path = env.AWS_CA_BUNDLE || section.ca_bundle;
  if (!path) {
    return network;
  }
  const text = await readText(path).catch(() => undefined);
  if (text === undefined || !text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new Trouble({
      code: 'badConfig',
      what: l10n.t('The certificates in {0} cannot be read.', path),
      cause: env.AWS_CA_BUNDLE
        ? l10n.t('The environment variable AWS_CA_BUNDLE names this file.')
        : l10n.t('The profile names this file as its ca_bundle.'),
      todo: l10n.t('Put a PEM file of certificates there, or remove the setting.'),
    });
  }
  return { ...network, caPem: [...network.caPem, text] };
}
