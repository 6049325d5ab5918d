import * as assert from 'node:assert/strict';
import { devNull } from 'node:os';
import { describe, it } from 'mocha';
import { parseDocument } from 'yaml';
import { findCollectorConfigs } from '../../src/manifest/collectorConfigs.ts';
import { adotVersions, isAtLeast } from '../../src/otel/adotVersions.ts';
import { currentConfig, outdatedConfig } from '../lab/kubernetes/collectorConfigs.ts';
import { failedStartLines } from '../lab/kubernetes/collectorLog.ts';
import { adotReleases } from './build/parts.ts';
import { describeWith } from './given.ts';
import { oldRecipe } from './oldRecipe.ts';
import { collectorText } from './recipe.ts';
import { validateConfig } from './servers/collector.ts';

const parts = ['newestCollector', 'oldestCollector'] as const;
type CollectorPart = (typeof parts)[number];

const region = 'eu-west-1';
const endpoint = `https://aps-workspaces.${region}.amazonaws.com/workspaces/ws-1f/`;

/** The first release after the oldest for which the manifest uses a name that the oldest does not know, disable_scope_info. */
const firstWithNewNames = '0.48.0';

/**
 * The collectors that a config for this release has to be taken by. Between the two that can be built, modules of some releases or their
 * checksums are missing: there the newest takes the older names still, and the oldest has to take what holds no newer ones.
 */
function judgesOf(version: string): readonly CollectorPart[] {
  const own = parts.find((part) => adotReleases[part] === version);
  if (own !== undefined) {
    return [own];
  }
  return isAtLeast(version, firstWithNewNames) ? ['newestCollector'] : parts;
}

describeWith('the collector configs that the product writes', parts, (folders) => {
  for (const { version } of adotVersions) {
    for (const more of [{}, { cluster: 'shop' }]) {
      const judges = judgesOf(version);
      const which = judges.map((part) => adotReleases[part]).join(' and ');
      const where = 'cluster' in more ? ' of a named cluster' : '';
      it(`for ADOT ${version}${where} are taken by the collector of ${which}`, () => {
        const config = scaffolded(version, more);
        for (const part of judges) {
          assert.equal(validateConfig(folders[part], config), undefined);
        }
      });
    }
  }

  it('for the newest release are refused by the oldest, by the name of the exporter', () =>
    assert.match(
      validateConfig(folders.oldestCollector, scaffolded(adotReleases.newestCollector)) ?? 'taken',
      /unknown type: "prometheus_remote_write"/,
    ));

  it('need credentials to be there', () => {
    const none = {
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
    };
    for (const part of parts) {
      const config = scaffolded(adotReleases[part]);
      assert.match(validateConfig(folders[part], config, none) ?? 'taken', /could not retrieve credential/);
    }
  });
});

/** What goes over the old recipe's config, and which collectors refuse it then, in which words. */
interface Change {
  what: string;
  set: Readonly<Record<string, unknown>>;
  refusedBy: readonly CollectorPart[];
  words: RegExp;
}

const remoteWrite = 'exporters/prometheusremotewrite';
const scrape = 'receivers/prometheus';
const pipeline = 'service/pipelines/metrics';

