import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { unitOf } from '../../../../src/renderer/wording/unit.ts';

/** As short as tests want it: `seconds`, `plain/s`, `V`. */
function read(query: string, metricUnit?: string): string {
  const { kind, isPerSecond, suffix } = unitOf(query, metricUnit);
  return `${suffix ?? kind}${isPerSecond ? '/s' : ''}`;
}

describe('the unit of a query', () => {
  for (const [query, unit] of [
    ['process_resident_memory_bytes', 'bytes'],
    ['up', 'plain'],
    ['http_requests_total', 'plain'],
    ['rate(http_requests_total[5m])', 'plain/s'],
    ['increase(http_requests_total[5m])', 'plain'],
    ['sum by (job) (rate(node_network_receive_bytes_total{device!="lo"}[5m]))', 'bytes/s'],
    ['sum(rate(node_network_receive_bytes_total[5m])) by (job)', 'bytes/s'],
    ['rate(node_network_receive_bytes_total[5m]) * 8', 'bits/s'],
    ['8 * rate(node_network_receive_bytes_total[5m])', 'bits/s'],
    ['rate(process_cpu_seconds_total[5m])', 'plain'],
    ['rate(x_seconds_sum[5m]) / rate(x_seconds_count[5m])', 'seconds'],
    ['sum(rate(x_seconds_sum[5m])) / on (job) group_left (env) sum(rate(x_seconds_count[5m]))', 'seconds'],
    ['histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))', 'seconds'],
    ['histogram_quantile(0.99, rate(http_response_size_bytes[5m]))', 'bytes'],
    ['rate(http_request_duration_seconds_bucket[5m])', 'plain/s'],
    ['histogram_count(rate(http_request_duration_seconds[5m]))', 'plain/s'],
    ['histogram_fraction(0, 0.2, rate(x_seconds[5m]))', 'ratio'],
    ['sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))', 'ratio'],
    ['100 * sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))', 'plain'],
    ['100 * (sum(rate(errors_total[5m])) / sum(rate(requests_total[5m])))', 'percent'],
    ['(1 - avg(rate(errors_total[5m])) / avg(rate(requests_total[5m]))) * 100', 'percent'],
    ['node_filesystem_free_bytes / node_filesystem_size_bytes', 'ratio'],
    ['1 - node_filesystem_free_bytes / node_filesystem_size_bytes', 'ratio'],
    ['node_filesystem_size_bytes - node_filesystem_free_bytes', 'bytes'],
    ['node_filesystem_size_bytes / 1024', 'plain'],
    ['cache_hit_ratio', 'ratio'],
    ['time() - process_start_time_seconds', 'seconds'],
    ['process_start_time_seconds', 'date'],
    ['kube_job_status_completion_timestamp_seconds', 'date'],
    ['count(process_resident_memory_bytes)', 'plain'],
    ['topk(5, process_resident_memory_bytes)', 'bytes'],
    ['quantile_over_time(0.9, x_seconds[1h])', 'seconds'],
    ['x_bytes > bool 5', 'plain'],
    ['x_bytes > 5', 'bytes'],
    ['x_bytes or y_bytes', 'bytes'],
    ['x_bytes{on="y"} * 8', 'bits'],
    ['x_bytes offset 5m', 'bytes'],
    ['x_bytes offset -5m + y_bytes', 'bytes'],
    ['x_bytes @ end()', 'bytes'],
    ['battery_volts', 'V'],
    ['rate(meter_joules_total[5m])', 'W'],
    ['# x_bytes\nx_seconds', 'seconds'],
    ['x_seconds{path="/a_bytes)"}', 'seconds'],
    ['', 'plain'],
    [')))', 'plain'],
    ['sum(', 'plain'],
  ] as const) {
    it(`of ${query} is ${unit}`, () => assert.equal(read(query), unit));
  }

  it('is what the metadata says, more than what the name says', () => {
    assert.equal(read('rate(latency_total[5m]) ', 'bytes'), 'bytes/s');
    assert.equal(read('temperature', 'celsius'), '°C');
  });

  it('is plain for a query that is too deep or too long', () => {
    assert.equal(read('('.repeat(100_000)), 'plain');
    assert.equal(read('-'.repeat(100_000)), 'plain');
    assert.equal(read('"'.repeat(100_001)), 'plain');
  });
});
