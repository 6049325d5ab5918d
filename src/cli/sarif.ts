import type { Severity } from '../problem.ts';
import { linesOf } from './report.ts';
import type { CheckedFile, Place } from './report.ts';

/** A rule as a SARIF viewer shows it. */
export interface SarifRule {
  code: string;
  title: string;
  severity: Severity;
  /** Absolute. */
  page: string;
}

/** The program that checked. */
export interface SarifTool {
  name: string;
  version: string;
  rules: readonly SarifRule[];
}

const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** A log of SARIF 2.1.0. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function asSarif(files: readonly CheckedFile[], { name, version, rules }: SarifTool): string {
  const used = new Set(files.flatMap(({ problems }) => problems.map(({ code }) => code)));
  const listed = rules.filter(({ code }) => used.has(code));
  const indexes = new Map(listed.map(({ code }, index) => [code, index]));
  const run = {
    tool: { driver: { name, semanticVersion: version, rules: listed.map(descriptor) } },
    columnKind: 'utf16CodeUnits',
    artifacts: files.map(({ path }) => ({ location: { uri: uriOf(path) } })),
    results: files.flatMap((file, artifact) => resultsOf(file, artifact, indexes)),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptor({ code, title, severity, page }: SarifRule): object {
  return {
    id: code,
    shortDescription: { text: title },
    helpUri: page,
    defaultConfiguration: { level: levels[severity] },
  };
}

function resultsOf(
  { path, text, problems }: CheckedFile,
  artifact: number,
  indexes: ReadonlyMap<string, number>,
): object[] {
  const lines = linesOf(text);
  return problems.map(({ code, severity, message, span }) => ({
    ruleId: code,
    ...(indexes.has(code) && { ruleIndex: indexes.get(code) }),
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(path), index: artifact },
          region: regionOf(lines.placeOf(span)),
        },
      },
    ],
  }));
}

function regionOf({ line, column, endLine, endColumn }: Place): object {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** A relative reference; a colon in its first part would make a scheme of it. */
function uriOf(path: string): string {
  const encoded = path
    .split('/')
    .map((part) =>
      encodeURIComponent(part).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`),
    )
    .join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}
