import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinned } from './cache.ts';
import type { Part, Run } from './part.ts';

const oldestGo = [1, 26] as const;

/** Small programs without a C library, whose bytes do not depend on where they were built. */
const env = { CGO_ENABLED: '0', GOTOOLCHAIN: 'local' };
const flags = ['-mod=readonly', '-trimpath'];

/** Programs of one Go module, pinned by the go.mod and go.sum of a folder of modules/. */
export function goPart(
  title: string,
  {
    module,
    packages,
    tags = [],
    variables = {},
    copies = [],
  }: {
    module: string;
    packages: readonly string[];
    tags?: readonly string[];
    /** Set by the linker. */
    variables?: Readonly<Record<string, string>>;
    /** Folders of the packages' own module to keep beside the programs. */
    copies?: readonly string[];
  },
): Part {
  const set = Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`);
  const args = [
    'build',
    ...flags,
    ...(tags.length > 0 ? ['-tags', tags.join(',')] : []),
    '-ldflags',
    ['-s', '-w', ...set].join(' '),
  ];
  const folder = pinned(module);
  return {
    title,
    inputs: [folder, ...args, ...packages, ...copies],
    findObstacle: findGoObstacle,
    make: async (to, run) => {
      await run('go', [...args, '-o', `${to}/`, ...packages], { cwd: folder, env });
      for (const copy of copies) {
        cpSync(join(sourceOf(packages[0] ?? '', folder), copy), join(to, copy), { recursive: true });
        // Go keeps its sources read-only, and whoever deletes the cache should be able to.
        await run('chmod', ['-R', 'u+w', to]);
      }
    },
  };
}

/** Where Go has unpacked the module that a package belongs to. */
function sourceOf(name: string, cwd: string): string {
  const list = ['list', '-f', '{{.Module.Dir}}', name];
  const { stdout, status, stderr } = spawnSync('go', list, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (status !== 0) {
    throw new Error(`go list ${name}: ${stderr}`);
  }
  return stdout.trim();
}

/** A collector, put together by its own builder from a manifest of modules/collectors. */
export function collectorPart(adot: string): Part {
  return {
    title: `collector of ADOT ${adot}`,
    inputs: [manifestOf(adot)],
    findObstacle: findGoObstacle,
    make: async (to, run) => {
      await putTogether(adot, to, run);
      await run('go', ['build', ...collectorFlags, '-o', '../program', '.'], {
        cwd: join(to, 'collector'),
        env,
      });
    },
  };
}

/**
 * A program of modules/schemas over the components of that collector, which prints what they say of their settings. What it
 * needs was built for the collector, and is in Go's own cache.
 */
export function schemasPart(adot: string, tags: readonly string[] = []): Part {
  const sources = pinned('schemas');
  return {
    title: `schemas of ADOT ${adot}`,
    inputs: [manifestOf(adot), sources, ...tags],
    findObstacle: findGoObstacle,
    make: async (to, run) => {
      await putTogether(adot, to, run);
      const collector = join(to, 'collector');
      cpSync(sources, join(collector, 'schemas'), { recursive: true });
      // Its list of components is part of the collector's own package, which has a main already.
      cpSync(join(collector, 'components.go'), join(collector, 'schemas', 'components.go'));
      const args = ['build', ...collectorFlags, '-tags', tags.join(','), '-o', '../program', './schemas'];
      await run('go', args, { cwd: collector, env });
    },
  };
}

const collectorFlags = ['-trimpath', '-ldflags', '-s -w'];

function manifestOf(adot: string): string {
  return pinned('collectors', `adot-${adot}.yaml`);
}

/** Makes the Go module of a collector in the folder `collector`. */
async function putTogether(adot: string, to: string, run: Run): Promise<void> {
  const manifest = manifestOf(adot);
  const upstream = /receiver\/otlpreceiver (v\S+)/.exec(readFileSync(manifest, 'utf8'))?.[1] ?? '';
  cpSync(manifest, join(to, 'builder.yaml'));
  const builder = `go.opentelemetry.io/collector/cmd/builder@${upstream}`;
  await run('go', ['run', builder, '--config', 'builder.yaml', '--skip-compilation'], { cwd: to, env });
}

function findGoObstacle(): string | undefined {
  const { stdout, error } = spawnSync('go', ['version'], { encoding: 'utf8' });
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  if (error || major === undefined || minor === undefined) {
    return 'Go is not on PATH';
  }
  const isNew = Number(major) > oldestGo[0] || Number(minor) >= oldestGo[1];
  return isNew ? undefined : `Go ${oldestGo.join('.')} or newer is needed, and here is ${major}.${minor}`;
}

/** Where Go keeps the sources of modules. */
export function goModuleCache(): string {
  return spawnSync('go', ['env', 'GOMODCACHE'], { encoding: 'utf8' }).stdout.trim();
}
