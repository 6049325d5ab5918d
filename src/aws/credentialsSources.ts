import * as l10n from '@vscode/l10n';
import { Trouble } from '../trouble.ts';
import { readText, stampOf } from './awsFiles.ts';
import type { Section } from './awsFiles.ts';
import type { Network } from './network.ts';

/** The environment as it is now: a copy would miss what changes later. */
export function readEnv(): NodeJS.ProcessEnv {
  return process.env;
}

/** The network with the authorities that a profile's section and the environment name. */
export type BundleReader = (
  network: Network,
  options: { section: Section; env: NodeJS.ProcessEnv },
) => Promise<Network>;

/**
 * Adds the authorities of `AWS_CA_BUNDLE`, or of the profile's `ca_bundle`: all those of a company may be hundreds of kilobytes, read
 * again when the file has changed. As long as nothing changes the same `caPem` comes back. Throws Trouble when the file cannot be read.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-gen-config.html
 */
export function createBundleReader(): BundleReader {
  const known = new Map<string, { stamp: string; base: readonly string[]; caPem: readonly string[] }>();
  return async (network, { section, env }) => {
    const path = env.AWS_CA_BUNDLE || section.ca_bundle;
    if (!path) {
      return network;
    }
    const stamp = (await stampOf(path)) ?? '';
    const before = known.get(path);
    if (before?.stamp === stamp && before.base === network.caPem) {
      return { ...network, caPem: before.caPem };
    }
    const caPem = [...network.caPem, await readBundle(path, env)];
    known.set(path, { stamp, base: network.caPem, caPem });
    return { ...network, caPem };
  };
}

async function readBundle(path: string, env: NodeJS.ProcessEnv): Promise<string> {
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
  return text;
}
