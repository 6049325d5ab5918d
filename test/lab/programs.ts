import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Puts programs of the lab into `bin`, for PATH: an `aws` that signs in and mints EKS tokens. */
export async function writePrograms(bin: string): Promise<void> {
  await mkdir(bin, { recursive: true });
  const script = fileURLToPath(new URL('./bin/aws.ts', import.meta.url));
  const node = process.execPath;
  await Promise.all([
    writeFile(join(bin, 'aws'), `#!/bin/sh\nexec "${node}" "${script}" "$@"\n`, { mode: 0o755 }),
    writeFile(join(bin, 'aws.cmd'), `@"${node}" "${script}" %*\r\n`),
  ]);
}
