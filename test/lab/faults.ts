/** The parts of the lab whose behaviour can be spoilt one by one. */
export const services = [
  ...(['aps', 'grafana', 'eks', 'sts', 'sso', 'gateway', 'cloudwatch', 'kubernetes', 'prometheus'] as const),
] as const;
export type ServiceName = (typeof services)[number];

/**
 * What goes wrong:
 * - `throttle` 429 with Retry-After; `denied` 403; `expired` the credentials or token are said to have expired; `quota` a service quota is reached
 * - `latency` the answer takes `latencyMs` longer; `cut` the connection breaks in the middle of the body
 * - `error` a 5xx; `html` a 200 with a web page, as from a captive portal or a proxy; `gone` Kubernetes' 410; AWS goes on as if nothing were
 * - `refused` the listener is closed and every open connection dropped, until the fault is lifted
 */
export const faultKinds = [
  'throttle',
  'denied',
  'expired',
  'quota',
  'latency',
  'cut',
  'error',
  'html',
  'gone',
  'refused',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  kind: FaultKind;
  /** `undefined`: every service. */
  service?: ServiceName | undefined;
  /** Only this operation, e.g. `ListWorkspaces`; `undefined`: every operation. */
  operation?: string | undefined;
  /** Only the next so many requests; `undefined`: until it is lifted. */
  times?: number | undefined;
  /** The share of requests that is hit, evenly spread: 0.5 hits every second one. `undefined`: all. */
  rate?: number | undefined;
  /** For `latency`. */
  latencyMs?: number | undefined;
  /** For `error`: 500 unless given. */
  status?: number | undefined;
}

interface Entry {
  fault: Fault;
  left: number;
  share: number;
}

/** The lab's fault switches. All state is here, so that lifting everything is one call. */
export class Faults {
  private entries: Entry[] = [];
  private readonly listeners = new Set<() => void | Promise<void>>();

  /** Switches a fault on, beside those that are on. Resolves when it holds (a listener is really closed). */
  async set(fault: Fault): Promise<void> {
    this.entries.push({ fault, left: fault.times ?? Infinity, share: 0 });
    await this.changed();
  }

  /** Lifts every fault, or those of one kind or service. Resolves when the services answer again. */
  async reset(
    which: { kind?: FaultKind | undefined; service?: ServiceName | undefined } = {},
  ): Promise<void> {
    this.entries = this.entries.filter(
      ({ fault }) =>
        (which.kind !== undefined && fault.kind !== which.kind) ||
        (which.service !== undefined && fault.service !== which.service),
    );
    await this.changed();
  }

  /** The faults that hit this request; counts down those that hit only so many. `refused` is never among them. */
  take(service: ServiceName, operation: string): Fault[] {
    const hit = this.entries.filter((entry) => {
      const { kind, rate } = entry.fault;
      if (kind === 'refused' || !matches(entry.fault, service, operation)) {
        return false;
      }
      entry.share += rate ?? 1;
      if (entry.share < 1) {
        return false;
      }
      entry.share -= 1;
      entry.left -= 1;
      return true;
    });
    this.entries = this.entries.filter((entry) => entry.left > 0);
    return hit.map(({ fault }) => fault);
  }

  /** Whether the service's listener has to be closed now. */
  refuses(service: ServiceName): boolean {
    return this.entries.some(({ fault }) => fault.kind === 'refused' && matches(fault, service, undefined));
  }

  /** The faults that are on, with what is left of `times`. */
  active(): Fault[] {
    return this.entries.map(({ fault, left }) => (left === Infinity ? fault : { ...fault, times: left }));
  }

  /** Calls `listener` after each change, to open or close a listener; returns how to stop that. */
  onChange(listener: () => void | Promise<void>): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async changed(): Promise<void> {
    for (const listener of this.listeners) {
      await listener();
    }
  }
}

function matches(fault: Fault, service: ServiceName, operation: string | undefined): boolean {
  return (
    (fault.service === undefined || fault.service === service) &&
    (fault.operation === undefined || operation === undefined || fault.operation === operation)
  );
}

/** A fault read from JSON that came over HTTP. Throws an `Error` that says what is wrong with it. */
export function parseFault(json: unknown): Fault {
  const { kind, service, operation, times, rate, latencyMs, status } = Object(json) as Record<
    string,
    unknown
  >;
  if (!faultKinds.includes(kind as FaultKind)) {
    throw new Error(`"kind" has to be one of ${faultKinds.join(', ')}`);
  }
  if (service !== undefined && !services.includes(service as ServiceName)) {
    throw new Error(`"service" has to be one of ${services.join(', ')}`);
  }
  if (operation !== undefined && typeof operation !== 'string') {
    throw new Error('"operation" has to be a string');
  }
  for (const [name, value] of Object.entries({ times, rate, latencyMs, status })) {
    if (value !== undefined && (typeof value !== 'number' || !(value > 0))) {
      throw new Error(`"${name}" has to be a number above 0`);
    }
  }
  return { kind, service, operation, times, rate, latencyMs, status } as Fault;
}
