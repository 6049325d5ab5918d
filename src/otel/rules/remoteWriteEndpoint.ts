import * as l10n from '@vscode/l10n';
import { entryOf, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { readAmpUrl } from '../ampUrl.ts';
import type { AmpUrl } from '../ampUrl.ts';
import { definitionsOf, fixOf, problemOf, refusalSince, remoteWriteTypes, settingOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

/**
 * The endpoint of remote write: an URL, and for AMP its workspace's with `/api/v1/remote_write` exactly once.
 * https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-RemoteWrite.html
 */
export function* remoteWriteEndpoints(context: RuleContext): Iterable<Problem> {
  for (const { value, keySpan, id } of definitionsOf(context, 'exporters', ...remoteWriteTypes)) {
    const node = valueAt(value, 'endpoint');
    const written = textOf(node);
    if (node === undefined || written === undefined || written.trim() === '') {
      if (!context.isPartial && !entryOf(value, '<<')) {
        yield problemOf(
          'collector/no-remote-write-endpoint',
          'warning',
          entryOf(value, 'endpoint')?.key ?? keySpan,
          l10n.t(
            '{0} has no endpoint and would write to a made-up address; it needs the remote-write URL of a workspace.',
            id,
          ),
        );
      }
      continue;
    }
    const url = settingOf(context, value, 'endpoint');
    // Placeholders are findings of their own.
    if (url !== undefined && !/[<>]|__\w+__/.test(url)) {
      yield* checkEndpoint(context, node, written, url);
    }
  }
}

function* checkEndpoint(
  context: RuleContext,
  node: YamlNode,
  written: string,
  url: string,
): Iterable<Problem> {
  if (!isRequestUrl(url)) {
    yield problemOf(
      'collector/bad-endpoint',
      refusalSince(context, '0.44.0'),
      node,
      l10n.t(
        'The endpoint has to be an URL with https:// in front; the collector does not start with this one.',
      ),
      { fixes: /^aps-workspaces[\w.-]*\//.test(url) ? replaceUrl(node, written, url, `https://${url}`) : [] },
    );
    return;
  }
  const amp = readAmpUrl(url);
  if (amp === undefined) {
    return;
  }
  const wrong = pathWords(amp);
  if (wrong !== undefined) {
    yield problemOf('collector/remote-write-path', 'warning', node, wrong, {
      fixes: amp.workspaceId === undefined ? [] : replaceUrl(node, written, url, amp.remoteWriteUrl),
    });
  } else if (amp.protocol !== 'https') {
    yield problemOf(
      'collector/remote-write-not-https',
      'warning',
      node,
      l10n.t('AMP answers over https only.'),
      { fixes: replaceUrl(node, written, url, url.replace(/^http:/, 'https:')) },
    );
  } else if (amp.workspaceId !== undefined && !/^ws-[\w-]+$/.test(amp.workspaceId)) {
    yield problemOf(
      'collector/bad-workspace-id',
      'information',
      node,
      l10n.t('{0} does not look like the id of a workspace, which begins with ws-.', amp.workspaceId),
    );
  }
}

function pathWords({ path, workspaceId }: AmpUrl): string | undefined {
  if (workspaceId === undefined) {
    return l10n.t(
      'The URL names no workspace: /workspaces/ws-…/api/v1/remote_write is missing behind the host.',
    );
  }
  const rest = path.slice(`/workspaces/${workspaceId}`.length);
  if (rest === '/api/v1/remote_write') {
    return undefined;
  }
  if (/(?:\/api\/v1\/remote_write\/?){2}/.test(rest)) {
    return l10n.t(
      '/api/v1/remote_write stands twice in the URL, so AMP answers 404 and every sample is lost.',
    );
  }
  return /\/api\/v1\/(?:query|query_range|series|labels?|metadata)\b/.test(rest)
    ? l10n.t('This is a URL for queries. The one to write to ends in /api/v1/remote_write.')
    : l10n.t(
        'The URL has to end in /api/v1/remote_write, exactly once; AMP answers 404 otherwise, and every sample is lost.',
      );
}

/** Only where the URL stands as it is written, without variables. */
function replaceUrl(node: YamlNode, written: string, url: string, by: string) {
  const inner = node.kind === 'scalar' && node.style !== 'plain' ? 1 : 0;
  const isWhole = written === url && node.end - node.start === written.length + 2 * inner;
  return isWhole
    ? fixOf(
        l10n.t('Change to {0}', by),
        [{ start: node.start + inner, end: node.end - inner, text: by }],
        true,
      )
    : [];
}

/** What Go's `url.ParseRequestURI` takes: an absolute URL, or an absolute path, without blanks and control characters. */
function isRequestUrl(text: string): boolean {
  return /^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|\/)[^\p{Cc} ]*$/u.test(text);
}
