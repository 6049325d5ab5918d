import * as l10n from '@vscode/l10n';
import type { Problem } from '../../problem.ts';
import { spanInFile } from '../placement/placement.ts';
import { scalarPlacement } from '../placement/scalarPlacement.ts';
import { nearest } from '../schema/nearest.ts';
import { checkSchema } from '../schema/schemaCheck.ts';
import { schemaProblems } from '../schema/schemaProblems.ts';
import { readYamlFile } from '../yaml/yamlFile.ts';
import { entriesOf, entryOf, itemsOf, keyOf, textOf, valueAt } from '../yaml/yamlNode.ts';
import type { YamlEntry, YamlNode } from '../yaml/yamlNode.ts';
import { plansOf, problem, spanOf } from './context.ts';
import type { ManifestContext } from './context.ts';

/**
 * What AMP refuses of an alert manager definition: a file whose one block of text is Alertmanager's own configuration.
 * https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-alert-manager.html
 */
export function checkAlertManagerDefinition(root: YamlNode, context: ManifestContext): Problem[] {
  const { definitions = {} } = context.schemas.amp();
  const { text } = context;
  const findings = checkSchema(root, definitions['alertManagerDefinition'] ?? {}, {
    dialect: 'prometheus',
    definitions,
    ...plansOf(context),
  });
  const problems = schemaProblems(findings, { area: 'alertmanager', text });
  const config = valueAt(root, 'alertmanager_config');
  if (config?.kind !== 'scalar' || config.text === '') {
    return problems;
  }
  const place = scalarPlacement(text, config, config.text);
  const [document] = readYamlFile(config.text);
  const inner = document?.root;
  const own = inner ? checkAlertManager(inner, { ...context, text: config.text }, true) : [];
  return [...problems, ...[...(document?.problems ?? []), ...own].map(inFile)];

  function inFile({ fixes = [], related = [], ...rest }: Problem): Problem {
    const moved = fixes.flatMap((fix) => {
      const edits = fix.edits.map((edit) => place.toFileEdit(edit));
      return edits.some((edit) => edit === undefined)
        ? []
        : [{ ...fix, edits: edits.filter((edit) => edit !== undefined) }];
    });
    return {
      ...rest,
      span: spanInFile(place, rest.span),
      ...(moved.length > 0 && { fixes: moved }),
      ...(related.length > 0 && {
        related: related.map((one) => ({ ...one, span: spanInFile(place, one.span) })),
      }),
    };
  }
}

/**
 * What Alertmanager refuses of its configuration, and what AMP does not do, when it is for AMP.
 * https://github.com/prometheus/alertmanager/blob/main/config/config.go
 */
export function checkAlertManager(root: YamlNode, context: ManifestContext, isForAmp: boolean): Problem[] {
  const { definitions = {} } = context.schemas.amp();
  const findings = checkSchema(root, definitions['alertManager'] ?? {}, {
    dialect: 'prometheus',
    definitions,
    ...plansOf(context),
    ...(context.formats && { formats: context.formats }),
  });
  const receivers = itemsOf(valueAt(root, 'receivers'));
  const names = receivers.flatMap((receiver) => textOf(valueAt(receiver, 'name')) ?? []);
  const intervals = ['time_intervals', 'mute_time_intervals'].flatMap((section) =>
    itemsOf(valueAt(root, section)).flatMap((one) => textOf(valueAt(one, 'name')) ?? []),
  );
  return [
    ...schemaProblems(findings, { area: 'alertmanager', text: context.text }),
    ...sameNames(receivers),
    ...rootRoute(root),
    ...routesOf(valueAt(root, 'route')).flatMap((route) => [...references(route, names, intervals)]),
    ...(isForAmp ? receivers.flatMap((receiver) => [...beyondAmp(receiver)]) : []),
  ];
}

function* sameNames(receivers: readonly YamlNode[]): Iterable<Problem> {
  const seen = new Map<string, YamlNode>();
  for (const receiver of receivers) {
    const name = valueAt(receiver, 'name');
    const text = textOf(name);
    const first = seen.get(text ?? '');
    if (name !== undefined && text !== undefined && first !== undefined) {
      const related = [{ message: l10n.t('The first one'), span: spanOf(first) }];
      yield problem('alertmanager/duplicate-receiver', l10n.t('"{0}" is there twice.', text), spanOf(name), {
        related,
      });
    } else if (name !== undefined && text !== undefined) {
      seen.set(text, name);
    }
  }
}

