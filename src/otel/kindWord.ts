import * as l10n from '@vscode/l10n';
import type { ComponentKind } from './collectorSchemas.ts';

/** One component of the kind, localised: `receiver`. */
export function kindWord(kind: ComponentKind): string {
  switch (kind) {
    case 'receivers':
      return l10n.t('receiver');
    case 'processors':
      return l10n.t('processor');
    case 'exporters':
      return l10n.t('exporter');
    case 'connectors':
      return l10n.t('connector');
    case 'extensions':
      return l10n.t('extension');
  }
}
