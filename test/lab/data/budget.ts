import type { Call } from '../aws/service.ts';
import type { ReceivedRequest } from '../aws/sigv4.ts';
import { splitTarget } from '../listener.ts';
import { collect, forward } from './forward.ts';
import type { Forwarded } from './forward.ts';

type Parameters = URLSearchParams;

/**
 * AMP's limits for the samples that a query may process: above the one it refuses the query, above the other it warns.
 * https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-QueryMetrics.html has the parameters and says that what is
 * refused is not billed; https://docs.aws.amazon.com/prometheus/latest/userguide/query-insights-control.html what they do. In which words
 * and with which status is nowhere to be read: here it is Prometheus' own way to refuse what needs too much
 * (https://github.com/prometheus/prometheus/blob/main/promql/engine.go, ErrTooManySamples).
 */
export async function forwardWithin(url: string, call: Call): Promise<Forwarded> {
  const parameters = parametersOf(call);
  const most = take(parameters, 'max_samples_processed_error_threshold');
  const many = take(parameters, 'max_samples_processed_warning_threshold');
  if (most === undefined && many === undefined) {
    return forward(`${url}?${splitTarget(call.received.target).query}`, call.received, call.signal);
  }
  const isAsked = parameters.get('stats') === 'all';
  parameters.set('stats', 'all');
  const counted = await forward(url, formOf(parameters, call), call.signal);
  if (counted.status !== 200) {
    return counted;
  }
  const answer = JSON.parse((await collect(counted)).toString()) as Counted;
  const samples = answer.data.stats?.samples.totalQueryableSamples ?? 0;
  if (most !== undefined && samples > most) {
    const error = `query processed too many samples: ${samples} exceeds the error threshold of ${most}`;
    return json(422, { status: 'error', errorType: 'execution', error });
  }
  if (!isAsked) {
    delete answer.data.stats;
  }
  const warning = `query processed many samples: ${samples} exceeds the warning threshold of ${many}`;
  const warnings = [...(answer.warnings ?? []), ...(many !== undefined && samples > many ? [warning] : [])];
  return json(200, { ...answer, ...(warnings.length > 0 && { warnings }) });
}

interface Counted {
  data: { stats?: { samples: { totalQueryableSamples: number } } };
  warnings?: string[];
}

/** Wherever they are: in the address, in the form, or in both. */
function parametersOf({ received, query }: Call): Parameters {
  const isForm = received.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const form = isForm ? Buffer.from(received.body).toString() : '';
  return new URLSearchParams([...query, ...new URLSearchParams(form)]);
}

function take(parameters: Parameters, name: string): number | undefined {
  const value = parameters.get(name);
  parameters.delete(name);
  return value === null ? undefined : Number(value);
}

function formOf(parameters: Parameters, { received }: Call): ReceivedRequest {
  // What has to be read here is not packed.
  const headers = {
    ...received.headers,
    ...{ 'accept-encoding': 'identity', 'content-type': 'application/x-www-form-urlencoded' },
  };
  return { ...received, method: 'POST', headers, body: Buffer.from(parameters.toString()) };
}

function json(status: number, body: unknown): Forwarded {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    stream: (async function* () {
      yield await Promise.resolve(Buffer.from(JSON.stringify(body)));
    })(),
  };
}
