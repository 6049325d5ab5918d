import * as l10n from '@vscode/l10n';
import type { SchemaFinding } from './finding.ts';

/** What is wrong, in a sentence or two. */
export function wordsOf(finding: SchemaFinding): string {
  const { kind, reason } = finding;
  if (kind === 'format' && reason !== undefined) {
    return reason;
  }
  return sentences[kind](finding);
}

type Sentence = (finding: SchemaFinding) => string;

const sentences: Readonly<Record<SchemaFinding['kind'], Sentence>> = {
  'unknown-key': unknownKey,
  'bad-key': ({ key = '', expected, suggestion }) =>
    suggestion === undefined
      ? l10n.t('"{0}" cannot be a key here: {1}.', key, expectedWords(expected))
      : l10n.t('"{0}" cannot be a key here. Did you mean "{1}"?', key, suggestion),
  type: wrongType,
  enum: unknownValue,
  required: ({ key = '', expected, path }) =>
    expected !== undefined
      ? l10n.t('"{0}" is missing. It says which kind this is: {1}.', key, list(expected))
      : path.length === 0
        ? l10n.t('"{0}" is missing.', key)
        : l10n.t('"{0}" is missing in "{1}".', key, place(path)),
  'one-required': ({ expected = [] }) => l10n.t('One of these is missing: {0}.', list(expected)),
  exclusive: ({ expected = [] }) => l10n.t('Only one of these can be set: {0}.', list(expected)),
  forbidden: ({ key = '' }) => l10n.t('"{0}" cannot be set here.', key),
  format: badFormat,
  pattern: ({ expected = [] }) => l10n.t('This does not match {0}.', String(expected[0])),
  'too-short': ({ limit }) =>
    limit?.value === 1
      ? l10n.t('This must not be empty.')
      : l10n.t('This must have at least {0} characters.', String(limit?.value)),
  range: outOfRange,
  'too-few': ({ limit }) =>
    limit?.value === 1
      ? l10n.t('At least one is needed here.')
      : l10n.t('At least {0} are needed here.', String(limit?.value)),
  'no-unit': ({ node, suggestion = '' }) =>
    l10n.t(
      'Without a unit this counts nanoseconds: {0} is most likely meant to be {1}.',
      node?.kind === 'scalar' ? node.text : '',
      suggestion,
    ),
  deprecated: ({ key = '' }) => l10n.t('"{0}" is deprecated and will be gone in a later release.', key),
  mismatch: () => l10n.t('What stands here fits none of the forms that are possible.'),
};

function unknownKey({ key = '', suggestion, path, expected = [] }: SchemaFinding): string {
  if (suggestion !== undefined) {
    return l10n.t('"{0}" is not a field here. Did you mean "{1}"?', key, suggestion);
  }
  if (expected.length > 0 && expected.length <= 8) {
    return l10n.t('"{0}" is not a field here. There are: {1}.', key, list(expected));
  }
  return path.length < 2
    ? l10n.t('"{0}" is not a field here.', key)
    : l10n.t('"{0}" is not a field of "{1}".', key, place(path.slice(0, -1)));
}

function wrongType({ expected = [], got, node }: SchemaFinding): string {
  const wanted = typeWords(expected.map(String));
  if (got === 'map') {
    return l10n.t('This must be {0}, but it is a mapping.', wanted);
  }
  if (got === 'sequence') {
    return l10n.t('This must be {0}, but it is a list.', wanted);
  }
  const text = node?.kind === 'scalar' ? shortened(node.text) : '';
  if (got === 'string') {
    return l10n.t('This must be {0}, but "{1}" is text.', wanted, text);
  }
  return got === 'boolean'
    ? l10n.t('This must be {0}, but {1} is read as a boolean.', wanted, text)
    : l10n.t('This must be {0}, but {1} is read as a number.', wanted, text);
}

function unknownValue({ expected = [], suggestion, node }: SchemaFinding): string {
  const text = node?.kind === 'scalar' ? shortened(node.text) : '';
  if (suggestion !== undefined) {
    return l10n.t('"{0}" is not possible here. Did you mean "{1}"?', text, suggestion);
  }
  return expected.length === 1
    ? l10n.t('This must be "{0}".', String(expected[0]))
    : l10n.t('"{0}" is not possible here. Possible are: {1}.', text, list(expected));
}