const changes: readonly Change[] = [
  {
    what: 'the exporter awsprometheusremotewrite, gone since 0.21',
    set: { 'exporters/awsprometheusremotewrite': { endpoint, aws_auth: { region } } },
    refusedBy: parts,
    words: /unknown type: "awsprometheusremotewrite"/,
  },
  {
    what: 'the extension memory_ballast, gone since 0.42',
    set: { 'extensions/memory_ballast': { size_mib: 100 } },
    refusedBy: parts,
    words: /unknown type: "memory_ballast"/,
  },
  {
    what: 'the exporter by the name it has since 0.49',
    set: { 'exporters/prometheus_remote_write': { endpoint } },
    refusedBy: ['oldestCollector'],
    words: /unknown type: "prometheus_remote_write"/,
  },
  {
    what: 'the address of own metrics, gone since 0.44',
    set: { 'service/telemetry/metrics/address': '0.0.0.0:8888' },
    refusedBy: ['newestCollector'],
    words: /invalid keys: address/,
  },
  {
    what: 'export_created_metric, gone since 0.44',
    set: { [`${remoteWrite}/export_created_metric`]: { enabled: false } },
    refusedBy: ['newestCollector'],
    words: /invalid keys: export_created_metric/,
  },
  {
    what: 'use_start_time_metric, gone since 0.47',
    set: { [`${scrape}/use_start_time_metric`]: true },
    refusedBy: ['newestCollector'],
    words: /invalid keys: use_start_time_metric/,
  },
  {
    what: 'report_extra_scrape_metrics, gone since 0.48',
    set: { [`${scrape}/report_extra_scrape_metrics`]: true },
    refusedBy: ['newestCollector'],
    words: /invalid keys: report_extra_scrape_metrics/,
  },
  {
    what: 'max_batch_request_parallelism, new in 0.44',
    set: { [`${remoteWrite}/max_batch_request_parallelism`]: 1 },
    refusedBy: ['oldestCollector'],
    words: /invalid keys: max_batch_request_parallelism/,
  },
  {
    what: 'disable_scope_info, new in 0.48',
    set: { [`${remoteWrite}/disable_scope_info`]: true },
    refusedBy: ['oldestCollector'],
    words: /invalid keys: disable_scope_info/,
  },
  {
    what: 'translation_strategy, new in 0.48',
    set: { [`${remoteWrite}/translation_strategy`]: 'UnderscoreEscapingWithoutSuffixes' },
    refusedBy: ['oldestCollector'],
    words: /invalid keys: translation_strategy/,
  },
  {
    what: 'scrape_on_shutdown, new in 0.49',
    set: { [`${scrape}/scrape_on_shutdown`]: true },
    refusedBy: ['oldestCollector'],
    words: /invalid keys: scrape_on_shutdown/,
  },
  {
    what: 'sending_queue, which remote write has never known',
    set: { [`${remoteWrite}/sending_queue`]: { enabled: true } },
    refusedBy: parts,
    words: /invalid keys: sending_queue/,
  },
  {
    what: 'a verbosity of debug that does not exist',
    set: { 'exporters/debug/verbosity': 'debug' },
    refusedBy: parts,
    words: /unknown metrics level "debug"/,
  },
  {
    what: 'a memory_limiter without check_interval',
    set: { 'processors/memory_limiter': { limit_mib: 100 }, [`${pipeline}/processors`]: ['memory_limiter'] },
    refusedBy: parts,
    words: /'?check_interval'? must be greater than zero/,
  },
  {
    what: 'a group of a regular expression in braces',
    set: { [`${scrape}/config/scrape_configs/0/relabel_configs/0/replacement`]: '${1}' },
    refusedBy: parts,
    words: /environment variable "1" has invalid name/,
  },
  {
    what: 'rules in the receiver',
    set: { [`${scrape}/config/rule_files`]: ['rules.yml'] },
    refusedBy: parts,
    words: /rule_files/,
  },
];

describeWith('the collector config of the old recipe', parts, (folders) => {
  const { config } = oldRecipe({ namespace: 'adot-col', endpoint, region });

  for (const part of parts) {
    const validate = (text: string): string | undefined => validateConfig(folders[part], text);

    describe(`with the collector of ADOT ${adotReleases[part]}`, () => {
      it('is refused for its exporter logging', () =>
        assert.match(validate(config) ?? 'taken', /the logging exporter has been deprecated/));

      it('is taken with debug in its place', () => assert.equal(validate(withDebug(config)), undefined));

      for (const { what, set, refusedBy, words } of changes) {
        const refused = refusedBy.includes(part);
        it(`is ${refused ? 'refused' : 'taken'} with ${what}`, () => {
          const said = validate(changed(withDebug(config), set));
          if (refused) {
            assert.match(said ?? 'taken', words);
          } else {
            assert.equal(said, undefined);
          }
        });
      }
    });
  }
});

describeWith('the configs of the lab’s collectors', ['newestCollector'], ({ newestCollector }) => {
  const url = `${endpoint}api/v1/remote_write`;

  it('are taken where they are said to work', () =>
    assert.equal(validateConfig(newestCollector, currentConfig(url, region)), undefined));

  it('are refused where they are said not to, in the words of the lab’s log', () => {
    const said = validateConfig(newestCollector, outdatedConfig(url, region)) ?? 'taken';
    const logged = failedStartLines(adotReleases.newestCollector, 0);
    const at = logged.findIndex((line) => line.startsWith('Error: '));
    assert.ok(at >= 0);
    assert.equal(said, logged.slice(at, at + 3).join('\n'));
  });
});

function scaffolded(version: string, more: { cluster?: string } = {}): string {
  const text = collectorText({ endpoint, region, namespace: 'adot-col', version, ...more });
  const [found, ...others] = findCollectorConfigs(text);
  assert.ok(found && others.length === 0);
  return found.text;
}

function withDebug(config: string): string {
  return changed(config, {
    'exporters/logging': undefined,
    'exporters/debug': { verbosity: 'detailed' },
    [`${pipeline}/exporters`]: ['debug', 'prometheusremotewrite'],
  });
}

/** By path; `undefined` takes away. */
function changed(config: string, set: Readonly<Record<string, unknown>>): string {
  const document = parseDocument(config);
  for (const [path, value] of Object.entries(set)) {
    if (value === undefined) {
      document.deleteIn(path.split('/'));
    } else {
      document.setIn(path.split('/'), document.createNode(value));
    }
  }
  return String(document);
}
