import * as l10n from '@vscode/l10n';
import type { Problem, Span } from '../../problem.ts';
import { isAtLeast } from '../adotVersions.ts';
import type { ReleaseOrigin } from '../adotVersionOf.ts';
import type { CollectorFile } from '../collectorFile.ts';
import { problemOf } from './rule.ts';

/**
 * What a file's image tags say: releases that are too old or newer than what is known, and collectors that are not ADOT. Spans are those
 * of the file. https://github.com/aws-observability/aws-otel-collector/releases
 */
export function checkReleases({ collectors }: CollectorFile): Problem[] {
  const seen = new Set<number>();
  return collectors.flatMap(({ origin }) => {
    const span = origin?.span;
    if (origin === undefined || span === undefined || seen.has(span.start)) {
      return [];
    }
    seen.add(span.start);
    return checkRelease(origin, span);
  });
}

/** The same of one image, by where its tag stands. */
export function checkRelease(origin: ReleaseOrigin, span: Span): Problem[] {
  const { kind, written = '', version } = origin;
  if (kind === 'old-image') {
    const message = l10n.t(
      'ADOT {0} is older than {1}, the oldest that can be checked. {2}',
      written,
      version,
      lackOf(written),
    );
    return [problemOf('collector/old-release', 'warning', span, message)];
  }
  if (kind === 'newer-image') {
    return [
      problemOf(
        'collector/newer-release',
        'information',
        span,
        l10n.t(
          'ADOT {0} is newer than {1}, the newest that is known here. What is new in it may be taken for a mistake.',
          written,
          version,
        ),
      ),
    ];
  }
  return kind === 'other'
    ? [
        problemOf(
          'collector/other-distribution',
          'information',
          span,
          l10n.t(
            'This is not ADOT: which components and fields there are is not checked, only what holds for every collector.',
          ),
        ),
      ]
    : [];
}

/** What people miss most, by the first release that has it. */
const lacks: readonly { before: string; words: () => string }[] = [
  {
    before: '0.32.0',
    words: () =>
      l10n.t(
        'It has no debug exporter, no k8sattributes and no filelog, gives counters no _total, and listens on every address.',
      ),
  },
  {
    before: '0.34.0',
    words: () =>
      l10n.t(
        'It has no debug exporter and no filelog, gives counters no _total, and listens on every address.',
      ),
  },
  {
    before: '0.35.0',
    words: () =>
      l10n.t(
        'It has no debug exporter, gives counters no _total, runs as root, and listens on every address.',
      ),
  },
  {
    before: '0.41.0',
    words: () =>
      l10n.t('It has no debug exporter, takes $1 for an environment variable, and listens on every address.'),
  },
  {
    before: '0.42.0',
    words: () =>
      l10n.t(
        'It still has logging and memory_ballast, which later ones refuse, and its own metrics listen on every address.',
      ),
  },
];

function lackOf(version: string): string {
  return lacks.find(({ before }) => !isAtLeast(version, before))?.words() ?? '';
}
