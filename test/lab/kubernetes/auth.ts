import type { Target, Verb } from './call.ts';
import { groupResource } from './resources.ts';
import type { Resource } from './resources.ts';
import { ApiError, unauthorized } from './status.ts';
import type { KubernetesUser } from './types.ts';

/** The static tokens of the lab's kubeconfig. Nothing outside of the lab takes them. */
export const tokens = {
  admin: 'lab-admin-token',
  exec: 'lab-exec-token',
  oneNamespace: 'lab-reader-token',
  expired: 'lab-expired-token',
} as const;

/** The namespace that the reader may read. */
export const readerNamespace = 'prom-sample-app';

const readerGroup = 'lab:readers';
const masters = 'system:masters';
const anonymous: KubernetesUser = { user: 'system:anonymous', groups: ['system:unauthenticated'] };

const knownTokens: Record<string, KubernetesUser> = {
  [tokens.admin]: { user: 'kubernetes-admin', groups: [masters, 'system:authenticated'] },
  [tokens.exec]: { user: 'exec-admin', groups: [masters, 'system:authenticated'] },
  [tokens.oneNamespace]: { user: 'app-reader', groups: [readerGroup, 'system:authenticated'] },
};

/** What somebody wants to do. */
export interface Attributes {
  verb: string;
  group: string;
  resource: string;
  subresource: string;
  namespace: string;
  name: string;
}

/** Checks an EKS token; `undefined` when it is not good. */
export type CheckToken = (token: string) => Promise<KubernetesUser | undefined>;

/** Who asks. Without credentials that is system:anonymous; with wrong or expired ones it is a 401. */
export async function authenticate(
  authorization: string | undefined,
  checkToken: CheckToken,
): Promise<KubernetesUser> {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]?.trim();
  if (token === undefined) {
    return anonymous;
  }
  const user = token.startsWith('k8s-aws-v1.') ? await checkToken(token) : knownTokens[token];
  if (user === undefined) {
    throw unauthorized();
  }
  return user;
}

/** Whether RBAC lets the user do that: administrators everything, the reader what is in its namespace. */
export function isAllowed({ groups }: KubernetesUser, attributes: Attributes): boolean {
  const { verb, namespace, resource, subresource } = attributes;
  if (groups.includes(masters)) {
    return true;
  }
  // Every authenticated user may ask what it may do: ClusterRole system:basic-user.
  if (verb === 'create' && resource === 'selfsubjectaccessreviews') {
    return groups.includes('system:authenticated');
  }
  return (
    groups.includes(readerGroup) &&
    namespace === readerNamespace &&
    ['get', 'list', 'watch'].includes(verb) &&
    (subresource === '' || subresource === 'log')
  );
}

/** Throws a 403 in the words of the RBAC authorizer. */
export function authorize(user: KubernetesUser, verb: Verb, target: Target): void {
  const { resource, namespace, name, subresource } = target;
  const attributes = attributesOf(verb, target);
  if (!isAllowed(user, attributes)) {
    const full = subresource === '' ? resource.plural : `${resource.plural}/${subresource}`;
    const subject = `${groupResource(resource)}${name === '' ? '' : ` "${name}"`}`;
    const scope = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
    throw new ApiError(
      403,
      'Forbidden',
      `${subject} is forbidden: User "${user.user}" cannot ${verb} resource "${full}" in API group "${resource.group}" ${scope}`,
      {
        ...(name === '' ? {} : { name }),
        ...(resource.group === '' ? {} : { group: resource.group }),
        kind: resource.plural,
      },
    );
  }
}

/** Anonymous users may see the version and the health, but no other path: ClusterRole system:public-info-viewer. */
export function authorizePath({ user, groups }: KubernetesUser, path: string): void {
  const isPublic = /^\/(version|healthz|livez|readyz)\/?$/.test(path);
  if (!isPublic && !groups.includes('system:authenticated') && !groups.includes(masters)) {
    throw new ApiError(403, 'Forbidden', `forbidden: User "${user}" cannot get path "${path}"`, {});
  }
}

function attributesOf(verb: Verb, { resource, namespace, name, subresource }: Target): Attributes {
  const { group, plural }: Resource = resource;
  // For its authorizer the name of a namespace is the namespace, too.
  const scope = plural === 'namespaces' ? name : namespace;
  return { verb, group, resource: plural, subresource, namespace: scope, name };
}
