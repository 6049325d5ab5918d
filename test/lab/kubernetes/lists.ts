import { Body } from './body.ts';
import type { Call, Target } from './call.ts';
import type { Entry } from './entry.ts';
import { listHead, listItem, listTail, negotiate } from './render.ts';
import { parseFieldSelector, parseLabelSelector } from './selectors.ts';
import { badRequest, expiredContinue, expiredVersion, tooLargeVersion } from './status.ts';
import type { Snapshot, Store } from './store.ts';

interface Kept {
  snapshot: Snapshot;
  expires: number;
}

interface Position {
  version: number;
  /** The key of the last object of the page before. */
  after: string;
}

const itemsPerWrite = 500;
const keptSnapshots = 50;

/** Answers `list`, page by page; remembers the lists that unexpired continue tokens point into. */
export class Lists {
  private readonly store: Store;
  private readonly now: () => number;
  private readonly continueLifeMs: number;
  private readonly kept = new Map<string, Kept>();

  constructor(store: Store, now: () => number, continueLifeMs: number) {
    this.store = store;
    this.now = now;
    this.continueLifeMs = continueLifeMs;
  }

  /** Continue tokens given out before are refused from now on. */
  forget(): void {
    this.kept.clear();
  }

  async answer({ request, response, query, target, cut, gone }: Call): Promise<void> {
    const rendering = negotiate(request.headers.accept, query, this.now());
    const { snapshot, after } = this.place(target, query, gone);
    const matches = matcher(target, query);
    const limit = readLimit(query.get('limit') ?? '');
    const { page, next, left } = takePage(snapshot.entries, after, limit, matches);
    const isSelected = Boolean(query.get('labelSelector') || query.get('fieldSelector'));
    const meta = {
      resourceVersion: String(snapshot.version),
      ...(next === undefined ? {} : { continue: this.token(target, snapshot, next) }),
      // Not counted under a selector: https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks
      ...(next === undefined || isSelected ? {} : { remainingItemCount: left }),
    };
    response.writeHead(200, { 'content-type': 'application/json' });
    const body = new Body(response, cut);
    const head = listHead(target.resource, meta, rendering);
    if (page.length === 0) {
      await body.write(head + listTail);
    }
    for (let start = 0; start < page.length && !body.isClosed; start += itemsPerWrite) {
      const items = page.slice(start, start + itemsPerWrite).map((entry) => listItem(entry, rendering));
      const isLast = start + itemsPerWrite >= page.length;
      await body.write((start === 0 ? head : ',') + items.join(',') + (isLast ? listTail : ''));
    }
    body.end();
  }

  /** The list to read from, and where to start in it. */
  private place(
    { resource }: Target,
    query: URLSearchParams,
    gone: boolean,
  ): { snapshot: Snapshot; after: string } {
    const asked = query.get('resourceVersion') ?? '';
    const token = query.get('continue') ?? '';
    if (token !== '') {
      if (asked !== '' && asked !== '0') {
        throw badRequest('specifying resource version is not allowed when using continue');
      }
      const { version, after } = readToken(token);
      const kept = this.kept.get(`${resource.plural}@${version}`);
      if (gone || (version !== -1 && (kept === undefined || kept.expires < this.now()))) {
        throw expiredContinue(writeToken({ version: -1, after }));
      }
      return {
        snapshot: version === -1 || !kept ? this.store.snapshot(resource.plural) : kept.snapshot,
        after,
      };
    }
    this.checkVersion(asked, query.get('resourceVersionMatch') ?? '');
    return { snapshot: this.store.snapshot(resource.plural), after: '' };
  }

  private checkVersion(asked: string, match: string): void {
    if (!/^\d*$/.test(asked)) {
      throw badRequest(
        `invalid resource version: resourceVersion: Invalid value: "${asked}": ` +
          `strconv.ParseUint: parsing "${asked}": invalid syntax`,
      );
    }
    const version = Number(asked);
    if (version > this.store.version) {
      throw tooLargeVersion(version, this.store.version);
    }
    // The lab keeps no lists of the past: an exact version is served while it is the present one.
    if (match === 'Exact' && version !== this.store.version) {
      throw expiredVersion(version, this.store.version);
    }
  }

  private token({ resource }: Target, snapshot: Snapshot, after: string): string {
    this.kept.set(`${resource.plural}@${snapshot.version}`, {
      snapshot,
      expires: this.now() + this.continueLifeMs,
    });
    const [oldest] = this.kept.keys();
    if (this.kept.size > keptSnapshots && oldest !== undefined) {
      this.kept.delete(oldest);
    }
    return writeToken({ version: snapshot.version, after });
  }
}

/** Whether an entry is in the namespace and under the name of the target and passes the selectors. Throws a 400. */
export function matcher(
  { resource, namespace, name }: Target,
  query: URLSearchParams,
): (entry: Entry) => boolean {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '', resource.fields ?? []);
  return (entry) =>
    (namespace === '' || entry.seed.namespace === namespace) &&
    (name === '' || entry.seed.name === name) &&
    labels(entry.seed.labels) &&
    fields((path) => entry.field(path));
}

/** How many at most; 0 and nothing mean all. */
function readLimit(text: string): number {
  if (!/^-?\d*$/.test(text)) {
    throw badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
  }
  return Math.max(0, Number(text)) || Infinity;
}

function takePage(
  entries: readonly Entry[],
  after: string,
  limit: number,
  matches: (entry: Entry) => boolean,
): { page: Entry[]; next: string | undefined; left: number } {
  const page: Entry[] = [];
  let next: string | undefined;
  let left = 0;
  for (const entry of entries) {
    if ((after !== '' && entry.key <= after) || !matches(entry)) {
      continue;
    }
    if (page.length < limit) {
      page.push(entry);
    } else {
      next = page.at(-1)?.key;
      left += 1;
    }
  }
  return { page, next, left };
}

// The same shape as the real token (k8s.io/apiserver/pkg/storage/continue.go), which clients must not read.
function writeToken({ version, after }: Position): string {
  const start = `${after}\u0000`;
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: version, start })).toString('base64url');
}

function readToken(token: string): Position {
  try {
    const { rv, start } = JSON.parse(Buffer.from(token, 'base64url').toString()) as {
      rv: number;
      start: string;
    };
    return { version: rv, after: start.slice(0, -1) };
  } catch {
    throw badRequest('invalid continue token: continue key is not valid: it is not the token of a list');
  }
}
