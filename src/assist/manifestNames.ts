import { dataKeysOf } from '../manifest/objects/configFiles.ts';
import { mayShareNamespace, objectsOf } from '../manifest/objects/kubeObjects.ts';
import type { KubeObject } from '../manifest/objects/kubeObjects.ts';
import { indexObjects } from '../manifest/objects/objectIndex.ts';
import type { ObjectIndex } from '../manifest/objects/objectIndex.ts';
import { textOf, valueAt } from '../manifest/yaml/yamlNode.ts';
import { alone } from './navigate/objectLinks.ts';
import type { Surroundings } from './navigate/objectLinks.ts';
import type { AssistFile } from './view.ts';

/** A field that names an object, as it stands in one. */
export interface NamingField {
  /** Keys and list indexes that lead to it. */
  path: readonly (string | number)[];
  /** Of the object that it is part of. */
  namespace: string | undefined;
  /** What stands beside it. */
  beside: (name: string) => string | undefined;
  /** What stands beside the list that it is an item's part of. */
  besideList: (name: string) => string | undefined;
}

/** The kinds of objects that fields name, by the key above them and their own. */
const kinds: Readonly<Record<string, string>> = {
  'configMap.name': 'ConfigMap',
  'configMapRef.name': 'ConfigMap',
  'configMapKeyRef.name': 'ConfigMap',
  'secret.secretName': 'Secret',
  'secretRef.name': 'Secret',
  'secretKeyRef.name': 'Secret',
  'persistentVolumeClaim.claimName': 'PersistentVolumeClaim',
  'service.name': 'Service',
};

/** The names that a field can take from the objects of the file and of the folder; none for fields that name nothing. */
export function namesFor(file: AssistFile, field: NamingField, around: Surroundings = alone): string[] {
  const keys = field.path.filter((step) => typeof step === 'string');
  const [above = '', own = ''] = [keys.at(-2), keys.at(-1)];
  const objects = (): ObjectIndex =>
    indexObjects([
      ...file.documents.flatMap((document) => objectsOf(around.path, document)),
      ...around.objects.filter(({ file: path }) => path !== around.path),
    ]);
  const ofKind = (kind: string, namespace = field.namespace): string[] =>
    namesOf(objects().ofKind(kind), namespace);
  const kind = kinds[`${above}.${own}`];
  if (kind !== undefined) {
    return ofKind(kind);
  }
  if (own === 'serviceAccountName' && above !== 'podIdentityAssociations') {
    return accountsOf(objects(), field.namespace);
  }
  if (own === 'key') {
    return keysOf(objects(), field, keys);
  }
  if (own !== 'name') {
    return [];
  }
  if (above === 'subjects') {
    const isAccount = field.beside('kind') === 'ServiceAccount';
    return isAccount ? accountsOf(objects(), field.beside('namespace') ?? field.namespace) : [];
  }
  return above === 'roleRef' || above === 'scaleTargetRef' ? ofKind(field.beside('kind') ?? '') : [];
}

/** Service accounts of manifests and of clusters. */
function accountsOf({ ofKind, clusters }: ObjectIndex, namespace: string | undefined): string[] {
  const inClusters = clusters.flatMap(({ serviceAccounts }) =>
    serviceAccounts.filter((one) => mayShareNamespace(one.namespace, namespace)).map(({ name }) => name.text),
  );
  return [...new Set([...namesOf(ofKind('ServiceAccount'), namespace), ...inClusters])];
}

/** The keys of the ConfigMap or Secret that is named beside, or beside the list of items. */
function keysOf({ named }: ObjectIndex, field: NamingField, keys: readonly string[]): string[] {
  const above = keys.at(-2);
  const source = above === 'items' ? keys.at(-3) : above;
  const kind = /^configMap/.test(source ?? '') ? 'ConfigMap' : /^secret/.test(source ?? '') ? 'Secret' : '';
  const beside = above === 'items' ? field.besideList : field.beside;
  const name = beside('name') ?? beside('secretName');
  const owners = name === undefined ? [] : named(kind, name);
  return owners.filter((one) => mayShareNamespace(one.namespace, field.namespace)).flatMap(dataKeysOf);
}

function namesOf(objects: readonly KubeObject[], namespace: string | undefined): string[] {
  const found = objects
    .filter((one) => mayShareNamespace(one.namespace, namespace))
    .flatMap(({ root }) => textOf(valueAt(root, 'metadata', 'name')) ?? []);
  return [...new Set(found)];
}
