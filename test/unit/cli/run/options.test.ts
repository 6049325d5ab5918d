import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { runHelpText } from '../../../../src/cli/run/help.ts';
import { readRunCommand } from '../../../../src/cli/run/options.ts';
import type { RunCommand } from '../../../../src/cli/run/options.ts';

const read = (line: string) => readRunCommand(line === '' ? [] : line.split(' '));

const usual: RunCommand = {
  ...{ kind: 'run', path: 'a.md', format: 'human', junit: undefined, timeoutSeconds: undefined },
  target: { kind: 'notebook', profile: undefined, mayUseUrl: false },
};

const understood: readonly [line: string, command: RunCommand | { kind: 'runHelp' }][] = [
  ['a.md', usual],
  ['-', { ...usual, path: '-' }],
  ['a.md --help', { kind: 'runHelp' }],
  ['-h', { kind: 'runHelp' }],
  ['a.md --url http://a:9090/x', { ...usual, target: { kind: 'url', url: 'http://a:9090/x' } }],
  [
    '--workspace ws-1 --profile p --region eu-west-1 a.md',
    { ...usual, target: { kind: 'workspace', workspace: 'ws-1', profile: 'p', region: 'eu-west-1' } },
  ],
  [
    'a.md --workspace=team',
    { ...usual, target: { kind: 'workspace', workspace: 'team', profile: undefined, region: undefined } },
  ],
  [
    'a.md --profile p --allow-datasource',
    { ...usual, target: { kind: 'notebook', profile: 'p', mayUseUrl: true } },
  ],
  ['a.md --format json --junit o.xml', { ...usual, format: 'json', junit: 'o.xml' }],
  ['a.md --timeout 30', { ...usual, timeoutSeconds: 30 }],
  ['a.md --timeout 30s', { ...usual, timeoutSeconds: 30 }],
];

const refused: readonly [line: string, message: RegExp][] = [
  ['', /Name one notebook/],
  ['a.md b.md', /Name one notebook/],
  ['a.md --format xml', /no format xml; there are human, json/],
  ['a.md --url here', /here is no URL/],
  ['a.md --url ftp://a', /ftp:\/\/a is no URL/],
  ['a.md --url http://me:secret@a', /Leave user and password out/],
  ['a.md --url http://a --profile p', /--url goes without --profile/],
  ['a.md --url http://a --workspace w', /--url goes without/],
  ['a.md --region eu-west-1', /--region needs --workspace/],
  ['a.md --timeout soon', /--timeout takes seconds/],
  ['a.md --timeout 0', /--timeout takes seconds/],
  ['a.md --password x', /no option --password/],
  ['a.md -x', /no option -x/],
  ['a.md --junit', /--junit needs a value/],
];

describe('the command line of a run', () => {
  for (const [line, command] of understood) {
    it(`understands: ${line}`, () => assert.deepEqual(read(line), command));
  }
  for (const [line, message] of refused) {
    it(`refuses: ${line}`, () => {
      const answer = read(line);
      assert.ok(answer.kind === 'misuse');
      assert.match(answer.message, message);
      assert.doesNotMatch(answer.message, /secret/);
    });
  }
  it('takes no secret, and says which environment variables do', () => {
    const help = runHelpText();
    for (const name of ['ADOT_PROMETHEUS_USERNAME', 'ADOT_PROMETHEUS_PASSWORD', 'ADOT_PROMETHEUS_TOKEN']) {
      assert.ok(help.includes(name));
    }
    assert.doesNotMatch(help, /--(?:token|password|user)/);
  });
});
