import { signatureOf } from './describe/signature.ts';
import type { Signature } from './describe/signature.ts';
import { calleeOf, commasSince, placeAt } from './suggest/place.ts';

/** The function whose arguments a place is in. */
export interface SignatureHelp {
  signature: Signature;
  /** Which of its parameters is being written. */
  active: number;
}

/** `undefined` outside of the arguments of functions and aggregations. */
export function signatureAt(text: string, offset: number): SignatureHelp | undefined {
  const place = placeAt(text, offset);
  if (place === undefined) {
    return undefined;
  }
  for (const opener of place.open.toReversed()) {
    const callee = place.before[opener]?.text === '(' ? calleeOf(place, opener) : undefined;
    const signature = callee === undefined ? undefined : signatureOf(callee);
    if (signature !== undefined) {
      const commas = commasSince(place, opener);
      const last = signature.parameters.length - 1;
      return { signature, active: signature.repeats ? Math.min(commas, last) : commas };
    }
  }
  return undefined;
}
