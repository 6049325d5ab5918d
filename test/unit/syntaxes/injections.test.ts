import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { before, describe, it } from 'mocha';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const root = new URL('../../../', import.meta.url);
const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');

interface Contribution {
  scopeName: string;
  path: string;
  injectTo?: readonly string[];
}
const { contributes } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  contributes: { grammars: readonly Contribution[] };
};

/** As much of the languages around as shows that nothing else of them is lost. */
const hosts: Readonly<Record<string, object>> = {
  'text.html.markdown': {
    patterns: [
      { match: '^#.*$', name: 'heading.markdown' },
      { begin: '^(```|~~~)(\\w*).*$', end: '^\\1\\s*$', name: 'markup.fenced_code.block.markdown' },
    ],
  },
};

function registry(): textmate.Registry {
  const scopeOf = (name: string): Contribution | undefined =>
    contributes.grammars.find(({ scopeName }) => scopeName === name);
  return new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: (name) => {
      const own = scopeOf(name);
      const text = own
        ? readFileSync(new URL(own.path, root), 'utf8')
        : JSON.stringify({ scopeName: name, ...hosts[name] });
      return Promise.resolve(textmate.parseRawGrammar(text, `${name}.json`));
    },
    getInjections: (name) =>
      contributes.grammars
        .filter(({ injectTo }) => injectTo?.includes(name))
        .map(({ scopeName }) => scopeName),
  });
}

/** Every token that is not blank with the innermost of its scopes. */
async function tokens(host: string, text: string): Promise<string[]> {
  const grammar = await registry().loadGrammar(host);
  assert.ok(grammar);
  let stack = textmate.INITIAL;
  return text.split('\n').flatMap((line) => {
    const found = grammar.tokenizeLine(line, stack);
    stack = found.ruleStack;
    return found.tokens
      .map(
        ({ startIndex, endIndex, scopes }) =>
          `${line.slice(startIndex, endIndex).trim()} ${scopes.at(-1) ?? ''}`,
      )
      .filter((token) => !token.startsWith(' '));
  });
}

const table: readonly (readonly [what: string, host: string, text: string, ...expected: string[]])[] = [
  [
    'a fence',
    'text.html.markdown',
    '# Notes\n```promql\nrate(x[5m])\n\nup\n```\n# More\n```sh\nrate(x)\n```',
    '# Notes heading.markdown',
    'rate support.function.promql',
    'up variable.other.metric.promql',
    '# More heading.markdown',
    'rate(x) markup.fenced_code.block.markdown',
  ],
  [
    'a fence with words behind its language, in a list, with more ticks',
    'text.html.markdown',
    '- a\n  ````promql title="x"\n  up\n  ````\n# End',
    'up variable.other.metric.promql',
    '# End heading.markdown',
  ],
  ['no other language', 'text.html.markdown', '```promql-x\nup\n```', 'up markup.fenced_code.block.markdown'],
];

describe('PromQL inside other languages', () => {
  before(async () => {
    await oniguruma.loadWASM(readFileSync(wasm));
  });

  for (const [what, host, text, ...expected] of table) {
    it(`colours ${what}`, async () => {
      const found = await tokens(host, text);
      let at = 0;
      for (const token of expected) {
        at = found.indexOf(token, at) + 1;
        assert.notEqual(at, 0, `${token} is missing from\n${found.join('\n')}`);
      }
    });
  }
});
