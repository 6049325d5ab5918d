/** A stretch that is refused, and why. */
export interface Refused {
  message: string;
  start: number;
  end: number;
}
