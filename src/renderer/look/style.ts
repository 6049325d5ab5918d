/** The look of an output: VS Code's variables only, and nothing that moves. */
const css = `
:host { display: block; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.output {
  font: 13px/1.4 var(--vscode-font-family, sans-serif);
  color: var(--vscode-foreground);
  padding: 4px 0 2px;
  contain: content;
  position: relative;
}
bdi { unicode-bidi: isolate; }
button {
  font: inherit; font-size: 12px; color: inherit; background: none; border: 1px solid transparent;
  border-radius: 4px; padding: 2px 6px; cursor: pointer;
}
button:hover { background: var(--vscode-toolbar-hoverBackground, rgba(128, 128, 128, 0.2)); outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent); outline-offset: -1px; }
button:focus-visible, input:focus-visible, .stage:focus-visible, .scroller:focus-visible {
  outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px;
}
p { margin: 0; overflow-wrap: anywhere; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet { color: var(--vscode-descriptionForeground); font-size: 12px; }
.toolbar { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 8px; min-height: 28px; margin-bottom: 4px; }
.kinds { display: flex; gap: 1px; }
.toolbar svg { width: 16px; height: 16px; display: block; fill: none; stroke: currentColor; stroke-width: 1.3; }
.toolbar button:has(svg) { padding: 3px 5px; }
.kinds [aria-checked="true"] {
  background: var(--vscode-inputOption-activeBackground, rgba(128, 128, 128, 0.3));
  color: var(--vscode-inputOption-activeForeground, inherit);
  border-color: var(--vscode-inputOption-activeBorder, transparent);
}
.extra { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 8px; flex: 1; justify-content: flex-end; }
.filter {
  font: inherit; font-size: 12px; color: var(--vscode-input-foreground, inherit); background: var(--vscode-input-background, transparent);
  border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, rgba(128, 128, 128, 0.5))); border-radius: 3px; padding: 2px 6px; width: 180px;
}
.filter::placeholder { color: var(--vscode-input-placeholderForeground); }
.stage { position: relative; border-radius: 2px; }
.uplot, .uplot * { box-sizing: border-box; }
.u-wrap { position: relative; user-select: none; -webkit-user-select: none; }
.u-over, .u-under, .u-axis { position: absolute; }
.u-over { cursor: crosshair; }
.u-under { overflow: hidden; }
.uplot canvas { display: block; position: relative; width: 100%; height: 100%; }
.uplot .overlay { position: absolute; inset: 0; pointer-events: none; }
.u-select { position: absolute; pointer-events: none; background: var(--vscode-editor-selectionBackground, rgba(128, 128, 128, 0.3)); opacity: 0.5; }
.u-cursor-x, .u-cursor-y { position: absolute; left: 0; top: 0; pointer-events: none; }
.u-hz .u-cursor-x { height: 100%; border-right: 1px dashed var(--vscode-descriptionForeground); }
.u-hz .u-cursor-y { width: 100%; border-bottom: 1px dashed var(--vscode-descriptionForeground); }
.u-off { display: none; }
.tooltip {
  position: absolute; z-index: 10; pointer-events: none; max-width: min(46%, 460px); padding: 4px 8px; border-radius: 4px; font-size: 12px;
  color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground));
  background: var(--vscode-editorHoverWidget-background, var(--vscode-editor-background));
  border: 1px solid var(--vscode-editorHoverWidget-border, rgba(128, 128, 128, 0.5));
  box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
}
.tipTitle { font-variant-numeric: tabular-nums; color: var(--vscode-descriptionForeground); margin-bottom: 2px; }
.tipRow { display: flex; align-items: baseline; gap: 6px; }
.tipRow.nearest { font-weight: 600; }
.tipName { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.tipValue { font-variant-numeric: tabular-nums; white-space: nowrap; }
.swatch { flex: none; display: inline-block; width: 10px; height: 10px; border-radius: 2px; }
.legend { display: flex; flex-wrap: wrap; gap: 0 4px; max-height: 132px; overflow: auto; margin: 2px 0 4px; }
.legend button { display: inline-flex; align-items: center; gap: 6px; max-width: 100%; min-width: 0; }
.legend bdi { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: 420px; }
.legend [aria-pressed="false"] { opacity: 0.5; text-decoration: line-through; }
.heatKey { display: flex; align-items: center; gap: 6px; justify-content: flex-end; font-variant-numeric: tabular-nums; }
.ramp { width: 120px; height: 8px; border-radius: 2px; background: linear-gradient(to right, transparent, currentColor); border: 1px solid var(--vscode-descriptionForeground); }
.bars { list-style: none; margin: 4px 0; padding: 0; display: grid; grid-template-columns: minmax(0, max-content) minmax(80px, 1fr) max-content; gap: 4px 10px; max-height: 360px; overflow: auto; }
.bars li { display: contents; }
.barName { max-width: 340px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 12px; }
.barTrack { align-self: center; height: 14px; background: var(--vscode-editorWidget-background, transparent); border-radius: 2px; overflow: hidden; outline: 1px solid var(--vscode-contrastBorder, transparent); }
.barFill { height: 100%; min-width: 1px; }
.barValue { font-variant-numeric: tabular-nums; text-align: end; font-size: 12px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(180px, 1fr)); gap: 12px 16px; padding: 4px 0; }
.tiles.single { grid-template-columns: minmax(0, 420px); }
.tile { min-width: 0; }
.tileValue { font-size: 26px; line-height: 1.25; font-weight: 300; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.single .tileValue { font-size: 44px; }
.tileText { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 260px; overflow: auto; }
.tileName { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.spark { display: block; width: 100%; height: 36px; margin: 2px 0; }
.scroller { max-height: 340px; overflow: auto; border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, rgba(128, 128, 128, 0.35))); }
table { border-collapse: separate; border-spacing: 0; color: inherit; font: inherit; font-size: 12px; min-width: 100%; }
th { position: sticky; top: 0; z-index: 1; background: var(--vscode-editor-background); text-align: start; padding: 0; border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, rgba(128, 128, 128, 0.35))); }
th button { width: 100%; text-align: inherit; font-weight: 600; white-space: nowrap; border-radius: 0; padding: 3px 8px; }
td { height: 24px; padding: 0 8px; white-space: nowrap; max-width: 360px; overflow: hidden; text-overflow: ellipsis; }
td.spacer { padding: 0; height: auto; }
.number { text-align: end; font-variant-numeric: tabular-nums; }
tbody tr:nth-child(even of :not([aria-hidden])) td { background: var(--vscode-keybindingTable-rowsBackground, transparent); }
tbody tr:hover td { background: var(--vscode-list-hoverBackground); }
.notes { display: grid; gap: 2px; padding-top: 2px; }
.notes .warning strong { color: var(--vscode-editorWarning-foreground, inherit); }
.notes .info strong { color: var(--vscode-editorInfo-foreground, inherit); }
.empty { padding: 12px 0; display: grid; gap: 4px; }
`;

/** A style sheet of its own for each output: no style element, which a page's policy could forbid. */
export function sheet(): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