/** The first route takes every alert that no other takes. */
function* rootRoute(root: YamlNode): Iterable<Problem> {
  const route = valueAt(root, 'route');
  if (route?.kind !== 'map') {
    return;
  }
  if (!textOf(valueAt(route, 'receiver'))) {
    const message = l10n.t(
      'The first route needs a receiver: it takes every alert that no other route takes.',
    );
    yield problem('alertmanager/missing-field', message, spanOf(entryOf(root, 'route')?.key ?? route));
  }
  for (const field of ['match', 'match_re', 'matchers', 'mute_time_intervals', 'active_time_intervals']) {
    const entry = entryOf(route, field);
    if (entry?.value !== undefined && !isEmpty(entry)) {
      const message = l10n.t('The first route takes every alert, so "{0}" cannot be set there.', field);
      yield problem('alertmanager/forbidden-field', message, spanOf(entry.key));
    }
  }
}

function isEmpty({ value }: YamlEntry): boolean {
  return entriesOf(value).length + itemsOf(value).length === 0;
}

const maxRoutes = 10_000;

/** A route and all below it. */
function routesOf(root: YamlNode | undefined): YamlNode[] {
  const found = root === undefined ? [] : [root];
  for (let index = 0; index < found.length && found.length < maxRoutes; index += 1) {
    found.push(...itemsOf(valueAt(found[index], 'routes')));
  }
  return found;
}

function* references(
  route: YamlNode,
  receivers: readonly string[],
  intervals: readonly string[],
): Iterable<Problem> {
  const receiver = valueAt(route, 'receiver');
  const name = textOf(receiver);
  if (receiver !== undefined && name !== undefined && !receivers.includes(name)) {
    const suggestion = nearest(name, receivers);
    const edits =
      suggestion === undefined ? [] : [{ start: receiver.start, end: receiver.end, text: suggestion }];
    const fixes = suggestion === undefined ? [] : [{ title: l10n.t('Change to {0}', suggestion), edits }];
    yield problem(
      'alertmanager/unknown-receiver',
      l10n.t('There is no receiver "{0}".', name),
      spanOf(receiver),
      { fixes },
    );
  }
  for (const field of ['group_interval', 'repeat_interval']) {
    const node = valueAt(route, field);
    if (node !== undefined && /^0(?:[a-z]+|$)/.test(textOf(node) ?? '')) {
      yield problem('alertmanager/out-of-range', l10n.t('This must be more than {0}.', '0'), spanOf(node));
    }
  }
  for (const field of ['mute_time_intervals', 'active_time_intervals']) {
    for (const item of itemsOf(valueAt(route, field))) {
      const text = textOf(item);
      if (text !== undefined && !intervals.includes(text)) {
        yield problem(
          'alertmanager/unknown-interval',
          l10n.t('There is no time interval "{0}".', text),
          spanOf(item),
        );
      }
    }
  }
}

/** https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-alertmanager-receiver.html */
function* beyondAmp(receiver: YamlNode): Iterable<Problem> {
  for (const entry of entriesOf(receiver)) {
    const key = keyOf(entry) ?? '';
    if (key.endsWith('_configs') && key !== 'sns_configs' && key !== 'pagerduty_configs') {
      const message = l10n.t(
        'AMP sends alerts to Amazon SNS and PagerDuty only: "{0}" has no effect there.',
        key,
      );
      yield problem('alertmanager/unsupported-receiver', message, spanOf(entry.key), { severity: 'warning' });
    }
  }
  for (const sns of itemsOf(valueAt(receiver, 'sns_configs'))) {
    const topic = valueAt(sns, 'topic_arn');
    const region = textOf(valueAt(sns, 'sigv4', 'region'));
    const [, own] = /^arn:aws[\w-]*:sns:([\w-]+):\d{12}:[\w.-]+$/.exec(textOf(topic) ?? '') ?? [];
    if (topic !== undefined && own === undefined && !/[<$]/.test(textOf(topic) ?? '<')) {
      const message = l10n.t(
        'The ARN of a topic looks like {0}.',
        'arn:aws:sns:us-east-1:123456789012:alerts',
      );
      yield problem('alertmanager/bad-topic', message, spanOf(topic), { severity: 'warning' });
    } else if (own !== undefined && region !== undefined && region !== own && topic !== undefined) {
      const message = l10n.t('The topic is in {0}, but the request is signed for {1}.', own, region);
      yield problem('alertmanager/region-mismatch', message, spanOf(topic), { severity: 'warning' });
    }
  }
}
