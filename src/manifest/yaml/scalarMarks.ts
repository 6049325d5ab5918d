/** Where in a text the characters stand that a scalar's value is made of, as js-yaml's events say it. */
export interface ScalarMarks {
  valueStart: number;
  valueEnd: number;
  style: number;
  chomping: number;
  indent: number;
  /** Whether the characters are the value as they are. */
  fast: boolean;
}
