import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { PlaceholderValues } from '../../manifest/fillIn.ts';
import type { Placeholder, PlaceholderKind } from '../../manifest/placeholders.ts';
import { applyEdits } from '../applyEdits.ts';
import { back, runSteps } from '../steps.ts';
import type { Step } from '../steps.ts';
import type { Deps } from '../deps.ts';
import { clusterStep, readEndpoint, workspaceStep } from './manifestSteps.ts';
import type { ScaffoldState } from './manifestSteps.ts';
import { chooseConnection } from '../workspaces/workspacePick.ts';

/** What is known of the workspace alone. */
const ofWorkspace: readonly PlaceholderKind[] = ['endpoint', 'workspaceId', 'workspaceArn'];
/** What the person has to type. */
const typed: readonly PlaceholderKind[] = ['roleArn', 'other'];

type FillState = ScaffoldState & { words: Readonly<Record<string, string>> };

/** Fills the placeholders of a document in, as one edit that one undo takes back. */
export async function fillInDocument(deps: Deps, document: vscode.TextDocument): Promise<void> {
  const { fillIn, findPlaceholders } = await deps.bundles.language();
  const placeholders = findPlaceholders(document.getText());
  if (placeholders.length === 0) {
    await deps.ask.info(l10n.t('There is nothing left to fill in in this file.'));
    return;
  }
  const state = await askFor(deps, placeholders);
  if (!state) {
    return;
  }
  const values = await valuesFrom(deps, state, placeholders);
  if (!values) {
    return;
  }
  // The file as it is now: a person may have gone on typing.
  const { edits } = fillIn(document.getText(), values);
  await applyEdits(document, edits);
}

async function askFor(deps: Deps, placeholders: readonly Placeholder[]): Promise<FillState | undefined> {
  const has = (kinds: readonly PlaceholderKind[]): boolean =>
    placeholders.some(({ kind }) => kinds.includes(kind));
  const names = placeholders.filter(({ kind }) => typed.includes(kind)).map(({ name }) => name);
  const steps: Step<FillState>[] = [
    ...(has(ofWorkspace) ? [carry(workspaceStep(deps))] : []),
    ...(has(['cluster']) ? [carry(clusterStep(deps))] : []),
    ...[...new Set(names)].map((name) => wordStep(deps, name)),
  ];
  return runSteps(title(), steps, { namespace: '', words: {} });
}

/** A step of the scaffold that knows nothing of the words typed here. */
function carry(step: Step<ScaffoldState>): Step<FillState> {
  return async (state, place) => {
    const answer = await step(state, place);
    return answer === undefined || answer === back ? answer : { ...answer, words: state.words };
  };
}

function wordStep(deps: Deps, name: string): Step<FillState> {
  return async (state, place) => {
    const value = await deps.ask.inputStep({
      ...place,
      prompt: l10n.t('Value for {0}', name),
      value: state.words[name] ?? '',
      validate: (text) => (text.trim() === '' ? l10n.t('Enter a value.') : undefined),
    });
    return value === undefined || value === back
      ? value
      : { ...state, words: { ...state.words, [name]: value } };
  };
}

/** `undefined` when the person cancelled a question that only came up here. */
async function valuesFrom(
  deps: Deps,
  { place, cluster, words }: FillState,
  placeholders: readonly Placeholder[],
): Promise<PlaceholderValues | undefined> {
  const needs = (kind: PlaceholderKind): boolean =>
    placeholders.some((placeholder) => placeholder.kind === kind);
  const known: PlaceholderValues = { ...(cluster && { cluster: cluster.name }), byName: words };
  if (place) {
    const { parseArn } = await deps.bundles.aws();
    const { id, arn } = place.workspace;
    const account = parseArn(arn)?.account;
    return {
      ...known,
      ...(needs('endpoint') && { endpoint: await readEndpoint(deps, place) }),
      region: place.connection.region,
      workspaceId: id,
      workspaceArn: arn,
      ...(account !== undefined && { account }),
    };
  }
  if (!needs('region') && !needs('account')) {
    return known;
  }
  const connection = cluster?.connection ?? (await chooseConnection(deps, undefined, title()));
  if (!connection) {
    return undefined;
  }
  const { whoAmI } = await deps.bundles.sts();
  return {
    ...known,
    region: connection.region,
    ...(needs('account') && { account: (await whoAmI(await deps.services.session(connection))).account }),
  };
}

function title(): string {
  return l10n.t('Fill In Manifest');
}
