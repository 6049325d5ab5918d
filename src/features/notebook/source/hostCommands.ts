import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Deps } from '../../deps.ts';
import type { HostCredentials, Hosts } from './hosts.ts';
import type { Profiles } from './profiles.ts';

interface HostDeps extends Pick<Deps, 'ask'> {
  hosts: Hosts;
  profiles: Profiles;
}

/** Commands about servers that are no AWS: what is sent to them, and that they may be asked at all. */
export interface HostCommands {
  /** Asks for the credentials of a server and stores them. */
  setCredentials(origin?: unknown): Promise<void>;
  removeCredentials(): Promise<void>;
  forgetHosts(): Promise<void>;
}

export function createHostCommands(deps: HostDeps): HostCommands {
  const { ask, hosts, profiles } = deps;
  return {
    setCredentials: async (given) => {
      const origin = typeof given === 'string' ? given : await askOrigin(deps);
      const picked = origin === undefined ? undefined : await ask.pick(forms(), { title: titleOf(origin) });
      if (origin === undefined || picked === undefined) {
        return;
      }
      const old = (await hosts.credentials(origin)) ?? {};
      const credentials = await askCredentials(deps, { origin, form: picked.form, old });
      if (credentials !== undefined) {
        await hosts.setCredentials(origin, credentials);
      }
    },
    removeCredentials: async () => {
      const origins = hosts.withCredentials();
      if (origins.length === 0) {
        void ask.info(l10n.t('No credentials of Prometheus hosts are stored.'));
        return;
      }
      const picked = await ask.pick(
        origins.map((label) => ({ label })),
        { title: l10n.t('Remove Credentials'), placeHolder: l10n.t('Host whose credentials are removed') },
      );
      await (picked && hosts.setCredentials(picked.label, undefined));
    },
    forgetHosts: async () => {
      await hosts.forgetAllowed();
      await profiles.forget();
      void ask.info(l10n.t('Notebooks ask again before they send queries to a host.'));
    },
  };
}

type Form = 'basic' | 'bearer' | 'header';

function forms(): (vscode.QuickPickItem & { form: Form })[] {
  return [
    { label: l10n.t('User name and password'), form: 'basic' },
    { label: l10n.t('Bearer token'), form: 'bearer' },
    {
      label: l10n.t('A header'),
      detail: l10n.t('Such as X-Scope-OrgID, besides what is stored'),
      form: 'header',
    },
  ];
}

const titleOf = (origin: string): string => l10n.t('Credentials for {0}', origin);

async function askOrigin({ ask }: HostDeps): Promise<string | undefined> {
  const text = await ask.input({
    title: l10n.t('Credentials of a Prometheus Host'),
    prompt: l10n.t('Address of the server; only its host and port count'),
    placeHolder: 'https://prometheus.example.com',
    validateInput: (url) =>
      originOf(url) === undefined
        ? l10n.t('Enter an address that begins with http:// or https://.')
        : undefined,
  });
  return text === undefined ? undefined : originOf(text);
}

/** Scheme, host and port of an address; `undefined` when it is none of the web. */
export function originOf(url: string): string | undefined {
  if (!/^https?:\/\/[^/]/i.test(url.trim()) || !URL.canParse(url.trim())) {
    return undefined;
  }
  return new URL(url.trim()).origin;
}

async function askCredentials(
  { ask }: HostDeps,
  { origin, form, old }: { origin: string; form: Form; old: HostCredentials },
): Promise<HostCredentials | undefined> {
  const title = titleOf(origin);
  const secret = (prompt: string): Promise<string | undefined> =>
    ask.input({ title, prompt, password: true, validateInput: asHeader });
  const others = old.headers && { headers: old.headers };
  if (form === 'basic') {
    const user = await ask.input({ title, prompt: l10n.t('User name'), validateInput: asUser });
    const password =
      user === undefined ? undefined : await ask.input({ title, prompt: l10n.t('Password'), password: true });
    return user === undefined || password === undefined
      ? undefined
      : { ...others, basic: { user, password } };
  }
  if (form === 'bearer') {
    const bearer = await secret(l10n.t('Token, without the word Bearer'));
    return bearer === undefined ? undefined : { ...others, bearer: bearer.trim() };
  }
  const name = await ask.input({ title, prompt: l10n.t('Name of the header'), validateInput: asHeaderName });
  const value = name === undefined ? undefined : await secret(l10n.t('Value of the header'));
  return name === undefined || value === undefined
    ? undefined
    : { ...old, headers: { ...old.headers, [name.trim().toLowerCase()]: value } };
}

/** What may stand in a header: https://www.rfc-editor.org/rfc/rfc9110#name-field-values */
function asHeader(text: string): string | undefined {
  return /^[\t\x20-\x7e\x80-\xff]+$/.test(text)
    ? undefined
    : l10n.t('Enter a text of one line that holds letters of ASCII or Latin-1 only.');
}

function asUser(text: string): string | undefined {
  return text === '' || text.includes(':') ? l10n.t('Enter a name without a colon.') : undefined;
}

/** Names that say how a request is built are not for anybody to set. */
function asHeaderName(text: string): string | undefined {
  const isName = /^[\w!#$%&'*+.^`|~-]+$/.test(text.trim());
  const isOurs = /^(host|content-(length|type|encoding)|transfer-encoding|connection)$/i.test(text.trim());
  return isName && !isOurs ? undefined : l10n.t('Enter the name of a header.');
}
