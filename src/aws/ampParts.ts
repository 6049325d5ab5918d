import {
  DescribeAlertManagerDefinitionCommand,
  DescribeWorkspaceConfigurationCommand,
  ListScrapersCommand,
  paginateListRuleGroupsNamespaces,
} from '@aws-sdk/client-amp';
import { ampOf, maxPageSize } from './amp.ts';
import type { AlertManager, RuleNamespace, Scraper, WorkspaceLimits } from './amp.ts';
import { optional, sendOptions } from './call.ts';
import type { Call } from './call.ts';
import type { AwsSession } from './session.ts';

/** The scrapers that write to a workspace, or all of the account and region when no ARN is given. */
export async function listScrapers(
  session: AwsSession,
  workspaceArn?: string,
  call: Call = {},
): Promise<Scraper[]> {
  const scrapers: Scraper[] = [];
  let nextToken: string | undefined;
  do {
    const answer = await ampOf(session).send(
      new ListScrapersCommand({
        maxResults: maxPageSize,
        ...(workspaceArn !== undefined && { filters: { destinationArn: [workspaceArn] } }),
        ...(nextToken !== undefined && { nextToken }),
      }),
      sendOptions(call),
    );
    for (const {
      scraperId,
      arn,
      alias,
      status,
      statusReason,
      createdAt,
      source,
      destination,
    } of answer.scrapers ?? []) {
      scrapers.push({
        id: scraperId ?? '',
        arn: arn ?? '',
        status: status?.statusCode ?? '',
        ...optional({
          alias,
          statusReason,
          createdAt,
          sourceClusterArn: source?.eksConfiguration?.clusterArn,
          workspaceArn: destination?.ampConfiguration?.workspaceArn,
        }),
      });
    }
    nextToken = answer.nextToken;
  } while (nextToken);
  return scrapers;
}

/** All rule namespaces of a workspace, without their rules. */
export async function listRuleNamespaces(
  session: AwsSession,
  workspaceId: string,
  call: Call = {},
): Promise<RuleNamespace[]> {
  const found: RuleNamespace[] = [];
  const pages = paginateListRuleGroupsNamespaces(
    { client: ampOf(session), pageSize: maxPageSize },
    { workspaceId },
    sendOptions(call),
  );
  for await (const { ruleGroupsNamespaces } of pages) {
    for (const { name, arn, status, modifiedAt } of ruleGroupsNamespaces ?? []) {
      found.push({
        name: name ?? '',
        arn: arn ?? '',
        status: status?.statusCode ?? '',
        ...optional({ statusReason: status?.statusReason, modifiedAt }),
      });
    }
  }
  return found;
}

/** The alert manager's definition; `undefined` when the workspace has none. */
export async function describeAlertManager(
  session: AwsSession,
  workspaceId: string,
  call: Call = {},
): Promise<AlertManager | undefined> {
  try {
    const command = new DescribeAlertManagerDefinitionCommand({ workspaceId });
    const { alertManagerDefinition } = await ampOf(session).send(command, sendOptions(call));
    return {
      status: alertManagerDefinition?.status?.statusCode ?? '',
      definition: new TextDecoder().decode(alertManagerDefinition?.data),
      ...optional({
        statusReason: alertManagerDefinition?.status?.statusReason,
        modifiedAt: alertManagerDefinition?.modifiedAt,
      }),
    };
  } catch (error) {
    if (isMissingPart(error)) {
      return undefined;
    }
    throw error;
  }
}

/** Retention and series limits; `undefined` where AMP does not have this call yet. */
export async function describeWorkspaceConfiguration(
  session: AwsSession,
  workspaceId: string,
  call: Call = {},
): Promise<WorkspaceLimits | undefined> {
  try {
    const command = new DescribeWorkspaceConfigurationCommand({ workspaceId });
    const { workspaceConfiguration } = await ampOf(session).send(command, sendOptions(call));
    return {
      status: workspaceConfiguration?.status?.statusCode ?? '',
      seriesLimits: (workspaceConfiguration?.limitsPerLabelSet ?? []).map(({ labelSet, limits }) => ({
        labels: labelSet ?? {},
        ...optional({ maxSeries: limits?.maxSeries }),
      })),
      ...optional({ retentionDays: workspaceConfiguration?.retentionPeriodInDays }),
    };
  } catch (error) {
    if (isMissingPart(error)) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Not found, but not because the workspace itself is gone. AMP names types as CloudFormation does:
 * https://github.com/hashicorp/terraform-provider-aws/issues/27472 has `AWS::APS::LoggingConfiguration`.
 */
function isMissingPart(error: unknown): boolean {
  const { name, resourceType } = error as { name?: string; resourceType?: string };
  const isUnknownCall = name === 'UnknownOperationException';
  const isWorkspace = /(^|::)workspace$/i.test(resourceType ?? '');
  return isUnknownCall || (name === 'ResourceNotFoundException' && !isWorkspace);
}
