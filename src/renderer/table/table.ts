import type { Content, Context, Picture } from '../parts/content.ts';
import { isolated, listen, make } from '../parts/dom.ts';
import { textPicture } from '../parts/picture.ts';
import { arrange, delimited, rowsOf, windowOf } from './tableRows.ts';
import type { Column, Order, Rows, RowWindow } from './tableRows.ts';

const rowHeight = 24;
const filterFrom = 8;
const pictured = 40;
/** As the style sheet has it. */
const tallest = 340;

/** The parts of a table that change. */
interface Parts {
  readonly context: Context;
  readonly rows: Rows;
  readonly table: HTMLTableElement;
  readonly body: HTMLTableSectionElement;
  readonly scroller: HTMLElement;
  readonly status: HTMLElement;
  order: Order | undefined;
  filter: string;
  /** Which rows are there, in their order. */
  kept: Uint32Array;
  /** Which of them are in the page. */
  painted: RowWindow | undefined;
}

/** All values as a real table: only the rows in sight are in the page. */
export function createTable(context: Context): Content {
  const { shown, say } = context;
  const rows = rowsOf(shown.answer.result);
  const table = make('table', { 'aria-label': say('table') });
  const parts: Parts = {
    ...{ context, rows, table, body: make('tbody'), order: undefined, filter: '', kept: new Uint32Array() },
    painted: undefined,
    scroller: make('div', { class: 'scroller', tabindex: '0' }, table),
    status: make('span', { class: 'quiet', role: 'status' }),
  };
  const { scroller, status } = parts;
  table.append(make('thead', {}, make('tr', {}, ...headsOf(parts))), parts.body);
  refresh(parts);
  const stop = listen(scroller, 'scroll', () => paintRows(parts));
  const leftOut =
    rows.leftOut > 0 ? make('p', { class: 'quiet' }, say('columnsLeftOut', String(rows.leftOut))) : undefined;
  return {
    root: make('div', { class: 'table' }, scroller, leftOut),
    tools: [...(rows.count >= filterFrom ? [filterOf(parts), status] : []), ...copyButtons(parts)],
    fit: () => paintRows(parts),
    picture: () => pictureOf(parts),
    dispose: stop,
  };
}

/** After another order or filter. */
function refresh(parts: Parts): void {
  const { context, rows, filter, order, scroller, status } = parts;
  const { language } = context.shown.about;
  parts.kept = arrange(rows, { filter, language, ...(order && { order }) });
  const [kept, all] = [parts.kept.length, rows.count].map((count) => count.toLocaleString(language));
  status.textContent =
    kept === all ? context.say('rows', all ?? '') : context.say('rowsOf', kept ?? '', all ?? '');
  scroller.scrollTop = 0;
  parts.painted = undefined;
  paintRows(parts);
}

function titleIn({ say }: Context): (column: Column) => string {
  return ({ title }) => (typeof title === 'string' ? title : say(title.word));
}

function headsOf(parts: Parts): HTMLElement[] {
  const { rows, context } = parts;
  const titleOf = titleIn(context);
  const heads = rows.columns.map((column, index) =>
    headOf(column, titleOf(column), () => {
      parts.order = nextOrder(parts.order, index, column.isNumber);
      heads.forEach((head, at) => sortedMark(head, parts.order?.column === at ? parts.order : undefined));
      refresh(parts);
    }),
  );
  return heads;
}

function filterOf(parts: Parts): HTMLElement {
  const label = parts.context.say('filter');
  const filter = make('input', { type: 'search', class: 'filter', placeholder: label, 'aria-label': label });
  filter.addEventListener('input', () => {
    parts.filter = filter.value;
    refresh(parts);
  });
  // Keys typed here are not the notebook's.
  filter.addEventListener('keydown', (event) => event.stopPropagation());
  return filter;
}

function pictureOf({ context, rows, kept }: Parts): Picture {
  const lines = Array.from(kept.slice(0, pictured), (row) => {
    const cells = rows.columns.map((_, column) => shownText(context, rows, { row, column }));
    return { name: cells.slice(0, -1).join('  '), text: cells.at(-1) ?? '' };
  });
  return textPicture(lines, context.theme());
}

