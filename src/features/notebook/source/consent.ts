import * as l10n from '@vscode/l10n';
import { Trouble } from '../../../trouble.ts';
import type { Ask, Confirmation } from '../../ask.ts';
import type { Hosts } from './hosts.ts';

/** Whether a server that a file names may be asked at all. */
export interface Consent {
  /** Asks once for each server, however many queries wait for the answer. Throws a Trouble when a person says no. */
  require(base: URL): Promise<void>;
}

export function createConsent({ ask, hosts }: { ask: Pick<Ask, 'confirm'>; hosts: Hosts }): Consent {
  const waiting = new Map<string, Promise<boolean>>();
  const askFor = async (base: URL): Promise<boolean> => {
    const isAllowed = await ask.confirm(consentTo(base));
    if (isAllowed) {
      await hosts.allow(base.origin);
    }
    return isAllowed;
  };
  return {
    require: async (base) => {
      const { origin } = base;
      if (hosts.isAllowed(origin)) {
        return;
      }
      const answer = waiting.get(origin) ?? askFor(base).finally(() => waiting.delete(origin));
      waiting.set(origin, answer);
      if (!(await answer)) {
        throw notAllowed(base);
      }
    },
  };
}

function consentTo({ host, protocol }: URL): Confirmation {
  return {
    message: l10n.t('Send queries to {0}?', host),
    detail:
      protocol === 'https:'
        ? l10n.t(
            'The address comes from a file or a setting. Queries may hold names that others should not know. You are asked once for each host.',
          )
        : l10n.t(
            'The address comes from a file or a setting, and the connection is not encrypted. Queries may hold names that others should not know. You are asked once for each host.',
          ),
    yes: l10n.t('Send'),
  };
}

function notAllowed({ host }: URL): Trouble {
  return new Trouble({
    code: 'notAllowed',
    what: l10n.t('Nothing was sent to {0}, because that was not allowed.', host),
    todo: l10n.t('Run the query again to allow it, or choose another data source.'),
  });
}
