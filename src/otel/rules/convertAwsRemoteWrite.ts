import * as l10n from '@vscode/l10n';
import { textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { Fix, TextEdit } from '../../problem.ts';
import type { ComponentDefinition } from '../collectorModel.ts';
import { defineExtension, listExtension } from '../edit/enableExtension.ts';
import type { Plain } from '../edit/plainYaml.ts';
import { renameType } from '../edit/renameComponent.ts';
import { mapWith, replaceEntry } from '../edit/yamlEdits.ts';
import { fixOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

/**
 * Makes a remote-write exporter with the extension `sigv4auth` of one with an `aws_auth` block, as ADOT's own guide says.
 * https://aws-otel.github.io/docs/getting-started/prometheus-remote-write-exporter
 */
export function convertAwsRemoteWrite(
  context: RuleContext,
  definition: ComponentDefinition,
  type: string,
): Fix[] {
  const { text, model } = context;
  const renames = definition.type === type ? [] : (renameType(text, model, definition, type) ?? [undefined]);
  return fixOf(l10n.t('Change to {0} with sigv4auth', type), [...renames, ...authEdits(context, definition)]);
}

/** The block of settings becomes an extension, and the exporter names it. */
function authEdits(
  { text, root, model }: RuleContext,
  { value }: ComponentDefinition,
): (TextEdit | undefined)[] {
  const block = mapWith(value, 'aws_auth');
  if (block === undefined || mapWith(value, 'auth')) {
    return [];
  }
  const auth = replaceEntry(text, block.map, block.entry, { auth: { authenticator: 'sigv4auth' } });
  if (model.definition('extensions', 'sigv4auth')) {
    const isListed = model.extensions.some(({ id }) => id === 'sigv4auth');
    return [auth, ...(isListed ? [] : [listExtension(text, root, 'sigv4auth')])];
  }
  const of = (key: string): string | undefined => textOf(valueAt(block.entry.value, key));
  const region = of('region');
  const role = of('role_arn');
  const settings: Readonly<Record<string, Plain>> = {
    ...(region !== undefined && { region }),
    service: of('service') ?? 'aps',
    ...(role !== undefined && { assume_role: { arn: role } }),
  };
  return [auth, defineExtension(text, root, 'sigv4auth', settings), listExtension(text, root, 'sigv4auth')];
}
