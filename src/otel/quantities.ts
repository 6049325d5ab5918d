const suffixes: Readonly<Record<string, number>> = {
  m: 1e-3,
  '': 1,
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

/**
 * The mebibytes of a Kubernetes quantity such as `400Mi`, `1.5G` or `2e9`; `undefined` for what is none.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function quantityMiB(text: string): number | undefined {
  const [, number = '', suffix = ''] =
    /^([+-]?[\d.]{1,20}(?:[eE][+-]?\d{1,2})?)([A-Za-z]{0,2})$/.exec(text.trim()) ?? [];
  const scale = suffixes[suffix];
  const value = Number(number);
  return number === '' || scale === undefined || Number.isNaN(value) ? undefined : (value * scale) / 2 ** 20;
}

/**
 * The mebibytes of Go's `GOMEMLIMIT`, such as `640MiB` or a number of bytes; `undefined` for `off` and what is none.
 * https://pkg.go.dev/runtime#hdr-Environment_Variables
 */
export function goMemoryLimitMiB(text: string): number | undefined {
  const [, number, unit = 'B'] = /^(\d{1,19})(B|KiB|MiB|GiB|TiB)?$/.exec(text.trim()) ?? [];
  return number === undefined
    ? undefined
    : (Number(number) * 1024 ** ['B', 'KiB', 'MiB', 'GiB', 'TiB'].indexOf(unit)) / 2 ** 20;
}
