import * as l10n from '@vscode/l10n';
import { Trouble } from '../trouble.ts';
import type { AwsFiles } from './awsFiles.ts';

/** A service's id as AWS spells it for `AWS_ENDPOINT_URL_<ID>` and the services section. */
export type ServiceId = 'amp' | 'cloudwatch' | 'grafana' | 'eks' | 'sts' | 'sso' | 'signin';

/**
 * The URL configured for a service, `undefined` for AWS's own. Strongest first: `AWS_ENDPOINT_URL_AMP`, `AWS_ENDPOINT_URL`, the profile's
 * services section, the profile's `endpoint_url`. The SDK knows this rule too, but reads the profile of `AWS_PROFILE` even when another one is asked for.
 * Throws Trouble when it is no http(s) URL. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function findEndpoint(
  service: ServiceId,
  { profile, files, env }: { profile: string; files: AwsFiles; env: NodeJS.ProcessEnv },
): string | undefined {
  const section = files.profiles[profile] ?? {};
  const ignore = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? section.ignore_configured_endpoint_urls;
  if (ignore?.toLowerCase() === 'true') {
    return undefined;
  }
  const services = section.services === undefined ? undefined : files.services[section.services];
  const variable = `AWS_ENDPOINT_URL_${service.toUpperCase()}`;
  const candidates: [where: string, url: string | undefined][] = [
    [variable, env[variable]],
    ['AWS_ENDPOINT_URL', env.AWS_ENDPOINT_URL],
    [`[services ${section.services}]`, services?.[`${service}.endpoint_url`]],
    [`endpoint_url`, section.endpoint_url],
  ];
  const [where, url] = candidates.find(([, value]) => value) ?? [];
  if (where === undefined || url === undefined) {
    return undefined;
  }
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new Trouble({
      code: 'badConfig',
      what: l10n.t('"{0}" is not the URL of an AWS endpoint.', url),
      cause: l10n.t('It comes from {0} for the profile "{1}".', where, profile),
      todo: l10n.t('Write it with http:// or https://, or remove it.'),
      ...(where.startsWith('AWS_') ? {} : { remedy: { kind: 'openFile', path: files.configPath } }),
    });
  }
  return url;
}
