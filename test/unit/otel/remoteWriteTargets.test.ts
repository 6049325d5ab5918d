import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { remoteWriteTargets } from '../../../src/otel/remoteWriteTargets.ts';

const url = 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-12-ab/api/v1/remote_write';

function config(exporters: string, used: string, more = ''): string {
  return `exporters:\n${exporters}\nservice:\n  pipelines:\n    metrics/a:\n      exporters: [${used}]\n${more}`;
}

describe('remoteWriteTargets', () => {
  for (const id of [
    'prometheusremotewrite',
    'prometheus_remote_write',
    'prometheus_remote_write/amp',
    'awsprometheusremotewrite',
  ]) {
    it(`reads ${id}`, () => {
      assert.deepEqual(remoteWriteTargets(config(`  ${id}:\n    endpoint: ${url}`, `debug, ${id}`)), [
        { url, exporter: id, workspaceId: 'ws-12-ab', region: 'eu-west-1', inPipeline: true },
      ]);
    });
  }

  it('lists exporters of pipelines before those that nothing uses', () => {
    const exporters = `  prometheusremotewrite/idle: {endpoint: "${url}"}\n  prometheusremotewrite/busy: {endpoint: "${url}"}`;
    assert.deepEqual(
      remoteWriteTargets(config(exporters, 'prometheusremotewrite/busy')).map((t) => [
        t.exporter,
        t.inPipeline,
      ]),
      [
        ['prometheusremotewrite/busy', true],
        ['prometheusremotewrite/idle', false],
      ],
    );
  });

  for (const [host, region] of [
    ['aps-workspaces.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['aps-workspaces.ap-northeast-1.api.aws', 'ap-northeast-1'],
    ['aps-workspaces-fips.us-east-2.amazonaws.com', 'us-east-2'],
    ['vpce-0a.aps-workspaces.us-east-1.vpce.amazonaws.com', 'us-east-1'],
    ['127.0.0.1:9090', undefined],
  ] as const) {
    it(`knows the region of ${host}`, () => {
      const text = config(
        `  prometheusremotewrite:\n    endpoint: https://${host}/workspaces/ws-1/api/v1/remote_write`,
        '',
      );
      const [target] = remoteWriteTargets(text);
      assert.equal(target?.region, region);
      assert.equal(target?.workspaceId, 'ws-1');
    });
  }

  it('asks the signing extension when the host does not tell the region', () => {
    const text = config(
      '  prometheusremotewrite:\n    endpoint: http://localhost:1/workspaces/ws-1\n    auth: {authenticator: sigv4auth/x}',
      'prometheusremotewrite',
      'extensions:\n  sigv4auth/x: {region: eu-north-1}\n',
    );
    assert.equal(remoteWriteTargets(text)[0]?.region, 'eu-north-1');
  });

  for (const [written, env, read] of [
    ['${env:AMP_URL}', { AMP_URL: url }, url],
    ['${AMP_URL}', { AMP_URL: url }, url],
    [`\${env:AMP_URL:-${url}}`, {}, url],
    ['${env:AMP_URL}', {}, '${env:AMP_URL}'],
    ['https://${env:HOST}/workspaces/ws-2/x', { HOST: 'h' }, 'https://h/workspaces/ws-2/x'],
  ] as const) {
    it(`puts the environment into ${written}`, () => {
      assert.equal(
        remoteWriteTargets(config(`  prometheusremotewrite:\n    endpoint: "${written}"`, ''), env)[0]?.url,
        read,
      );
    });
  }

  for (const [what, text] of [
    ['nothing', ''],
    ['no exporters', 'service: {}'],
    ['an exporter without settings', config('  prometheusremotewrite:', '')],
    ['an endpoint that is no text', config('  prometheusremotewrite: {endpoint: [1]}', '')],
    [
      'other exporters',
      config('  prometheus: {endpoint: "0.0.0.0:1"}\n  otlphttp: {endpoint: "http://x"}', ''),
    ],
    ['a list', '- a\n- b'],
    ['rubbish', ': : [ {\n\t%'],
  ] as const) {
    it(`finds none in ${what}`, () => {
      assert.deepEqual(remoteWriteTargets(text), []);
    });
  }

  it('reads what it can of a broken config', () => {
    const text = `${config(`  prometheusremotewrite:\n    endpoint: ${url}`, 'prometheusremotewrite')}  extensions: [health_check\n`;
    assert.equal(remoteWriteTargets(text)[0]?.workspaceId, 'ws-12-ab');
  });
});
