import * as l10n from '@vscode/l10n';
import { entriesOf, itemsOf } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode, YamlScalar } from '../../manifest/yaml/yamlNode.ts';
import type { Problem, Span, TextEdit } from '../../problem.ts';
import { isAtLeast } from '../adotVersions.ts';
import { expansionsOf } from '../expansion.ts';
import type { Expansion } from '../expansion.ts';
import { fixOf, problemOf, refusal } from './rule.ts';
import type { RuleContext } from './rule.ts';

const variableName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
/** https://github.com/aws-observability/aws-otel-collector/blob/main/pkg/config/config_factory.go */
const schemes = new Set(['env', 'file', 'yaml', 'http', 'https', 's3']);

/**
 * `${…}` is put in by the collector before anything else looks at the config, in every string.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/confmap/expand.go
 */
export function* expansions(context: RuleContext): Iterable<Problem> {
  // An escape may stand for a dollar sign.
  if (!context.text.includes('$') && !context.text.includes('\\')) {
    return;
  }
  const old = context.collector.origin?.kind === 'old-image' ? context.collector.origin.written : undefined;
  for (const scalar of scalarsOf(context.root)) {
    if (!scalar.text.includes('$')) {
      continue;
    }
    for (const one of expansionsOf(scalar.text)) {
      yield* checkExpansion(context, scalar, one);
    }
    if (old !== undefined && !isAtLeast(old, '0.41.0')) {
      yield* bareDollars(context, scalar, old);
    }
  }
}

function* checkExpansion(context: RuleContext, scalar: YamlScalar, one: Expansion): Iterable<Problem> {
  const span = spanWithin(context.text, scalar, one);
  const written = scalar.text.slice(one.start, one.end);
  if (!schemes.has(one.scheme)) {
    if (/^\$\{[A-Za-z_]\w*:-/.test(written)) {
      const right = written.replace('${', '${env:');
      yield problemOf(
        'collector/unknown-provider',
        refusal(context),
        span,
        l10n.t('A default needs env in front: {0}. The collector does not start with {1}.', right, written),
        { fixes: fixOf(l10n.t('Change to {0}', right), [insertAt(span.start + 2, 'env:')], true) },
      );
    } else if (context.knowsComponents) {
      yield problemOf(
        'collector/unknown-provider',
        refusal(context),
        span,
        l10n.t(
          'ADOT reads values from env, file, yaml, http, https and s3; it does not start with {0}.',
          written,
        ),
      );
    }
    return;
  }
  if (one.scheme !== 'env' || one.name.includes('$')) {
    return;
  }
  if (variableName.test(one.name)) {
    if (isUnset(context, one)) {
      yield problemOf(
        'collector/unset-variable',
        'warning',
        span,
        l10n.t(
          'The container that runs this has no environment variable {0}, so nothing is put in here.',
          one.name,
        ),
      );
    }
    return;
  }
  const isGroup = /^\d+$/.test(one.name);
  yield problemOf(
    'collector/bad-variable-name',
    refusal(context),
    span,
    isGroup
      ? l10n.t(
          'The collector takes {0} for an environment variable and does not start. For a group of a regular expression write {1}.',
          written,
          `$${written}`,
        )
      : l10n.t(
          '{0} is no name of an environment variable: letters, digits and underscores, no digit in front. The collector does not start.',
          one.name || written,
        ),
    {
      fixes: isGroup ? fixOf(l10n.t('Change to {0}', `$${written}`), [insertAt(span.start, '$')], true) : [],
    },
  );
}

/** Variables that Kubernetes, the container's own image and the webhook for IRSA set. */
const given =
  /^(?:AWS_(?:REGION|DEFAULT_REGION|ROLE_ARN|WEB_IDENTITY_TOKEN_FILE|STS_REGIONAL_ENDPOINTS|CONTAINER_\w+)|KUBERNETES_\w+|\w+_(?:SERVICE_(?:HOST|PORT\w*)|PORT(?:_\w+)?)|HOME|HOSTNAME|PATH|PWD|RUN_IN_CONTAINER)$/;

function isUnset({ collector }: RuleContext, { name, fallback }: Expansion): boolean {
  const { envNames, config } = collector;
  // The operator gives the collectors that it runs more than their resource says.
  return (
    envNames !== undefined &&
    config.kind === 'configMap' &&
    fallback === undefined &&
    !envNames.has(name) &&
    !given.test(name)
  );
}

function insertAt(start: number, text: string): TextEdit {
  return { start, end: start, text };
}

/** Up to ADOT 0.40 `$1` was an environment variable too, mostly an empty one. */
function* bareDollars(context: RuleContext, scalar: YamlScalar, version: string): Iterable<Problem> {
  for (const { index, 0: written } of scalar.text.matchAll(/(?<!\$)(?:\$\$)*\$(?=[\w])\w+/g)) {
    const dollars = /^\$+/.exec(written)?.[0].length ?? 1;
    const start = index + dollars - 1;
    const end = index + written.length;
    const span = spanWithin(context.text, scalar, { start, end });
    const bare = scalar.text.slice(start, end);
    yield problemOf(
      'collector/bare-dollar',
      'warning',
      span,
      l10n.t(
        'ADOT {0} puts an environment variable in for {1}, so nothing is left of it. Write ${1}, which is right in every version.',
        version,
        bare,
      ),
      { fixes: fixOf(l10n.t('Change to {0}', `$${bare}`), [insertAt(span.start, '$')], true) },
    );
  }
}

/** The part of a scalar in the text; all of it where its style moves characters about. */
function spanWithin(text: string, scalar: YamlScalar, { start, end }: Span): Span {
  const whole = { start: scalar.start, end: scalar.end };
  if (scalar.style === 'literal' || scalar.style === 'folded') {
    return whole;
  }
  const from = scalar.start + (scalar.style === 'plain' ? 0 : 1);
  const part = text.slice(from + start, from + end);
  return part === scalar.text.slice(start, end) ? { start: from + start, end: from + end } : whole;
}

/** Every scalar once, keys left out; what aliases lead to is looked at where it stands. Nothing is recursive here. */
function* scalarsOf(root: YamlNode | undefined): Iterable<YamlScalar> {
  const open: (YamlNode | undefined)[] = [root];
  for (let node = open.pop(); open.length > 0 || node !== undefined; node = open.pop()) {
    if (node?.kind === 'scalar') {
      yield node;
    } else if (node?.kind === 'map') {
      open.push(
        ...entriesOf(node)
          .map(({ value }) => value)
          .reverse(),
      );
    } else if (node?.kind === 'sequence') {
      open.push(...[...itemsOf(node)].reverse());
    }
  }
}
