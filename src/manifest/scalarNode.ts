import { readScalar } from './readScalar.ts';
import type { ScalarValue } from './readScalar.ts';
import type { ScalarMarks } from './scalarMarks.ts';
import { walkBlock, walkFlow } from './scalarWalk.ts';
import type { Chomping, ScalarSink } from './scalarWalk.ts';
import type { ScalarStyle, YamlScalar } from './yamlNode.ts';

/** A scalar whose text and value are worked out when they are asked for, which for most scalars of a file is never. */
export class LazyScalar implements YamlScalar {
  readonly kind = 'scalar';
  readonly start: number;
  readonly end: number;
  readonly style: ScalarStyle;
  declare tag?: string;
  declare anchor?: string;
  #source: string | undefined;
  readonly #marks: ScalarMarks;
  #text = '';
  /** `undefined` until it is asked for; no value is that. */
  #value: ScalarValue | undefined = undefined;

  constructor(start: number, end: number, source: string, marks: ScalarMarks) {
    this.start = start;
    this.end = end;
    this.style = styleOf(marks);
    this.#source = source;
    this.#marks = marks;
  }

  get text(): string {
    if (this.#source !== undefined) {
      this.#text = this.#marks.text ?? scalarText(this.#source, this.#marks);
      this.#source = undefined;
    }
    return this.#text;
  }

  /** Whether that is the text, found out without putting it together where that can be. */
  is(text: string): boolean {
    const { valueStart, valueEnd, fast, text: known } = this.#marks;
    return this.#source !== undefined && fast && known === undefined
      ? valueEnd - valueStart === text.length && this.#source.startsWith(text, Math.max(valueStart, 0))
      : this.text === text;
  }

  get value(): ScalarValue {
    return this.#value === undefined ? (this.#value = readScalar(this)) : this.#value;
  }
}

const styles: readonly ScalarStyle[] = ['plain', 'plain', 'single', 'double', 'literal', 'folded'];
const chompings: readonly Chomping[] = ['clip', 'clip', 'strip', 'keep'];

function styleOf({ style }: ScalarMarks): ScalarStyle {
  return styles[style] ?? 'plain';
}

function scalarText(source: string, marks: ScalarMarks): string {
  const { valueStart, valueEnd, indent } = marks;
  if (valueStart < 0) {
    return '';
  }
  if (marks.fast) {
    return source.slice(valueStart, valueEnd);
  }
  let text = '';
  const sink: ScalarSink = {
    run: (from, to) => {
      text += source.slice(from, to);
    },
    atom: (added) => {
      text += added;
    },
  };
  const style = styleOf(marks);
  if (style === 'literal' || style === 'folded') {
    const chomping = chompings[marks.chomping] ?? 'clip';
    walkBlock(source, valueStart, valueEnd, { style, indent, chomping }, sink);
  } else {
    walkFlow(source, valueStart, valueEnd, style, sink);
  }
  return text;
}
