/** One request that reached the lab, as `GET /requests` tells it. */
export interface SeenRequest {
  service: string;
  operation: string;
  identity?: string;
  region?: string;
  status: number;
}

export interface FaultSwitch {
  kind:
    'throttle' | 'denied' | 'expired' | 'quota' | 'latency' | 'cut' | 'error' | 'html' | 'gone' | 'refused';
  service?: string;
  operation?: string;
  times?: number;
  /** For `latency`. */
  latencyMs?: number;
}

/** Makes the lab misbehave until `mend`. */
export async function spoil(fault: FaultSwitch): Promise<void> {
  await call('POST', '/faults', fault);
}

export async function mend(): Promise<void> {
  await call('POST', '/reset', {});
}

/** As `aws sso logout` would: the profile's sign-in is over. */
export async function signOut(profile: string): Promise<void> {
  await call('POST', '/sign-out', { profile });
}

export async function clearRequests(): Promise<void> {
  await call('DELETE', '/requests');
}

export async function requestsTo(service: string, operation: string): Promise<SeenRequest[]> {
  return (await call('GET', `/requests?service=${service}&operation=${operation}`)) as SeenRequest[];
}

/** The address of a part of the lab. */
export async function endpointOf(service: 'aps' | 'prometheus'): Promise<string> {
  const { urls } = (await call('GET', '/')) as { urls: Record<string, string> };
  return urls[service] ?? '';
}

/** Does something to the lab's cluster: see its switchboard. */
export async function inCluster(action: string, ...args: unknown[]): Promise<unknown> {
  return call('POST', '/kubernetes', { do: action, with: args });
}

export async function settle(workspaceId: string, code?: string): Promise<void> {
  await call('POST', '/settle', { workspaceId, ...(code !== undefined && { code }) });
}

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(new URL(path, process.env.ADOT_LAB_URL), {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    throw new Error(`The lab answered ${response.status} to ${method} ${path}: ${await response.text()}`);
  }
  return response.json();
}
