import type { ValueType } from './ast.ts';

/** What a function takes and gives. */
export interface FunctionSignature {
  name: string;
  args: readonly ValueType[];
  /** How many of the arguments may be left out. */
  optional: number;
  /** Whether the last argument may come again: how often at most. */
  more: number;
  returns: ValueType;
  /** Servers refuse it unless they were started with a feature flag; AMP has none of them. */
  isExperimental: boolean;
}

const types = { v: 'vector', m: 'matrix', s: 'scalar', t: 'string' } as const;

type Letter = keyof typeof types;

/**
 * The functions of Prometheus 3.16: their arguments by the letters above, how many of the last kind may stand there beside the ones before
 * it (-1: any number, 0: as written), what they give, whether they are experimental.
 * https://github.com/prometheus/prometheus/blob/v3.16.0/promql/parser/functions.go
 */
const table: readonly (readonly [
  args: string,
  variadic: number,
  returns: Letter,
  isExperimental: boolean,
  names: string,
])[] = [
  ['', 0, 's', false, 'pi time'],
  [
    'm',
    0,
    'v',
    false,
    'absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate last_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time',
  ],
  ['ms', 0, 'v', false, 'predict_linear'],
  ['s', 0, 'v', false, 'vector'],
  ['sm', 0, 'v', false, 'quantile_over_time'],
  ['ssv', 0, 'v', false, 'histogram_fraction'],
  ['sv', 0, 'v', false, 'histogram_quantile'],
  [
    'v',
    0,
    'v',
    false,
    'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp',
  ],
  ['v', 0, 's', false, 'scalar'],
  ['v', 1, 'v', false, 'day_of_month day_of_week day_of_year days_in_month hour minute month year'],
  ['vs', 0, 'v', false, 'clamp_max clamp_min'],
  ['vs', 1, 'v', false, 'round'],
  ['vss', 0, 'v', false, 'clamp'],
  ['vttt', -1, 'v', false, 'label_join'],
  ['vtttt', 0, 'v', false, 'label_replace'],
  ['', 0, 's', true, 'end range start step'],
  [
    'm',
    0,
    'v',
    true,
    'mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time',
  ],
  ['ms', 1, 'v', true, 'integral'],
  ['mss', 0, 'v', true, 'double_exponential_smoothing'],
  ['ss', 0, 's', true, 'max_of min_of'],
  ['v', 0, 'v', true, 'start_timestamp'],
  ['vt', -1, 'v', true, 'sort_by_label sort_by_label_desc'],
  ['vtss', 9, 'v', true, 'histogram_quantiles'],
  ['vv', 1, 'v', true, 'info'],
];

const byName: ReadonlyMap<string, FunctionSignature> = new Map(
  table.flatMap(([letters, variadic, returns, isExperimental, names]) => {
    const args = Array.from(letters, (letter) => types[letter as Letter]);
    return names.split(' ').map((name): [string, FunctionSignature] => [
      name,
      {
        ...{ name, args, returns: types[returns], isExperimental },
        optional: variadic === 0 ? 0 : 1,
        more: variadic < 0 ? Infinity : Math.max(0, variadic - 1),
      },
    ]);
  }),
);

/** Names of all functions, experimental ones too. */
export const functionNames: readonly string[] = [...byName.keys()].sort();

/** `undefined` for what is no function. Names are compared with their case. */
export function functionOf(name: string): FunctionSignature | undefined {
  return byName.get(name);
}
