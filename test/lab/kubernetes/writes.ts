import { parse } from 'yaml';
import { applyTo, mergePatch } from './apply.ts';
import type { Call, Verb } from './call.ts';
import { Entry, seedOf } from './entry.ts';
import { timestamp, uidOf } from './identity.ts';
import type { KubeObject } from './objects.ts';
import { negotiate, singleObject } from './render.ts';
import { groupVersion } from './resources.ts';
import type { Resource } from './resources.ts';
import { alreadyExists, ApiError, badRequest, conflict, invalid, notFound } from './status.ts';
import type { Store } from './store.ts';

export type WriteVerb = Extract<Verb, 'create' | 'update' | 'patch' | 'delete'>;

/** Answers create, update, patch and delete. No admission, no controllers, no field ownership: only objects that come and go. */
export class Writes {
  private readonly store: Store;
  private readonly now: () => number;
  /** Takes a pod away as its controller would; everything else the store removes. */
  private readonly deletePod: (namespace: string, name: string) => void;

  constructor(store: Store, now: () => number, deletePod: (namespace: string, name: string) => void) {
    this.store = store;
    this.now = now;
    this.deletePod = deletePod;
  }

  answer(call: Call, verb: WriteVerb, text: string): void {
    const dryRun = call.query.getAll('dryRun');
    if (dryRun.some((value) => value !== 'All')) {
      const kinds = {
        create: 'CreateOptions',
        update: 'UpdateOptions',
        patch: 'PatchOptions',
        delete: 'DeleteOptions',
      };
      const problem = `Unsupported value: ${JSON.stringify(dryRun)}: supported values: "All"`;
      throw invalid(kinds[verb], 'meta.k8s.io', '', 'dryRun', problem);
    }
    const isDry = dryRun.length > 0;
    switch (verb) {
      case 'create':
        return this.create(call, parseJson(text, call.target.resource.kind), isDry);
      case 'update':
        return this.update(call, parseJson(text, call.target.resource.kind), isDry);
      case 'patch':
        return this.patch(call, text, isDry);
      case 'delete':
        return this.delete(call, isDry);
    }
  }

  private create(call: Call, object: KubeObject, isDry: boolean): void {
    const { resource, namespace } = call.target;
    check(object, call, '');
    const name = object.metadata.name;
    if (this.store.get(resource.plural, namespace, name) !== undefined) {
      throw alreadyExists(resource, name);
    }
    this.save(call, object, { isDry, isNew: true });
  }

  private update(call: Call, object: KubeObject, isDry: boolean): void {
    const { resource, namespace, name } = call.target;
    check(object, call, name);
    const existing = this.store.get(resource.plural, namespace, name);
    if (existing === undefined) {
      throw notFound(resource, name);
    }
    checkVersion(resource, existing, object);
    this.save(call, object, { isDry, isNew: false });
  }

  private patch(call: Call, text: string, isDry: boolean): void {
    const { request, query, target } = call;
    const { resource, namespace, name } = target;
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
    const existing = this.store.get(resource.plural, namespace, name);
    switch (type) {
      case 'application/apply-patch+yaml': {
        if (!query.get('fieldManager')) {
          throw invalid(
            'PatchOptions',
            'meta.k8s.io',
            '',
            'fieldManager',
            'Required value: is required for apply patch',
          );
        }
        const applied = parseYaml(text);
        check(applied, call, name);
        if (existing !== undefined) {
          checkVersion(resource, existing, applied);
        }
        return this.save(call, existing === undefined ? applied : applyTo(existing.object, applied), {
          isDry,
          isNew: existing === undefined,
        });
      }
      case 'application/merge-patch+json':
      case 'application/strategic-merge-patch+json': {
        if (existing === undefined) {
          throw notFound(resource, name);
        }
        const patch = parseJson(text);
        const merge = type === 'application/merge-patch+json' ? mergePatch : applyTo;
        checkVersion(resource, existing, patch);
        return this.save(call, merge(existing.object, patch), { isDry, isNew: false });
      }
      default:
        throw new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
    }
  }

