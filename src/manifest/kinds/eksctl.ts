import * as l10n from '@vscode/l10n';
import type { Problem } from '../../problem.ts';
import type { SchemaFinding } from '../schema/finding.ts';
import { checkSchema } from '../schema/schemaCheck.ts';
import { schemaProblems } from '../schema/schemaProblems.ts';
import { entriesOf, entryOf, itemsOf, keyOf, textOf, valueAt } from '../yaml/yamlNode.ts';
import type { YamlNode } from '../yaml/yamlNode.ts';
import { plansOf, problem, spanOf } from './context.ts';
import type { ManifestContext } from './context.ts';
import { eksSupport, eksVersions } from './eksVersions.ts';

/**
 * What eksctl refuses of a ClusterConfig: fields and types by its schema, the rest by its code.
 * https://github.com/eksctl-io/eksctl/blob/main/pkg/apis/eksctl.io/v1alpha5/validation.go
 */
export function checkEksctl(root: YamlNode, context: ManifestContext): Problem[] {
  const schema = context.schemas.eksctl();
  const findings = checkSchema(root, schema, { dialect: 'eksctl', ...plansOf(context) });
  return [
    ...schemaProblems(findings, { area: 'eksctl', text: context.text, severity }).map(toldOfCase),
    ...version(root, context.today),
    ...serviceAccounts(root),
    ...fargateProfiles(root),
    ...logging(root),
  ];

  // eksctl looks for unknown keys without minding their case, and then reads them minding it: what differs has no effect.
  function severity(finding: SchemaFinding): 'warning' | undefined {
    return isSlipOfCase(finding) ? 'warning' : undefined;
  }

  function toldOfCase(one: Problem, index: number): Problem {
    const finding = findings[index];
    return finding && isSlipOfCase(finding)
      ? {
          ...one,
          message: l10n.t(
            'eksctl silently ignores "{0}": the key is "{1}".',
            finding.key ?? '',
            finding.suggestion ?? '',
          ),
        }
      : one;
  }
}

function isSlipOfCase({ kind, key, suggestion }: SchemaFinding): boolean {
  return (
    kind === 'unknown-key' && suggestion !== undefined && key?.toLowerCase() === suggestion.toLowerCase()
  );
}

/** https://github.com/eksctl-io/eksctl/blob/main/pkg/eks/cluster_versions.go */
function* version(root: YamlNode, today: string | undefined): Iterable<Problem> {
  const node = valueAt(root, 'metadata', 'version');
  const text = textOf(node);
  if (
    node === undefined ||
    text === undefined ||
    today === undefined ||
    text === 'auto' ||
    text === 'latest'
  ) {
    return;
  }
  const possible = eksVersions.filter((known) => eksSupport(known.version, today) !== 'ended');
  const list = possible.map((known) => known.version).join(', ');
  const standard = possible.find(
    (known) =>
      eksSupport(known.version, today) === 'standard' && known.standardUntil.slice(0, 7) > today.slice(0, 7),
  );
  const newest = standard?.version ?? possible[0]?.version;
  const edits =
    newest === undefined ? [] : [{ start: node.start, end: node.end, text: JSON.stringify(newest) }];
  const fixes = newest === undefined ? [] : [{ title: l10n.t('Change to {0}', newest), edits }];
  const support = eksSupport(text, today);
  if (support === 'ended') {
    const message = l10n.t(
      'EKS no longer offers Kubernetes {0}, so no cluster can be created with it. There are: {1}.',
      text,
      list,
    );
    yield problem('eksctl/unsupported-version', message, spanOf(node), { fixes });
  } else if (support === 'extended') {
    const message = l10n.t(
      'Kubernetes {0} is in extended support on EKS, which costs several times as much per hour.',
      text,
    );
    yield problem('eksctl/extended-support', message, spanOf(node), { severity: 'information', fixes });
  } else if (support === 'unknown' && !/^1\.\d+$/.test(text)) {
    const message = l10n.t('"{0}" is no version of EKS. There are: {1}.', text, list);
    yield problem('eksctl/unsupported-version', message, spanOf(node), { fixes });
  }
}

const policies: readonly string[] = [
  'attachPolicy',
  'attachPolicyARNs',
  'attachRoleARN',
  'wellKnownPolicies',
];

