import * as l10n from '@vscode/l10n';
import type { Advice } from '../trouble.ts';
import { contextGroup, eksGroup } from './clusterNodes.ts';
import { grafanaGroup } from './grafanaNodes.ts';
import type { ExplorerNode } from './node.ts';
import { errorNode } from './notices.ts';
import type { EmptyCause, ExplorerContext } from './source.ts';
import { joinParts, spoken } from './words.ts';
import { workspaceGroup } from './workspaceNodes.ts';

/** Whose resources: a profile (`undefined` is the default chain) in the regions looked at together. */
export interface Root {
  profile: string | undefined;
  regions: readonly string[];
}

/** The top of the tree: each connection, the first of them open, the contexts of the kubeconfig, mistakes in the AWS files. */
export async function loadRoots(context: ExplorerContext): Promise<ExplorerNode[]> {
  const [connections, hasKubeconfig, mistakes] = await Promise.all([
    context.source.listConnections(),
    context.source.hasKubeconfig(),
    context.source.listFileProblems(),
  ]);
  const cause = context.source.emptyCause();
  // Without anything at all the view's welcome says it, and better.
  const missing = connections.length === 0 && hasKubeconfig && cause ? [missingNode(cause)] : [];
  return [
    ...connections.map((connection, at) => connectionNode(context, connection, at === 0)),
    ...missing,
    ...(hasKubeconfig ? [contextGroup(context)] : []),
    ...mistakes.map((advice, at) => errorNode('', advice, `file${at}`)),
  ];
}

function missingNode(cause: EmptyCause): ExplorerNode {
  const advice: Advice = {
    code: cause,
    what: missingWords(cause),
    todo: l10n.t('Choose a profile and its regions.'),
    remedy: { kind: 'switchConnection' },
  };
  return { ...errorNode('', advice, 'noConnection'), icon: { id: 'cloud' } };
}

function missingWords(cause: EmptyCause): string {
  switch (cause) {
    case 'noConfig':
      return l10n.t('No AWS profile was found on this machine.');
    case 'noChoice':
      return l10n.t('None of the AWS profiles is the default.');
    case 'noRegion':
      return l10n.t('The AWS profile names no region.');
  }
}

/** How a profile is called in the tree and the status bar. */
export function profileLabel(profile: string | undefined): string {
  return profile ?? l10n.t('environment');
}

function connectionNode(
  context: ExplorerContext,
  { profile, regions }: Root,
  isActive: boolean,
): ExplorerNode {
  const id = `connection/${profile ?? ''}`;
  const label = profileLabel(profile);
  return {
    id,
    label,
    description: joinParts(regions.join(', '), isActive ? undefined : l10n.t('not active')),
    icon: { id: 'cloud' },
    words: ['connection', isActive ? 'active' : 'inactive'],
    accessibilityLabel: spoken(
      l10n.t('Connection'),
      label,
      regions.join(', '),
      isActive ? l10n.t('active') : undefined,
    ),
    collapsible: isActive ? 'expanded' : 'collapsed',
    data: { kind: 'connection', profile, regions },
    children: async () => {
      const [first] = regions;
      if (first === undefined) {
        return [];
      }
      // Asked here once, so that missing credentials show here once.
      await context.source.authenticate({ profile, region: first });
      return regions.length === 1
        ? groupsOf(context, profile, first, id)
        : regions.map((region, at) =>
            regionNode(context, profile, region, { parentId: id, isOpen: at === 0 }),
          );
    },
  };
}

function regionNode(
  context: ExplorerContext,
  profile: string | undefined,
  region: string,
  { parentId, isOpen }: { parentId: string; isOpen: boolean },
): ExplorerNode {
  const id = `${parentId}/${region}`;
  return {
    id,
    label: region,
    icon: { id: 'globe' },
    words: ['region'],
    accessibilityLabel: spoken(l10n.t('Region'), region),
    collapsible: isOpen ? 'expanded' : 'collapsed',
    data: { kind: 'region', connection: { profile, region } },
    children: () => Promise.resolve(groupsOf(context, profile, region, id)),
  };
}

function groupsOf(
  context: ExplorerContext,
  profile: string | undefined,
  region: string,
  parentId: string,
): ExplorerNode[] {
  const connection = { profile, region };
  return [
    workspaceGroup(context, connection, parentId),
    grafanaGroup(context, connection, parentId),
    eksGroup(context, connection, parentId),
  ];
}
