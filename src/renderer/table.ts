import type { Content, Context } from './content.ts';
import { isolated, listen, make } from './dom.ts';
import { textPicture } from './picture.ts';
import { arrange, delimited, rowsOf, windowOf } from './tableRows.ts';
import type { Column, Order, Rows } from './tableRows.ts';

const rowHeight = 24;
const filterFrom = 8;

/** All values as a real table: only the rows in sight are in the page. */
export function createTable(context: Context): Content {
  const { shown, say } = context;
  const { language } = shown.about;
  const rows = rowsOf(shown.answer.result);
  const titleOf = ({ title }: Column): string => (typeof title === 'string' ? title : say(title.word));
  const state: { order: Order | undefined; filter: string; kept: Uint32Array } = {
    order: undefined,
    filter: '',
    kept: arrange(rows, { filter: '', language }),
  };
  const body = make('tbody');
  const status = make('span', { class: 'quiet', role: 'status' });
  const table = make('table', { 'aria-label': say('table') });
  const scroller = make('div', { class: 'scroller', tabindex: '0' }, table);

  const paint = (): void => paintRows(body, { rows, kept: state.kept, table, scroller, context });
  const refresh = (): void => {
    state.kept = arrange(rows, {
      filter: state.filter,
      language,
      ...(state.order && { order: state.order }),
    });
    const [kept, all] = [state.kept.length, rows.count].map((count) => count.toLocaleString(language));
    status.textContent = kept === all ? say('rows', all ?? '') : say('rowsOf', kept ?? '', all ?? '');
    scroller.scrollTop = 0;
    paint();
  };
  const heads = rows.columns.map((column, index) =>
    headOf(column, titleOf(column), () => {
      state.order = nextOrder(state.order, index, column.isNumber);
      heads.forEach((head, at) => sortedMark(head, state.order?.column === at ? state.order : undefined));
      refresh();
    }),
  );
  table.append(make('thead', {}, make('tr', {}, ...heads)), body);
  const filter = make('input', {
    type: 'search',
    class: 'filter',
    placeholder: say('filter'),
    'aria-label': say('filter'),
  });
  const stop = [
    listen(scroller, 'scroll', paint),
    listen(filter, 'input', () => {
      state.filter = filter.value;
      refresh();
    }),
    // Keys typed here are not the notebook's.
    listen(filter, 'keydown', (event) => event.stopPropagation()),
  ];
  const leftOut =
    rows.leftOut > 0 ? make('p', { class: 'quiet' }, say('columnsLeftOut', String(rows.leftOut))) : undefined;
  return {
    root: make('div', { class: 'table' }, scroller, leftOut),
    tools: [
      ...(rows.count >= filterFrom ? [filter, status] : []),
      ...copyButtons(context, { rows, titleOf, kept: () => state.kept }),
    ],
    fit: () => (body.childElementCount === 0 ? refresh() : paint()),
    picture: () => {
      const cells = (row: number): string[] =>
        rows.columns.map((_, column) => shownText(context, rows, { row, column }));
      return textPicture(
        Array.from(state.kept.slice(0, 40), (row) => ({
          name: cells(row).slice(0, -1).join('  '),
          text: cells(row).at(-1) ?? '',
        })),
        context.theme(),
      );
    },
    dispose: () => stop.forEach((end) => end()),
  };
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

function copyButtons(
  { send, shown, say }: Context,
  { rows, titleOf, kept }: { rows: Rows; titleOf: (column: Column) => string; kept: () => Uint32Array },
): HTMLElement[] {
  if (send === undefined) {
    return [];
  }
  return ([',', '\t'] as const).map((separator) => {
    const button = make(
      'button',
      { type: 'button', class: 'text' },
      say(separator === ',' ? 'copyCsv' : 'copyTsv'),
    );
    button.addEventListener('click', () =>
      send({ kind: 'copy', cell: shown.about.cell, text: delimited(rows, kept(), { separator, titleOf }) }),
    );
    return button;
  });
}

function paintRows(
  body: HTMLTableSectionElement,
  {
    rows,
    kept,
    table,
    scroller,
    context,
  }: { rows: Rows; kept: Uint32Array; table: HTMLTableElement; scroller: HTMLElement; context: Context },
): void {
  const { scrollTop, clientHeight } = scroller;
  const { from, to } = windowOf({ scrollTop, height: clientHeight || 320, rowHeight }, kept.length);
  table.setAttribute('aria-rowcount', String(kept.length + 1));
  const spacer = (count: number): HTMLTableRowElement => {
    const row = make(
      'tr',
      { 'aria-hidden': 'true' },
      make('td', { colspan: String(rows.columns.length), class: 'spacer' }),
    );
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
