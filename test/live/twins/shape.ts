/** The form of a JSON value: members by name, what the elements of an array have between them, and else its type. */
export type Shape = string | { members: Readonly<Record<string, Shape>> } | { elements: Shape | undefined };

/** See `Shape`. */
export function shapeOf(value: unknown): Shape {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return { elements: value.map(shapeOf).reduce<Shape | undefined>(merge, undefined) };
  }
  if (typeof value === 'object') {
    return {
      members: Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)])),
    };
  }
  return typeof value;
}

/** Where `imitation` has what `model` has not, or in another form, as paths with words. Names in `free` stand for any data. */
export function strangers(
  imitation: Shape | undefined,
  model: Shape | undefined,
  { free, path = '' }: { free: readonly RegExp[]; path?: string },
): string[] {
  if (imitation === undefined || free.some((pattern) => pattern.test(path))) {
    return [];
  }
  if (model === undefined) {
    return [`${path} is not in the real one`];
  }
  if (typeof imitation === 'object' && typeof model === 'object') {
    if ('members' in imitation && 'members' in model) {
      return Object.entries(imitation.members).flatMap(([name, member]) =>
        strangers(member, model.members[name], { free, path: `${path}.${name}` }),
      );
    }
    if ('elements' in imitation && 'elements' in model) {
      // An empty list says nothing of what would be in it.
      return model.elements === undefined
        ? []
        : strangers(imitation.elements, model.elements, { free, path: `${path}[]` });
    }
  }
  return imitation === model ? [] : [`${path} is ${nameOf(imitation)}, and in the real one ${nameOf(model)}`];
}

function nameOf(shape: Shape): string {
  return typeof shape === 'string' ? shape : 'members' in shape ? 'an object' : 'a list';
}

function merge(a: Shape | undefined, b: Shape): Shape {
  if (typeof a === 'object' && typeof b === 'object' && 'members' in a && 'members' in b) {
    const names = new Set([...Object.keys(a.members), ...Object.keys(b.members)]);
    return {
      members: Object.fromEntries(
        [...names].map((name) => {
          const [left, right] = [a.members[name], b.members[name]];
          return [name, right === undefined ? (left ?? 'undefined') : merge(left, right)];
        }),
      ),
    };
  }
  if (typeof a === 'object' && typeof b === 'object' && 'elements' in a && 'elements' in b) {
    return { elements: b.elements === undefined ? a.elements : merge(a.elements, b.elements) };
  }
  return b;
}
