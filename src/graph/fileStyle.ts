/** Where in the style sheet of the page the rules of the picture end. */
const end = '/* end of the picture */';

/** On white paper, dark enough for print. */
const values: Readonly<Record<string, string>> = {
  'graph-font': 'Segoe UI, Helvetica Neue, Arial, Noto Sans JP, sans-serif',
  'graph-text': '#1f2328',
  'graph-dim': '#57606a',
  'graph-paper': '#ffffff',
  'graph-lane': '#f3f5f8',
  'graph-lane-border': '#d8dee4',
  'graph-box': '#ffffff',
  'graph-box-border': '#b6bec8',
  'graph-edge': '#6e7781',
  'graph-receiver': '#1a6fc4',
  'graph-processor': '#7a3fb8',
  'graph-exporter': '#2f7d3b',
  'graph-connector': '#b3560a',
  'graph-other': '#6e7781',
  'graph-metrics': '#2f7d3b',
  'graph-traces': '#1a6fc4',
  'graph-logs': '#9a6700',
  'graph-error': '#c4261d',
  'graph-warning': '#9a6700',
};

/**
 * The rules of the picture with fixed colours, for a file that is seen outside of VS Code; many viewers of SVG know no
 * variables. Throws when the style sheet asks for a colour that has no value here.
 */
export function fileStyle(styleSheet: string): string {
  const rules = styleSheet.slice(0, styleSheet.indexOf(end));
  return rules
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .replaceAll(/var\(--([\w-]+)\)/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) {
        throw new Error(`no value for --${name}`);
      }
      return value;
    })
    .replaceAll(/\s+/g, ' ')
    .trim();
}
