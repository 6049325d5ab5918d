import type { ServiceName } from './faults.ts';

/** One request that reached the lab, without anything secret. */
export interface SeenRequest {
  service: ServiceName;
  operation: string;
  /** The ARN behind the signature or token; `undefined` when it was not good. */
  identity: string | undefined;
  region: string | undefined;
  /** The status of the answer; 0 when the connection was cut. */
  status: number;
  /** ISO 8601 */
  time: string;
}

const kept = 5000;

/** What the lab was asked, newest last: how a test proves which identity was used and that nothing else was called. */
export class Requests {
  private seen: SeenRequest[] = [];

  record(request: Omit<SeenRequest, 'time'>): void {
    this.seen.push({ ...request, time: new Date().toISOString() });
    if (this.seen.length > 2 * kept) {
      this.seen = this.seen.slice(-kept);
    }
  }

  /** The requests so far, or those of one service or operation. */
  list(which: { service?: ServiceName | undefined; operation?: string | undefined } = {}): SeenRequest[] {
    return this.seen.filter(
      ({ service, operation }) =>
        (which.service === undefined || service === which.service) &&
        (which.operation === undefined || operation === which.operation),
    );
  }

  clear(): void {
    this.seen = [];
  }
}
