import * as l10n from '@vscode/l10n';
import type { AggregationOperator } from '../ast.ts';

/** What a person is told of a function: the names of its arguments, and what it does. */
export interface Explained {
  /** In the order of the arguments; the last one may come again where the function takes more. */
  parameters: string;
  /** Localised, Markdown. */
  says: () => string;
}

const of = (parameters: string, says: () => string): Explained => ({ parameters, says });

/** All functions of Prometheus 3.16. https://prometheus.io/docs/prometheus/latest/querying/functions/ */
export const functionWords: Readonly<Record<string, Explained | undefined>> = {
  abs: of('v', () => l10n.t('The absolute value of each sample.')),
  absent: of('v', () =>
    l10n.t(
      '1 when the selector finds no series at all, nothing otherwise. For alerts on metrics that have gone missing.',
    ),
  ),
  absent_over_time: of('v', () => l10n.t('1 when no series had a sample in the range, nothing otherwise.')),
  acos: of('v', () => l10n.t('The arc cosine of each value, in radians.')),
  acosh: of('v', () => l10n.t('The inverse hyperbolic cosine of each value.')),
  asin: of('v', () => l10n.t('The arc sine of each value, in radians.')),
  asinh: of('v', () => l10n.t('The inverse hyperbolic sine of each value.')),
  atan: of('v', () => l10n.t('The arc tangent of each value, in radians.')),
  atanh: of('v', () => l10n.t('The inverse hyperbolic tangent of each value.')),
  avg_over_time: of('v', () => l10n.t("The mean of a series' samples in the range. For gauges.")),
  ceil: of('v', () => l10n.t('Each value rounded up to a whole number.')),
  changes: of('v', () => l10n.t('How often the value of a series changed within the range.')),
  clamp: of('v min max', () => l10n.t('Each value kept between a lower and an upper bound.')),
  clamp_max: of('v max', () => l10n.t('Each value, but none above the bound.')),
  clamp_min: of('v min', () => l10n.t('Each value, but none below the bound.')),
  cos: of('v', () => l10n.t('The cosine of each value, given in radians.')),
  cosh: of('v', () => l10n.t('The hyperbolic cosine of each value.')),
  count_over_time: of('v', () => l10n.t('How many samples a series has in the range.')),
  day_of_month: of('v', () =>
    l10n.t(
      'The day of the month in UTC, 1 to 31, of each value taken as a Unix time; of the evaluation time without an argument.',
    ),
  ),
  day_of_week: of('v', () =>
    l10n.t(
      'The day of the week in UTC, 0 for Sunday to 6, of each value taken as a Unix time; of the evaluation time without an argument.',
    ),
  ),
  day_of_year: of('v', () =>
    l10n.t(
      'The day of the year in UTC, 1 to 366, of each value taken as a Unix time; of the evaluation time without an argument.',
    ),
  ),
  days_in_month: of('v', () =>
    l10n.t(
      'How many days the month has, 28 to 31, for each value taken as a Unix time; for the evaluation time without an argument.',
    ),
  ),
  deg: of('v', () => l10n.t('Each value turned from radians into degrees.')),
  delta: of('v', () =>
    l10n.t(
      'How much a gauge went up or down over the range, extended to its edges. Not for counters, whose resets it takes for drops.',
    ),
  ),
  deriv: of('v', () =>
    l10n.t(
      'How fast a gauge changes per second: the slope of a straight line laid through its samples in the range.',
    ),
  ),
  double_exponential_smoothing: of('v smoothing trend', () =>
    l10n.t(
      'A gauge smoothed by its level and its trend, each with a factor between 0 and 1: the higher, the more the newest samples count.',
    ),
  ),
  end: of('', () =>
    l10n.t("The end of the query's range in seconds since 1970; the evaluation time of an instant query."),
  ),
  exp: of('v', () => l10n.t('e raised to the power of each value.')),
  first_over_time: of('v', () => l10n.t('The oldest sample of a series in the range.')),
  floor: of('v', () => l10n.t('Each value rounded down to a whole number.')),
  histogram_avg: of('v', () =>
    l10n.t('The mean of what each native histogram observed: its sum divided by its count.'),
  ),
  histogram_count: of('v', () => l10n.t('How many observations each native histogram holds.')),
  histogram_fraction: of('lower upper b', () =>
    l10n.t('Which part of the observations, 0 to 1, lies between two bounds.'),
  ),
  histogram_quantile: of('φ b', () =>
    l10n.t(
      'The value below which the part φ (0 to 1) of the observations lies, estimated from the buckets. Classic histograms need a rate or increase and the label le kept: `sum by (le) (rate(x_bucket[5m]))`.',
    ),
  ),
  histogram_quantiles: of('v label φ', () =>
    l10n.t('Several quantiles of histograms at once, each told apart by the label.'),
  ),
  histogram_stddev: of('v', () =>
    l10n.t('The estimated standard deviation of what each native histogram observed.'),
  ),
  histogram_stdvar: of('v', () => l10n.t('The estimated variance of what each native histogram observed.')),
  histogram_sum: of('v', () => l10n.t('The sum of what each native histogram observed.')),
  hour: of('v', () =>
    l10n.t(
      'The hour in UTC, 0 to 23, of each value taken as a Unix time; of the evaluation time without an argument.',
    ),
  ),
  idelta: of('v', () => l10n.t('The difference between the two newest samples of a gauge in the range.')),
  increase: of('v', () =>
    l10n.t(
      'How much a counter grew over the range, its resets allowed for. Extended to the edges of the range, so that it need not be a whole number.',
    ),
  ),
  info: of('v labels', () =>
    l10n.t(
      'The series with labels of their target added to them, taken from an info metric: target_info unless the second argument says otherwise.',
    ),
  ),
  integral: of('v initial', () => l10n.t('The area under a series over the range, in value times seconds.')),
  irate: of('v', () =>
    l10n.t(
      'How fast a counter grows per second right now, from the two newest samples in the range. Jumps quickly; alerts are better off with rate.',
    ),
  ),
  label_join: of('v dst separator src', () =>
    l10n.t(
      'The series with a label whose value is made of those of other labels, with a separator in between.',
    ),
  ),
  label_replace: of('v dst replacement src regex', () =>
    l10n.t(
      'The series with the label dst set to the replacement ($1 is the first group) where the regular expression matches the whole value of the label src.',
    ),
  ),
  last_over_time: of('v', () =>
    l10n.t('The newest sample of a series in the range, also where it has gone stale since.'),
  ),
  ln: of('v', () => l10n.t('The natural logarithm of each value.')),
  log10: of('v', () => l10n.t('The decimal logarithm of each value.')),
  log2: of('v', () => l10n.t('The binary logarithm of each value.')),
  mad_over_time: of('v', () =>
    l10n.t(
      "The median distance of a series' samples in the range from their median: a spread that outliers do not disturb.",
    ),
  ),
  max_of: of('a b', () => l10n.t('The greater of two numbers.')),
  max_over_time: of('v', () => l10n.t('The greatest sample of a series in the range.')),
  min_of: of('a b', () => l10n.t('The smaller of two numbers.')),
  min_over_time: of('v', () => l10n.t('The smallest sample of a series in the range.')),
  minute: of('v', () =>
    l10n.t(
      'The minute of the hour, 0 to 59, of each value taken as a Unix time; of the evaluation time without an argument.',
    ),
  ),
  month: of('v', () =>
    l10n.t(
      'The month in UTC, 1 to 12, of each value taken as a Unix time; of the evaluation time without an argument.',
    ),
  ),
  pi: of('', () => l10n.t('The number π.')),
  predict_linear: of('v t', () =>
    l10n.t(
      'What a gauge will be in t seconds when it goes on along the straight line through its samples in the range.',
    ),
  ),
  present_over_time: of('v', () => l10n.t('1 for each series that has a sample in the range.')),
  quantile_over_time: of('φ v', () =>
    l10n.t("The value below which the part φ (0 to 1) of a series' samples in the range lies."),
  ),
  rad: of('v', () => l10n.t('Each value turned from degrees into radians.')),
  range: of('', () => l10n.t("The length of the query's range in seconds.")),
  rate: of('v', () =>
    l10n.t(
      'How fast a counter grows per second, averaged over the range, its resets allowed for. Take the rate first and sum afterwards. The range should span at least four scrapes.',
    ),
  ),
  resets: of('v', () => l10n.t('How often a counter was reset within the range: how often it fell.')),
  round: of('v to_nearest', () =>
    l10n.t('Each value rounded to the nearest multiple of a number, 1 unless it is given.'),
  ),
  scalar: of('v', () =>
    l10n.t('The value of the only series as a number; NaN when there is none or more than one.'),
  ),
  sgn: of('v', () => l10n.t('1 for values above 0, -1 for those below, 0 for 0.')),
  sin: of('v', () => l10n.t('The sine of each value, given in radians.')),
  sinh: of('v', () => l10n.t('The hyperbolic sine of each value.')),
  sort: of('v', () => l10n.t('The series sorted by value, the smallest first. For instant queries only.')),
  sort_by_label: of('v label', () =>
    l10n.t('The series sorted by the values of labels. For instant queries only.'),
  ),
  sort_by_label_desc: of('v label', () =>
    l10n.t('The series sorted by the values of labels, the last first. For instant queries only.'),
  ),
  sort_desc: of('v', () =>
    l10n.t('The series sorted by value, the greatest first. For instant queries only.'),
  ),
  sqrt: of('v', () => l10n.t('The square root of each value.')),
  start: of('', () =>
    l10n.t("The start of the query's range in seconds since 1970; the evaluation time of an instant query."),
  ),
  start_timestamp: of('v', () => l10n.t('When each series began to count, in seconds since 1970.')),
  stddev_over_time: of('v', () => l10n.t("The standard deviation of a series' samples in the range.")),
  stdvar_over_time: of('v', () => l10n.t("The variance of a series' samples in the range.")),
  step: of('', () => l10n.t('The seconds from point to point of a range query; 0 for an instant query.')),
  sum_over_time: of('v', () =>
    l10n.t("The sum of a series' samples in the range. It is not how much a counter grew: that is increase."),
  ),
  tan: of('v', () => l10n.t('The tangent of each value, given in radians.')),
  tanh: of('v', () => l10n.t('The hyperbolic tangent of each value.')),
  time: of('', () => l10n.t('The evaluation time in seconds since 1970, not the time of a sample.')),
  timestamp: of('v', () => l10n.t("The time of each series' sample, in seconds since 1970.")),
  ts_of_first_over_time: of('v', () =>
    l10n.t('The time of the oldest sample in the range, in seconds since 1970.'),
  ),
  ts_of_last_over_time: of('v', () =>
    l10n.t('The time of the newest sample in the range, in seconds since 1970.'),
  ),
  ts_of_max_over_time: of('v', () =>
    l10n.t('The time of the last greatest sample in the range, in seconds since 1970.'),
  ),
  ts_of_min_over_time: of('v', () =>
    l10n.t('The time of the last smallest sample in the range, in seconds since 1970.'),
  ),
  vector: of('s', () => l10n.t('A number as a series without labels.')),
  year: of('v', () =>
    l10n.t('The year in UTC of each value taken as a Unix time; of the evaluation time without an argument.'),
  ),
};

