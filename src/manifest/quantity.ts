/** Powers of ten that the suffixes stand for. */
const decimal: Readonly<Record<string, number>> = {
  ...{ n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 },
};

/** Powers of two that the suffixes stand for. */
const binary: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/**
 * The number that a Kubernetes quantity stands for (`200m` is 0.2, `1Ki` is 1024); `undefined` for all that is none. An exponent
 * is a suffix too, so nothing can stand behind it.
 * https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/api/resource/quantity.go, `ParseQuantity`
 */
export function parseQuantity(text: string): number | undefined {
  const [, amount, suffix = ''] =
    /^([-+]?(?:\d+(?:\.\d*)?|\.\d+))([a-zA-Z]{0,2}|[eE][-+]?\d+)$/.exec(text) ?? [];
  if (amount === undefined) {
    return undefined;
  }
  // The exponent is put into the text, as 700 times 0.001 is not quite 0.7.
  if (/^[eE][-+]?\d+$/.test(suffix)) {
    return Number(amount + suffix);
  }
  const ten = decimal[suffix];
  const two = binary[suffix];
  return ten !== undefined
    ? Number(`${amount}e${ten}`)
    : two !== undefined
      ? Number(amount) * 2 ** two
      : undefined;
}

/** The mebibytes of a quantity such as `400Mi`, `1.5G` or `2e9`; `undefined` for what is none. */
export function quantityMiB(text: string): number | undefined {
  const bytes = parseQuantity(text);
  return bytes === undefined ? undefined : bytes / 2 ** 20;
}
