import * as vscode from 'vscode';
import type { Language } from './language.ts';
import { hasOtherSchema } from './otherSchemas.ts';

const yamlExtension = 'redhat.vscode-yaml';
const kubernetesTools = 'ms-kubernetes-tools.vscode-kubernetes-tools';

/** Whether another extension for YAML is there and does this in a document. */
function isDoneElsewhere(document: vscode.TextDocument, what: 'completion' | 'hover'): boolean {
  return (
    vscode.extensions.getExtension(yamlExtension) !== undefined &&
    vscode.workspace.getConfiguration('yaml', document.uri).get(what, true)
  );
}

/**
 * The schemas to help with in the documents around collector configs; none where another extension has some for the file and
 * would say everything a second time. Inside scalars it sees no more than text.
 */
export function manifestHelp(
  { manifestSchemas }: Language,
  document: vscode.TextDocument,
  what: 'completion' | 'hover',
): { manifests?: Language['manifestSchemas'] } {
  const settings = vscode.workspace.getConfiguration('yaml', document.uri);
  const isKnownElsewhere =
    isDoneElsewhere(document, what) &&
    hasOtherSchema(
      document.getText(),
      {
        schemas: settings.get<Record<string, unknown>>('schemas', {}),
        usesStore: settings.get('schemaStore.enable', true),
        hasKubernetesTools: vscode.extensions.getExtension(kubernetesTools) !== undefined,
      },
      (pattern) => vscode.languages.match({ pattern }, document) > 0,
    );
  return isKnownElsewhere ? {} : { manifests: manifestSchemas };
}