function badFormat({ expected = [], suggestion, node }: SchemaFinding): string {
  const text = node?.kind === 'scalar' ? shortened(node.text) : '';
  const wanted = expectedWords(expected);
  return suggestion === undefined
    ? l10n.t('"{0}" does not fit: {1}.', text, wanted)
    : l10n.t('"{0}" does not fit: {1}. Did you mean "{2}"?', text, wanted, suggestion);
}

function outOfRange({ limit }: SchemaFinding): string {
  const value = String(limit?.value);
  if (limit?.word === 'maximum') {
    return l10n.t('This must be at most {0}.', value);
  }
  return limit?.word === 'exclusiveMinimum'
    ? l10n.t('This must be more than {0}.', value)
    : l10n.t('This must be at least {0}.', value);
}

function typeWords(types: readonly string[]): string {
  const words: Readonly<Record<string, string>> = {
    object: l10n.t('a mapping'),
    array: l10n.t('a list'),
    string: l10n.t('text'),
    integer: l10n.t('a whole number'),
    number: l10n.t('a number'),
    boolean: l10n.t('true or false'),
    null: l10n.t('nothing'),
  };
  const [first = '', ...rest] = types.filter((type) => type !== 'null').map((type) => words[type] ?? type);
  return rest.reduce((all, word) => l10n.t('{0} or {1}', all, word), first);
}

/** What a format asks for. */
function expectedWords(expected: SchemaFinding['expected'] = []): string {
  const words: Readonly<Record<string, string>> = {
    'go-duration': l10n.t('a duration such as 30s, 1m30s or 500ms is needed; there are no days'),
    'prometheus-duration': l10n.t('a duration such as 30s, 5m or 1d12h in whole numbers is needed'),
    'prometheus-size': l10n.t('a size such as 512KB or 10MB is needed'),
    quantity: l10n.t('a quantity such as 200m, 0.5 or 512Mi is needed'),
    'component-id': l10n.t('a type with an optional name behind a slash is needed, such as otlp or otlp/2'),
    'dns-label': l10n.t('lower-case letters, digits and dashes are needed, at most 63'),
    'dns-subdomain': l10n.t('lower-case letters, digits, dashes and dots are needed'),
    'port-name': l10n.t(
      'at most 15 lower-case letters, digits and single dashes are needed, with a letter among them',
    ),
    'qualified-name': l10n.t(
      'letters, digits, dashes, dots and underscores are needed, with an optional domain before a slash',
    ),
    'label-value': l10n.t(
      'at most 63 letters, digits, dashes, dots and underscores are needed, a letter or digit at both ends',
    ),
    'label-name': l10n.t('letters, digits and underscores are needed, no digit first'),
    'metric-name': l10n.t('letters, digits, underscores and colons are needed, no digit first'),
    re2: l10n.t('a regular expression of RE2 is needed'),
    uri: l10n.t('a URL is needed'),
    base64: l10n.t('Base64 is needed; plain text goes under stringData'),
    'byte-size': l10n.t('a size such as 1048576, 512KB or 1MiB is needed'),
    'host-port': l10n.t('host:port with a number as port is needed, such as 0.0.0.0:4317'),
    'log-field': l10n.t('a field below attributes, resource or body is needed, such as attributes.log'),
    'log-field-or-root': l10n.t('body, attributes, resource or a field below them is needed'),
    glob: l10n.t('a pattern for files is needed, with every bracket and brace closed'),
    matcher: l10n.t('a label, an operator (=, !=, =~ or !~) and a value are needed'),
  };
  const [format] = expected;
  return expected.length > 1 ? list(expected) : (words[String(format)] ?? String(format));
}

const shown = 12;

function list(values: NonNullable<SchemaFinding['expected']>): string {
  const some = values.slice(0, shown).map(String).join(', ');
  return values.length > shown ? l10n.t('{0} and {1} more', some, String(values.length - shown)) : some;
}

function place(path: SchemaFinding['path']): string {
  return String(path.findLast((step) => typeof step === 'string') ?? '');
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
