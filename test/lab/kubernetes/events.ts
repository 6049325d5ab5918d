import { timestamp, uidOf } from './identity.ts';
import type { KubeObject } from './objects.ts';

/** An event as the components of the cluster write it (core/v1). */
export function makeEvent(
  about: KubeObject,
  event: {
    type?: 'Normal' | 'Warning';
    reason: string;
    message: string;
    time: number;
    firstTime?: number;
    count?: number;
    component?: string;
    serial: number;
  },
): KubeObject {
  const { namespace = 'default', name, uid = '', resourceVersion } = about.metadata;
  const {
    component = 'kubelet',
    type = 'Normal',
    reason,
    message,
    count = 1,
    time,
    firstTime = time,
    serial,
  } = event;
  const eventName = `${name}.${(firstTime * 1000 + serial).toString(16)}`;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name: eventName,
      namespace,
      uid: uidOf(`Event/${namespace}/${eventName}`),
      creationTimestamp: timestamp(firstTime),
    },
    involvedObject: { kind: about.kind, namespace, name, uid, apiVersion: about.apiVersion, resourceVersion },
    reason,
    message,
    source: { component },
    firstTimestamp: timestamp(firstTime),
    lastTimestamp: timestamp(time),
    count,
    type,
    eventTime: null,
    reportingComponent: component,
    reportingInstance: '',
  };
}
