import type { Datasource } from '../model.ts';

const region = '[a-z]{2}(?:-[a-z]+)+-\\d+';
const arn = new RegExp(`^arn:aws[a-z-]*:aps:(${region}):(\\d{12}):workspace/(ws-[\\w-]+)$`);
const inRegion = new RegExp(`^(\\S.*)@(${region})$`);

/**
 * Where queries go: a workspace's ARN, `alias@region`, `cloudwatch@region` or the URL of a server. A URL loses what may stand behind the server's
 * own path (`/api/v1/query`), and user and password. `undefined` for all else.
 * https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-Prometheus-Compatible-Apis.html
 */
export function readDatasource(text: string): Datasource | undefined {
  const workspace = arn.exec(text);
  if (workspace !== null) {
    const [, ofArn = '', account = '', id = ''] = workspace;
    return { kind: 'workspace', arn: text, region: ofArn, account, id };
  }
  if (/^https?:/i.test(text)) {
    return readUrl(text);
  }
  const [, alias = '', where = ''] = inRegion.exec(text) ?? [];
  if (where === '') {
    return undefined;
  }
  return alias === 'cloudwatch'
    ? { kind: 'cloudwatch', region: where }
    : { kind: 'alias', alias, region: where };
}

function readUrl(text: string): Datasource | undefined {
  if (!URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  [url.username, url.password, url.hash, url.search] = ['', '', '', ''];
  url.pathname = url.pathname.replace(/\/api\/v1(?:\/[\w/]*)?$/, '').replace(/\/+$/, '');
  return { kind: 'url', url: url.href.replace(/\/$/, '') };
}

/** Whether a URL has a user or a password in it. */
export function hasSecret(text: string): boolean {
  return (
    /^https?:/i.test(text) && URL.canParse(text) && /./.test(new URL(text).username + new URL(text).password)
  );
}

/** A data source as front matter has it. */
export function datasourceText(datasource: Datasource): string {
  switch (datasource.kind) {
    case 'workspace':
      return datasource.arn;
    case 'alias':
      return `${datasource.alias}@${datasource.region}`;
    case 'cloudwatch':
      return `cloudwatch@${datasource.region}`;
    case 'url':
      return datasource.url;
  }
}
