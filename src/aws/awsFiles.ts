import { getHomeDir, loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Names and values of one section. */
export type Section = Readonly<Record<string, string | undefined>>;

/** What the files of ~/.aws say, read just now, as the SDK understands it. */
export interface AwsFiles {
  configPath: string;
  credentialsPath: string;
  /** Both files together; the credentials file wins. */
  profiles: Readonly<Record<string, Section>>;
  /** The file that a profile's access keys stand in, or the profile itself when it has none. */
  paths: Readonly<Record<string, string>>;
  ssoSessions: Readonly<Record<string, Section>>;
  /** Members are `<service>.endpoint_url`. */
  services: Readonly<Record<string, Section>>;
}

/** Where the two files are: `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, else in the home directory. */
export function findAwsFiles(env: NodeJS.ProcessEnv = process.env): {
  configPath: string;
  credentialsPath: string;
} {
  const home = getHomeDir();
  const absolute = (path: string): string => path.replace(/^~(?=[/\\])/, home);
  return {
    configPath: absolute(env.AWS_CONFIG_FILE || join(home, '.aws', 'config')),
    credentialsPath: absolute(env.AWS_SHARED_CREDENTIALS_FILE || join(home, '.aws', 'credentials')),
  };
}

/** Reads both files. A missing or unreadable file counts as empty: `readText` says why. */
export async function readAwsFiles(env?: NodeJS.ProcessEnv): Promise<AwsFiles> {
  const { configPath, credentialsPath } = findAwsFiles(env);
  // The loader remembers files for the life of the process unless told not to.
  const loaded = await loadSharedConfigFiles({
    configFilepath: configPath,
    filepath: credentialsPath,
    ignoreCache: true,
  });
  const { configFile, credentialsFile } = loaded;
  const named = (prefix: string): Record<string, Section> =>
    Object.fromEntries(
      Object.entries(configFile).flatMap(([key, section]) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), section]] : [],
      ),
    );
  const profiles: Record<string, Section> = {};
  const paths: Record<string, string> = {};
  for (const [name, section] of [...Object.entries(configFile), ...Object.entries(credentialsFile)]) {
    if (!/^(profile|sso-session|services)\./.test(name)) {
      const path = credentialsFile[name] === section ? credentialsPath : configPath;
      paths[name] = section.aws_access_key_id === undefined ? (paths[name] ?? path) : path;
      profiles[name] = { ...profiles[name], ...section };
    }
  }
  return {
    configPath,
    credentialsPath,
    profiles,
    paths,
    ssoSessions: named('sso-session.'),
    services: named('services.'),
  };
}

/** The text of a file; `undefined` when there is none. Throws when it may not be read. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** Changes when the file does; `undefined` when there is none. */
export async function stampOf(path: string): Promise<string | undefined> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return undefined;
  }
}
