import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ScrapeLens } from '../../otel/relabel/scrapeLenses.ts';
import { Trouble } from '../../trouble.ts';
import { documentFor } from '../collectorYaml/documents.ts';
import type { InlaySource } from '../collectorYaml/inlays.ts';
import type { Language } from '../collectorYaml/language.ts';
import type { Reader } from '../collectorYaml/reader.ts';
import type { Deps } from '../deps.ts';
import { chooseTargets } from './chooseTargets.ts';
import { addressOf, pickTarget, wayOfTarget } from './followTarget.ts';
import { createRelabelInlays } from './hints.ts';
import { createLensJobs } from './jobs.ts';
import type { LensJobs } from './jobs.ts';
import { createPages } from './pages.ts';
import { refreshAfterEdits } from './refresh.ts';
import { registerTargetLenses } from './targetLenses.ts';
import { choiceText, createTargetStore } from './targetStore.ts';
import type { TargetChoice } from './targetStore.ts';

/** What relabelling rules do to real targets, shown where the rules stand. */
export interface RelabelLens extends vscode.Disposable {
  inlays: InlaySource;
  /** "ADOT: Choose Targets for Relabel Lens". */
  choose(target: vscode.Uri | undefined): Promise<void>;
  /** "ADOT: Refresh Targets of Relabel Lens". */
  refresh(target: vscode.Uri | undefined): Promise<void>;
  /** "ADOT: Follow Target through Relabel Rules": of a job, by its place among the document's, else that at the cursor. */
  follow(uri?: vscode.Uri | string, job?: number, rule?: number): Promise<void>;
}

export interface RelabelDeps extends Pick<Deps, 'ask' | 'bundles' | 'services' | 'connections' | 'guard'> {
  language: Language;
  reader: Reader;
  workspaceState: vscode.Memento;
}

export function createRelabelLens(deps: RelabelDeps): RelabelLens {
  const { ask, guard, language } = deps;
  const changed = new vscode.EventEmitter<void>();
  const onDidChange = changed.event;
  const store = createTargetStore({
    ...deps,
    nowMs: () => performance.now(),
    onChange: () => changed.fire(),
  });
  const jobs = createLensJobs({ ...deps, store });
  const pages = createPages(onDidChange);
  const refreshing = refreshAfterEdits({ ...deps, jobs, store });

  // A failure is told here, so that a retry reads again and asks nothing again.
  const read = (choice: TargetChoice, work: (signal: AbortSignal) => Promise<void>): Promise<void> =>
    guard.run(l10n.t('Relabel Lens'), () =>
      ask.progress(l10n.t('Reading targets from {0}', choiceText(choice)), work),
    );

  const choose = async (target: vscode.Uri | undefined): Promise<void> => {
    const document = await documentFor(target);
    const { uri } = document;
    if (jobs.of(document).length === 0) {
      throw noJobs();
    }
    const choice = await chooseTargets(deps, store.choiceOf(uri));
    if (choice === 'none') {
      store.forget(uri);
    } else if (choice) {
      refreshing.stop(uri);
      await read(choice, (signal) => store.choose(uri, choice, jobs.discoveriesOf(document), signal));
    }
  };
  const refresh = async (target: vscode.Uri | undefined): Promise<void> => {
    const document = await documentFor(target);
    const choice = store.choiceOf(document.uri);
    if (choice?.kind !== 'cluster') {
      await choose(document.uri);
      return;
    }
    refreshing.stop(document.uri);
    await read(choice, (signal) => store.refresh(document.uri, jobs.discoveriesOf(document), signal));
  };
  const follow: RelabelLens['follow'] = async (uri, at, rule) => {
    const document = await documentFor(typeof uri === 'string' ? vscode.Uri.parse(uri, true) : uri);
    const find = (): ScrapeLens | undefined =>
      at === undefined ? jobAtCursor(document, jobs, language) : jobs.of(document)[at];
    if (!find()?.lens) {
      await choose(document.uri);
      if (!store.choiceOf(document.uri)) {
        return;
      }
    }
    const job = find();
    const lens = job?.lens;
    if (!job || !lens || lens.targets.length === 0) {
      throw noTargets();
    }
    const target = await pickTarget(deps, job, { lens, rule });
    if (target) {
      const name = `${addressOf(target)} · ${job.job.name ?? ''}`;
      await pages.show({ name, document, text: wayOfTarget({ language, jobs }, document, { job, target }) });
    }
  };

  const parts = vscode.Disposable.from(
    changed,
    pages,
    refreshing,
    registerTargetLenses({ language, jobs, store, onDidChange }),
  );
  return {
    inlays: createRelabelInlays({ language, jobs, onDidChange }),
    choose,
    refresh,
    follow,
    dispose: () => void parts.dispose(),
  };
}

/** The job that the cursor stands in, else the first whose targets are known. */
function jobAtCursor(
  document: vscode.TextDocument,
  jobs: LensJobs,
  { code }: Language,
): ScrapeLens | undefined {
  const all = jobs.of(document);
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
  const offset = editor && document.offsetAt(editor.selection.active);
  const here = all.find(({ job: { node }, place }) => {
    const { start, end } = code.spanInFile(place, node);
    return offset !== undefined && start <= offset && offset <= end;
  });
  return here ?? all.find(({ lens }) => lens !== undefined && lens.targets.length > 0);
}

function noJobs(): Trouble {
  return new Trouble({
    code: 'noJobs',
    what: l10n.t('There is no scrape job in this file.'),
    todo: l10n.t('Open the file whose prometheus receiver has scrape_configs.'),
  });
}

function noTargets(): Trouble {
  return new Trouble({
    code: 'noTargets',
    what: l10n.t('This scrape job has no targets.'),
    todo: l10n.t('Look at what it discovers, or choose other targets for the relabel lens.'),
  });
}
