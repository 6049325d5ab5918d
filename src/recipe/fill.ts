import { applyEdits } from '../manifest/yaml/edits.ts';
import type { Span, TextEdit } from '../problem.ts';
import { writeInScalars } from '../manifest/yaml/scalars.ts';
import { fits } from './fieldRules.ts';
import type { Template } from './templates.ts';

/** By the name of the hole. */
export type TemplateValues = Readonly<Record<string, string | undefined>>;

const hole = /__([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)__/g;

/**
 * The template's text with every `__HOLE__` filled, values escaped or quoted so that YAML and JSON read them as the
 * strings they are, flags as booleans. Lines whose optional hole has no value are left out. Throws when a hole has no field, a field no
 * hole, no value or a bad one, or a value no field: slips in our own files or of the caller, not of the person.
 */
export function fillTemplate(template: Template, text: string, values: TemplateValues): string {
  checkNames(template, text, values);
  const kept = text
    .split(/(?<=\n)/)
    .filter((line) => holes(line).every(({ name }) => !isLeftOut(template, name, values)))
    .join('');
  const edit = ({ name, start, end }: Hole): TextEdit => {
    return { start, end, text: checkedValue(template, name, values[name]) };
  };
  const isFlag = ({ name }: Hole): boolean => template.fields[name]?.kind === 'flag';
  const found = holes(kept);
  const strings = found.filter((one) => !isFlag(one)).map(edit);
  const flags = found.filter(isFlag).map(edit);
  // A flag stays bare: in quotes it would be a string, which the collector does not take for a boolean.
  return applyEdits(kept, [...writeInScalars(kept, strings), ...flags]);
}

interface Hole extends Span {
  name: string;
}

function holes(text: string): Hole[] {
  return [...text.matchAll(hole)].map(({ 0: whole, 1: name = '', index }) => ({
    name,
    start: index,
    end: index + whole.length,
  }));
}

function checkNames({ file, fields }: Template, text: string, values: TemplateValues): void {
  const found = new Set(holes(text).map(({ name }) => name));
  for (const name of [...Object.keys(values), ...found]) {
    if (!Object.hasOwn(fields, name)) {
      throw new Error(`${file} has no field ${name}`);
    }
  }
  for (const name of Object.keys(fields)) {
    if (!found.has(name)) {
      throw new Error(`${file} has no hole for ${name}`);
    }
  }
}

function isLeftOut({ fields }: Template, name: string, values: TemplateValues): boolean {
  return fields[name]?.optional === true && values[name] === undefined;
}

function checkedValue({ file, fields }: Template, name: string, value: string | undefined): string {
  const kind = fields[name]?.kind;
  if (value === undefined) {
    throw new Error(`${file} needs a value for ${name}`);
  }
  if (kind === undefined || !fits(kind, value)) {
    throw new Error(`${file}: ${JSON.stringify(value)} does not fit ${name} (${kind})`);
  }
  return value;
}
