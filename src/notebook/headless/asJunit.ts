import type { CellFailure, JudgedExpectation } from '../run/outcome.ts';
import { inert } from '../seriesName.ts';
import { summaryLine } from '../text/textTable.ts';
import { verdictOf } from './runNotebook.ts';
import type { ReportedCell, RunReport, Verdict } from './runNotebook.ts';

/** What no XML may hold, and what inertness does not take care of. https://www.w3.org/TR/xml/#charsets */
const noXml = /[\ufffe\uffff]/g;

const longest = 10_000;

/** JUnit XML: a case for each cell; an expectation that does not hold is a failure, a query without an answer an error. */
export function asJunit({ file, cells, tookMs }: RunReport): string {
  const count = (verdict: Verdict): string =>
    String(cells.filter(({ outcome }) => verdictOf(outcome) === verdict).length);
  const suite = attributes({
    name: file,
    tests: String(cells.length),
    failures: count('failed'),
    errors: count('error'),
    skipped: count('cancelled'),
    time: seconds(tookMs),
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite${suite}>`,
    ...cells.map((cell) => testCase(file, cell)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(file: string, { title, line, outcome }: ReportedCell): string {
  const head = attributes({
    ...{ classname: file, name: title, file, line: String(line) },
    time: seconds(outcome.tookMs),
  });
  const inside =
    outcome.state === 'cancelled'
      ? '<skipped/>'
      : outcome.state === 'failed'
        ? error(outcome.failure)
        : failures(outcome.expectations) + systemOut(summaryLine(outcome.answer.result));
  return `    <testcase${head}>${inside}</testcase>`;
}

function error({ code, message }: CellFailure): string {
  return `<error${attributes({ type: code, message })}>${escaped(message)}</error>`;
}

function failures(expectations: readonly JudgedExpectation[]): string {
  return expectations
    .map(({ expectation, judgement }) => {
      if (judgement.holds) {
        return '';
      }
      const series = judgement.offending.map((one) => `${one.series} ${one.value}`);
      const message = `${expectation.text}: ${judgement.why}`;
      const inside = [message, ...series].map(escaped).join('\n');
      return `<failure${attributes({ type: 'expectation', message })}>${inside}</failure>`;
    })
    .join('');
}

function systemOut(text: string): string {
  return `<system-out>${escaped(text)}</system-out>`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A text on one line, without characters that XML does not know. */
function escaped(text: string): string {
  return inert(text, longest)
    .replaceAll(noXml, '\ufffd')
    .replaceAll(/[&<>"']/g, (char) => entities[char] ?? char);
}
