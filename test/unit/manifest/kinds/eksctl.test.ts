import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { eksSupport } from '../../../../src/manifest/kinds/eksVersions.ts';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import { checkManifestDocument } from '../../../../src/manifest/checkManifestDocument.ts';
import { readYamlFile } from '../../../../src/manifest/yaml/yamlFile.ts';
import { found, manifestSchemas, problemsOf } from './schemas.ts';

const config = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: amp-eks-fargate
  region: eu-west-1
  version: "1.35"
iam:
  withOIDC: true
  serviceAccounts:
    - metadata: {name: adot-collector, namespace: adot-col, labels: {aws-usage: application}}
      attachPolicyARNs: [arn:aws:iam::aws:policy/AmazonPrometheusRemoteWriteAccess]
fargateProfiles:
  - name: defaultfp
    selectors:
      - namespace: kube-system
      - {namespace: adot-col, labels: {a: b}}
cloudWatch:
  clusterLogging:
    enableTypes: [api, "*"]
    logRetentionInDays: 7
`;

describe('checkManifestDocument on eksctl ClusterConfigs', () => {
  it('finds nothing in a good one, nor in our own', () => {
    assert.deepEqual(found(config), []);
    assert.deepEqual(
      found(readFileSync('templates/cluster-config.yaml', 'utf8')).filter(
        (line) => !line.includes('version'),
      ),
      [],
    );
  });

  const mutants: readonly [from: string, to: string, found: readonly string[]][] = [
    ['"1.35"', '1.35', ['eksctl/wrong-type at 1.35']],
    ['"1.35"', '"1.21"', ['eksctl/unsupported-version at "1.21"']],
    ['"1.35"', '"1.30"', ['eksctl/unsupported-version at "1.30"']],
    ['"1.35"', '"1.31"', ['information eksctl/extended-support at "1.31"']],
    ['"1.35"', '"1.99"', []],
    ['"1.35"', 'latest', []],
    ['"1.35"', 'newest', ['eksctl/unsupported-version at newest']],
    ['  region: eu-west-1\n', '', ['eksctl/missing-field at metadata']],
    ['eksctl.io/v1alpha5', 'eksctl.io/v1alpha4', ['eksctl/unknown-value at eksctl.io/v1alpha4']],
    ['ClusterConfig', 'clusterConfig', ['eksctl/unknown-value at clusterConfig']],
    ['  withOIDC: true\n', '', ['eksctl/needs-oidc at serviceAccounts']],
    ['withOIDC: true', 'withOIDC: false', ['eksctl/needs-oidc at false']],
    ['attachPolicyARNs', 'attachPolicyARNS', ['warning eksctl/unknown-field at attachPolicyARNS']],
    ['attachPolicyARNs', 'attachPolicysARNs', ['eksctl/missing-field at adot-collector', 'eksctl/unknown-field at attachPolicysARNs']],
    ['      attachPolicyARNs: [arn:aws:iam::aws:policy/AmazonPrometheusRemoteWriteAccess]\n', '', ['eksctl/missing-field at adot-collector']],
    ['metadata: {name: adot-collector, ', 'metadata: {', ['eksctl/missing-field at metadata']],
    ['name: defaultfp', 'name: eks-fp', ['eksctl/bad-name at eks-fp']],
    ['- namespace: kube-system', '- labels: {a: b}', ['eksctl/missing-field at labels']],
    ['    selectors:\n      - namespace: kube-system\n      - {namespace: adot-col, labels: {a: b}}\n', '', ['eksctl/missing-field at defaultfp']],
    ['api, "*"', 'apis', ['eksctl/unknown-value at apis']],
    ['logRetentionInDays: 7', 'logRetentionInDays: 8', ['eksctl/unknown-value at 8']],
    ['    enableTypes: [api, "*"]\n', '', ['eksctl/missing-field at 7']],
    ['fargateProfiles', 'fargateProfile', ['eksctl/unknown-field at fargateProfile']],
  ]; // prettier-ignore
  for (const [from, to, expected] of mutants) {
    it(`finds ${expected.join(', ') || 'nothing'} when ${JSON.stringify(from)} is ${JSON.stringify(to)}`, () => {
      assert.ok(config.includes(from));
      assert.deepEqual(found(config.replace(from, () => to)), expected);
    });
  }

  it('tells service accounts of the same name apart by their namespaces', () => {
    const account = config.slice(config.indexOf('    - metadata'), config.indexOf('fargateProfiles'));
    const twice = config.replace(account, account + account);
    assert.deepEqual(found(twice), ['eksctl/duplicate at adot-collector']);
    assert.deepEqual(found(config.replace(account, account + account.replace('adot-col,', 'other,'))), []);
    const first = account.replace('namespace: adot-col', 'namespace: default');
    assert.deepEqual(found(config.replace(account, first + account.replace(' namespace: adot-col,', ''))), [
      'eksctl/duplicate at adot-collector',
    ]);
  });

  it('says that a slip of case has no effect, and mends it safely', () => {
    const broken = config.replace('attachPolicyARNs', 'attachPolicyARNS');
    const [problem] = problemsOf(broken);
    assert.match(problem?.message ?? '', /ignores "attachPolicyARNS": the key is "attachPolicyARNs"/);
    assert.equal(problem?.fixes?.[0]?.safe, true);
    assert.equal(applyEdits(broken, problem.fixes[0].edits), config);
  });

  it('offers a version in standard support, in quotes', () => {
    const [problem] = problemsOf(config.replace('"1.35"', '"1.21"'));
    assert.equal(problem?.fixes?.[0]?.edits[0]?.text, '"1.35"');
  });

  it('knows no version that is out of support without the day', () => {
    const text = config.replace('"1.35"', '"1.21"');
    const [document] = readYamlFile(text);
    assert.ok(document);
    assert.deepEqual(checkManifestDocument(document, { text, schemas: manifestSchemas }), []);
  });
});

describe('eksSupport', () => {
  for (const [version, today, support] of [
    ['1.31', '2025-11-26', 'standard'],
    ['1.31', '2025-11-27', 'extended'],
    ['1.31', '2026-11-26', 'extended'],
    ['1.31', '2026-11-27', 'ended'],
    ['1.12', '2020-01-01', 'ended'],
    ['1.40', '2026-01-01', 'unknown'],
    ['x', '2026-01-01', 'unknown'],
  ] as const) {
    it(`${version} on ${today}: ${support}`, () => {
      assert.equal(eksSupport(version, today), support);
    });
  }
});
