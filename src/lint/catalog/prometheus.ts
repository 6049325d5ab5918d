import * as l10n from '@vscode/l10n';
import { rule } from './rule.ts';
import type { Rules } from './rule.ts';

/** The configuration of Prometheus inside its receiver, relabelling included. */
export const prometheusRules: Rules = {
  'prometheus/unknown-field': rule('error', () => l10n.t('A field that does not exist')),
  'prometheus/bad-key': rule('error', () => l10n.t('A key is written in the wrong way')),
  'prometheus/wrong-type': rule('error', () => l10n.t('A value has the wrong type')),
  'prometheus/unknown-value': rule('error', () => l10n.t('A value is none of those allowed')),
  'prometheus/missing-field': rule('error', () => l10n.t('A field that is needed is missing'), {
    needsWhole: true,
  }),
  'prometheus/exclusive-fields': rule('error', () => l10n.t('Fields exclude each other')),
  'prometheus/forbidden-field': rule('error', () => l10n.t('A field must not stand here')),
  'prometheus/bad-format': rule('error', () => l10n.t('A value is written in the wrong way')),
  'prometheus/out-of-range': rule('error', () => l10n.t('A number is out of its range')),
  'prometheus/too-few': rule('error', () => l10n.t('A list has too few items'), { needsWhole: true }),
  'prometheus/duration-without-unit': rule('warning', () => l10n.t('A duration has no unit')),
  'prometheus/deprecated-field': rule('warning', () => l10n.t('The field is deprecated')),
  'prometheus/no-such-form': rule('error', () => l10n.t('A value fits none of its forms')),
  'prometheus/nothing-to-scrape': rule('error', () => l10n.t('The receiver has nothing to scrape'), {
    needsWhole: true,
  }),
  'prometheus/unsupported-section': rule('error', () =>
    l10n.t('The receiver refuses this section of Prometheus'),
  ),
  'prometheus/empty-section': rule('error', () => l10n.t('A section is empty')),
  'prometheus/job-name-missing': rule('error', () => l10n.t('A job has no name'), { needsWhole: true }),
  'prometheus/duplicate-job-name': rule('error', () => l10n.t('Two jobs have one name')),
  'prometheus/timeout-above-interval': rule('error', () => l10n.t('The timeout is longer than the interval')),
  'prometheus/scrape-protocols': rule('error', () => l10n.t('The scrape protocols are wrong')),
  'prometheus/name-schemes': rule('error', () => l10n.t('The schemes of names do not fit together')),
  'prometheus/invalid-label-name': rule('error', () => l10n.t('A label has a name that Prometheus refuses')),
  'prometheus/target-with-path': rule('error', () => l10n.t('A target is more than host and port')),
  'prometheus/several-sign-ins': rule('error', () => l10n.t('There is more than one way to sign in')),
  'prometheus/several-sources': rule('error', () => l10n.t('A secret comes from more than one place')),
  'prometheus/incomplete-sign-in': rule('error', () => l10n.t('A part of the sign-in is missing'), {
    needsWhole: true,
  }),
  'prometheus/incomplete-certificate': rule(
    'error',
    () => l10n.t('A certificate without key, or a key without certificate'),
    { needsWhole: true },
  ),
  'prometheus/reserved-header': rule('error', () => l10n.t('A header is set by the client itself')),
  'prometheus/proxy': rule('error', () => l10n.t('The settings of the proxy exclude each other')),
  'prometheus/file-discovery': rule('error', () => l10n.t('Files of targets are named wrongly')),
  'prometheus/role-missing': rule('error', () => l10n.t('A service discovery has no role'), {
    needsWhole: true,
  }),
  'prometheus/unknown-role': rule('error', () => l10n.t('A service discovery has no such role')),
  'prometheus/endpoints-role': rule('information', () => l10n.t('The role endpoints is deprecated')),
  'prometheus/selector-role': rule('error', () => l10n.t('A selector does not fit the role')),
  'prometheus/api-server-or-kubeconfig': rule('error', () =>
    l10n.t('api_server and kubeconfig_file exclude each other'),
  ),
  'prometheus/client-without-server': rule('error', () => l10n.t('Client settings need an api_server')),
  'prometheus/own-namespace': rule('error', () => l10n.t('own_namespace does not fit here')),
  'relabel/unknown-action': rule('error', () => l10n.t('There is no such relabel action')),
  'relabel/bad-regex': rule('error', () => l10n.t('A regular expression is not RE2')),
  'relabel/invalid-source-label': rule('error', () =>
    l10n.t('A source label has a name that Prometheus refuses'),
  ),
  'relabel/invalid-target-label': rule('error', () =>
    l10n.t('A target label has a name that Prometheus refuses'),
  ),
  'relabel/target-label-missing': rule('error', () => l10n.t('The action needs a target label'), {
    needsWhole: true,
  }),
  'relabel/modulus-missing': rule('error', () => l10n.t('hashmod needs a modulus'), { needsWhole: true }),
  'relabel/forbidden-field': rule('error', () => l10n.t('The action does not take this field')),
  'relabel/replacement-not-allowed': rule('error', () => l10n.t('The action takes no replacement')),
  'relabel/invalid-replacement': rule('error', () => l10n.t('The replacement is no label name')),
  'relabel/empty-rule': rule('error', () => l10n.t('A rule is empty')),
  'relabel/ignored-field': rule('information', () => l10n.t('The action ignores this field')),
  'relabel/missing-group': rule('warning', () =>
    l10n.t('The replacement names a group that the regex does not have'),
  ),
  'relabel/no-effect': rule('warning', () => l10n.t('A rule changes nothing')),
  'relabel/drops-everything': rule('warning', () => l10n.t('A rule drops everything')),
  'relabel/unknown-meta-label': rule('warning', () => l10n.t('No target of the job has this meta label')),
  'relabel/unknown-label': rule('warning', () => l10n.t('No target of the job has this label')),
  'relabel/label-of-targets': rule('warning', () =>
    l10n.t('A rule for metrics names a label that only targets have'),
  ),
  'relabel/needed-label-dropped': rule('warning', () => l10n.t('A label that is needed is dropped')),
  'relabel/same-series': rule('warning', () => l10n.t('Different series become the same one')),
  'relabel/renames-metrics': rule('warning', () => l10n.t('A rule renames metrics, which loses their type')),
};
