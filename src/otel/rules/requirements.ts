import * as l10n from '@vscode/l10n';
import { entryOf, resolved, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { isAtLeast } from '../adotVersions.ts';
import type { ComponentKind } from '../collectorSchemas.ts';
import { definitionsOf, isNull, problemOf, refusal, refusalSince, settingOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

/** Fields of which a component needs one, with something in it. */
interface Requirement {
  kind: ComponentKind;
  types: readonly string[];
  oneOf: readonly string[];
  /** A field that is asked for first: as long as it is missing too, one finding is enough. */
  after?: string;
  /** The first release whose `validate` refuses it; before that the collector ends while it starts. */
  refusedSince?: string;
}

/**
 * What the components' `Validate` asks for, that has no default.
 * https://github.com/open-telemetry/opentelemetry-collector and https://github.com/open-telemetry/opentelemetry-collector-contrib, the
 * components' config.go
 */
const requirements: readonly Requirement[] = [
  { kind: 'receivers', types: ['prometheus'], oneOf: ['config', 'target_allocator'] },
  { kind: 'receivers', types: ['jaeger'], oneOf: ['protocols'] },
  {
    kind: 'processors',
    types: ['memory_limiter'],
    oneOf: ['limit_mib', 'limit_percentage'],
    after: 'check_interval',
  },
  { kind: 'processors', types: ['attributes'], oneOf: ['actions'] },
  { kind: 'processors', types: ['resource'], oneOf: ['attributes'] },
  { kind: 'processors', types: ['deltatorate'], oneOf: ['metrics'] },
  { kind: 'exporters', types: ['file'], oneOf: ['path'] },
  { kind: 'exporters', types: ['otlp', 'otlp_grpc'], oneOf: ['endpoint'] },
  {
    kind: 'exporters',
    types: ['otlphttp', 'otlp_http'],
    oneOf: ['endpoint', 'metrics_endpoint', 'traces_endpoint', 'logs_endpoint', 'profiles_endpoint'],
  },
  { kind: 'exporters', types: ['prometheus'], oneOf: ['endpoint'], refusedSince: '0.44.0' },
];

/** Fields without a default that are missing or empty. */
export function* missingFields(context: RuleContext): Iterable<Problem> {
  for (const { kind, types, oneOf, after, refusedSince } of requirements) {
    for (const { value, keySpan, id } of definitionsOf(context, kind, ...types)) {
      const node = resolved(value);
      const isReadable = node === undefined || node.kind === 'map' || isNull(node);
      const isEarly = after !== undefined && !entryOf(value, after);
      if (
        !isReadable ||
        isEarly ||
        entryOf(value, '<<') ||
        oneOf.some((key) => isThere(valueAt(value, key)))
      ) {
        continue;
      }
      const written = oneOf.map((key) => entryOf(value, key)?.key).find((key) => key);
      yield problemOf(
        'collector/missing-field',
        refusedSince === undefined ? refusal(context) : refusalSince(context, refusedSince),
        written ?? keySpan,
        oneOf.length === 1
          ? l10n.t('{0} needs {1}; the collector refuses it without.', id, oneOf.join(', '))
          : l10n.t('{0} needs one of these; the collector refuses it without: {1}.', id, oneOf.join(', ')),
      );
    }
  }
}

function isThere(node: YamlNode | undefined): boolean {
  switch (node?.kind) {
    case undefined:
      return false;
    case 'scalar':
      return node.value !== null && node.text !== '' && node.value !== 0;
    case 'sequence':
      return node.items.length > 0;
    case 'map':
    case 'alias':
      return true;
  }
}

/**
 * gRPC exporters connect to `host:port`.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/config/configgrpc/configgrpc.go
 */
export function* grpcEndpoints(context: RuleContext): Iterable<Problem> {
  for (const { value } of definitionsOf(context, 'exporters', 'otlp', 'otlp_grpc')) {
    const node = valueAt(value, 'endpoint');
    const endpoint = settingOf(context, value, 'endpoint');
    // Other schemes are taken apart in ways of their own, and differently by each release.
    if (!node || !endpoint || /^(?!https?:)[a-z]+:\/\//.test(endpoint) || endpoint.startsWith('unix:')) {
      continue;
    }
    const port = /^(?:\[[^\]]*\]|[^:[\]]*):([^:]*)$/.exec(endpoint.replace(/^https?:\/\//, ''))?.[1];
    if (port === undefined || !/^[+-]?\d+$/.test(port)) {
      yield problemOf(
        'collector/bad-endpoint',
        refusal(context),
        node,
        l10n.t(
          'This is reached over gRPC, so the endpoint is host:port, without a path; the collector refuses this one.',
        ),
      );
    }
  }
}

/**
 * A role by a token's file needs the role's ARN.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/extension/sigv4authextension/config.go
 */
export function* roleOfTokenFile(context: RuleContext): Iterable<Problem> {
  for (const { value } of isAtLeast(context.version, '0.44.0')
    ? definitionsOf(context, 'extensions', 'sigv4auth')
    : []) {
    const role = valueAt(value, 'assume_role');
    const file = entryOf(role, 'web_identity_token_file');
    if (file && isThere(valueAt(file.value)) && !isThere(valueAt(role, 'arn')) && !entryOf(role, '<<')) {
      yield problemOf(
        'collector/missing-field',
        refusal(context),
        file.key,
        l10n.t('{0} needs {1}; the collector refuses it without.', 'web_identity_token_file', 'arn'),
      );
    }
  }
}
