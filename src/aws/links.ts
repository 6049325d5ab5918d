/** The parts of an ARN. */
export interface Arn {
  partition: string;
  service: string;
  region: string;
  account: string;
  /** `workspace/ws-...` */
  resource: string;
}

/** Each partition's console, as AWS's own toolkits open it. */
const consoles: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-eusc': 'console.amazonaws-eusc.eu',
  'aws-iso': 'console.c2shome.ic.gov',
  'aws-iso-b': 'console.sc2shome.sgov.gov',
};

/** The parts of an ARN; `undefined` when it is none. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function parseArn(text: string): Arn | undefined {
  const match = /^arn:([\w-]+):([\w-]+):([\w-]*):(\d*):(.+)$/.exec(text.trim());
  if (!match) {
    return undefined;
  }
  const [, partition = '', service = '', region = '', account = '', resource = ''] = match;
  return { partition, service, region, account, resource };
}

/**
 * The base URL of a workspace's Prometheus API, without a slash at its end: `https://aps-workspaces.REGION.amazonaws.com/workspaces/ID`. Takes the
 * endpoint as AMP gives it, and also with an API path, a slash too many or no scheme.
 */
export function workspaceUrl(endpoint: string): string {
  const url = endpoint.trim().replace(/^(?!https?:\/\/)/i, 'https://');
  return url
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/\/api(\/v1(\/(remote_write|query|query_range))?)?$/, '')
    .replace(/\/+$/, '');
}

/** Where a collector sends samples. The API path stands in it exactly once, whatever the endpoint ends in. */
export function remoteWriteUrl(endpoint: string): string {
  return `${workspaceUrl(endpoint)}/api/v1/remote_write`;
}

/**
 * What `/api/v1/…` is put behind for CloudWatch's own PromQL, without a slash at its end.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-PromQL.html
 */
export function cloudWatchUrl(region: string): string {
  return `https://monitoring.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

/** Where instant queries go. */
export function queryUrl(endpoint: string): string {
  return `${workspaceUrl(endpoint)}/api/v1/query`;
}

/** The page of a resource in the AWS console of its partition: AWS's own redirect for ARNs. `undefined` for what is no ARN. */
export function consoleUrl({ arn }: { arn: string }): string | undefined {
  const parsed = parseArn(arn);
  const host = parsed && consoles[parsed.partition];
  return host && `https://${host}/go/view?arn=${encodeURIComponent(arn.trim())}`;
}