  private delete(call: Call, isDry: boolean): void {
    const { resource, namespace, name } = call.target;
    const existing = this.store.get(resource.plural, namespace, name);
    if (existing === undefined) {
      throw notFound(resource, name);
    }
    if (resource.plural === 'pods') {
      // Pods go gracefully, so the answer is the pod that is terminating.
      const deletionTimestamp = timestamp(this.now() + 30_000);
      const object = existing.object;
      answerJson(call, 200, { ...object, metadata: { ...object.metadata, deletionTimestamp } });
      if (!isDry) {
        this.deletePod(namespace, name);
      }
      return;
    }
    if (!isDry) {
      this.store.remove(resource.plural, namespace, name);
    }
    const { uid } = existing.object.metadata;
    const group = resource.group === '' ? {} : { group: resource.group };
    const details = { name, ...group, kind: resource.plural, uid };
    answerJson(call, 200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details });
  }

  private save(call: Call, object: KubeObject, { isDry, isNew }: { isDry: boolean; isNew: boolean }): void {
    const { resource, namespace } = call.target;
    const { name } = object.metadata;
    const existing = this.store.get(resource.plural, namespace, name)?.object;
    // Parts that only the server may write, whatever the client sends.
    const completed: KubeObject = {
      ...object,
      metadata: {
        ...object.metadata,
        ...(resource.namespaced ? { namespace } : {}),
        uid: existing?.metadata.uid ?? uidOf(`${resource.plural}/${namespace}/${name}/${this.store.version}`),
        creationTimestamp: existing?.metadata.creationTimestamp ?? timestamp(this.now()),
      },
      ...(existing?.status === undefined ? {} : { status: existing.status }),
    };
    const entry = isDry
      ? new Entry(resource, seedOf(resource, completed), isNew ? 0 : this.store.version)
      : this.store.put(resource.plural, completed);
    answerEntry(call, isNew ? 201 : 200, entry, this.now());
  }
}

/** A subdomain in the words of RFC 1123, which most names have to be. */
const dnsName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function badName(name: string): string {
  return (
    `Invalid value: ${JSON.stringify(name)}: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, ` +
    "'-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is " +
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
  );
}

function check(object: KubeObject, { target }: Call, name: string): void {
  const { resource, namespace } = target;
  const { apiVersion, kind, metadata } = object;
  if (apiVersion !== groupVersion(resource) || kind !== resource.kind) {
    throw badRequest(
      `${kind || 'object'} in version "${apiVersion}" cannot be handled as a ${resource.kind}: ` +
        // The real server tells kinds that it knows from others.
        (apiVersion === groupVersion(resource)
          ? `converting (${apiVersion}.${kind}) to (core.${resource.kind}): unknown conversion`
          : `no kind "${kind}" is registered for version "${apiVersion}" in scheme`),
    );
  }
  const given = (metadata as KubeObject['metadata'] | undefined)?.name ?? '';
  if (given === '') {
    throw invalid(
      resource.kind,
      resource.group,
      '',
      'metadata.name',
      'Required value: name or generateName is required',
    );
  }
  if (name !== '' && given !== name) {
    throw badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);
  }
  if (!dnsName.test(given)) {
    throw invalid(resource.kind, resource.group, given, 'metadata.name', badName(given));
  }
  if (metadata.namespace !== undefined && metadata.namespace !== namespace) {
    throw badRequest(`the namespace of the provided object does not match the namespace sent on the request`);
  }
}

/** Optimistic locking: who names a resourceVersion means that one. */
function checkVersion(resource: Resource, existing: Entry, object: KubeObject): void {
  const wanted = (object.metadata as KubeObject['metadata'] | undefined)?.resourceVersion;
  if (wanted !== undefined && wanted !== '' && wanted !== String(existing.version)) {
    throw conflict(resource, existing.seed.name);
  }
}

function answerEntry({ response, request, query }: Call, code: number, entry: Entry, now: number): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(singleObject(entry, negotiate(request.headers.accept, query, now)));
}

function answerJson({ response }: Call, code: number, body: unknown): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function parseJson(text: string, kind?: string): KubeObject {
  try {
    return JSON.parse(text) as KubeObject;
  } catch (error) {
    const unrecognized =
      kind === undefined ? '' : `the object provided is unrecognized (must be of type ${kind}): `;
    throw badRequest(
      `${unrecognized}couldn't get version/kind; json parse error: ${(error as Error).message}`,
    );
  }
}

function parseYaml(text: string): KubeObject {
  try {
    return (parse(text) ?? {}) as KubeObject;
  } catch (error) {
    throw badRequest(`error decoding YAML: ${(error as Error).message}`);
  }
}
