/** A version of Kubernetes on EKS; days as `YYYY-MM-DD`, the last ones of each kind of support. */
export interface EksVersion {
  version: string;
  standardUntil: string;
  extendedUntil: string;
}

/**
 * Versions by age, newest first; after extended support clusters of a version cannot be created any more.
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const eksVersions: readonly EksVersion[] = [
  { version: '1.35', standardUntil: '2027-03-27', extendedUntil: '2028-03-27' },
  { version: '1.34', standardUntil: '2026-12-02', extendedUntil: '2027-12-02' },
  { version: '1.33', standardUntil: '2026-07-29', extendedUntil: '2027-07-29' },
  { version: '1.32', standardUntil: '2026-03-23', extendedUntil: '2027-03-23' },
  { version: '1.31', standardUntil: '2025-11-26', extendedUntil: '2026-11-26' },
  { version: '1.30', standardUntil: '2025-07-23', extendedUntil: '2026-07-23' },
];

export type EksSupport = 'standard' | 'extended' | 'ended' | 'unknown';

/** The support that a version (`1.34`) has on a day; `unknown` for versions newer than all we know, and what is none. */
export function eksSupport(version: string, today: string): EksSupport {
  const known = eksVersions.find((candidate) => candidate.version === version);
  if (known !== undefined) {
    return today <= known.standardUntil ? 'standard' : today <= known.extendedUntil ? 'extended' : 'ended';
  }
  const minor = /^1\.(\d+)$/.exec(version)?.[1];
  const oldest = Number(eksVersions.at(-1)?.version.slice(2));
  return minor !== undefined && Number(minor) < oldest ? 'ended' : 'unknown';
}
