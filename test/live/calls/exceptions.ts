/** Where the lab follows AWS and moto does not. */
export interface Exception {
  why: string;
  /** Where AWS says so. */
  source: string;
  /** Moto's answers contradict AWS's model, as botocore has it; that is checked. */
  isInModel?: true;
  /** The differences, by the title of the call; see `differenceOf`. */
  calls: Readonly<Record<string, string>>;
}

const reference = 'https://docs.aws.amazon.com/prometheus/latest/APIReference';
const model = 'https://github.com/boto/botocore/blob/develop/botocore/data/amp/2020-08-01/service-2.json';

const wholeWorkspace = '202, moto 200; -alias: string; -createdAt: number; -prometheusEndpoint: string';
const wholeRules = '202, moto 200; -createdAt: number; -data: string; -modifiedAt: number';
const invalid = '400 ValidationException, moto 200';
const gone = '404 ResourceNotFoundException, moto 200';

export const apsExceptions: readonly Exception[] = [
  {
    why: 'AWS answers changes with the status and the few members that its model has',
    source: model,
    isInModel: true,
    calls: {
      'create a workspace': wholeWorkspace,
      'create a workspace without a name': '202, moto 200; -createdAt: number; -prometheusEndpoint: string',
      'create another': wholeWorkspace,
      'create it again with the same token': wholeWorkspace,
      rename: '204, moto 200',
      'delete a workspace': '202, moto 200',
      'create rules': wholeRules,
      'create more rules': wholeRules,
      'replace rules': wholeRules,
      'delete rules': '202, moto 200',
    },
  },
  {
    why: 'lists hold summaries: workspaces without their endpoints, rules without their text',
    source: model,
    isInModel: true,
    calls: {
      'list all': '-workspaces[].prometheusEndpoint: string',
      'list a first page': '-workspaces[].prometheusEndpoint: string',
      'list the next page': '-workspaces[].prometheusEndpoint: string',
      'list rules': '-ruleGroupsNamespaces[].data: string',
      'list rules whose name begins so': '-ruleGroupsNamespaces[].data: string',
      'list a first page of rules': '-ruleGroupsNamespaces[].data: string',
      'list the next page of rules': '-ruleGroupsNamespaces[].data: string',
    },
  },
  {
    why: 'aliases are found by their beginning',
    source: `${reference}/API_ListWorkspaces.html`,
    calls: { 'list those whose name begins so': '+workspaces: array of 2; -workspaces: array of 1' },
  },
  {
    why: 'AWS checks its fields: lengths, ranges, tags that begin with aws:, tokens of pages, YAML',
    source: `${reference}/API_CreateWorkspace.html`,
    calls: {
      'create one with too long a name': invalid,
      'create one with a reserved tag': invalid,
      'create one by a body that is no JSON': '400 ValidationException, moto 500',
      'rename to too long a name': invalid,
      'list too small a page': invalid,
      'list too big a page': invalid,
      'list by a token that nobody gave':
        '400 ValidationException, moto 400 InvalidToken; +fieldList: array of 1; +reason: string; -__type: string',
      'tag with a reserved key': invalid,
      'list tags of what is no ARN': invalid,
      'create rules that are no YAML': invalid,
      'create rules without a name': invalid,
    },
  },
  {
    why: 'AWS does not change what is not there, nor make it twice',
    source: `${reference}/API_DeleteWorkspace.html`,
    calls: {
      'rename one that is gone': '404 ResourceNotFoundException, moto 500',
      'delete one that is gone': gone,
      'list tags of what is gone': gone,
      'tag what is gone': gone,
      'untag what is gone': gone,
      'delete rules that are gone': gone,
      'create rules that are there': '409 ConflictException, moto 200',
    },
  },
];

const eksReference = 'https://docs.aws.amazon.com/eks/latest/APIReference';

export const eksExceptions: readonly Exception[] = [
  {
    why: 'AWS takes 1 to 100 results a page, and its own tokens',
    source: `${eksReference}/API_ListClusters.html`,
    calls: {
      'list too small a page': '400 InvalidParameterException, moto 200',
      'list too big a page': '400 InvalidParameterException, moto 200',
      'list by a token that nobody gave': '400 InvalidParameterException, moto 500',
    },
  },
  {
    why: 'AWS finds no profiles of a cluster that is not there',
    source: `${eksReference}/API_ListFargateProfiles.html`,
    calls: { 'list profiles of no cluster': '404 ResourceNotFoundException, moto 500' },
  },
  {
    why: 'a cluster has more to it than it was created with, and encryption only when asked for',
    source: `${eksReference}/API_Cluster.html`,
    calls: {
      'describe a cluster': [
        '+cluster.accessConfig: object',
        '+cluster.health: object',
        '+cluster.kubernetesNetworkConfig.ipFamily: string',
        '+cluster.resourcesVpcConfig.endpointPrivateAccess: boolean',
        '+cluster.resourcesVpcConfig.endpointPublicAccess: boolean',
        '+cluster.resourcesVpcConfig.publicAccessCidrs: array',
        '+cluster.resourcesVpcConfig.securityGroupIds: array',
        '+cluster.resourcesVpcConfig.vpcId: string',
        '-cluster.encryptionConfig: array',
      ].join('; '),
    },
  },
  {
    why: 'AWS says of a profile what is wrong with it',
    source: `${eksReference}/API_FargateProfile.html`,
    calls: { 'describe a profile': '+fargateProfile.health: object' },
  },
];

const stsReference = 'https://docs.aws.amazon.com/STS/latest/APIReference';

export const stsExceptions: readonly Exception[] = [
  {
    why: 'the packed size is that of policies and tags, and none were passed',
    source: `${stsReference}/API_AssumeRole.html`,
    calls: {
      'take a role': '-PackedPolicySize: string',
      'take a role for a while': '-PackedPolicySize: string',
    },
  },
  {
    why: 'the same, and AWS says whose token it was',
    source: `${stsReference}/API_AssumeRoleWithWebIdentity.html`,
    calls: { 'take a role by a token': '+SubjectFromWebIdentityToken: string; -PackedPolicySize: string' },
  },
  {
    why: 'a session lasts from 900 seconds on; ARN and name of the session are needed',
    source: `${stsReference}/API_AssumeRole.html`,
    calls: {
      'take a role for too short a while': '400 ValidationError, moto 200',
      'take a role without its ARN': '400 ValidationError, moto 500',
      'take a role without a name': '400 ValidationError, moto 500',
    },
  },
  {
    why: 'moto has every role and believes every token',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html',
    calls: {
      'take a role that is not there': '403 AccessDenied, moto 200',
      'take a role by another token': '400 InvalidIdentityToken, moto 200',
    },
  },
];

/** Errors that operations share, so that the model of none of them has it. */
export const commonErrors: Readonly<Record<string, string>> = {
  ValidationError: `${stsReference}/CommonErrors.html`,
  AccessDenied: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html',
};
