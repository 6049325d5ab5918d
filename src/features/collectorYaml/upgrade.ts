import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CollectorConfig } from '../../manifest/collectorConfigs.ts';
import type { AdotVersion } from '../../otel/adotVersions.ts';
import type { Collector } from '../../otel/collector.ts';
import type { ContainerElsewhere } from '../../otel/containerElsewhere.ts';
import type { UpgradeStep } from '../../otel/upgrade/plan.ts';
import type { FileUpgrade } from '../../otel/upgrade/previewUpgrade.ts';
import type { Span } from '../../problem.ts';
import { applyEdits } from '../applyEdits.ts';
import type { Ask } from '../ask.ts';
import type { Checks } from './checks.ts';
import { noCollector, rangeOf } from './documents.ts';
import type { Language } from './language.ts';
import { createPreviews } from './preview.ts';
import type { Reader } from './reader.ts';
import { releaseItem } from './versionCommand.ts';

interface UpgradeDeps {
  ask: Ask;
  language: Language;
  reader: Reader;
  checks: Pick<Checks, 'runnerOf'>;
}

/** "ADOT: Upgrade Collector Config". */
export interface Upgrades extends vscode.Disposable {
  /**
   * Asks for the release unless it is given, shows what breaks and what becomes of the file, and changes the file as one step
   * of undo when that is wanted.
   */
  upgrade(
    document: vscode.TextDocument,
    releases: readonly AdotVersion[],
    version: string | undefined,
  ): Promise<void>;
}

export function createUpgrades({ ask, language, reader, checks }: UpgradeDeps): Upgrades {
  const previews = createPreviews();
  const { code, schemas } = language;
  return {
    upgrade: async (document, releases, version) => {
      const read = reader.read(document);
      const [first] = read?.file.collectors ?? [];
      if (!read || !first) {
        throw noCollector();
      }
      const target = version ?? (await pickRelease(ask, releases, first.release.version));
      if (target === undefined) {
        return;
      }
      const elsewhere = (config: CollectorConfig): ContainerElsewhere | undefined =>
        checks.runnerOf(document, config);
      const plan = code.previewUpgrade(read.text, { schemas, target, elsewhere });
      if (!plan || (plan.edits.length === 0 && plan.steps.length === 0)) {
        await ask.info(l10n.t('Nothing has to change for ADOT {0}.', target));
        return;
      }
      const changed = {
        text: plan.text,
        title: l10n.t('{0}: as it is ↔ for ADOT {1}', nameOf(document.uri), target),
      };
      const way = await previews.during(document, changed, () => decide(ask, plan, target));
      const editor = await vscode.window.showTextDocument(document, { preview: false });
      if (way?.id === 'apply') {
        // The file as it is now: a person may have gone on typing beside the preview.
        const now = code.previewUpgrade(document.getText(), { schemas, target, elsewhere });
        await applyEdits(document, now?.edits ?? []);
        await tellOfTags(ask, read.file.collectors, target);
      } else if (way?.span) {
        const range = rangeOf(document, way.span);
        editor.selection = new vscode.Selection(range.start, range.end);
        editor.revealRange(range, vscode.TextEditorRevealType.InCenter);
      }
    },
    dispose: () => void previews.dispose(),
  };
}

/** The tag of an image in another file is left to the person, who may run other collectors by it. */
async function tellOfTags(ask: Ask, collectors: readonly Collector[], target: string): Promise<void> {
  const files = new Set(collectors.flatMap(({ origin }) => origin?.elsewhere?.file ?? []));
  for (const file of files) {
    await ask.info(l10n.t('The image tag stands in {0}: change it to v{1} there.', file, target));
  }
}

async function pickRelease(
  ask: Ask,
  releases: readonly AdotVersion[],
  current: string,
): Promise<string | undefined> {
  const items = releases.map(({ version, upstream, date }) => releaseItem(version, upstream, date, current));
  const picked = await ask.pick(items, {
    title: l10n.t('Upgrade Collector Config'),
    placeHolder: l10n.t('Release of ADOT to change to, from {0}', current),
  });
  return picked?.version;
}

type Way = vscode.QuickPickItem & { id?: 'apply'; span?: Span };

/** What breaks, each with what is done about it; choosing one goes there instead. */
async function decide(ask: Ask, { edits, steps }: FileUpgrade, target: string): Promise<Way | undefined> {
  const apply: Way = {
    id: 'apply',
    label: `$(check) ${l10n.t('Apply')}`,
    detail: l10n.t('A single undo takes it back.'),
  };
  const items = [...(edits.length > 0 ? [apply] : []), ...steps.map(stepItem)];
  return ask.pick<Way>(items, {
    title: l10n.t('Upgrade to ADOT {0}', target),
    placeHolder: l10n.t('Apply the changes shown, or go to one of the places'),
    ignoreFocusOut: true,
  });
}

const icons: Readonly<Record<UpgradeStep['kind'], string>> = {
  refused: '$(error)',
  renamed: '$(warning)',
  changed: '$(info)',
};

/** The message takes the whole width: nothing stands beside it. */
function stepItem({ kind, message, span, fix }: UpgradeStep): Way {
  return {
    span,
    label: `${icons[kind]} ${message}`,
    detail: fix ? `$(wrench) ${fix.title}` : `$(person) ${l10n.t('left to you')}`,
  };
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
