/** What YAML has to escape, or what one of the parsers that read our files takes for a line break or refuses. */
const unprintable =
  /[^\t\n\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

const loneSurrogate = /\p{Surrogate}/u;

/** Whether the text can stand in a file as it is, line breaks and tabs included. https://yaml.org/spec/1.2.2/#51-character-set */
export function isPrintable(text: string): boolean {
  return !unprintable.test(text);
}

/** The text as it is written between double quotes; `undefined` where no escape stands for a character of it. */
export function quotedText(text: string): string | undefined {
  return loneSurrogate.test(text)
    ? undefined
    : JSON.stringify(text)
        .slice(1, -1)
        .replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (char) => {
          return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
        });
}
