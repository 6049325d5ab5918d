import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ScrapeLens } from '../../otel/relabel/scrapeLenses.ts';
import type { Span } from '../../problem.ts';
import type { Inlay, InlaySource } from '../collectorYaml/inlays.ts';
import type { Language } from '../collectorYaml/language.ts';
import { readYamlSettings } from '../settings.ts';
import type { LensJobs } from './jobs.ts';
import { effectDetail, effectText, endDetail, endText } from './words.ts';

interface HintOptions {
  language: Language;
  jobs: LensJobs;
  onDidChange: vscode.Event<void>;
}

/** What each relabelling rule does to the targets, behind its first line, and what is left, behind the last rule. */
export function createRelabelInlays({ language, jobs, onDidChange }: HintOptions): InlaySource {
  return {
    onDidChange,
    inlaysOf: (document, read, visible) => {
      const isWanted = readYamlSettings(document.uri).relabelLens;
      const all = isWanted ? jobs.in(document, read) : [];
      const inlays = all.flatMap((job, at) => inlaysOf({ job, at, document, language, text: read.text }));
      return Promise.resolve(
        inlays.filter(({ span: { end } }) => visible.start <= end && end <= visible.end),
      );
    },
  };
}

interface HintPlace {
  job: ScrapeLens;
  /** Which of the document's jobs it is. */
  at: number;
  document: vscode.TextDocument;
  language: Language;
  text: string;
}

function inlaysOf({ job, at, document, language, text }: HintPlace): Inlay[] {
  const { lens, place } = job;
  const effects = lens?.effects ?? [];
  if (!lens || lens.targets.length === 0) {
    return [];
  }
  const firstUnknown = effects.findIndex(({ kept }) => kept === undefined);
  const told = firstUnknown < 0 ? effects : effects.slice(0, firstUnknown + 1);
  const inlays = told.map((effect, rule): Inlay => {
    const span = withoutBlanks(language.code.spanInFile(place, effect.span), text);
    const lineEnd = document.offsetAt(document.lineAt(document.positionAt(span.start).line).range.end);
    return {
      span: { start: span.start, end: Math.min(span.end, lineEnd) },
      text: effectText(effect, job.job.targetRules.rules[rule]?.rule?.action),
      ...following(effectDetail(effect), [document.uri, at, rule]),
    };
  });
  const last = effects.at(-1);
  if (last && lens.end) {
    const span = withoutBlanks(language.code.spanInFile(place, last.span), text);
    inlays.push({ span, text: endText(lens.end), ...following(endDetail(lens.end), [document.uri, at]) });
  }
  return inlays;
}

const followCommand = 'adot.relabel.followTarget';

/** A tooltip whose link, and a click with the key for links on the hint itself, leads to the way of one target. */
function following(detail: string, place: unknown[]): Pick<Inlay, 'tooltip' | 'command'> {
  const title = l10n.t('Follow one target through the rules');
  const tooltip = new vscode.MarkdownString().appendText(detail === '' ? '' : `${detail}\n\n`);
  tooltip.isTrusted = { enabledCommands: [followCommand] };
  const args = encodeURIComponent(JSON.stringify([String(place[0]), ...place.slice(1)]));
  tooltip.appendMarkdown(`[${title}](command:${followCommand}?${args})`);
  return { tooltip, command: { command: followCommand, title, arguments: place } };
}

/** The parser counts the line break behind a block's last value to the block. */
function withoutBlanks({ start, end }: Span, text: string): Span {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}
