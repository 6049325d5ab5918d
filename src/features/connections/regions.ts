import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Ask } from '../ask.ts';

/** Regions and the country each is in: an offer, not a limit. A service that is not there says so by its host name. */
const regions: readonly (readonly [region: string, country: string])[] = [
  ['us-east-1', 'US'],
  ['us-east-2', 'US'],
  ['us-west-1', 'US'],
  ['us-west-2', 'US'],
  ['ca-central-1', 'CA'],
  ['sa-east-1', 'BR'],
  ['eu-west-1', 'IE'],
  ['eu-west-2', 'GB'],
  ['eu-west-3', 'FR'],
  ['eu-central-1', 'DE'],
  ['eu-central-2', 'CH'],
  ['eu-north-1', 'SE'],
  ['eu-south-1', 'IT'],
  ['eu-south-2', 'ES'],
  ['ap-northeast-1', 'JP'],
  ['ap-northeast-2', 'KR'],
  ['ap-northeast-3', 'JP'],
  ['ap-southeast-1', 'SG'],
  ['ap-southeast-2', 'AU'],
  ['ap-southeast-3', 'ID'],
  ['ap-south-1', 'IN'],
  ['ap-south-2', 'IN'],
  ['ap-east-1', 'HK'],
  ['me-south-1', 'BH'],
  ['me-central-1', 'AE'],
  ['il-central-1', 'IL'],
  ['af-south-1', 'ZA'],
];

/** `us-east-1`, the codes of the regions that are offered. */
export const regionCodes: readonly string[] = regions.map(([region]) => region);

export interface RegionQuestion {
  title: string;
  /** Ticked from the start. */
  chosen: readonly string[];
}

/** Lets a person tick regions, or type one that is not in the list; `undefined` when cancelled. */
export async function askRegions(
  ask: Ask,
  { title, chosen }: RegionQuestion,
): Promise<readonly string[] | undefined> {
  const countries = new Intl.DisplayNames([vscode.env.language, 'en'], { type: 'region' });
  const known = new Map(regions);
  const offered = [...chosen, ...[...known.keys()].filter((region) => !chosen.includes(region))];
  const other = { label: l10n.t('Another Region...'), region: undefined, alwaysShow: true };
  const picked = await ask.pickMany(
    [
      ...offered.map((region) => {
        const country = known.get(region);
        return {
          label: region,
          region,
          picked: chosen.includes(region),
          ...(country !== undefined && { description: countries.of(country) ?? country }),
        };
      }),
      other,
    ],
    { title, placeHolder: l10n.t('Regions to show together') },
  );
  if (!picked) {
    return undefined;
  }
  const names = picked.flatMap(({ region }) => region ?? []);
  const typed = picked.some(({ region }) => region === undefined) ? await askRegion(ask, title) : undefined;
  const all = typed === undefined ? names : [...names, typed];
  return all.length === 0 ? undefined : all;
}

async function askRegion(ask: Ask, title: string): Promise<string | undefined> {
  const text = await ask.input({
    title,
    prompt: l10n.t('Region code'),
    placeHolder: 'ap-southeast-4',
    validateInput: (typed) =>
      /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(typed.trim())
        ? undefined
        : l10n.t('A region looks like {0}.', 'eu-west-1'),
  });
  return text?.trim();
}
