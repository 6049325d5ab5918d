import type { Span } from '../problem.ts';
import { tokenReader } from './yaml/lineTokens.ts';

/** What a placeholder stands for. `other` only the person knows. */
export type PlaceholderKind =
  'endpoint' | 'region' | 'account' | 'workspaceId' | 'workspaceArn' | 'cluster' | 'roleArn' | 'other';

/** A spot that a guide left for its reader to fill in. */
export interface Placeholder extends Span {
  kind: PlaceholderKind;
  /** As it is written: `<YOUR_REGION>`. */
  name: string;
}

/** Names in capitals, parted by `_`, without the `YOUR`, `MY` or `AWS` in front. */
const meanings: Readonly<Record<Exclude<PlaceholderKind, 'other'>, RegExp>> = {
  endpoint: /^(?:(?:AMP|WORKSPACE|PROMETHEUS|REMOTE_WRITE)_)*(?:ENDPOINT|REMOTE_WRITE_URL)(?:_URL)?$/,
  region: /^(?:(?:DEFAULT|AMP|EKS|CLUSTER|WORKSPACE)_)*REGION$/,
  account: /^ACCOUNT(?:_?ID|_NUMBER)?$/,
  workspaceId: /^(?:(?:AMP|PROMETHEUS)_)*WORKSPACE(?:_?ID)?$/,
  workspaceArn: /^(?:(?:AMP|PROMETHEUS)_)*WORKSPACE_ARN$/,
  cluster: /^(?:EKS_)?CLUSTER(?:_?NAME)?$/,
  roleArn: /^(?:(?:IAM|IRSA|SERVICE_ACCOUNT)_)*ROLE_ARN$/,
};

const bracketed = /<([A-Za-z][A-Za-z0-9]*(?:[ _-][A-Za-z0-9]+)*)>/g;

/** Without brackets, words count only where they can mean nothing else. */
const bare: readonly RegExp[] = [
  // The name of an ECR image: ACCOUNTID.dkr.ecr.REGION.amazonaws.com/app
  /(?<![\w$({<.-])[A-Z][A-Z_]*(?=\.dkr\.ecr\.)/g,
  /(?<=\.dkr\.ecr\.)[A-Z][A-Z_]*(?=\.amazonaws\.)/g,
  // An ARN: arn:aws:aps:REGION:ACCOUNTID:workspace/WORKSPACE_ID
  /(?<=\barn:aws[a-z-]*:[a-z0-9-]*:)[A-Z][A-Z_]*(?=:)/g,
  /(?<=\barn:aws[a-z-]*:[a-z0-9-]*:[^\s:]*:)[A-Z][A-Z_]*(?=:)/g,
  // An AMP URL: https://aps-workspaces.REGION.amazonaws.com/workspaces/WORKSPACE_ID
  /(?<=\baps-workspaces\.)[A-Z][A-Z_]*(?=\.amazonaws\.)/g,
  /(?<=\/workspaces\/|:workspace\/)[A-Z][A-Z_]*\b/g,
  // The account id as a value of its own; not as a key, not as the name of a variable.
  // What it begins with comes first, or a long stretch of blanks would be searched from each of its characters.
  /(?=(?:AWS_)?ACCOUNT_?ID\b)(?<=[:=,\s"'[-]\s{0,100}["']?)\b(?:AWS_)?ACCOUNT_?ID\b(?=["']?\s*(?:$|[,\]}#]))(?<!\bname:\s{0,100}["']?\w{1,30})/gm,
];

/** The placeholders of a file in the order they stand there. Comments, which tell of placeholders, have none. */
export function findPlaceholders(text: string): Placeholder[] {
  const found = new Map<number, Placeholder>();
  const tokenAt = tokenReader(text);
  const add = (match: RegExpExecArray, word: string, mayBeOther: boolean): void => {
    const kind = meaningOf(word, mayBeOther);
    const start = match.index;
    if (kind !== undefined && tokenAt(start)?.kind !== 'comment') {
      found.set(start, { kind, name: match[0], start, end: start + match[0].length });
    }
  };
  for (const match of text.matchAll(bracketed)) {
    add(match, match[1] ?? '', true);
  }
  for (const pattern of bare) {
    for (const match of text.matchAll(pattern)) {
      add(match, match[0], false);
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

function meaningOf(word: string, mayBeOther: boolean): PlaceholderKind | undefined {
  const capitals = word.toUpperCase().replaceAll(/[ -]/g, '_');
  const name = capitals.replace(/^(?:(?:YOUR|MY|THE|AWS)_)+/, '');
  for (const [kind, pattern] of Object.entries(meanings)) {
    if (pattern.test(name)) {
      return kind as PlaceholderKind;
    }
  }
  // `<YOUR_…>` says plainly that it waits for its reader; other words in brackets may be anything.
  return mayBeOther && /^(?:YOUR|MY)_/.test(capitals) ? 'other' : undefined;
}
