import type { GraphBox, GraphLane, PipelineGraph } from './pipelineGraph.ts';

/** Lengths in CSS pixels at a zoom of 1. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlacedBox extends Rectangle {
  box: GraphBox;
  /** Which lane, counted from 0; what stands outside of the lanes has none. */
  lane?: number;
}

export interface PlacedLane extends Rectangle {
  lane: GraphLane;
}

/** From the right edge of one thing to the left edge of another. */
export interface PlacedEdge {
  from: Point;
  to: Point;
  /** Between lanes, through a connector. */
  crosses: boolean;
}

export interface Point {
  x: number;
  y: number;
}

/** What stands in no lane, under a heading of its own. */
export interface PlacedStrip extends Rectangle {
  title: 'extensions' | 'idle';
}

/** The kinds of components that stand in a column. */
export interface PlacedHeading extends Point {
  kind: 'receivers' | 'processors' | 'exporters';
}

export interface GraphLayout {
  width: number;
  height: number;
  headings: readonly PlacedHeading[];
  lanes: readonly PlacedLane[];
  strips: readonly PlacedStrip[];
  boxes: readonly PlacedBox[];
  edges: readonly PlacedEdge[];
}

const margin = 16;
/** Room for what a lane is called, in front of its receivers. */
const laneTitle = { narrowest: 96, widest: 144 };
const lanePadding = 14;
const laneGap = 12;
const boxHeight = 62;
const rowGap = 12;
const columnGap = 36;
const stripTitle = 26;
/** A little above what the fonts of editors take, so that nothing runs over; ids are bold. */
const idCharacterWidth = 8.3;
const factCharacterWidth = 7;
const headingHeight = 24;
const boxPadding = 38;
const titlePadding = 30;
const narrowest = 132;
const widest = 248;

/**
 * Where everything of a graph lies: a lane for each pipeline from top to bottom; in it the receivers, each processor and the exporters
 * in columns that all lanes share, so that the same step stands below the same step.
 */
export function layoutGraph(graph: PipelineGraph): GraphLayout {
  const { lanes } = graph;
  const steps = Math.max(0, ...lanes.map(({ processors }) => processors.length));
  const processorColumns = Array.from({ length: steps }, (_, step) =>
    lanes.flatMap(({ processors }) => processors[step] ?? []),
  );
  const widths = [
    lanes.flatMap(({ receivers }) => receivers),
    ...processorColumns,
    lanes.flatMap(({ exporters }) => exporters),
  ].map(columnWidth);
  const lefts: number[] = [];
  let x = margin + titleWidth(lanes);
  for (const width of widths) {
    lefts.push(x);
    x += width + columnGap;
  }
  const width = x - columnGap + lanePadding + margin;
  const boxes: PlacedBox[] = [];
  const edges: PlacedEdge[] = [];
  const placedLanes: PlacedLane[] = [];
  const headings: PlacedHeading[] = [
    { kind: 'receivers' as const, x: lefts[0] ?? 0, y: margin },
    ...(steps > 0 ? [{ kind: 'processors' as const, x: lefts[1] ?? 0, y: margin }] : []),
    { kind: 'exporters' as const, x: lefts.at(-1) ?? 0, y: margin },
  ];
  let y = margin + headingHeight;
  for (const [index, lane] of lanes.entries()) {
    const rows = Math.max(1, lane.receivers.length, lane.exporters.length);
    const height = rows * boxHeight + (rows - 1) * rowGap + 2 * lanePadding;
    const place = (box: GraphBox, column: number, row: number, of: number): PlacedBox => ({
      box,
      lane: index,
      x: lefts[column] ?? 0,
      y: y + (height - (of * boxHeight + (of - 1) * rowGap)) / 2 + row * (boxHeight + rowGap),
      width: widths[column] ?? narrowest,
      height: boxHeight,
    });
    const column = (list: readonly GraphBox[], at: number): PlacedBox[] =>
      list.map((box, row) => place(box, at, row, list.length));
    const receivers = column(lane.receivers, 0);
    const processors = lane.processors.map((box, step) => place(box, step + 1, 0, 1));
    const exporters = column(lane.exporters, steps + 1);
    boxes.push(...receivers, ...processors, ...exporters);
    edges.push(...flow(receivers, processors, exporters));
    placedLanes.push({ lane, x: margin, y, width: width - 2 * margin, height });
    y += height + laneGap;
  }
  edges.push(...crossings(graph, boxes));
  const strips: PlacedStrip[] = [];
  for (const title of ['extensions', 'idle'] as const) {
    const placed = placeStrip(graph[title], y + stripTitle, Math.max(width, 640) - 2 * margin);
    if (placed.boxes.length > 0) {
      const height = stripTitle + placed.height;
      strips.push({ title, x: margin, y, width: Math.max(width, 640) - 2 * margin, height });
      boxes.push(...placed.boxes);
      y += height + laneGap;
    }
  }
  const right = Math.max(...boxes.map((box) => box.x + box.width + margin), width, 320);
  return { width: right, height: y - laneGap + margin, headings, lanes: placedLanes, strips, boxes, edges };
}

