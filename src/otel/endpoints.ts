/** Host and port of an address to listen on; a host that is not written is empty. */
export interface HostAndPort {
  host: string;
  port: string | undefined;
}

/** Splits `host:port`, `[::1]:port` and `:port`; without a port all of it is the host. */
export function splitEndpoint(endpoint: string): HostAndPort {
  const text = endpoint.trim();
  const [, bracketed, bracketPort] = /^\[([^\]]*)\](?::(.*))?$/.exec(text) ?? [];
  if (bracketed !== undefined) {
    return { host: bracketed, port: bracketPort };
  }
  const colon = text.lastIndexOf(':');
  return colon < 0
    ? { host: text, port: undefined }
    : { host: text.slice(0, colon), port: text.slice(colon + 1) };
}

/** Whether only the container itself reaches this host. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Whether a host stands for every address that there is. */
export function isEveryAddress(host: string): boolean {
  return host === '' || host === '0.0.0.0' || host === '::';
}
