import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CollectorConfig } from '../../manifest/collectorConfigs.ts';
import type { PipelineGraph } from '../../graph/pipelineGraph.ts';
import type { Problem, Severity } from '../../problem.ts';
import type { Bundles } from '../load.ts';

/** A config of a document and its picture. */
export interface Drawing {
  configs: readonly CollectorConfig[];
  /** Which of them is drawn. */
  chosen: number;
  config?: CollectorConfig;
  graph?: PipelineGraph;
  title: string;
}

/** Reads the configs of a document and draws one of them, with the problems that VS Code shows for it. */
export async function draw(
  bundles: Pick<Bundles, 'language'>,
  document: vscode.TextDocument,
  wanted: number,
): Promise<Drawing> {
  const { collectorModel, findCollectorConfigs, pipelineGraph } = await bundles.language();
  const configs = findCollectorConfigs(document.getText());
  const chosen = Math.max(0, Math.min(wanted, configs.length - 1));
  const config = configs[chosen];
  const file = document.uri.path.split('/').at(-1) ?? '';
  if (!config) {
    return { configs, chosen, title: file };
  }
  const graph = pipelineGraph(collectorModel(config.root), problemsIn(document, config));
  return { configs, chosen, config, graph, title: l10n.t('Pipelines of {0}', configLabel(config, file)) };
}

/** How people tell the configs of a file apart. */
export function configLabel({ kind, object, key }: CollectorConfig, file: string): string {
  const name = object?.name;
  return kind === 'file' || name === undefined ? file : key === undefined ? name : `${name} · ${key}`;
}

const severities: Readonly<Record<vscode.DiagnosticSeverity, Severity>> = {
  [vscode.DiagnosticSeverity.Error]: 'error',
  [vscode.DiagnosticSeverity.Warning]: 'warning',
  [vscode.DiagnosticSeverity.Information]: 'information',
  [vscode.DiagnosticSeverity.Hint]: 'hint',
};

/** What is shown in the editor, whoever found it, at offsets of the config's text. */
function problemsIn(document: vscode.TextDocument, { place }: CollectorConfig): Problem[] {
  return vscode.languages.getDiagnostics(document.uri).flatMap(({ range, severity, message, tags = [] }) => {
    const start = place.toText(document.offsetAt(range.start));
    const end = place.toText(document.offsetAt(range.end));
    return start === undefined || end === undefined
      ? []
      : [
          {
            code: '',
            severity: severities[severity],
            message,
            span: { start, end },
            ...(tags.includes(vscode.DiagnosticTag.Unnecessary) && { tag: 'unnecessary' as const }),
          },
        ];
  });
}
