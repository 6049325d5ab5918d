import type { Random } from './random.ts';

/** A target and rules, as Prometheus is asked about them. */
export interface Question {
  labels: [name: string, value: string][];
  /** What stands under `relabel_configs`, in JSON, which is YAML. */
  rules: string;
  names: 'utf8' | 'legacy';
}

/** Targets of all shapes with rules of all actions, valid ones and others. */
export function makeQuestion(random: Random): Question {
  const labels = new Map(
    Array.from({ length: 1 + random.below(12) }, () => [nameOf(random), valueOf(random)] as const),
  );
  const rules = Array.from({ length: 1 + random.below(6) }, () => makeRule(random));
  return {
    labels: [...labels],
    rules: JSON.stringify(rules),
    names: random.chance(30) ? 'legacy' : 'utf8',
  };
}

const names = [
  ...[
    '__address__',
    '__scheme__',
    '__metrics_path__',
    '__param_target',
    'job',
    'instance',
    'a',
    'b',
    'le',
    '__tmp',
  ],
  ...['__meta_kubernetes_namespace', '__meta_kubernetes_pod_name', '__meta_kubernetes_service_label_app'],
  ...['__meta_kubernetes_service_label_app_kubernetes_io_name', '__meta_kubernetes_pod_annotationpresent_x'],
  ...[
    '__meta_kubernetes_service_annotation_prometheus_io_port',
    '__name__',
    'ünï',
    'a.b',
    '1a',
    'with space',
    '😀',
  ],
];
const values = [
  ...[
    '',
    'a',
    'b',
    'true',
    'false',
    '8080',
    '10.0.0.7',
    '10.0.0.7:8080',
    '[fd00::1]:9090',
    'shop',
    'default',
    'kube-system',
  ],
  ...[
    'http',
    'https',
    '/metrics',
    'web-7d4b9c-xk2lp',
    'a;b',
    ';',
    'ÄÖÜ ß',
    'İstanbul',
    'ΑΣ',
    'ǅungla',
    'ᾳ ΐ ﬁ',
    'line\nbreak',
  ],
  ...['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '$1', '$${x}', '😀 smile', '\u0000', 'a\tb', '0', '\ufeff'],
];
const regexes = [
  ...[
    '(.*)',
    '.*',
    '.+',
    '',
    'true',
    '(a|b)',
    'a|b',
    '([^:]+)(?::\\d+)?;(\\d+)',
    '([^:]+)(:\\d+)?',
    '(.+):(.+)',
    '(\\w+)-(.*)',
  ],
  ...[
    '__meta_kubernetes_service_label_(.+)',
    '__meta_kubernetes_(pod|service)_(.+)',
    '__meta_.*',
    '__.+__',
    'job|instance',
  ],
  ...[
    '(?i)TRUE',
    '(?P<name>.+?);(?P<rest>.*)',
    '(?<x>a)',
    '^a$',
    'a$',
    '$',
    '(a*)*',
    '(|a)?(a?)',
    '(a*)+b?',
    'a{2,3}',
    'a{0,1000}',
  ],
  ...[
    '\\d+',
    '\\D*',
    '[[:alpha:]]+',
    '[^[:digit:]]*',
    '\\p{Greek}+',
    '\\pL+.*',
    '[\\w.-]+',
    '[a-z-]+',
    '[]a]+',
    '[^]]+',
    '\\x61',
    '\\Qa.b\\E',
  ],
  ...[
    '(?s).*',
    '(?-s).*',
    '(?U)a+',
    'a)|(?:b',
    '(.)(.)(.*)',
    '((((a))))',
    '\\.',
    '\\/',
    '\\-',
    '\\_',
    'a\\;b',
    '\\s*',
    '\\S+',
    '[\\s]',
    '\\bA?\\b.*',
  ],
  ...[
    '.',
    '..',
    '(😀).*',
    '[^a]',
    '[😀-😎]',
    'É|ü',
    '(?:a|b|c|)',
    '(a)?(b)?(.*)',
    '(?:(a))?.*',
    '(.*?)(.*)',
    '(.*)(.*?)(.*)',
  ],
];
const badRegexes = [
  ...[
    '(',
    ')',
    '[',
    '[z-a]',
    '*',
    'a**',
    'a{1001}',
    '(?=a)',
    '(?!a)',
    '(?<=a)',
    '\\',
    '\\8',
    '(?P<>a)',
    '\\pX',
    'x{2,1}',
    '(?P<n>a)(?P<n>b)',
  ],
  ...[
    '(a{1000}){1000}',
    '[a-\\d]',
    '\\C',
    'a++',
    'a*?',
    'a??',
    '(?#x)',
    '\\z',
    '\\Z',
    '\\A.*',
    '[[:nope:]]',
    '{',
    'a{',
    'a{,2}',
    '}',
    ']',
    '[a',
    '\\Q',
  ],
];
const templates = [
  ...[
    '$1',
    '${1}',
    '$2',
    '$0',
    '$$',
    '$',
    '$1:$2',
    '${1}:${2}',
    '$1_suffix',
    '${1}_suffix',
    '$name',
    '${name}-${rest}',
    '$x',
    '${',
    '${}',
    '$-',
  ],
  ...[
    '',
    'fixed',
    'a$',
    '$10',
    '$01',
    '${01}',
    '$999999999',
    '$1$1',
    'ünï$1',
    '$é',
    '${1',
    '$ 1',
    'x${name}y',
    '$$1',
    '$$$1',
    '${٣}',
    '😀$1',
  ],
];
const plainTargets = ['a', 'b', 'job', 'instance', '__address__', '__tmp_hash', 'namespace'];
const targets = ['$1', '${1}_x', 'x_$2', '$1.$2', '', 'a.b', '1a', 'ünï', '$', '${', 'with space', '$name'];
const actions = [
  'replace',
  'keep',
  'drop',
  'keepequal',
  'dropequal',
  'hashmod',
  'labelmap',
  'labeldrop',
  'labelkeep',
  'lowercase',
  'uppercase',
];

function nameOf(random: Random): string {
  return random.one(names);
}

function valueOf(random: Random): string {
  return random.chance(85)
    ? random.one(values)
    : random.one(values) + random.one([';', ':', '-', '']) + random.one(values);
}

/** Most are made to be taken; what an action must not have is put in now and then. */
function makeRule(random: Random): unknown {
  if (random.chance(1)) {
    return random.one([null, {}]);
  }
  const action = random.one(actions);
  const isBare = /^label(drop|keep)$/.test(action);
  const isEqual = action.endsWith('equal');
  const isCase = action.endsWith('case');
  const likely = (usual: boolean): boolean => random.chance(usual ? 97 : 1);
  return {
    ...(action === 'replace' && random.chance(50) ? {} : { action: actionText(random, action) }),
    ...(likely(!isBare && action !== 'labelmap') && { source_labels: random.some(3, () => nameOf(random)) }),
    ...(likely(false) && { separator: random.one([';', '', '-', ':', null]) }),
    ...(!isBare && !isEqual && random.chance(20) && { separator: random.one(['', '-', '@', '::']) }),
    ...(random.chance(isEqual ? 1 : 85) && { regex: regexOf(random) }),
    ...(likely(action === 'hashmod') && {
      modulus: random.one([1, 2, 7, 16, 64, 1000, 4294967296, 9007199254740991, 0]),
    }),
    ...(likely(!isBare && !['keep', 'drop', 'labelmap'].includes(action)) && {
      target_label: targetOf(random, action),
    }),
    ...(random.chance(isBare || isEqual || isCase ? 1 : 70) && {
      replacement: random.one(
        action === 'labelmap' && random.chance(80) ? ['$1', 'x_$1', '${1}'] : templates,
      ),
    }),
  };
}

function actionText(random: Random, action: string): unknown {
  if (random.chance(2)) {
    return random.one(['', 'Relabel', null, 'keep ', 'templatereplace']);
  }
  return random.chance(10) ? action.toUpperCase() : action;
}

function regexOf(random: Random): unknown {
  if (random.chance(2)) {
    return random.one([null, 8080, true, '(((']);
  }
  if (random.chance(20)) {
    // Some of what comes out of these does not compile.
    const pieces = [
      'a',
      'b',
      '.',
      '.*',
      '.+',
      '(.*)',
      '(.+?)',
      '\\d+',
      '(?:a|b)',
      '[^:;]+',
      ':',
      ';',
      '(x)?',
      '$',
      '^',
      '-',
      '(a|',
      ')',
      'b?',
      'c+',
    ];
    return Array.from({ length: 1 + random.below(6) }, () => random.one(pieces)).join('');
  }
  return random.one(random.chance(97) ? regexes : badRegexes);
}

function targetOf(random: Random, action: string): string {
  return random.one(random.chance(action === 'replace' ? 60 : 90) ? plainTargets : targets);
}
