/** A request as it leaves: all that it says is in it, credentials too. */
export interface HttpRequest {
  method: 'GET' | 'POST';
  url: URL;
  /** Names in small letters. */
  headers: Readonly<Record<string, string>>;
  body?: string;
}

/** An answer as soon as it begins, whatever its status. */
export interface HttpResponse {
  status: number;
  /** Names in small letters. */
  headers: Readonly<Record<string, string | undefined>>;
  /** As it came over the wire, still compressed where `content-encoding` says so. Ending the iteration early closes the connection. */
  body: AsyncIterable<Uint8Array>;
}

/**
 * Sends a request. Rejects when no answer begins; the signal ends the answer's body too, and the server sees the connection close.
 * Whoever signs requests, adds headers or goes through a proxy is a `Send` around another one.
 */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;
