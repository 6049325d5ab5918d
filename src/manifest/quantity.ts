/** Factors of the suffixes. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const factors: Readonly<Record<string, number>> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number that a Kubernetes quantity stands for (`200m` is 0.2, `1Ki` is 1024); `undefined` for all that is none. */
export function parseQuantity(text: string): number | undefined {
  const [, amount, suffix = ''] =
    /^([-+]?(?:\d+(?:\.\d*)?|\.\d+))([a-zA-Z]{0,2}|[eE][-+]?\d+)$/.exec(text) ?? [];
  if (amount === undefined) {
    return undefined;
  }
  const factor = /^[eE][-+]?\d+$/.test(suffix) ? 10 ** Number(suffix.slice(1)) : factors[suffix];
  return factor === undefined ? undefined : Number(amount) * factor;
}
