/** What a page of the bench answers. */
export interface FirstPaint {
  /** From bytes to pixels. */
  ms: number;
  /** Columns of pixels with a line in them, as a part of those that should have one, and colours that are there. */
  covered: number;
  colors: number;
  /** Painted pixels, as a part of a picture of 900 x 260. */
  inked: number;
}
