/**
 * The bytes inside a snappy block (https://github.com/google/snappy/blob/main/format_description.txt), the compression of remote write 1.0.
 * Throws when the block is damaged or longer than `maxBytes`.
 */
export function decodeSnappy(block: Uint8Array, maxBytes = 64 * 1024 * 1024): Uint8Array {
  const { value: length, next } = readVarint(block, 0);
  if (length > maxBytes) {
    throw new Error('snappy: the content is too long');
  }
  const out = new Uint8Array(length);
  let at = next;
  let written = 0;
  const byte = (): number => {
    const value = block[at++];
    if (value === undefined) {
      throw new Error('snappy: the block ends too early');
    }
    return value;
  };
  const little = (bytes: number): number => {
    let value = 0;
    for (let n = 0; n < bytes; n++) {
      value += byte() * 2 ** (8 * n);
    }
    return value;
  };
  while (at < block.length) {
    const tag = byte();
    const kind = tag & 3;
    if (kind === 0) {
      const short = tag >> 2;
      const size = (short < 60 ? short : little(short - 59)) + 1;
      if (at + size > block.length || written + size > length) {
        throw new Error('snappy: a literal is too long');
      }
      out.set(block.subarray(at, at + size), written);
      at += size;
      written += size;
      continue;
    }
    const size = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const offset = kind === 1 ? ((tag >> 5) << 8) + byte() : little(kind === 2 ? 2 : 4);
    if (offset === 0 || offset > written || written + size > length) {
      throw new Error('snappy: a copy points outside');
    }
    // Byte by byte: a copy may overlap what it writes.
    for (let n = 0; n < size; n++) {
      out[written] = out[written - offset] ?? 0;
      written++;
    }
  }
  if (written !== length) {
    throw new Error('snappy: the content is too short');
  }
  return out;
}

/** A base-128 number as protobuf and snappy write it. */
export function readVarint(bytes: Uint8Array, from: number): { value: number; next: number } {
  let value = 0;
  for (let n = 0; n < 10; n++) {
    const byte = bytes[from + n];
    if (byte === undefined) {
      break;
    }
    value += (byte & 127) * 2 ** (7 * n);
    if (byte < 128) {
      return { value, next: from + n + 1 };
    }
  }
  throw new Error('a varint does not end');
}
