/** A series as it is written: its name among its labels, its samples in the order of time. */
export interface WrittenSeries {
  labels: Readonly<Record<string, string>>;
  samples: readonly (readonly [timeMs: number, value: number])[];
}

/** The family of a counter. */
export interface WrittenFamily {
  name: string;
  help: string;
}

/**
 * The body of a remote write 1.0 request: a prompb.WriteRequest in a snappy block.
 * https://github.com/prometheus/prometheus/blob/main/prompb/remote.proto
 */
export function writeRequest(
  series: readonly WrittenSeries[],
  counters: readonly WrittenFamily[] = [],
): Buffer {
  return literal(
    Buffer.concat([
      ...series.map((one) => field(1, timeSeries(one))),
      ...counters.map(({ name, help }) =>
        field(3, Buffer.concat([Uint8Array.of(8, 1), field(2, name), field(4, help)])),
      ),
    ]),
  );
}

/** Sends such a body to a Prometheus that takes remote writes. */
export function postWrite(prometheusUrl: string, body: Buffer): Promise<Response> {
  const headers = { 'content-encoding': 'snappy', 'content-type': 'application/x-protobuf' };
  return fetch(`${prometheusUrl}/api/v1/write`, { method: 'POST', body: new Uint8Array(body), headers });
}

function timeSeries({ labels, samples }: WrittenSeries): Buffer {
  return Buffer.concat([
    // Prometheus wants them sorted.
    ...Object.entries(labels)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, text]) => field(1, Buffer.concat([field(1, name), field(2, text)]))),
    ...samples.map(([timeMs, value]) => {
      const number = Buffer.alloc(8);
      number.writeDoubleLE(value);
      return field(2, Buffer.concat([Uint8Array.of(9), number, Uint8Array.from([16, ...varint(timeMs)])]));
    }),
  ]);
}

/** A base-128 number. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}

/** A length-delimited field of protobuf. */
export function field(number: number, content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Uint8Array.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes]);
}

/** A snappy block that compresses nothing: one literal, of at most 16 MiB. */
export function literal(content: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length - 1);
  return Buffer.concat([
    Uint8Array.from([...varint(content.length), 62 << 2]),
    length.subarray(0, 3),
    content,
  ]);
}
