/** Bytes of protobuf and snappy, as small as the tests need them. */
export function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}

/** A length-delimited field. */
export function field(number: number, content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Uint8Array.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes]);
}

/** A snappy block of one literal. */
export function literal(content: Uint8Array): Buffer {
  const length = content.length - 1;
  return Buffer.concat([
    Uint8Array.from([...varint(content.length), 61 << 2, length % 256, length >> 8]),
    content,
  ]);
}

/** The body of a remote write: one sample of one series, and the metadata of its family. */
export function writeBody(labels: Record<string, string>, value: number, timeMs: number): Buffer {
  const number = Buffer.alloc(8);
  number.writeDoubleLE(value);
  const sample = Buffer.concat([Uint8Array.of(9), number, Uint8Array.from([16, ...varint(timeMs)])]);
  const pairs = Object.entries(labels).map(([name, text]) =>
    field(1, Buffer.concat([field(1, name), field(2, text)])),
  );
  const metadata = Buffer.concat([Uint8Array.of(8, 1), field(2, labels['__name__'] ?? ''), field(4, 'help')]);
  return literal(Buffer.concat([field(1, Buffer.concat([...pairs, field(2, sample)])), field(3, metadata)]));
}
