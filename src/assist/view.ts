import { readLoosely } from '../manifest/yaml/loose/readLoosely.ts';
import { lineEnd, nextLine, skipSpaces } from '../manifest/yaml/loose/scan.ts';
import type { LooseYaml } from '../manifest/yaml/loose/spot.ts';
import { inPlace, spanInFile } from '../manifest/placement/placement.ts';
import type { YamlDocument } from '../manifest/yaml/yamlFile.ts';
import type { Collector } from '../otel/collector.ts';
import type { Span, TextEdit } from '../problem.ts';

/** A file as the editor has it, and what was read of it. */
export interface AssistFile {
  text: string;
  documents: readonly YamlDocument[];
  collectors: readonly Collector[];
}

/** A collector config read by its lines, in the file's own text where the config stands there line by line. */
export interface ConfigView {
  collector: Collector;
  /** Spans are offsets of `yaml.text`; `toFile` leads to the file. */
  yaml: LooseYaml;
  /** The part of `yaml.text` that is the config's. */
  own: Span;
  /** The config lies in a scalar: for the file's own language it is one long string. */
  isEmbedded: boolean;
  toFile: (span: Span) => Span;
  /** `undefined` where the scalar cannot hold it, see `Placement`. */
  toFileEdit: (edit: TextEdit) => TextEdit | undefined;
  /** The offset in `yaml.text`; `undefined` where the file's offset is none of the config. */
  toView: (fileOffset: number) => number | undefined;
}

/** The lines of a file that a config takes; `undefined` when it stands in a scalar that is not written line by line. */
interface Region extends Span {
  /** Indentation of its outermost keys. */
  column: number;
  isEmbedded: boolean;
}

/** The view of every config of a file, each read when it is come to. */
export function* viewsOf(file: AssistFile): Generator<ConfigView> {
  for (const collector of file.collectors) {
    yield viewOf(file, collector);
  }
}

/** The config that an offset of the file lies in, with the offset as the view counts. */
export function viewAt(file: AssistFile, offset: number): { view: ConfigView; offset: number } | undefined {
  for (const collector of file.collectors) {
    const region = regionOf(file, collector);
    if (region ? holds(file.text, region, offset) : covers(collector.config.span, offset)) {
      const view = viewOf(file, collector, region);
      const inView = view.toView(offset);
      if (inView !== undefined) {
        return { view, offset: inView };
      }
    }
  }
  return undefined;
}

function viewOf(file: AssistFile, collector: Collector, region = regionOf(file, collector)): ConfigView {
  const { place, text } = collector.config;
  if (region) {
    return {
      collector,
      yaml: readLoosely(file.text, region),
      own: { start: region.start, end: region.end },
      isEmbedded: region.isEmbedded,
      toFile: (span) => span,
      toFileEdit: (edit) => edit,
      toView: (offset) => (holds(file.text, region, offset) ? offset : undefined),
    };
  }
  return {
    collector,
    yaml: readLoosely(text),
    own: { start: 0, end: text.length },
    isEmbedded: true,
    toFile: (span) => spanInFile(place, span),
    toFileEdit: (edit) => place.toFileEdit(edit),
    toView: (offset) => place.toText(offset),
  };
}

function covers({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

function holds(text: string, region: Region, offset: number): boolean {
  if (!covers(region, offset)) {
    return false;
  }
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  return offset - line >= region.column || text.slice(line, lineEnd(text, line, region.end)).trim() !== '';
}

function regionOf(file: AssistFile, { config }: Collector): Region | undefined {
  const { text } = file;
  const { start, end } = config.span;
  if (config.place !== inPlace) {
    return text.charAt(start) === '|' ? blockRegion(text, nextLine(text, start, text.length)) : undefined;
  }
  const index = file.documents.findIndex((part) => part.start <= start && start < part.end);
  const document = file.documents[index];
  if (config.kind === 'file' && document) {
    // White space at its end belongs to it, where the next line is about to be written.
    const stop = file.documents[index + 1]?.start ?? text.length;
    return { start: document.start, end: stop, column: 0, isEmbedded: false };
  }
  const line = text.lastIndexOf('\n', start - 1) + 1;
  return text.slice(line, start).trim() === ''
    ? { ...blockRegion(text, line), isEmbedded: false }
    : { start, end, column: 0, isEmbedded: false };
}

/** From a line to the last one that is indented as far as the first with content; empty ones behind it belong to it. */
export function blockRegion(text: string, start: number): Region {
  let column: number | undefined;
  let line = start;
  while (line < text.length) {
    const content = skipSpaces(text, line, text.length);
    if (content < lineEnd(text, line, text.length)) {
      column ??= content - line;
      if (content - line < column || column === 0) {
        break;
      }
    }
    line = nextLine(text, line, text.length);
  }
  const isWhole = line >= text.length;
  return {
    start,
    end: isWhole ? text.length : Math.max(start, line - 1),
    column: column ?? 1,
    isEmbedded: true,
  };
}
