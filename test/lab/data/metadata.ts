import { decodeSnappy, readVarint } from './snappy.ts';

/** What a metric is, as /api/v1/metadata tells it. */
export interface MetricMetadata {
  type: string;
  help: string;
  unit: string;
}

// MetricMetadata.MetricType of prometheus/prompb/types.proto, as the HTTP API spells it.
const types = ['unknown', 'counter', 'gauge', 'histogram', 'gaugehistogram', 'summary', 'info', 'stateset'];

/**
 * The metadata in the body of a remote write 1.0 request, by metric family: field 3 of prompb.WriteRequest
 * (https://github.com/prometheus/prometheus/blob/main/prompb/remote.proto). Prometheus' own receiver drops it, AMP keeps it.
 * Throws when the body is damaged.
 */
export function readMetadata(body: Uint8Array): Map<string, MetricMetadata> {
  const found = new Map<string, MetricMetadata>();
  for (const { number, bytes } of fieldsOf(decodeSnappy(body))) {
    if (number !== 3 || bytes === undefined) {
      continue;
    }
    const metadata: MetricMetadata = { type: 'unknown', help: '', unit: '' };
    let family = '';
    for (const field of fieldsOf(bytes)) {
      const text = Buffer.from(field.bytes ?? []).toString();
      switch (field.number) {
        case 1:
          metadata.type = types[field.value] ?? 'unknown';
          break;
        case 2:
          family = text;
          break;
        case 4:
          metadata.help = text;
          break;
        case 5:
          metadata.unit = text;
          break;
      }
    }
    found.set(family, metadata);
  }
  return found;
}

interface Field {
  number: number;
  /** Of a varint; 0 for the other kinds. */
  value: number;
  /** Of a length-delimited field. */
  bytes?: Uint8Array;
}

/** The fields of a protobuf message: https://protobuf.dev/programming-guides/encoding/ */
function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  while (at < message.length) {
    const { value: key, next } = readVarint(message, at);
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case 0: {
        const varint = readVarint(message, next);
        at = varint.next;
        yield { number, value: varint.value };
        break;
      }
      case 2: {
        const { value: length, next: start } = readVarint(message, next);
        at = start + length;
        if (at > message.length) {
          throw new Error('protobuf: a field ends behind its message');
        }
        yield { number, value: 0, bytes: message.subarray(start, at) };
        break;
      }
      case 1:
        at = next + 8;
        break;
      case 5:
        at = next + 4;
        break;
      default:
        throw new Error('protobuf: a field of an unknown kind');
    }
  }
}
