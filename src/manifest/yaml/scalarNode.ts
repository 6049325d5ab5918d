import { readScalar } from './readScalar.ts';
import type { ScalarValue } from './readScalar.ts';
import type { ScalarMarks } from './scalarMarks.ts';
import { walkBlock, walkFlow } from './scalarWalk.ts';
import type { Chomping, ScalarSink } from './scalarWalk.ts';
import type { ScalarStyle, YamlScalar } from './yamlNode.ts';

/** Scalars whose characters, without the quotes, are the value as they are. */
export type AsWritten = 'plain' | 'single' | 'double';

/** A scalar whose text and value are worked out when they are asked for, which for most scalars of a file is never. */
export class LazyScalar implements YamlScalar {
  readonly kind = 'scalar';
  readonly start: number;
  readonly end: number;
  readonly style: ScalarStyle;
  declare tag?: string;
  declare anchor?: string;
  #source: string | undefined;
  readonly #marks: ScalarMarks | AsWritten;
  #text = '';
  /** `undefined` until it is asked for; no value is that. */
  #value: ScalarValue | undefined = undefined;

  /** What is as it is written lies in `source` where the scalar does; for the others the marks say where. */
  constructor(start: number, end: number, source: string, marks: ScalarMarks | AsWritten) {
    this.start = start;
    this.end = end;
    this.style = typeof marks === 'string' ? marks : styleOf(marks);
    this.#source = source;
    this.#marks = marks;
  }

  /** Takes the text from somebody who has it. */
  know(text: string): this {
    this.#text = text;
    this.#source = undefined;
    return this;
  }

  get text(): string {
    if (this.#source !== undefined) {
      const quote = this.#marks === 'plain' ? 0 : 1;
      this.#text =
        typeof this.#marks === 'string'
          ? this.#source.slice(this.start + quote, this.end - quote)
          : scalarText(this.#source, this.#marks);
      this.#source = undefined;
    }
    return this.#text;
  }

  /** Whether that is the text, found out without putting it together where that can be. */
  is(text: string): boolean {
    if (this.#source === undefined || typeof this.#marks !== 'string') {
      return this.text === text;
    }
    const quote = this.#marks === 'plain' ? 0 : 1;
    return (
      this.end - this.start - 2 * quote === text.length && this.#source.startsWith(text, this.start + quote)
    );
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
  const chomping = chompings[marks.chomping] ?? 'clip';
  const style = styleOf(marks);
  if (style === 'literal' && !source.slice(valueStart, valueEnd).includes('\r')) {
    return literalText(source, marks, chomping);
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
  if (style === 'literal' || style === 'folded') {
    walkBlock(source, valueStart, valueEnd, { style, indent, chomping }, sink);
  } else {
    walkFlow(source, valueStart, valueEnd, style, sink);
  }
  return text;
}

/** What `walkBlock` tells of a literal block without carriage returns, in one go: most long texts are such. */
function literalText(
  source: string,
  { valueStart, valueEnd, indent }: ScalarMarks,
  chomping: Chomping,
): string {
  const parts: string[] = [];
  let breaks = 0;
  for (let at = valueStart; at < valueEnd;) {
    const found = source.indexOf('\n', at);
    const end = found < 0 || found > valueEnd ? valueEnd : found;
    if (indent >= 0 && at + indent < end) {
      for (; breaks > 0; breaks -= 1) {
        parts.push('\n');
      }
      parts.push(source.slice(at + indent, end));
      breaks = 1;
    } else if (end < valueEnd) {
      breaks += 1;
    }
    at = end + 1;
  }
  const kept = chomping === 'keep' ? breaks : chomping === 'clip' && parts.length > 0 ? 1 : 0;
  parts.push('\n'.repeat(kept));
  return parts.join('');
}