/** Receivers run together before the first processor, and what the last one gives goes to every exporter. */
function flow(
  receivers: readonly PlacedBox[],
  processors: readonly PlacedBox[],
  exporters: readonly PlacedBox[],
): PlacedEdge[] {
  const chain = processors.slice(1).map((to, index) => edge(processors[index] as PlacedBox, to));
  const first = processors[0];
  const last = processors.at(-1);
  return first && last
    ? [...receivers.map((from) => edge(from, first)), ...chain, ...exporters.map((to) => edge(last, to))]
    : receivers.flatMap((from) => exporters.map((to) => edge(from, to)));
}

function crossings({ links }: PipelineGraph, boxes: readonly PlacedBox[]): PlacedEdge[] {
  const byKey = new Map(boxes.map((placed) => [placed.box.key, placed]));
  return links.flatMap(({ from, to }) => {
    const [source, target] = [byKey.get(from), byKey.get(to)];
    return source && target ? [{ ...edge(source, target), crosses: true }] : [];
  });
}

function edge(from: PlacedBox, to: PlacedBox): PlacedEdge {
  return {
    from: { x: from.x + from.width, y: from.y + from.height / 2 },
    to: { x: to.x, y: to.y + to.height / 2 },
    crosses: false,
  };
}

/** Boxes side by side, as many in a row as fit. */
function placeStrip(
  list: readonly GraphBox[],
  top: number,
  room: number,
): { boxes: PlacedBox[]; height: number } {
  const gap = rowGap;
  const boxes: PlacedBox[] = [];
  let [x, y] = [margin, top];
  for (const box of list) {
    const width = columnWidth([box]);
    if (x > margin && x + width > margin + room) {
      x = margin;
      y += boxHeight + gap;
    }
    boxes.push({ box, x, y, width, height: boxHeight });
    x += width + gap;
  }
  return { boxes, height: y + boxHeight - top };
}

function titleWidth(lanes: readonly GraphLane[]): number {
  const parts = lanes.flatMap(({ id }) => {
    const [signal = '', ...name] = id.split('/');
    return [textWidth(signal) * idCharacterWidth, textWidth(name.join('/')) * factCharacterWidth];
  });
  const needed = Math.ceil(Math.max(0, ...parts)) + titlePadding;
  return Math.min(laneTitle.widest, Math.max(laneTitle.narrowest, needed));
}

/** What stands below the signal in front of a lane, as far as it fits. */
export function fitTitle(name: string): string {
  return cut(name, (laneTitle.widest - titlePadding) / factCharacterWidth);
}

function columnWidth(boxes: readonly GraphBox[]): number {
  const needed = boxes.flatMap(({ id, facts }) => [
    textWidth(id) * idCharacterWidth,
    textWidth(joinedFacts(facts)) * factCharacterWidth,
  ]);
  return Math.min(widest, Math.max(narrowest, Math.ceil(Math.max(0, ...needed)) + boxPadding));
}

/** The facts on a box in a line. */
export function joinedFacts(facts: readonly string[]): string {
  return facts.join(' · ');
}

/** In characters of Latin text; those of Chinese and Japanese are about twice as wide. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    width += /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/.test(character) ? 1.8 : 1;
  }
  return width;
}

/** The id of a component as far as it fits into a box of this width, with an ellipsis where it was cut. */
export function fitId(id: string, width: number): string {
  return cut(id, (width - boxPadding) / idCharacterWidth);
}

/** The same for what stands below it. */
export function fitFact(fact: string, width: number): string {
  return cut(fact, (width - boxPadding) / factCharacterWidth);
}

function cut(text: string, room: number): string {
  // Widths are rounded up: a text that made its box as wide as it is fits into it.
  if (textWidth(text) <= room + 0.01) {
    return text;
  }
  let fitted = '';
  for (const character of text) {
    if (textWidth(fitted + character) > room - 1) {
      break;
    }
    fitted += character;
  }
  return `${fitted}…`;
}