function* serviceAccounts(root: YamlNode): Iterable<Problem> {
  const accounts = itemsOf(valueAt(root, 'iam', 'serviceAccounts'));
  const iam = entryOf(root, 'iam')?.key;
  const oidc = valueAt(root, 'iam', 'withOIDC');
  if (accounts.length > 0 && (textOf(oidc) ?? 'false') === 'false') {
    const message = l10n.t('eksctl creates service accounts only when iam.withOIDC is true.');
    const fixes = oidc
      ? [
          {
            title: l10n.t('Change to {0}', 'true'),
            edits: [{ start: oidc.start, end: oidc.end, text: 'true' }],
          },
        ]
      : [];
    yield problem(
      'eksctl/needs-oidc',
      message,
      spanOf(oidc ?? entryOf(valueAt(root, 'iam'), 'serviceAccounts')?.key ?? iam ?? root),
      { fixes },
    );
  }
  const seen = new Map<string, YamlNode>();
  for (const account of accounts) {
    const name = valueAt(account, 'metadata', 'name');
    if (account.kind === 'map' && !textOf(name)) {
      const at = entryOf(account, 'metadata')?.key ?? account.entries[0]?.key ?? account;
      yield problem(
        'eksctl/missing-field',
        l10n.t('"{0}" is missing in "{1}".', 'name', 'metadata'),
        spanOf(at),
      );
    } else if (name !== undefined) {
      const id = `${textOf(valueAt(account, 'metadata', 'namespace')) ?? 'default'}/${textOf(name) ?? ''}`;
      yield* unique(seen, id, name);
      yield* policy(account, name);
    }
  }
}

function* unique(seen: Map<string, YamlNode>, id: string, node: YamlNode): Iterable<Problem> {
  const first = seen.get(id);
  if (first === undefined) {
    seen.set(id, node);
    return;
  }
  const related = [{ message: l10n.t('The first one'), span: spanOf(first) }];
  yield problem('eksctl/duplicate', l10n.t('"{0}" is there twice.', id), spanOf(node), { related });
}

/** A slip in the name of a field is told already: then there is no word about what it makes missing. */
function* policy(account: YamlNode, name: YamlNode): Iterable<Problem> {
  const has = entriesOf(account).some((entry) => {
    const key = keyOf(entry)?.toLowerCase();
    return policies.some((field) => field.toLowerCase() === key) && entry.value !== undefined;
  });
  if (!has) {
    const message = l10n.t(
      'The service account gets no rights: one of these is needed: {0}.',
      policies.join(', '),
    );
    yield problem('eksctl/missing-field', message, spanOf(name));
  }
}

function* fargateProfiles(root: YamlNode): Iterable<Problem> {
  const seen = new Map<string, YamlNode>();
  for (const profile of itemsOf(valueAt(root, 'fargateProfiles'))) {
    const name = valueAt(profile, 'name');
    const text = textOf(name);
    if (name !== undefined && text !== undefined) {
      yield* unique(seen, text, name);
      if (text.startsWith('eks-')) {
        yield problem(
          'eksctl/bad-name',
          l10n.t('Names that begin with "{0}" are kept for EKS itself.', 'eks-'),
          spanOf(name),
        );
      }
    }
    if (profile.kind === 'map' && itemsOf(valueAt(profile, 'selectors')).length === 0) {
      const at = entryOf(profile, 'selectors')?.key ?? name ?? profile;
      yield problem(
        'eksctl/missing-field',
        l10n.t('"{0}" is missing in "{1}".', 'selectors', 'fargateProfiles'),
        spanOf(at),
      );
    }
  }
}

function* logging(root: YamlNode): Iterable<Problem> {
  const settings = valueAt(root, 'cloudWatch', 'clusterLogging');
  const days = valueAt(settings, 'logRetentionInDays');
  if (
    days !== undefined &&
    (textOf(days) ?? '0') !== '0' &&
    itemsOf(valueAt(settings, 'enableTypes')).length === 0
  ) {
    const message = l10n.t('Without log types in enableTypes there is nothing to keep: eksctl refuses it.');
    yield problem('eksctl/missing-field', message, spanOf(days));
  }
}
