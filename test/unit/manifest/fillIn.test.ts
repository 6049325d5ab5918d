import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { applyEdits } from '../../../src/manifest/yaml/edits.ts';
import { fillIn } from '../../../src/manifest/fillIn.ts';
import { findPlaceholders } from '../../../src/manifest/placeholders.ts';
import { readYaml } from '../../../src/manifest/yaml/yaml.ts';
import { Trouble } from '../../../src/trouble.ts';

const base = 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1f';
const write = `${base}/api/v1/remote_write`;
const values = {
  endpoint: `${base}/`,
  region: 'eu-west-1',
  account: '012345678901',
  workspaceId: 'ws-1f',
  workspaceArn: 'arn:aws:aps:eu-west-1:012345678901:workspace/ws-1f',
  cluster: 'shop',
  roleArn: 'arn:aws:iam::012345678901:role/writer',
};

function filled(text: string, more = {}): string {
  return applyEdits(text, fillIn(text, { ...values, ...more }).edits);
}

describe('fillIn', () => {
  describe('writes the remote-write URL once, whatever stands around the placeholder', () => {
    for (const written of [
      '<YOUR_ENDPOINT>',
      '<YOUR_ENDPOINT>/',
      'https://<YOUR_ENDPOINT>',
      'https://https://<YOUR_ENDPOINT>',
      '<YOUR_ENDPOINT>/api/v1/remote_write',
      '<YOUR_ENDPOINT>api/v1/remote_write',
      '<YOUR_ENDPOINT>//api/v1/remote_write/',
      '<YOUR_ENDPOINT>/api/v1',
      'https://<YOUR_ENDPOINT>/api/v1/remote_write/api/v1/remote_write',
      'https://<YOUR_ENDPOINT>/workspaces/<YOUR_WORKSPACE_ID>/api/v1/remote_write',
      '<your-endpoint>',
      '<AMP_REMOTE_WRITE_URL>',
      '<YOUR REMOTE WRITE ENDPOINT>',
      'https://aps-workspaces.<YOUR_REGION>.amazonaws.com/workspaces/<YOUR_WORKSPACE_ID>/api/v1/remote_write',
      'https://aps-workspaces.REGION.amazonaws.com/workspaces/WORKSPACE_ID/api/v1/remote_write',
    ]) {
      for (const quote of ['', '"', "'"]) {
        it(`${quote}${written}${quote}`, () => {
          const line = (url: string): string => `    endpoint: ${quote}${url}${quote} # <YOUR_ENDPOINT>\n`;
          assert.equal(filled(line(written)), line(write));
        });
      }
    }

    for (const endpoint of [
      base,
      `${base}/`,
      `${base}/api/v1/`,
      write,
      `${base}/api/v1/query`,
      base.slice(8),
    ]) {
      it(`from an endpoint that reads ${endpoint}`, () => {
        assert.equal(filled('endpoint: <YOUR_ENDPOINT>', { endpoint }), `endpoint: ${write}`);
      });
    }
  });

  for (const [what, before, after] of [
    ['another API path', 'url: <YOUR_ENDPOINT>/api/v1/query', `url: ${base}/api/v1/query`],
    ['an alert manager', 'url: <YOUR_ENDPOINT>//alertmanager/', `url: ${base}/alertmanager`],
    [
      "Prometheus' own remote write",
      'remote_write:\n  - url: <YOUR_ENDPOINT>',
      `remote_write:\n  - url: ${write}`,
    ],
    ['a data source', 'url: <YOUR_ENDPOINT>\njsonData:', `url: ${base}\njsonData:`],
    ['front matter', 'datasource: <YOUR_ENDPOINT>', `datasource: ${base}`],
    ['a flow mapping', '{endpoint: <YOUR_ENDPOINT>, x: 1}', `{endpoint: ${write}, x: 1}`],
    ['JSON', '{"endpoint":"<YOUR_ENDPOINT>","x":1}', `{"endpoint":"${write}","x":1}`],
    [
      'a config in one quoted line',
      'c: "endpoint: <YOUR_ENDPOINT>\\nx: 1"',
      `c: "endpoint: ${write}\\nx: 1"`,
    ],
    ['an argument', '- --set=endpoint=<YOUR_ENDPOINT>', `- --set=endpoint=${write}`],
    ['the region', "region: '<YOUR_REGION>'", "region: 'eu-west-1'"],
    ['the region, named by AWS', 'region: <AWS_DEFAULT_REGION>', 'region: eu-west-1'],
    ['an account id, which is no number', 'account: <YOUR_ACCOUNT_ID> # x', 'account: "012345678901" # x'],
    ['a bare account id', '- ACCOUNTID', '- "012345678901"'],
    ['an account id in a list', 'ids: [ACCOUNTID, a]', 'ids: ["012345678901", a]'],
    [
      'an image',
      'image: ACCOUNTID.dkr.ecr.REGION.amazonaws.com/app:1',
      'image: 012345678901.dkr.ecr.eu-west-1.amazonaws.com/app:1',
    ],
    [
      'an image in the words of its guide',
      'image: "<ACCOUNTID>.dkr.ecr.AWS_DEFAULT_REGION.amazonaws.com/app"',
      'image: "012345678901.dkr.ecr.eu-west-1.amazonaws.com/app"',
    ],
    [
      'an image in China',
      'image: ACCOUNTID.dkr.ecr.REGION.amazonaws.com.cn/app',
      'image: 012345678901.dkr.ecr.eu-west-1.amazonaws.com.cn/app',
    ],
    ['an ARN', 'r: arn:aws:aps:REGION:ACCOUNT_ID:workspace/<WORKSPACE_ID>', `r: ${values.workspaceArn}`],
    [
      'a role',
      'eks.amazonaws.com/role-arn: <YOUR_ROLE_ARN>',
      `eks.amazonaws.com/role-arn: ${values.roleArn}`,
    ],
    ['a role of an account', 'arn: arn:aws:iam::ACCOUNTID:role/x', 'arn: arn:aws:iam::012345678901:role/x'],
    ['the cluster', 'name: <your-cluster-name>', 'name: shop'],
  ] as const) {
    it(`fills in ${what}`, () => {
      assert.equal(filled(before), after);
    });
  }

  for (const text of [
    '# endpoint: <YOUR_ENDPOINT>',
    'x: 1 # put <YOUR_REGION> here',
    'data:\n  config: |\n    # <YOUR_ENDPOINT>\n    a: 1\n',
    'env:\n  - name: AWS_DEFAULT_REGION\n    value: eu-west-1',
    'env:\n  - name: ACCOUNTID\n    value: x',
    'ACCOUNTID: 1',
    'REGION=1',
    'region: REGION',
    'region: ${env:AWS_REGION}',
    'image: $ACCOUNTID.dkr.ecr.${REGION}.amazonaws.com/app',
    'image: $(ACCOUNTID).dkr.ecr.$(REGION).amazonaws.com/app',
    'regex: (?P<name>.+)',
    'text: <b>bold</b> <Region1>',
    'pods: MYACCOUNTID',
  ]) {
    it(`finds nothing in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(findPlaceholders(text), []);
      assert.deepEqual(fillIn(text, values), { edits: [], left: [] });
    });
  }

  it('names what it has no value for', () => {
    const text = 'a: <YOUR_TEAM>\nb: <YOUR_REGION>\nc: <YOUR_ENDPOINT>';
    const { edits, left } = fillIn(text, { region: 'eu-west-1' });
    assert.deepEqual(edits, [{ start: 18, end: 31, text: 'eu-west-1' }]);
    assert.deepEqual(
      left.map(({ kind, name }) => [kind, name]),
      [
        ['other', '<YOUR_TEAM>'],
        ['endpoint', '<YOUR_ENDPOINT>'],
      ],
    );
  });

  describe('writes any line of text so that it reads as that text', () => {
    for (const value of [
      'yes',
      '12',
      '0x1f',
      '1e3',
      'null',
      '2026-01-01',
      '1:30',
      'a: b',
      'a #b',
      '# a',
      '- a',
      '"',
      "it's",
      'a\\b',
      '{x}',
      '*a',
      '%a',
      ' a',
      'é',
      '[a',
      '@a',
      ':',
    ]) {
      for (const [style, line] of [
        ['plain', 'k: <YOUR_TEXT>'],
        ['inside a plain one', 'k: x <YOUR_TEXT>y'],
        ['in a flow', '{ k: <YOUR_TEXT>, l: 1 }'],
        ['single quoted', "k: '<YOUR_TEXT>'"],
        ['double quoted', 'k: "x <YOUR_TEXT>"'],
      ] as const) {
        it(`${JSON.stringify(value)} ${style}`, () => {
          const text = filled(line, { byName: { '<YOUR_TEXT>': value } });
          const wanted = (readYaml(line) as { k: string }).k.replace('<YOUR_TEXT>', value);
          assert.equal((readYaml(text) as { k: string }).k, wanted, text);
          // kubectl reads YAML 1.1, where more words are something else than text.
          assert.equal((parse(text, { version: '1.1' }) as { k: string }).k, wanted, text);
        });
      }
    }

    for (const value of ['', ' ', 'a\nb', 'a\u0000', 'a\u2028b']) {
      it(`refuses ${JSON.stringify(value)}`, () => {
        assert.throws(() => filled('k: <YOUR_TEXT>', { byName: { '<YOUR_TEXT>': value } }), Trouble);
      });
    }
  });

  it('keeps every byte outside its edits: CRLF, BOM, tabs, comments, quotes, no end of line at the end', () => {
    // Our own words for what such a manifest looks like, with everything in it that a rewrite would lose.
    const file = [
      '\uFEFF# replace <YOUR_ENDPOINT> below',
      'apiVersion: v1',
      "kind:   'ConfigMap'",
      'data:',
      '  config: |-',
      '    exporters:',
      '      prometheusremotewrite: { endpoint: "<YOUR_ENDPOINT>" }   # <YOUR_ENDPOINT>',
      '\t# tab',
      '    extensions: {sigv4auth: {region: <YOUR_REGION> }}  ',
      '---',
      'image:   "<ACCOUNTID>.dkr.ecr.<REGION>.amazonaws.com/app"',
    ].join('\r\n');
    const { edits } = fillIn(file, values);
    assert.deepEqual(
      edits.map(({ text }) => text),
      [write, 'eu-west-1', '012345678901', 'eu-west-1'],
    );
    let at = 0;
    let after = '';
    for (const { start, end, text } of edits) {
      after += file.slice(at, start) + text;
      at = end;
    }
    assert.equal(applyEdits(file, edits), after + file.slice(at));
    assert.equal(
      filled(file),
      file
        .replace('"<YOUR_ENDPOINT>"', `"${write}"`)
        .replace('<YOUR_REGION>', 'eu-west-1')
        .replace('<ACCOUNTID>', '012345678901')
        .replace('<REGION>', 'eu-west-1'),
    );
  });

  it('leaves nothing to do for a second time, and touches nothing but placeholders, in any mixture of lines', () => {
    const lines = [
      'endpoint: "<YOUR_ENDPOINT>/api/v1/remote_write"',
      'region: <YOUR_REGION>',
      '  - ACCOUNTID',
      'image: ACCOUNTID.dkr.ecr.REGION.amazonaws.com/a:b',
      '# <YOUR_REGION>',
      '',
      "x: 'it''s <YOUR_CLUSTER>'",
      '\ttext with "quotes and <YOUR_ACCOUNT>',
    ];
    const ends = ['\n', '\r\n'];
    let seed = 7;
    const draw = (count: number): number => (seed = (seed * 48271) % 2147483647) % count;
    for (let round = 0; round < 300; round += 1) {
      const text = Array.from({ length: draw(9) }, () => `${lines[draw(8)]}${ends[draw(2)]}`).join('');
      const { edits } = fillIn(text, values);
      const result = applyEdits(text, edits);
      assert.deepEqual(fillIn(result, values), { edits: [], left: [] }, result);
      assert.equal(result.split('\n').length, text.split('\n').length);
      const kept = edits.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
      for (const [at, line] of text.split('\n').entries()) {
        if (findPlaceholders(line).length === 0) {
          assert.equal(result.split('\n')[at], line);
        }
      }
      assert.ok(!/<YOUR_(?!REGION>\r?\n)/.test(kept.replaceAll(/^# .*$/gm, '')), kept);
    }
  });
});
