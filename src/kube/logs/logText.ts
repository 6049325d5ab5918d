/** A line as the API sends it with `timestamps=true`. `time` is RFC 3339; absent when the kubelet itself says something. */
export interface TimedLine {
  time?: string;
  text: string;
}

const stamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)) ?/;

/** Takes the timestamp off a line. */
export function readTimedLine(line: string): TimedLine {
  const [head, time] = stamp.exec(line) ?? [];
  return head === undefined || time === undefined ? { text: line } : { time, text: line.slice(head.length) };
}

/** Negative when `a` is earlier. Both are RFC 3339 with up to nine digits after the point and any offset. */
export function compareTimes(a: string, b: string): number {
  if (a.length === b.length && a.endsWith('Z') && b.endsWith('Z')) {
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return wholeMs(a) - wholeMs(b) || fraction(a) - fraction(b);
}

/** The whole second a time lies in, in UTC: the API server passes `sinceTime` on to the kubelet without its fraction. */
export function floorToSecond(time: string): string {
  return new Date(wholeMs(time)).toISOString().replace('.000Z', 'Z');
}

function wholeMs(time: string): number {
  return Date.parse(time.replace(/\.\d+/, ''));
}

/** In nanoseconds. */
function fraction(time: string): number {
  return Number((/\.(\d+)/.exec(time)?.[1] ?? '').padEnd(9, '0'));
}

// Escape sequences of terminals: CSI (colours, cursor), OSC (titles, links), and the short ones (ECMA-48).
// eslint-disable-next-line no-control-regex
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;
// Other control characters, and those that turn the direction of text (they can make a line read as another).
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
// eslint-disable-next-line no-control-regex
const suspicious = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** The text without terminal escapes; other control characters become visible: ␀, ␛, <U+202E>. */
export function makeHarmless(text: string): string {
  return suspicious.test(text) ? text.replace(escapes, '').replace(controls, showControl) : text;
}

function showControl(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) {
    return String.fromCharCode(0x2400 + code);
  }
  return code === 0x7f ? '\u2421' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
