import * as l10n from '@vscode/l10n';
import type { Span } from '../../problem.ts';
import { viewsOf } from '../view.ts';
import type { AssistFile } from '../view.ts';

/** A stretch of the file that leads to a page. */
export interface FileLink {
  span: Span;
  url: string;
  tooltip: string;
}

const addresses = /\bhttps?:\/\/[^\s"'<>()[\]{}|\\^`,;]+/g;

/**
 * The addresses in a file's collector configs. A workspace's leads to its page in the AWS console, because the address itself
 * answers signed requests only; addresses with placeholders and variables lead nowhere.
 */
export function linksOf(file: AssistFile): FileLink[] {
  const links: FileLink[] = [];
  for (const view of viewsOf(file)) {
    const { text, root } = view.yaml;
    for (const match of text.slice(root.start, root.end).matchAll(addresses)) {
      const start = root.start + match.index;
      const address = match[0].replace(/[.:!?]+$/, '');
      const behind = text.charAt(start + address.length);
      const link = behind === '<' || address.includes('$') ? undefined : targetOf(address);
      if (link) {
        links.push({ span: view.toFile({ start, end: start + address.length }), ...link });
      }
    }
  }
  return links;
}

function targetOf(address: string): Omit<FileLink, 'span'> | undefined {
  const [, region, workspace] =
    /^https:\/\/aps-workspaces\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com\/workspaces\/(ws-[\w-]+)/.exec(
      address,
    ) ?? [];
  if (region !== undefined && workspace !== undefined) {
    return {
      url: `https://${region}.console.aws.amazon.com/prometheus/home?region=${region}#/workspaces/workspace/${workspace}`,
      tooltip: l10n.t('Open {0} in the AWS console', workspace),
    };
  }
  return /^https?:\/\/(?:localhost|\d+\.|[^/]*[A-Z]{3})/.test(address)
    ? undefined
    : { url: address, tooltip: address };
}
