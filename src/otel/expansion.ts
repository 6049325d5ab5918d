/** One `${…}` of a text that the collector puts a value in for. */
export interface Expansion {
  /** In the text, braces included. */
  start: number;
  end: number;
  /** Empty where a colon has none in front. */
  scheme: string;
  /** Behind the scheme; for `env` the name, without a default. */
  name: string;
  /** What stands behind `:-`. */
  fallback: string | undefined;
}

const scheme = /^([A-Za-z][A-Za-z0-9+.-]+):/;

/**
 * The expressions of a text that the collector expands, innermost first as it does it; what `$$` escapes is none. ADOT's scheme
 * is `env` where none is written.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/confmap/expand.go
 */
export function expansionsOf(text: string): Expansion[] {
  const found: Expansion[] = [];
  let open = -1;
  for (let at = text.indexOf('$'); at >= 0 && at < text.length; at += 1) {
    if (text[at] === '$') {
      const from = at;
      while (text[at + 1] === '$') {
        at += 1;
      }
      // Pairs stand for one `$` each; only the odd one out opens an expression.
      if (text[at + 1] === '{' && (at - from) % 2 === 0) {
        open = at;
      }
    } else if (text[at] === '}' && open >= 0) {
      found.push(expansionAt(text, open, at + 1));
      open = -1;
    }
  }
  return found;
}

function expansionAt(text: string, start: number, end: number): Expansion {
  const inner = text.slice(start + 2, end - 1);
  const written = scheme.exec(inner)?.[1];
  const opaque = written === undefined ? inner : inner.slice(written.length + 1);
  // With a colon there has to be a scheme, and `A:-b` has none: a scheme has two characters at least.
  const used = written ?? (inner.includes(':') ? '' : 'env');
  const dash = used === 'env' ? opaque.indexOf(':-') : -1;
  return {
    start,
    end,
    scheme: used,
    name: dash < 0 ? opaque : opaque.slice(0, dash),
    fallback: dash < 0 ? undefined : opaque.slice(dash + 2),
  };
}

/** The text with the environment variables that are known put in; others stay as they are. */
export function expandEnvironment(text: string, env: Readonly<Record<string, string>>): string {
  if (!text.includes('${')) {
    return text;
  }
  let result = '';
  let at = 0;
  for (const { start, end, scheme: used, name, fallback } of expansionsOf(text)) {
    const value =
      used === 'env' ? ((Object.hasOwn(env, name) ? env[name] : undefined) ?? fallback) : undefined;
    result += text.slice(at, start) + (value ?? text.slice(start, end));
    at = end;
  }
  return result + text.slice(at);
}

/** Whether something is left in a text that only the running collector knows. */
export function isOpen(text: string): boolean {
  return text.includes('${') && expansionsOf(text).length > 0;
}
