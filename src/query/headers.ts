import type { Send } from '../http.ts';

/**
 * Adds headers to what goes to one origin (`https://host:port`), and to nothing else: they may hold credentials, which are meant for
 * that server alone.
 */
export function withHeaders(send: Send, origin: string, headers: Readonly<Record<string, string>>): Send {
  return (request, signal) =>
    send(
      request.url.origin === origin ? { ...request, headers: { ...request.headers, ...headers } } : request,
      signal,
    );
}

/** https://www.rfc-editor.org/rfc/rfc7617 */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** https://www.rfc-editor.org/rfc/rfc6750 */
export function bearerAuthorization(token: string): string {
  return `Bearer ${token}`;
}
