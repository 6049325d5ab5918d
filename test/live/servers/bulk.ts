import { Agent, request } from 'node:https';
import { users } from './apiServer.ts';
import type { ApiServer } from './apiServer.ts';

export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; [field: string]: unknown };
  [field: string]: unknown;
}

const atOnce = 16;

/** Creates objects of one kind as the administrator, many at once: for thousands kubectl takes minutes. `plural` is `pods`. */
export async function createAll(
  { url, caPem }: Pick<ApiServer, 'url' | 'caPem'>,
  plural: string,
  objects: readonly KubeObject[],
): Promise<void> {
  const agent = new Agent({ ca: caPem, keepAlive: true, maxSockets: atOnce });
  const entries = objects.values();
  const worker = async (): Promise<void> => {
    for (const object of entries) {
      await create(new URL(pathOf(object, plural), url), agent, object);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, worker));
  } finally {
    agent.destroy();
  }
}

function pathOf({ apiVersion, metadata: { namespace } }: KubeObject, plural: string): string {
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${group}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${plural}`;
}

function create(url: URL, agent: Agent, object: KubeObject): Promise<void> {
  const headers = { authorization: `Bearer ${users.admin.token}`, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('error', reject).on('end', () => {
        if (response.statusCode === 201) {
          resolve();
        } else {
          reject(new Error(`POST ${url.pathname} ${object.metadata.name}: ${response.statusCode} ${body}`));
        }
      });
    });
    sent.on('error', reject).end(JSON.stringify(object));
  });
}
