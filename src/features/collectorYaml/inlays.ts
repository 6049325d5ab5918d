import { setImmediate as nextTurn } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Span } from '../../problem.ts';
import { readYamlSettings } from '../settings.ts';
import { yamlSelector } from './documents.ts';
import type { ReadDocument, Reader } from './reader.ts';
import type { VersionChoice } from './versionChoice.ts';

/** A remark at the end of a stretch of the text. */
export interface Inlay {
  /** In the document's text. */
  span: Span;
  text: string;
  tooltip?: string | vscode.MarkdownString;
  /** What a click does. */
  command?: vscode.Command;
}

/** Somebody who has remarks to make on documents. */
export interface InlaySource {
  /** Of the part of the document that is in view. */
  inlaysOf(document: vscode.TextDocument, read: ReadDocument, visible: Span): Promise<readonly Inlay[]>;
  /** Its remarks are others than before. */
  readonly onDidChange: vscode.Event<void>;
}

interface InlayOptions {
  reader: Reader;
  sources: readonly InlaySource[];
}

const decisive = ['adot.yaml.inlayHints', 'adot.yaml.relabelLens'];

export function registerInlays({ reader, sources }: InlayOptions): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    ...sources.map((source) => source.onDidChange(() => changed.fire())),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (decisive.some((setting) => change.affectsConfiguration(setting))) {
        changed.fire();
      }
    }),
    vscode.languages.registerInlayHintsProvider(yamlSelector, {
      onDidChangeInlayHints: changed.event,
      provideInlayHints: async (document, range, token) => {
        // VS Code asks for several things at once: others may run in between.
        await nextTurn();
        if (token.isCancellationRequested) {
          return undefined;
        }
        const read = readYamlSettings(document.uri).inlayHints ? reader.read(document) : undefined;
        if (!read) {
          return undefined;
        }
        const visible = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
        const inlays = await Promise.all(sources.map((source) => source.inlaysOf(document, read, visible)));
        return inlays.flat().map((inlay) => hintOf(inlay, document));
      },
    }),
  );
}

function hintOf({ span, text, tooltip, command }: Inlay, document: vscode.TextDocument): vscode.InlayHint {
  const part = new vscode.InlayHintLabelPart(text);
  if (command) {
    part.command = command;
  }
  const hint = new vscode.InlayHint(document.positionAt(span.end), [part]);
  hint.paddingLeft = true;
  if (tooltip !== undefined) {
    hint.tooltip = tooltip;
  }
  return hint;
}

/** Beside an image tag, the release of the upstream collector: ADOT's own number does not tell it. */
export function createVersionInlays({ onDidChange }: VersionChoice): InlaySource {
  return {
    onDidChange,
    inlaysOf: (_document, { file }, visible) => {
      const bySpan = new Map<number, Inlay>();
      for (const { origin, release } of file.collectors) {
        const { span } = origin ?? {};
        if (origin?.kind === 'image' && span && span.start < visible.end && span.end > visible.start) {
          const tooltip = l10n.t(
            'The release of opentelemetry-collector-contrib that this image is built from',
          );
          bySpan.set(span.start, { span, text: l10n.t('upstream {0}', release.upstream), tooltip });
        }
      }
      return Promise.resolve([...bySpan.values()]);
    },
  };
}
