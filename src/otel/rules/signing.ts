import * as l10n from '@vscode/l10n';
import { entryOf, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { Fix, Problem } from '../../problem.ts';
import { readAmpUrl } from '../ampUrl.ts';
import type { AmpUrl } from '../ampUrl.ts';
import type { ComponentDefinition } from '../collectorModel.ts';
import { componentIdText, parseComponentId } from '../componentId.ts';
import { defineExtension, listExtension } from '../edit/enableExtension.ts';
import { addUnder } from '../edit/yamlEdits.ts';
import { definitionsOf, entryOfDefinition, fixOf, problemOf, remoteWriteTypes, settingOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

/**
 * Requests to AMP are signed by `sigv4auth`, for the service `aps` and the region of the workspace.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/extension/sigv4authextension
 */
export function* ampSigning(context: RuleContext): Iterable<Problem> {
  for (const exporter of definitionsOf(context, 'exporters', ...remoteWriteTypes)) {
    const amp = readAmpUrl(settingOf(context, exporter.value, 'endpoint') ?? '');
    if (amp === undefined || entryOf(exporter.value, 'aws_auth') || entryOf(exporter.value, '<<')) {
      continue;
    }
    const named = textOf(valueAt(exporter.value, 'auth', 'authenticator'));
    if (named === undefined) {
      if (!entryOf(exporter.value, 'auth')) {
        yield problemOf(
          'collector/amp-without-sigv4',
          'warning',
          entryOf(exporter.value, 'endpoint')?.key ?? exporter.keySpan,
          l10n.t(
            'AMP takes signed requests only. Without auth.authenticator: sigv4auth it answers 403 to every one.',
          ),
          { fixes: signFix(context, exporter, amp) },
        );
      }
      continue;
    }
    const id = componentIdText(parseComponentId(named));
    const signer = context.model.definition('extensions', id);
    if (signer?.type === 'sigv4auth') {
      yield* checkSigner(context, signer, amp);
    }
  }
}

function* checkSigner(context: RuleContext, signer: ComponentDefinition, amp: AmpUrl): Iterable<Problem> {
  const region = settingOf(context, signer.value, 'region');
  const regionNode = valueAt(signer.value, 'region');
  if (
    region &&
    regionNode &&
    amp.region !== undefined &&
    region !== amp.region &&
    !/[<>]|__\w+__/.test(region)
  ) {
    const text = amp.region;
    yield problemOf(
      'collector/region-mismatch',
      'warning',
      regionNode,
      l10n.t(
        'Requests are signed for {0}, but the workspace is in {1}; AMP answers 403.',
        region,
        amp.region,
      ),
      {
        fixes: fixOf(l10n.t('Change to {0}', text), [{ start: regionNode.start, end: regionNode.end, text }]),
      },
    );
  }
  const service = settingOf(context, signer.value, 'service');
  const serviceNode = valueAt(signer.value, 'service');
  if (service && serviceNode && service !== 'aps') {
    yield problemOf(
      'collector/sigv4-service',
      'warning',
      serviceNode,
      l10n.t('AMP’s service is called aps in signatures; with {0} it answers 403.', service),
      {
        fixes: fixOf(
          l10n.t('Change to {0}', 'aps'),
          [{ start: serviceNode.start, end: serviceNode.end, text: 'aps' }],
          true,
        ),
      },
    );
  }
}

/** Makes the extension, starts it and lets the exporter use it, as far as each is missing. */
function signFix(context: RuleContext, exporter: ComponentDefinition, amp: AmpUrl): Fix[] {
  const { text, root, model } = context;
  const entry = entryOfDefinition(context, exporter);
  const settings = { ...(amp.region !== undefined && { region: amp.region }), service: 'aps' };
  const isDefined = model.definition('extensions', 'sigv4auth') !== undefined;
  const isListed = model.extensions.some(({ id }) => id === 'sigv4auth');
  return fixOf(l10n.t('Sign requests with sigv4auth'), [
    entry && addUnder(text, entry, { auth: { authenticator: 'sigv4auth' } }),
    ...(isDefined ? [] : [defineExtension(text, root, 'sigv4auth', settings)]),
    ...(isListed ? [] : [listExtension(text, root, 'sigv4auth')]),
  ]);
}

/**
 * `regions` of signers whose exporters do not tell theirs: the name of a region has a shape.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export function* signerRegions(context: RuleContext): Iterable<Problem> {
  for (const { value } of definitionsOf(context, 'extensions', 'sigv4auth')) {
    const region = settingOf(context, value, 'region');
    const node = valueAt(value, 'region');
    if (
      region &&
      node &&
      !/[<>]|__\w+__|REGION/.test(region) &&
      !/^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/.test(region)
    ) {
      yield problemOf(
        'collector/bad-region',
        'warning',
        node,
        l10n.t('{0} is no region of AWS; one looks like {1}.', region, 'eu-west-1'),
      );
    }
  }
}