/** https://prometheus.io/docs/prometheus/latest/querying/operators/#aggregation-operators */
export const aggregationWords: Readonly<Record<AggregationOperator, Explained>> = {
  avg: of('v', () => l10n.t("The mean of each group's values.")),
  bottomk: of('k v', () =>
    l10n.t('The k series with the smallest values of each group, with all their labels.'),
  ),
  count: of('v', () => l10n.t('How many series each group has.')),
  count_values: of('label v', () =>
    l10n.t('How many series of each group have the same value; the value becomes a label.'),
  ),
  group: of('v', () => l10n.t('1 for each group: which label values there are.')),
  limit_ratio: of('r v', () =>
    l10n.t("About the part r (0 to 1) of each group's series, always the same ones."),
  ),
  limitk: of('k v', () => l10n.t('Any k series of each group.')),
  max: of('v', () => l10n.t("The greatest of each group's values.")),
  min: of('v', () => l10n.t("The smallest of each group's values.")),
  quantile: of('φ v', () => l10n.t("The value below which the part φ (0 to 1) of each group's values lies.")),
  stddev: of('v', () => l10n.t("The standard deviation of each group's values.")),
  stdvar: of('v', () => l10n.t("The variance of each group's values.")),
  sum: of('v', () => l10n.t("The sum of each group's values. Of counters take the rate first.")),
  topk: of('k v', () =>
    l10n.t(
      'The k series with the greatest values of each group, with all their labels. In a range query they may be others at each point.',
    ),
  ),
};

