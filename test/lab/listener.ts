import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** An HTTP server on a free loopback port that can vanish and come back on the same port. */
export interface Listener {
  url: string;
  /** Closed: connections are refused and the open ones dropped. */
  setOpen(open: boolean): Promise<void>;
  stop(): Promise<void>;
}

export async function listen(
  handle: RequestListener,
  tls?: { key: string; cert: string },
): Promise<Listener> {
  const server = tls ? createTlsServer(tls, handle) : createServer(handle);
  // A client keeps its connections for reuse; closing one here while it is being reused looks like a failure there.
  server.keepAliveTimeout = 60_000;
  const sockets = new Set<Duplex>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await open(server, 0);
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    if (server.listening) {
      const closed = new Promise((resolve) => server.close(resolve));
      sockets.forEach((socket) => socket.destroy());
      await closed;
    }
  };
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    async setOpen(wanted) {
      if (!wanted) {
        await close();
      } else if (!server.listening) {
        await open(server, port);
      }
    },
    stop: close,
  };
}

function open(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** The whole body of a request. Throws when it is longer than a service takes. */
export async function readBody(request: IncomingMessage, maxBytes = 10 * 1024 * 1024): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new Error(`the body is longer than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The two parts of a request's target, neither decoded. */
export function splitTarget(target: string): { path: string; query: string } {
  const at = target.indexOf('?');
  return at < 0 ? { path: target, query: '' } : { path: target.slice(0, at), query: target.slice(at + 1) };
}
