import type { Network } from '../../aws/network.ts';
import type { Log } from '../../log.ts';
import { readSystemAuthorities } from './authorities.ts';
import { readProxySettings } from '../settings.ts';

/** One and the same, so that nobody takes it for a change. */
const none: readonly string[] = [];

/** How VS Code's own settings want requests to leave the machine. */
export interface NetworkReader {
  /** Resolves when `read` says all; to be awaited before each first use. */
  ready(): Promise<void>;
  /** The settings as they are now. */
  read(): Network;
}

/** Reads the system's certificates once, and only when something is about to be asked of the network. */
export function createNetworkReader(log: Log): NetworkReader {
  let reading: Promise<void> | undefined;
  let authorities: readonly string[] = [];
  return {
    ready: async () => {
      if (readProxySettings().systemCertificates) {
        reading ??= readSystemAuthorities(log).then((found) => {
          authorities = found;
        });
        await reading;
      }
    },
    read: () => {
      const { proxy, noProxy, strictSsl, systemCertificates } = readProxySettings();
      return {
        ...(proxy !== undefined && { proxy }),
        noProxy,
        strictSsl,
        caPem: systemCertificates ? authorities : none,
      };
    },
  };
}
