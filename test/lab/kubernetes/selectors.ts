import { badRequest } from './status.ts';

export type LabelTest = (labels: Record<string, string>) => boolean;

/** Reads a value by its dotted path; `undefined` when it is absent. */
export type FieldReader = (path: string) => string | undefined;

const setBased = /^(!?)\s*([^\s!=<>(),]+)\s*(?:(in|notin)\s*\(([^()]*)\)|(==|=|!=|>|<)\s*([^\s!=<>(),]*))?$/;

/**
 * The test that a `labelSelector` asks for, equality and set based
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/). Throws a 400 when it cannot be read.
 */
export function parseLabelSelector(text: string): LabelTest {
  const tests = splitRequirements(text).map(parseRequirement);
  return (labels) => tests.every((test) => test(labels));
}

/**
 * The test that a `fieldSelector` asks for. Throws a 400 for a field that this resource cannot be selected by,
 * as the server does: only a few fields of each kind are supported.
 */
export function parseFieldSelector(
  text: string,
  supported: readonly string[],
): (read: FieldReader) => boolean {
  const tests = text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^([^=!]+?)(==|!=|=)(.*)$/.exec(part);
      if (match === null) {
        throw badRequest(`invalid selector: '${text}'; can't understand '${part}'`);
      }
      const [, path = '', operator, value = ''] = match;
      if (!['metadata.name', 'metadata.namespace', ...supported].includes(path)) {
        // Kinds that know fields of their own word it in another way than those that know none.
        throw badRequest(
          supported.length > 0
            ? `field label not supported: ${path}`
            : `"${path}" is not a known field selector: only "metadata.name", "metadata.namespace"`,
        );
      }
      return (read: FieldReader): boolean => ((read(path) ?? '') === value) === (operator !== '!=');
    });
  return (read) => tests.every((test) => test(read));
}

function parseRequirement(part: string): LabelTest {
  const match = setBased.exec(part);
  const [, not, key = '', setOperator, list = '', operator, value = ''] = match ?? [];
  if (match === null || (not === '!' && (setOperator ?? operator) !== undefined)) {
    const [, found] = /^[^!=<>]*(?:==|=|!=)\s*([=!<>])/.exec(part) ?? [];
    throw badRequest(
      `unable to parse requirement: ${
        found === undefined
          ? `couldn't parse the selector string "${part}"`
          : `found '${found}', expected: identifier`
      }`,
    );
  }
  if (setOperator !== undefined) {
    const values = list.split(',').map((item) => item.trim());
    // notin also holds for an object that has no such label, as != does.
    return setOperator === 'in'
      ? (labels) => labels[key] !== undefined && values.includes(labels[key])
      : (labels) => labels[key] === undefined || !values.includes(labels[key]);
  }
  switch (operator) {
    case undefined:
      return (labels) => (labels[key] !== undefined) === (not !== '!');
    case '!=':
      return (labels) => labels[key] !== value;
    case '>':
      return (labels) => Number(labels[key]) > Number(value);
    case '<':
      return (labels) => Number(labels[key]) < Number(value);
    default:
      return (labels) => labels[key] === value;
  }
}

/** Splits at the commas outside of parentheses. */
function splitRequirements(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
