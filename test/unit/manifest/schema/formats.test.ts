import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { formats } from '../../../../src/manifest/schema/formats.ts';

/** By format: what fits; what does not, with what is suggested instead. */
const table: Readonly<Record<string, { good: readonly string[]; bad: Readonly<Record<string, string | null>> }>> = {
  'go-duration': {
    good: ['0', '30s', '1m30s', '1.5h', '-2ms', '100us', '100µs', '.5s', '+1h'],
    bad: { '': null, '30': '30s', '1d': '24h', '2 weeks': '336h', '1m 30s': '1m30s', '5 min': '5m', '10sec': '10s', s: null, '1x': null },
  },
  'prometheus-duration': {
    good: ['0', '30s', '1d12h', '1y2w3d4h5m6s7ms'],
    bad: { '': null, '30': '30s', '1.5h': '1h30m', '-1s': null, '5min': '5m', '30s1m': null, '0.5m': '30s' },
  },
  'prometheus-size': {
    good: ['0', '10MB', '1GiB', '512B', '1.5KB'],
    bad: { '10': '10B', '10mb': '10MB', '10kB': '10KB', '10M': '10MB', '10XB': null },
  },
  quantity: {
    good: ['1', '0.5', '200m', '512Mi', '1e3', '2k', '.5', '1.', '-1', '5E'],
    bad: { '': null, '512MB': '512M', '512mi': '512Mi', '1 Gi': '1Gi', '2K': '2k', '1Gib': '1Gi', abc: null, '1e': '1E' },
  },
  'component-id': {
    good: ['otlp', 'otlp/2', 'prometheus_remote_write/a-b', ' otlp / x '],
    bad: { '': null, '/x': null, 'otlp/': null, '1otlp': null, 'a b': null, 'otlp/a b': null, 'a-b': null },
  },
  'dns-label': {
    good: ['a', 'adot-col', '1a', 'a'.repeat(63)],
    bad: { '': null, 'Adot-Col': 'adot-col', 'a_b': 'a-b', '-a': null, 'a-': null, 'a.b': null, ['a'.repeat(64)]: null },
  },
  'dns-subdomain': { good: ['a.b', 'a-b.c1'], bad: { 'A.b': 'a.b', 'a..b': null, '.a': null } },
  'port-name': { good: ['web', 'http-2', 'a1'], bad: { '80': null, 'a--b': null, Web: 'web', 'sixteen-letters1': null, '': null } },
  'qualified-name': { good: ['app', 'a.b/c_d', 'prometheus.io/scrape'], bad: { 'a b': null, '/x': null, 'A_b/c': null, 'a/b/c': null } },
  'label-value': { good: ['', 'a', 'v1.2_x'], bad: { 'a b': null, '-a': null, ['x'.repeat(64)]: null } },
  'label-name': { good: ['job', '_a1'], bad: { '1a': '_1a', 'a-b': 'a_b', '': null } },
  'metric-name': { good: ['a:b', 'up'], bad: { 'a-b': 'a_b', '1': '_1' } },
  base64: { good: ['', 'YQ==', 'YWJj', 'YW\nJj'], bad: { a: null, 'a b=': null, 'YQ=': null } },
  'byte-size': { good: ['0', '1MiB', '1.5 kb', '1048576'], bad: { '': null, '5x': null, '-1': null, '1M': null } },
  'host-port': {
    good: [':1', 'localhost:4317', '[::1]:80', 'h:+5'],
    bad: { '': null, h: null, 'h:0': null, 'h:65536': null, 'a:b:1': null, 'http://h:1': null, 'h:x': null },
  },
  'log-field': {
    good: ['body', 'body.a', 'attributes.log', 'resource["a.b"].c', '["attributes"][\'x\']'],
    bad: { '': null, log: null, attributes: null, resource: null, 'attributes[x]': null, 'body["a"': null, 'bodyx.a': null },
  },
  'log-field-or-root': { good: ['attributes', 'resource', 'body', 'body.x'], bad: { '': null, attribute: null } },
  matcher: { good: ['a="b"', 'a=~".+"', 'a!=b', '{a="b",c!~"d"}'], bad: { a: null, 'a: b': null, 'a!b': null } },
  uri: {
    good: ['http://h:80/x?y=%20', 'localhost:4317', 'https://u:p@h/', '/path', '', 'http://[::1]:80/'],
    bad: { 'http://h:abc/': null, 'http://a b/': null, 'a\nb': null, 'http://h/%zz': null },
  },
}; // prettier-ignore

describe('formats', () => {
  it('are all in this table', () => {
    assert.deepEqual(Object.keys(formats).sort(), Object.keys(table).sort());
  });

  for (const [format, { good, bad }] of Object.entries(table)) {
    for (const text of good) {
      it(`${format} takes ${JSON.stringify(text)}`, () => {
        assert.equal(formats[format]?.(text), undefined);
      });
    }
    for (const [text, suggestion] of Object.entries(bad)) {
      it(`${format} refuses ${JSON.stringify(text.slice(0, 20))}`, () => {
        const fault = formats[format]?.(text);
        assert.ok(fault);
        assert.equal(fault.suggestion ?? null, suggestion);
      });
    }
  }

  it('suggest only what they take', () => {
    for (const [format, { bad }] of Object.entries(table)) {
      for (const suggestion of Object.values(bad).filter((value) => value !== null)) {
        assert.equal(formats[format]?.(suggestion), undefined, `${format}: ${suggestion}`);
      }
    }
  });

  it('answer at once on long texts', () => {
    for (const check of Object.values(formats)) {
      for (const text of [
        'a'.repeat(2e5),
        '1'.repeat(2e5),
        '1s'.repeat(1e5),
        `${'a-'.repeat(1e5)}`,
        `${'a.'.repeat(1e5)}!`,
        `http://${':'.repeat(2e5)}`,
        '1 '.repeat(1e5),
      ]) {
        assert.doesNotThrow(() => check(text));
      }
    }
  }).timeout(60_000);
});
