import { randomUUID } from 'node:crypto';
import type { ApsContext } from './apsContext.ts';
import { regionOf } from './apsContext.ts';
import { conflict, invalid, notFound } from './errors.ts';
import { Fields, page } from './fields.ts';
import { changing, gone, statusOf } from './phase.ts';
import type { Call, Operation } from './service.ts';
import type { Region, Scraper } from './state.ts';
import { living } from './state.ts';

const filterKeys = ['status', 'sourceArn', 'destinationArn', 'alias'];

/** Managed collectors ("scrapers"): they read an EKS cluster and write to a workspace. */
export function scraperOperations(context: ApsContext): Record<string, Operation> {
  const scrapersOf = (call: Call): Map<string, Scraper> => living(regionOf(context, call).scrapers, call.now);
  const find = (call: Call): Scraper => {
    const id = call.path['scraperId'] ?? '';
    const scraper = scrapersOf(call).get(id);
    if (!scraper) {
      throw notFound('AWS::APS::Scraper', id);
    }
    return scraper;
  };
  return {
    'GET /scrapers': {
      name: 'ListScrapers',
      run: (call) => {
        const fields = new Fields({
          maxResults: call.query.get('maxResults'),
          nextToken: call.query.get('nextToken'),
        });
        const maxResults = fields.integer('maxResults', { min: 1, max: 1000, otherwise: 100 });
        const nextToken = fields.string('nextToken', { max: 1000 });
        const keys = [...new Set(call.query.keys())].filter(
          (key) => key !== 'maxResults' && key !== 'nextToken',
        );
        keys
          .filter((key) => !filterKeys.includes(key))
          .forEach((key) => fields.add('filters', `Unknown filter: ${key}`));
        fields.check();
        // Values of one key are ORed, keys are ANDed (ListScrapersRequest.filters).
        const found = [...scrapersOf(call).values()].filter((scraper) =>
          keys.every((key) => call.query.getAll(key).includes(filterValue(scraper, key, call.now))),
        );
        const scope = keys.map((key) => `${key}=${call.query.getAll(key).join()}`).join('&');
        const { items, ...rest } = page(found, { maxResults, nextToken, scope });
        return { members: { scrapers: items.map((scraper) => summarise(scraper, call.now)), ...rest } };
      },
    },
    'POST /scrapers': {
      name: 'CreateScraper',
      run: (call) => {
        const scraper = readScraper(call, regionOf(context, call), context);
        scrapersOf(call).set(scraper.id, scraper);
        const { id, arn, phase, tags } = scraper;
        return { members: { scraperId: id, arn, status: statusCode(phase, call.now), tags }, status: 202 };
      },
    },
    'GET /scrapers/{scraperId}': {
      name: 'DescribeScraper',
      run: (call) => {
        const scraper = find(call);
        const scrapeConfiguration = { configurationBlob: scraper.configurationBlob };
        return { members: { scraper: { ...summarise(scraper, call.now), scrapeConfiguration } } };
      },
    },
    'DELETE /scrapers/{scraperId}': {
      name: 'DeleteScraper',
      run: (call) => {
        const scraper = find(call);
        const { statusCode: code } = statusCode(scraper.phase, call.now);
        if (code !== 'ACTIVE') {
          throw conflict('AWS::APS::Scraper', scraper.id, `Scraper is in ${code} state.`);
        }
        scraper.phase = changing('DELETING', call.now + context.timing.deleteMs, gone);
        return {
          members: { scraperId: scraper.id, status: statusCode(scraper.phase, call.now) },
          status: 202,
        };
      },
    },
  };
}

function filterValue(scraper: Scraper, key: string, now: number): string {
  const values: Record<string, string | undefined> = {
    status: statusOf(scraper.phase, now).statusCode,
    sourceArn: (scraper.source['eksConfiguration'] as { clusterArn?: string } | undefined)?.clusterArn,
    destinationArn: scraper.workspaceArn,
    alias: scraper.alias,
  };
  return values[key] ?? '';
}

/** A scraper's status has no reason in it; the reason stands beside it (ScraperSummary.statusReason). */
function statusCode(phase: Scraper['phase'], now: number): { statusCode: string } {
  return { statusCode: statusOf(phase, now).statusCode };
}

function summarise(scraper: Scraper, now: number) {
  return {
    scraperId: scraper.id,
    arn: scraper.arn,
    alias: scraper.alias,
    roleArn: scraper.roleArn,
    status: statusCode(scraper.phase, now),
    statusReason: statusOf(scraper.phase, now).statusReason,
    createdAt: scraper.createdAt / 1000,
    lastModifiedAt: scraper.modifiedAt / 1000,
    source: scraper.source,
    destination: { ampConfiguration: { workspaceArn: scraper.workspaceArn } },
    tags: scraper.tags,
  };
}

function readScraper(call: Call, region: Region, { timing }: ApsContext): Scraper {
  const fields = new Fields(call.body);
  const alias = fields.string('alias', { min: 1, max: 100, pattern: /^[0-9A-Za-z][-.0-9A-Z_a-z]*$/ });
  const tags = fields.tags('tags');
  const { scrapeConfiguration, source, destination } = call.body as {
    scrapeConfiguration?: { configurationBlob?: string };
    source?: Record<string, unknown>;
    destination?: { ampConfiguration?: { workspaceArn?: string } };
  };
  const workspaceArn = destination?.ampConfiguration?.workspaceArn ?? '';
  for (const [name, value] of Object.entries({
    scrapeConfiguration: scrapeConfiguration?.configurationBlob,
    source,
  })) {
    if (value === undefined) {
      fields.add(name, 'Member must not be null');
    }
  }
  fields.check();
  if (![...region.workspaces.values()].some(({ arn }) => arn === workspaceArn)) {
    throw invalid({
      name: 'destination.ampConfiguration.workspaceArn',
      message: 'There is no such workspace',
    });
  }
  return makeScraper(region, `s-${randomUUID()}`, {
    alias,
    tags,
    workspaceArn,
    source: source ?? {},
    configurationBlob: scrapeConfiguration?.configurationBlob ?? '',
    createdAt: call.now,
    phase: changing('CREATING', call.now + timing.createMs, 'ACTIVE'),
  });
}

export function makeScraper(
  region: Region,
  id: string,
  parts: Pick<
    Scraper,
    'alias' | 'tags' | 'workspaceArn' | 'source' | 'configurationBlob' | 'createdAt' | 'phase'
  >,
): Scraper {
  return {
    id,
    arn: `arn:aws:aps:${region.name}:${region.account}:scraper/${id}`,
    // https://docs.aws.amazon.com/prometheus/latest/userguide/using-service-linked-roles-prom-scraper.html
    roleArn: `arn:aws:iam::${region.account}:role/aws-service-role/scraper.aps.amazonaws.com/AWSServiceRoleForAmazonPrometheusScraper_${id.slice(-12)}`,
    modifiedAt: parts.createdAt,
    ...parts,
  };
}
