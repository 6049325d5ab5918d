const sample = `---
datasource: cloudwatch@eu-west-1
range: 1h
---

# Title

- item
  \`\`\`promql
  in_the_list
  \`\`\`

\`\`\`promql
# @name errors
sum(rate(errors_total[5m]))
\`\`\`

\`\`\`text adot-output
1 series
\`\`\`

> \`\`\`promql
> quoted
> \`\`\`

1. one
2. two

  ~~~~promql title="a b"
  up
    == 1
  ~~~
  ~~~~

<!-- a comment
\`\`\`promql
hidden
\`\`\`
-->
\`\`\`\`markdown
\`\`\`promql
shown
\`\`\`
\`\`\`\`
\`\`\`promql
\`\`\`
The end
`;

const pieces = [
  ...[
    '```promql\n',
    '```',
    '\n```\n',
    '~~~',
    '````promql x\n',
    '```text adot-output\n',
    '---\n',
    '...\n',
    '\ufeff',
  ],
  ...['\r\n', '\r', '\n', '\n\n\n', '\u0000', '\u2028', '\u0085', '\f', '\t', ' ', '   ', '    ', '`', '~'],
  ...[
    '- ',
    '1. ',
    '> ',
    '# ',
    '<!--',
    '-->',
    '<div>',
    '<pre>',
    '<b>\n',
    '===\n',
    '***\n',
    'é',
    '😀',
    'datasource: x',
  ],
];

/** Markdown that somebody might have written, and that then went through a lot. */
export function mutatedMarkdown(random: (below: number) => number): string {
  let text = random(8) === 0 ? '' : sample.slice(random(4) === 0 ? random(sample.length) : 0);
  for (let rounds = random(5); rounds >= 0; rounds -= 1) {
    text = mutated(text, random);
  }
  return random(4) === 0 ? text.replaceAll('\n', '\r\n') : text;
}

function mutated(text: string, random: (below: number) => number): string {
  const at = random(text.length + 1);
  const length = random(40);
  switch (random(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return text.slice(0, at) + text.slice(at, at + length).repeat(2) + text.slice(at);
    case 3:
      return text.slice(at);
    default:
      return text.slice(0, at) + (pieces[random(pieces.length)] ?? '') + text.slice(at);
  }
}

/** What a person may write into a cell: pieces of Markdown in no order. */
export function scribble(random: (below: number) => number): string {
  return Array.from({ length: 1 + random(6) }, () => pieces[random(pieces.length)] ?? '').join(
    random(2) === 0 ? '' : 'x',
  );
}
