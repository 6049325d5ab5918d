/** Whose signature a host of AWS takes for queries. */
export interface QueryHost {
  service: 'aps' | 'monitoring';
  region: string;
}

const services: Readonly<Record<string, QueryHost['service']>> = {
  'aps-workspaces': 'aps',
  monitoring: 'monitoring',
};

const region = '[a-z]{2}(?:-[a-z]+)+-\\d+';
const suffix = '(?:amazonaws\\.com(?:\\.cn)?|api\\.aws|api\\.amazonwebservices\\.com\\.cn)';
const publicHost = new RegExp(`^(aps-workspaces|monitoring)(?:-fips)?\\.(${region})\\.${suffix}$`);
/** Of an interface endpoint, all of whose names AWS itself gives. */
const privateHost = new RegExp(
  `^vpce-[\\w-]+\\.(aps-workspaces|monitoring)(?:-fips)?\\.(${region})\\.vpce\\.amazonaws\\.com(?:\\.cn)?$`,
);

/**
 * The service and region of a host that is AWS's own, `undefined` for every other. Only these may see signatures that nobody asked
 * for: whoever reads one can repeat the request for some minutes. https://docs.aws.amazon.com/general/latest/gr/prometheus-service.html
 */
export function awsQueryHost({ protocol, hostname, port }: URL): QueryHost | undefined {
  const [, name = '', where = ''] = publicHost.exec(hostname) ?? privateHost.exec(hostname) ?? [];
  const service = services[name];
  return protocol === 'https:' && port === '' && service !== undefined
    ? { service, region: where }
    : undefined;
}
