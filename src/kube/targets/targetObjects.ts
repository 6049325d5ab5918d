import type { ObjectMeta, RawContainer, RawContainerStatus, RawPod, RawPodSpec } from '../objects.ts';

/** The parts of objects from which scrape targets are made, as the API sends them. */
export interface TargetPort {
  name?: string;
  containerPort: number;
  protocol?: string;
}

export interface TargetContainer extends RawContainer {
  ports?: TargetPort[];
}

export interface TargetPod {
  metadata: ObjectMeta;
  spec?: Pick<RawPodSpec, 'nodeName'> & {
    containers?: TargetContainer[];
    initContainers?: TargetContainer[];
  };
  status?: Pick<NonNullable<RawPod['status']>, 'phase' | 'conditions'> & {
    podIP?: string;
    hostIP?: string;
    containerStatuses?: Pick<RawContainerStatus, 'name' | 'containerID'>[];
    initContainerStatuses?: Pick<RawContainerStatus, 'name' | 'containerID'>[];
  };
}

export interface TargetService {
  metadata: ObjectMeta;
  spec?: {
    type?: string;
    clusterIP?: string;
    externalName?: string;
    loadBalancerIP?: string;
    ipFamilies?: string[];
    ipFamilyPolicy?: string;
    ports?: { name?: string; port: number; protocol?: string }[];
  };
}

export interface ObjectReference {
  kind?: string;
  namespace?: string;
  name?: string;
}

export interface SlicePort {
  name?: string;
  port?: number;
  protocol?: string;
  appProtocol?: string;
}

export interface SliceEndpoint {
  addresses?: string[];
  conditions?: { ready?: boolean; serving?: boolean; terminating?: boolean };
  hostname?: string;
  nodeName?: string;
  zone?: string;
  targetRef?: ObjectReference;
  deprecatedTopology?: Record<string, string>;
}

export interface TargetSlice {
  metadata: ObjectMeta;
  addressType?: string;
  endpoints?: SliceEndpoint[] | null;
  ports?: SlicePort[] | null;
}

export interface EndpointAddress {
  ip: string;
  hostname?: string;
  nodeName?: string;
  targetRef?: ObjectReference;
}

export interface TargetEndpoints {
  metadata: ObjectMeta;
  subsets?: {
    addresses?: EndpointAddress[];
    notReadyAddresses?: EndpointAddress[];
    ports?: { name?: string; port: number; protocol?: string }[];
  }[];
}

export interface TargetNode {
  metadata: ObjectMeta;
  spec?: { providerID?: string };
  status?: {
    addresses?: { type: string; address: string }[];
    conditions?: { type: string; status: string }[];
    daemonEndpoints?: { kubeletEndpoint?: { Port?: number } };
  };
}

/** Objects of one or more namespaces; lists that a role has no use for may be left out. */
export interface TargetObjects {
  pods?: readonly TargetPod[];
  services?: readonly TargetService[];
  slices?: readonly TargetSlice[];
  endpoints?: readonly TargetEndpoints[];
  nodes?: readonly TargetNode[];
  /** For what is attached. */
  namespaces?: readonly { metadata: ObjectMeta }[];
  replicaSets?: readonly { metadata: ObjectMeta }[];
  jobs?: readonly { metadata: ObjectMeta }[];
}
