import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import { inPlace } from '../../../../src/manifest/placement/placement.ts';
import { readYamlFile } from '../../../../src/manifest/yaml/yamlFile.ts';
import { checkCollector } from '../../../../src/otel/checkCollector.ts';
import type { Collector } from '../../../../src/otel/collector.ts';
import type { Problem } from '../../../../src/problem.ts';
import { bareRelease } from './release.ts';

export interface Given {
  /** Release of ADOT; the newest by default. */
  version?: string;
  kind?: Collector['config']['kind'];
  env?: Record<string, string>;
  envNames?: ReadonlySet<string>;
  args?: string[];
  pod?: Collector['pod'];
  origin?: Collector['origin'];
}

/** A collector as rules get it, out of a config's text. */
export function collectorOf(text: string, given: Given = {}): Collector {
  const { version = '0.49.0', kind = 'configMap', env = {}, envNames, args, pod, origin } = given;
  const [document] = readYamlFile(text);
  return {
    config: {
      kind,
      text,
      root: document?.root,
      problems: document?.problems ?? [],
      place: inPlace,
      span: { start: 0, end: text.length },
      document: 0,
    },
    source: text,
    release: bareRelease(version),
    env,
    ...(envNames && { envNames }),
    ...(args && { args }),
    ...(pod && { pod }),
    ...(origin && { origin }),
  };
}

/** The problems of a config's text. */
export function check(text: string, given?: Given): Problem[] {
  return checkCollector(collectorOf(text, given));
}

/** What is found as `code severity text-at-the-span`, without what only gives advice. */
export function found(text: string, given?: Given): string[] {
  return check(text, given).map(
    ({ code, severity, span }) => `${code} ${severity} ${text.slice(span.start, span.end)}`,
  );
}

/** The text after the first fix of the first problem with this code. */
export function fixed(text: string, code: string, given?: Given): string | undefined {
  const fix = check(text, given).find((one) => one.code === code)?.fixes?.[0];
  return fix && applyEdits(text, fix.edits);
}

/** A config with nothing to say against it; each section can be replaced. */
export function config(
  sections: Partial<
    Record<'receivers' | 'processors' | 'exporters' | 'extensions' | 'service' | 'more', string>
  > = {},
): string {
  const {
    receivers = '  prometheus:\n    config: {scrape_configs: [{job_name: a}]}',
    processors = '  memory_limiter: {check_interval: 1s, limit_mib: 100}\n  batch:',
    exporters = '  debug:',
    extensions = '  health_check: {endpoint: "0.0.0.0:13133"}',
    service = `  extensions: [health_check]
  pipelines:
    metrics:
      receivers: [prometheus]
      processors: [memory_limiter, batch]
      exporters: [debug]`,
    more = '',
  } = sections;
  return `receivers:\n${receivers}\nprocessors:\n${processors}\nexporters:\n${exporters}\nextensions:\n${extensions}\nservice:\n${service}\n${more}`;
}
