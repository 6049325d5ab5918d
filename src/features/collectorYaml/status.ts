import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ReleaseOrigin } from '../../otel/adotVersionOf.ts';
import type { Checks } from './checks.ts';
import type { Reader } from './reader.ts';
import type { VersionChoice } from './versionChoice.ts';

/** What the status item says, for tests. */
export interface StatusWords {
  text: string;
  detail: string;
  isBusy: boolean;
}

/** Which release of ADOT the file in the active editor is checked for; a click chooses another. */
export interface VersionStatus extends vscode.Disposable {
  /** `undefined` while nothing is shown. */
  words(): StatusWords | undefined;
}

interface StatusOptions {
  checks: Checks;
  reader: Reader;
  versions: VersionChoice;
}

export function createVersionStatus({ checks, reader, versions }: StatusOptions): VersionStatus {
  let item: vscode.LanguageStatusItem | undefined;
  const paint = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const says = document && wordsOf(document, reader);
    if (!document || !says) {
      item?.dispose();
      item = undefined;
      return;
    }
    item ??= createItem();
    item.text = says.text;
    item.detail = says.detail;
    item.accessibilityInformation = { label: `${says.text}, ${says.detail}`, role: 'button' };
  };
  // At every key: nothing is read for it.
  const paintBusy = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    if (item && document) {
      item.busy = checks.of(document).isBusy;
    }
  };
  const listeners = vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(paint),
    checks.onDidCheck(paint),
    checks.onDidChangeBusy(paintBusy),
    versions.onDidChange(paint),
  );
  paint();
  return {
    words: () => item && { text: item.text, detail: item.detail ?? '', isBusy: item.busy },
    dispose: () => {
      listeners.dispose();
      item?.dispose();
    },
  };
}

function createItem(): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem('adot.version', { language: 'yaml' });
  item.name = l10n.t('ADOT Version');
  item.command = { command: 'adot.yaml.chooseVersion', title: l10n.t('Change') };
  return item;
}

function wordsOf(
  document: vscode.TextDocument,
  reader: Reader,
): { text: string; detail: string } | undefined {
  const collectors = reader.read(document)?.file.collectors ?? [];
  const [first] = collectors;
  if (!first) {
    return undefined;
  }
  const releases = collectors.map(({ release }) => release.version);
  const others = [...new Set(releases)].filter((version) => version !== first.release.version);
  const { version, upstream } = first.release;
  const detail = whyOf(first.origin);
  return {
    text: l10n.t('ADOT {0} · upstream {1}', version, upstream),
    detail: others.length === 0 ? detail : `${detail}; ${l10n.t('also {0} in this file', others.join(', '))}`,
  };
}

function whyOf(origin: ReleaseOrigin | undefined): string {
  const file = origin?.elsewhere?.file;
  if (file === undefined) {
    return reasonOf(origin);
  }
  return origin?.kind === 'image'
    ? l10n.t('from the image tag in {0}', file)
    : l10n.t('{0} ({1})', reasonOf(origin), file);
}

function reasonOf(origin: ReleaseOrigin | undefined): string {
  const written = origin?.written ?? '';
  switch (origin?.kind) {
    case 'image':
      return l10n.t('from the image tag');
    case 'setting':
      return l10n.t('chosen for this file');
    case 'assumed':
      return l10n.t('from the settings');
    case 'newer-image':
      return l10n.t('{0} in the image tag is newer than what is known here', written);
    case 'old-image':
      return l10n.t('{0} in the image tag is older than what is known here', written);
    case 'untagged':
      return l10n.t('the image has no version tag: newest assumed');
    case 'other':
      return l10n.t('the image is not ADOT: only what holds for every collector is checked');
    case 'unknown-image':
      return l10n.t('the image does not tell: newest assumed');
    case 'none':
    case undefined:
      return l10n.t('not known: newest assumed');
  }
}
