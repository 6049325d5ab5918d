import type { Log } from '../../log.ts';

/** Runs beside the extension host: reading the system's store takes up to seconds on some systems and cannot be waited for otherwise. */
const program = `
const { parentPort } = require('node:worker_threads');
const { getCACertificates } = require('node:tls');
const key = (pem) => pem.replace(/\\s+/g, '');
const known = new Set(getCACertificates('default').map(key));
const found = new Map(getCACertificates('system').map((pem) => [key(pem), pem]));
parentPort.postMessage([...found].flatMap(([name, pem]) => (known.has(name) ? [] : [pem])));
`;

/**
 * The certificates (PEM) of authorities that the operating system trusts and Node does not, such as a company's own. Only
 * those: each one more has to be parsed for each new connection. Empty where the store cannot be read.
 */
export function readSystemAuthorities(log: Log): Promise<readonly string[]> {
  // At once, so that it reads while the caller goes on to load a bundle; not with the entry, which rarely needs it.
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  return new Promise((resolve) => {
    const worker = new Worker(program, { eval: true });
    const finish = (authorities: readonly string[]): void => {
      resolve(authorities);
      void worker.terminate();
    };
    worker.once('message', (authorities: readonly string[]) => {
      log.debug(`${authorities.length} certificate authorities of the system are not Node's own`);
      finish(authorities);
    });
    worker.once('error', (error) => {
      log.warn(`The certificates of the system could not be read: ${String(error)}`);
      finish([]);
    });
    worker.once('exit', () => finish([]));
  });
}
