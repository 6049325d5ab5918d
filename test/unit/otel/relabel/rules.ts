import { readYamlFile } from '../../../../src/manifest/yaml/yamlFile.ts';
import { prometheusDialect } from '../../../../src/otel/prometheus/dialect.ts';
import { readRelabelRules } from '../../../../src/otel/relabel/readRules.ts';
import type { ReadRules } from '../../../../src/otel/relabel/readRules.ts';
import { regexCompiler } from '../../../../src/otel/relabel/regex.ts';
import type { RelabelRule } from '../../../../src/otel/relabel/rule.ts';

/** Rules as a collector of an ADOT release reads them. */
export function readRules(yaml: string, version = '0.49.0'): ReadRules {
  const { dotMatchesNewline, names } = prometheusDialect(version);
  return readRelabelRules(readYamlFile(yaml)[0]?.root, {
    compile: regexCompiler(dotMatchesNewline),
    names: { source: names, written: names },
  });
}

/** Rules that are all taken. */
export function rulesOf(yaml: string, version?: string): RelabelRule[] {
  const { rules, problems } = readRules(yaml, version);
  const compiled = rules.flatMap(({ rule }) => rule ?? []);
  if (problems.length > 0 || compiled.length < rules.length) {
    throw new Error(`not taken: ${JSON.stringify(problems)}`);
  }
  return compiled;
}
