import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { readYamlFile } from '../../src/manifest/yaml/yamlFile.ts';
import { readRelabelRules } from '../../src/otel/relabel/readRules.ts';
import { regexCompiler } from '../../src/otel/relabel/regex.ts';
import { relabel } from '../../src/otel/relabel/relabel.ts';
import type { RelabelRule } from '../../src/otel/relabel/rule.ts';
import { describeWith } from './given.ts';
import { pickSeed, Random } from './random.ts';
import { makeQuestion } from './relabelQuestions.ts';
import type { Question } from './relabelQuestions.ts';

interface Answer {
  refused: boolean;
  kept: boolean;
  labels: Record<string, string>;
}

const count = 2000;

describeWith("relabelling and Prometheus' own", ['relabel'], ({ relabel: folder }) => {
  const seed = pickSeed();

  it(`give the same for ${count} random sets of rules, refusals too (seed ${seed})`, () => {
    const random = new Random(seed);
    const questions = Array.from({ length: count }, () => makeQuestion(random));
    const theirs = askPrometheus(folder, questions);
    const differing = questions.flatMap((question, index) => {
      const answer = ourAnswer(question);
      const expected = theirs[index];
      return JSON.stringify(answer) === JSON.stringify(expected) ? [] : [{ question, answer, expected }];
    });
    assert.deepEqual(differing.slice(0, 3), []);
    assertBothKinds(theirs);
  });

  describe('of letters', () => {
    for (const action of ['lowercase', 'uppercase']) {
      it(`give the same for every letter of the first plane: ${action}`, () => {
        const questions = letters().map((value): Question => ({
          labels: [['a', value]],
          rules: JSON.stringify([{ action, source_labels: ['a'], target_label: 'b' }]),
          names: 'utf8',
        }));
        assert.deepEqual(questions.map(ourAnswer), askPrometheus(folder, questions));
      });
    }
  });
});

/** A comparison in which all rules are refused, or all targets dropped, would prove nothing. */
function assertBothKinds(answers: readonly Answer[]): void {
  const refused = answers.filter((answer) => answer.refused).length;
  const kept = answers.filter((answer) => answer.kept).length;
  assert.ok(refused > count / 20 && kept > count / 4, `${refused} refused, ${kept} kept`);
}

function ourAnswer({ labels, rules, names }: Question): Answer {
  // In a collector's config a dollar is written twice.
  const [document] = readYamlFile(rules.replaceAll('$', '$$$$'));
  const read = readRelabelRules(document?.root, {
    compile: regexCompiler(true),
    names: { source: 'utf8', written: names },
  });
  const compiled = read.rules.flatMap(({ rule }) => rule ?? []) satisfies RelabelRule[];
  if (read.problems.length > 0 || compiled.length < read.rules.length) {
    return { refused: true, kept: false, labels: {} };
  }
  const result = relabel(new Map(labels), compiled);
  return { refused: false, kept: result.kept, labels: sorted(result.labels) };
}

function askPrometheus(folder: string, questions: readonly Question[]): Answer[] {
  const input = questions.map((question) => JSON.stringify(question)).join('\n');
  const { stdout, stderr, status } = spawnSync(join(folder, 'relabel'), {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  assert.equal(status, 0, stderr);
  const lines = stdout.trimEnd().split('\n');
  assert.equal(lines.length, questions.length);
  return lines.map((line) => {
    const { refusal, kept, labels } = JSON.parse(line) as Partial<Answer> & { refusal?: string };
    return {
      refused: refusal !== undefined,
      kept: kept ?? false,
      labels: sorted(new Map(Object.entries(labels ?? {}))),
    };
  });
}

function sorted(labels: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...labels].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Letters that got their other case in Unicode 16, which Go does not know yet. */
const tooNew = new Set([0x019b, 0x0264, 0x1c89, 0x1c8a]);

/** A hundred in a row. */
function letters(): string[] {
  const all = Array.from({ length: 0x2c00 }, (_, index) => index + 1).filter((code) => !tooNew.has(code));
  return Array.from({ length: Math.ceil(all.length / 100) }, (_, row) =>
    String.fromCodePoint(...all.slice(row * 100, row * 100 + 100)),
  );
}
