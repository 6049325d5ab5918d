import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import type { Schema } from '../../../../src/manifest/schema/schema.ts';
import { deployment, good, mutants, service } from './kubernetesCases.ts';
import { found, manifestSchemas, problemsOf } from './schemas.ts';

describe('checkManifestDocument on Kubernetes objects', () => {
  for (const [name, text] of Object.entries(good)) {
    it(`finds nothing in a good ${name}`, () => {
      assert.deepEqual(found(text), []);
    });
  }

  for (const file of readdirSync('templates').filter((name) => /^(adot|prometheus).*\.yaml$/.test(name))) {
    it(`finds nothing in our own ${file}`, () => {
      assert.deepEqual(
        found(readFileSync(`templates/${file}`, 'utf8').replaceAll(/__\w+__/g, 'filled-in')),
        [],
      );
    });
  }

  for (const [text, from, to, expected] of mutants) {
    it(`finds ${expected} when ${JSON.stringify(from)} is ${JSON.stringify(to)}`, () => {
      assert.ok(text.includes(from));
      assert.deepEqual(found(text.replace(from, () => to)), [expected]);
    });
  }

  it('takes what needs no more than it has', () => {
    for (const text of [
      service.replace(/ {2}ports:[^]*/, '  clusterIP: None\n'),
      service.replace(/ {2}ports:[^]*/, '  ports: [{port: 80}]\n'),
      deployment.replace('            limits: {cpu: 500m, memory: 1Gi}\n', ''),
      deployment.replace('{path: /, port: health}', '{path: /, port: 13133}'),
      deployment.replace('metadata:\n  name: adot-collector', 'metadata:\n  generateName: adot-'),
    ]) {
      assert.deepEqual(found(text), []);
    }
  });

  it('looks into lists', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Namespace\n  metadata: {nam: x}\n`;
    assert.deepEqual(found(list).length, 2);
  });

  it('leaves custom resources, kustomizations and templates alone', () => {
    for (const text of [
      'apiVersion: traefik.io/v1\nkind: Ingress\nmetadata: {name: A_B}\nspec: {x: 1}\n',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a]\n',
      'kind: Kustomization\nmetadata: {name: x}\nresources: [a]\n',
      'apiVersion: {{ .Values.api }}\nkind: Deployment\n',
      'image: {repository: a}\nreplicaCount: 1\n',
    ]) {
      assert.deepEqual(found(text), [], text);
    }
  });

  it('looks at the shell around a collector’s config', () => {
    const resource = (version: string, config: string): string =>
      `apiVersion: opentelemetry.io/${version}\nkind: OpenTelemetryCollector\nmetadata: {name: a}\nspec:\n  mode: deployment\n  config: ${config}\n`;
    assert.deepEqual(found(resource('v1beta1', '{receivers: {}}')), []);
    assert.deepEqual(found(resource('v1alpha1', '"receivers: {}"')), []);
    assert.deepEqual(found(resource('v1beta1', '"x"')), ['kubernetes/wrong-type at "x"']);
    assert.deepEqual(found(resource('v1alpha1', '{}')), ['kubernetes/wrong-type at config']);
    assert.deepEqual(found(resource('v1beta1', '{}').replace('deployment', 'Deployment')), [
      'kubernetes/unknown-value at Deployment',
    ]);
  });

  it('leaves what is still to be filled in to the rule for placeholders', () => {
    assert.deepEqual(found(deployment.replaceAll(/adot-col(?:lector)?/g, '<YOUR_NAME>')), []);
  });

  it('mends a removed version and an annotation without quotes', () => {
    for (const [from, to] of [
      ['apps/v1', 'extensions/v1beta1'],
      ['400MiB', '400'],
    ] as const) {
      const broken = deployment.replace(from, to);
      const [problem] = problemsOf(broken);
      assert.deepEqual(found(applyEdits(broken, problem?.fixes?.[0]?.edits ?? [])), []);
    }
  });
});

describe('schemas/kubernetes.json and its neighbours', () => {
  const { definitions, kinds, served } = manifestSchemas.kubernetes();
  const eksctl = manifestSchemas.eksctl();
  const amp = manifestSchemas.amp();
  const sets: readonly [string, Readonly<Record<string, Schema>>][] = [
    ['kubernetes', definitions],
    ['eksctl', eksctl.definitions ?? {}],
    ['amp', amp.definitions ?? {}],
  ];
  for (const [name, set] of sets) {
    it(`${name}: every reference leads somewhere, every pattern is one`, () => {
      const text = JSON.stringify(set);
      for (const [, target = ''] of text.matchAll(/"#\/definitions\/([^"]+)"/g)) {
        assert.ok(target in set, target);
      }
      for (const [, pattern = ''] of text.matchAll(/"pattern":("[^"]*")/g)) {
        assert.ok(new RegExp(JSON.parse(pattern) as string, 'u'));
      }
    });
  }

  it('has every kind of the recipe, served in its version', () => {
    assert.equal(Object.keys(kinds).length, 21);
    for (const id of Object.keys(kinds)) {
      const [version = '', kind = ''] = id.split(' ');
      assert.ok(served[version]?.includes(kind), id);
    }
  });

  it('holds no sentences', () => {
    assert.doesNotMatch(JSON.stringify([definitions, eksctl, amp]), /description/);
  });
});
