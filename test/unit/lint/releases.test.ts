import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CheckOptions, SourceFile } from '../../../src/lint/checker.ts';
import { createChecker } from '../../../src/lint/createChecker.ts';
import { readCollectorFile } from '../../../src/otel/collectorFile.ts';
import { containerFinder } from '../../../src/otel/containerElsewhere.ts';
import { emptySchemas, shippedSchemas } from './schemas.ts';

const text = 'receivers:\n  otlp:\nexporters:\n  debug:\nservice:\n  pipelines: {}\n';

/** The releases that were looked up for each call of the checker. */
function lookedUp(options: Partial<CheckOptions>, ...calls: Partial<SourceFile>[]): string[][] {
  const schemas = emptySchemas();
  let seen: string[] = [];
  const release: typeof schemas.release = (version) => {
    seen.push(version);
    return schemas.release(version);
  };
  const checker = createChecker({ ...options, schemas: { ...schemas, release } });
  return calls.map((file) => {
    seen = [];
    checker.check([{ path: 'a.yaml', text, ...file }]);
    return [...new Set(seen)];
  });
}

const cases: readonly [
  name: string,
  options: Partial<CheckOptions>,
  files: Partial<SourceFile>[],
  expected: string[][],
][] = [
  ['the newest', {}, [{}], [['0.49.0']]],
  ['the one for files that tell none', { assumedVersion: '0.45.0' }, [{}], [['0.45.0']]],
  ['the one for all files', { adotVersion: '0.44.0', assumedVersion: '0.45.0' }, [{}], [['0.44.0']]],
  ['the one for just this file', { adotVersion: '0.44.0' }, [{ adotVersion: '0.43.0' }], [['0.43.0']]],
  [
    'another one when the choice changes, and no file is read twice for the same',
    {},
    [{ adotVersion: '0.43.0' }, { adotVersion: '0.43.0' }, { adotVersion: '0.42.0' }, {}],
    [['0.43.0'], [], ['0.42.0'], ['0.49.0']],
  ],
];

describe('the release a file is checked for', () => {
  for (const [name, options, files, expected] of cases) {
    it(`is ${name}`, () => assert.deepEqual(lookedUp(options, ...files), expected));
  }
});

const config = `apiVersion: v1
kind: ConfigMap
metadata: {name: conf, namespace: adot}
data:
  relay: |
    receivers:
      otlp: {protocols: {grpc: {endpoint: 0.0.0.0:4317}}}
    exporters:
      logging:
    service:
      pipelines:
        metrics: {receivers: [otlp], exporters: [logging]}
`;

const deployment = (version: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: collector, namespace: adot}
spec:
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}}
    spec:
      containers:
        - name: collector
          image: public.ecr.aws/aws-observability/aws-otel-collector:v${version}
          volumeMounts: [{name: conf, mountPath: /conf}]
      volumes: [{name: conf, configMap: {name: conf}}]
`;

describe('the release that the image in another file tells', () => {
  const folder = (version: string): SourceFile[] => [
    { path: 'config.yaml', text: config },
    { path: 'app/deployment.yaml', text: deployment(version) },
  ];

  it('decides, follows the tag, and is forgotten with its file', () => {
    const schemas = emptySchemas();
    const seen: string[] = [];
    const release: typeof schemas.release = (version) => {
      seen.push(version);
      return schemas.release(version);
    };
    const checker = createChecker({ schemas: { ...schemas, release }, assumedVersion: '0.45.0' });
    const lookUps = (files: readonly SourceFile[]): string[] => {
      checker.check(files);
      return seen.splice(0);
    };
    // What stands in the other file is known only when that was read.
    assert.deepEqual(lookUps(folder('0.43.0')), ['0.45.0', '0.43.0']);
    assert.deepEqual(lookUps(folder('0.43.0')), []);
    assert.deepEqual(lookUps(folder('0.44.0')), ['0.44.0']);
    const [first, ...others] = folder('0.44.0');
    const typed = { path: 'config.yaml', text: `${first?.text}# more\n` };
    assert.deepEqual(lookUps([typed, ...others]), ['0.44.0']);
    assert.deepEqual(lookUps([typed]), ['0.45.0']);
  });

  it('makes the same findings as one file would', () => {
    const options = shippedSchemas();
    const inOne = (version: string): string[] => {
      const files = [{ path: 'a.yaml', text: `${config}---\n${deployment(version)}` }];
      return [...createChecker(options).check(files).values()].flat().map(({ code }) => code);
    };
    const inTwo = (version: string): string[] =>
      [...createChecker(options).check(folder(version)).values()].flat().map(({ code }) => code);
    for (const version of ['0.30.0', '0.41.0', '0.42.0', '0.43.0', '0.49.0', '0.99.0']) {
      assert.deepEqual(inTwo(version).sort(), inOne(version).sort(), version);
    }
    assert.notDeepEqual(inTwo('0.42.0'), inTwo('0.99.0'));
  });

  it('is found fault with where it stands', () => {
    const found = createChecker(shippedSchemas()).check(folder('0.99.0')).get('app/deployment.yaml');
    const newer = found?.filter(({ code }) => code === 'collector/newer-release');
    assert.deepEqual(
      newer?.map(({ span }) => deployment('0.99.0').slice(span.start, span.end)),
      ['v0.99.0'],
    );
  });

  it('is the same for those who read one file by what the checker knows of the others', () => {
    const { schemas } = shippedSchemas();
    const checker = createChecker({ schemas });
    checker.check(folder('0.44.0'));
    const find = containerFinder(checker.objects());
    const elsewhere = (one: Parameters<typeof find>[1]): ReturnType<typeof find> => find('config.yaml', one);
    const [collector] = readCollectorFile(config, { schemas, elsewhere }).collectors;
    assert.equal(collector?.release.version, '0.44.0');
    assert.equal(collector.origin?.elsewhere?.file, 'app/deployment.yaml');
  });
});
