import * as l10n from '@vscode/l10n';
import type { NodeIcon } from './node.ts';

type Mood = 'good' | 'changing' | 'leaving' | 'bad' | 'unknown';

/** How a status looks and reads. Status words are those of AMP, Amazon Managed Grafana, EKS and Fargate profiles. */
export interface StatusWords {
  icon: NodeIcon;
  text: string;
  /** Soon to be another one. */
  isChanging: boolean;
}

const icons: Readonly<Record<Mood, NodeIcon>> = {
  good: { id: 'pass-filled', color: 'charts.green' },
  changing: { id: 'loading~spin' },
  leaving: { id: 'trash', color: 'charts.yellow' },
  bad: { id: 'error', color: 'charts.red' },
  unknown: { id: 'question' },
};

/** What to show for a status; an unknown one shows as it came. */
export function describeStatus(status: string): StatusWords {
  const mood = moodOf(status);
  return {
    icon: icons[mood],
    text: wordFor(status),
    isChanging: mood === 'changing' || mood === 'leaving',
  };
}

function moodOf(status: string): Mood {
  switch (status) {
    case 'ACTIVE':
      return 'good';
    case 'DELETING':
      return 'leaving';
    case 'CREATING':
    case 'UPDATING':
    case 'PENDING':
    case 'UPGRADING':
    case 'VERSION_UPDATING':
      return 'changing';
    default:
      return status.endsWith('FAILED') || status === 'DEGRADED' ? 'bad' : 'unknown';
  }
}

function wordFor(status: string): string {
  switch (status) {
    case 'ACTIVE':
      return l10n.t('active');
    case 'CREATING':
      return l10n.t('creating');
    case 'UPDATING':
      return l10n.t('updating');
    case 'DELETING':
      return l10n.t('deleting');
    case 'PENDING':
      return l10n.t('pending');
    case 'UPGRADING':
    case 'VERSION_UPDATING':
      return l10n.t('upgrading');
    case 'CREATION_FAILED':
    case 'CREATE_FAILED':
      return l10n.t('creation failed');
    case 'DELETION_FAILED':
    case 'DELETE_FAILED':
      return l10n.t('deletion failed');
    case 'UPDATE_FAILED':
      return l10n.t('update failed');
    case 'UPGRADE_FAILED':
    case 'VERSION_UPDATE_FAILED':
      return l10n.t('upgrade failed');
    case 'LICENSE_REMOVAL_FAILED':
      return l10n.t('license removal failed');
    case 'DEGRADED':
      return l10n.t('degraded');
    case 'FAILED':
      return l10n.t('failed');
    case '':
      return l10n.t('unknown');
    default:
      return status;
  }
}