/** Numbers from the largest first, texts from A; a third click is the order of the server. */
function nextOrder(order: Order | undefined, column: number, isNumber: boolean): Order | undefined {
  if (order?.column !== column) {
    return { column, isDescending: isNumber };
  }
  return order.isDescending === isNumber ? { column, isDescending: !isNumber } : undefined;
}

function headOf({ isNumber }: Column, title: string, clicked: () => void): HTMLTableCellElement {
  const button = make(
    'button',
    { type: 'button' },
    isolated(title),
    make('span', { class: 'arrow', 'aria-hidden': 'true' }),
  );
  button.addEventListener('click', clicked);
  return make('th', { scope: 'col', class: isNumber ? 'number' : undefined }, button);
}

function sortedMark(head: HTMLTableCellElement, order: Order | undefined): void {
  const arrow = head.querySelector('.arrow');
  if (arrow) {
    arrow.textContent = order === undefined ? '' : order.isDescending ? ' ↓' : ' ↑';
  }
  if (order === undefined) {
    head.removeAttribute('aria-sort');
  } else {
    head.setAttribute('aria-sort', order.isDescending ? 'descending' : 'ascending');
  }
}

function copyButtons(parts: Parts): HTMLElement[] {
  const { context, rows } = parts;
  const { send, shown, say } = context;
  if (send === undefined) {
    return [];
  }
  return ([',', '\t'] as const).map((separator) => {
    const button = make(
      'button',
      { type: 'button', class: 'text' },
      say(separator === ',' ? 'copyCsv' : 'copyTsv'),
    );
    button.addEventListener('click', () => {
      const text = delimited(rows, parts.kept, { separator, titleOf: titleIn(context) });
      send({ kind: 'copy', cell: shown.about.cell, text });
    });
    return button;
  });
}

function paintRows(parts: Parts): void {
  const { body, rows, kept, painted, table, scroller, context } = parts;
  const { scrollTop, clientHeight } = scroller;
  const look = { scrollTop, height: clientHeight || tallest, rowHeight };
  const wanted = windowOf(look, kept.length, painted);
  if (wanted === painted) {
    return;
  }
  parts.painted = wanted;
  const { from, to } = wanted;
  table.setAttribute('aria-rowcount', String(kept.length + 1));
  const spacer = (count: number): HTMLTableRowElement => {
    const cell = make('td', { colspan: String(rows.columns.length), class: 'spacer' });
    const row = make('tr', { 'aria-hidden': 'true' }, cell);
    row.style.height = `${count * rowHeight}px`;
    return row;
  };
  const inSight = Array.from({ length: to - from }, (_, index) =>
    rowOf(rows, { row: kept[from + index] ?? 0, place: from + index, context }),
  );
  body.replaceChildren(
    ...(from > 0 ? [spacer(from)] : []),
    ...inSight,
    ...(to < kept.length ? [spacer(kept.length - to)] : []),
  );
}

function rowOf(
  rows: Rows,
  { row, place, context }: { row: number; place: number; context: Context },
): HTMLTableRowElement {
  const cells = rows.columns.map(({ isNumber }, column) => {
    const text = shownText(context, rows, { row, column });
    return make(
      'td',
      { class: isNumber ? 'number' : undefined, title: rows.text(row, column) },
      isolated(text),
    );
  });
  return make('tr', { 'aria-rowindex': String(place + 2) }, ...cells);
}

/** Numbers with their unit, times in the person's zone. The exact text is in the title, and in what is copied. */
function shownText(
  { format, clock }: Context,
  rows: Rows,
  { row, column }: { row: number; column: number },
): string {
  const { title, isNumber } = rows.columns[column] ?? { title: '', isNumber: false };
  const value = rows.number(row, column);
  if (!isNumber || (Number.isNaN(value) && rows.text(row, column) === '')) {
    return rows.text(row, column);
  }
  const word = typeof title === 'string' ? undefined : title.word;
  return word === 'time'
    ? clock.format(value, 0.1)
    : word === 'count'
      ? rows.text(row, column)
      : format(value);
}
