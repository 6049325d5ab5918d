import type * as vscode from 'vscode';

/** What is sent to a server besides the queries. Never logged, never shown. */
export interface HostCredentials {
  basic?: { user: string; password: string };
  bearer?: string;
  /** Names in small letters. */
  headers?: Readonly<Record<string, string>>;
}

/**
 * Servers that a person lets notebooks talk to, and what is sent to them. A server is its scheme, host and port: what was stored
 * for `https` does not leave over `http`.
 */
export interface Hosts {
  isAllowed(origin: string): boolean;
  allow(origin: string): Promise<void>;
  /** Every host has to be asked for again. What is stored for them stays. */
  forgetAllowed(): Promise<void>;
  credentials(origin: string): Promise<HostCredentials | undefined>;
  /** Stores them in the place of those before; `undefined` takes them away. */
  setCredentials(origin: string, credentials: HostCredentials | undefined): Promise<void>;
  /** Those with credentials, sorted. */
  withCredentials(): readonly string[];
}

const allowedKey = 'adot.allowedHosts';
const storedKey = 'adot.hostsWithCredentials';
const secretKey = (origin: string): string => `adot.host:${origin}`;

/** Names of hosts are kept in `memento`, everything secret in `secrets`. */
export function createHosts(
  memento: vscode.Memento,
  secrets: Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'>,
): Hosts {
  const allowed = (): readonly string[] => memento.get<string[]>(allowedKey, []);
  const stored = (): readonly string[] => memento.get<string[]>(storedKey, []);
  return {
    isAllowed: (origin) => allowed().includes(origin),
    allow: async (origin) => {
      await memento.update(allowedKey, [...new Set([...allowed(), origin])].sort());
    },
    forgetAllowed: async () => {
      await memento.update(allowedKey, undefined);
    },
    credentials: async (origin) => {
      const text = await secrets.get(secretKey(origin));
      return text === undefined ? undefined : (JSON.parse(text) as HostCredentials);
    },
    setCredentials: async (origin, credentials) => {
      const others = stored().filter((one) => one !== origin);
      if (credentials === undefined) {
        await secrets.delete(secretKey(origin));
        await memento.update(storedKey, others);
      } else {
        await secrets.store(secretKey(origin), JSON.stringify(credentials));
        await memento.update(storedKey, [...others, origin].sort());
      }
    },
    withCredentials: stored,
  };
}

/** The headers that carry the credentials. */
export function credentialHeaders({ basic, bearer, headers }: HostCredentials): Record<string, string> {
  const authorization =
    bearer !== undefined
      ? `Bearer ${bearer}`
      : basic && `Basic ${Buffer.from(`${basic.user}:${basic.password}`).toString('base64')}`;
  return { ...headers, ...(authorization !== undefined && { authorization }) };
}