/** Keywords and the operators that are not plain arithmetic. https://prometheus.io/docs/prometheus/latest/querying/operators/ */
export const keywordWords: Readonly<Record<string, (() => string) | undefined>> = {
  by: () => l10n.t('Groups series by these labels alone; the result has no others.'),
  without: () => l10n.t('Groups series by all labels but these.'),
  on: () => l10n.t('Only these labels decide which series of both sides belong together.'),
  ignoring: () => l10n.t('All labels but these decide which series of both sides belong together.'),
  group_left: () =>
    l10n.t(
      'Several series of the left side may go with one of the right side, whose labels named here are added.',
    ),
  group_right: () =>
    l10n.t(
      'Several series of the right side may go with one of the left side, whose labels named here are added.',
    ),
  bool: () =>
    l10n.t(
      'The comparison gives 0 or 1 for each series instead of leaving out those for which it does not hold.',
    ),
  offset: () => l10n.t('Looks this far back in time; with a minus sign, ahead.'),
  '@': () =>
    l10n.t(
      'Evaluates the selector at this time, whatever the time of the query: a Unix time, `start()` or `end()`.',
    ),
  'start()': () => l10n.t("The start of the query's range."),
  'end()': () => l10n.t("The end of the query's range."),
  and: () =>
    l10n.t('The series of the left side for which there is one with the same labels on the right side.'),
  or: () =>
    l10n.t(
      'All series of the left side, and those of the right side whose labels the left side does not have.',
    ),
  unless: () =>
    l10n.t('The series of the left side for which there is none with the same labels on the right side.'),
  atan2: () => l10n.t('The angle of the point with these two values as its coordinates, in radians.'),
  anchored: () =>
    l10n.t('Takes the value in front of the range as its first one, so that nothing has to be extended.'),
  smoothed: () => l10n.t('Works the values at both edges of the range out from the samples around them.'),
  fill: () => l10n.t('Gives a series that has no partner on the other side this value for one.'),
  '=': () => l10n.t('The label has exactly this value. An empty text means that there is no such label.'),
  '!=': () => l10n.t('The label has another value, or is not there.'),
  '=~': () => l10n.t("The regular expression (RE2) matches the label's whole value."),
  '!~': () => l10n.t("The regular expression (RE2) does not match the label's whole value."),
};
