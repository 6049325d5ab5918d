import { Trouble } from '../trouble.ts';

/** What came instead of an answer: what the API server said, or (status 0) the network's failure as its `cause`. */
export class KubeError extends Error {
  readonly status: number;
  /** The machine's word of a `Status`: Forbidden, NotFound, Expired, ...; `html` when it was no API server that answered. */
  readonly reason: string;
  readonly cluster: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, answer: KubeAnswer, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KubeError';
    this.status = answer.status;
    this.reason = answer.reason;
    this.cluster = answer.cluster;
    this.retryAfterSeconds = answer.retryAfterSeconds;
  }
}

export interface KubeAnswer {
  status: number;
  reason: string;
  cluster: string;
  retryAfterSeconds?: number | undefined;
}

interface Status {
  kind?: string;
  code?: number;
  reason?: string;
  message?: string;
  details?: { retryAfterSeconds?: number };
}

export interface FailedResponse {
  cluster: string;
  status: number;
  contentType: string;
  retryAfter: string | undefined;
  body: string;
}

/** The error for a response that is no success. Its body is a `Status`, plain text (429 of priority and fairness) or a page. */
export function toKubeError({ cluster, status, contentType, retryAfter, body }: FailedResponse): KubeError {
  const parsed = parseStatus(body);
  if (parsed) {
    return statusError(parsed, cluster, status, readSeconds(retryAfter));
  }
  const isPage = contentType.includes('html') || /^\s*<(!doctype|html)/i.test(body);
  const text = isPage ? `HTTP ${status}` : body.trim().slice(0, 300) || `HTTP ${status}`;
  return new KubeError(text, {
    status,
    reason: isPage ? 'html' : '',
    cluster,
    retryAfterSeconds: readSeconds(retryAfter),
  });
}

/** The error for a `Status` object, as it also comes as the ERROR event of a watch. */
export function statusError(
  status: Status,
  cluster: string,
  code = 500,
  retryAfterSeconds?: number,
): KubeError {
  return new KubeError(status.message ?? `HTTP ${status.code ?? code}`, {
    status: status.code ?? code,
    reason: status.reason ?? '',
    cluster,
    retryAfterSeconds: retryAfterSeconds ?? status.details?.retryAfterSeconds,
  });
}

/** A failure of the network, or of whatever else, as the cluster's; what is one already stays as it is. */
export function asKubeError(error: unknown, cluster: string): KubeError | Trouble {
  if (error instanceof KubeError || error instanceof Trouble) {
    return error;
  }
  const message = error instanceof Error ? error.message : String(error);
  return new KubeError(message, { status: 0, reason: 'network', cluster }, { cause: error });
}

export function hasStatus(error: unknown, ...codes: readonly number[]): error is KubeError {
  return error instanceof KubeError && codes.includes(error.status);
}

function parseStatus(body: string): Status | undefined {
  try {
    const value = JSON.parse(body) as Status | null;
    return value?.kind === 'Status' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Kubernetes sends whole seconds; a date (RFC 9110 allows it) is left alone. */
function readSeconds(header: string | undefined): number | undefined {
  return header !== undefined && /^\d+$/.test(header) ? Number(header) : undefined;
}
