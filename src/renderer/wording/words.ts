/** The page's own words: [English, Japanese]. A page has no l10n bundle. */
export const words = {
  line: ['Lines', '折れ線'],
  stacked: ['Stacked areas', '積み上げ面'],
  bar: ['Bars', '棒グラフ'],
  heatmap: ['Heatmap', 'ヒートマップ'],
  value: ['Single value', '単一の値'],
  table: ['Table', '表'],
  chartKinds: ['Kind of chart', 'グラフの種類'],
  legend: ['Legend', '凡例'],
  legendOf: ['Legend ({0})', '凡例（{0}）'],
  legendHint: [
    'Click shows this series alone, Ctrl+click adds or removes it',
    'クリックでこの系列だけを表示、Ctrl+クリックで追加・除外します',
  ],
  andMore: ['and {0} more', 'ほか {0} 件'],
  savePicture: ['Save as PNG', 'PNG として保存'],
  copyCsv: ['Copy as CSV', 'CSV としてコピー'],
  copyTsv: ['Copy as TSV', 'TSV としてコピー'],
  filter: ['Filter rows', '行を絞り込む'],
  rowsOf: ['{0} of {1} rows', '{0} / {1} 行'],
  rows: ['{0} rows', '{0} 行'],
  columnsLeftOut: ['{0} labels are not shown', '{0} 個のラベルは表示していません'],
  series: ['Series', '系列'],
  time: ['Time', '時刻'],
  last: ['Last', '最新'],
  least: ['Min', '最小'],
  mean: ['Mean', '平均'],
  most: ['Max', '最大'],
  count: ['Count', '件数'],
  sum: ['Sum', '合計'],
  valueColumn: ['Value', '値'],
  seriesCount: ['{0} series', '{0} 系列'],
  fromTo: ['{0} to {1}', '{0} ～ {1}'],
  summary: [
    'Arrow keys move the crosshair, plus and minus zoom, Escape resets, L opens the legend. The table has all values.',
    '矢印キーで十字線を動かし、+ と - で拡大・縮小、Esc で元に戻し、L で凡例を開きます。表ですべての値を読めます。',
  ],
  chart: ['chart', 'グラフ'],
  ofSeries: ['1 of {0} series', '{0} 系列のうち 1 つ'],
  emptyRange: ['No series matched between {0} and {1}.', '{0} から {1} の間に一致する系列がありません。'],
  emptyInstant: ['No series matched at {0}.', '{0} の時点で一致する系列がありません。'],
  emptyHint: [
    'Check the metric and label names, try a longer range, or take out one matcher at a time.',
    'メトリクス名とラベル名を確かめるか、期間を長くするか、条件を 1 つずつ外してみてください。',
  ],
  emptyComparison: [
    'The query compares: it gives nothing while no series meets the condition.',
    'このクエリには比較があり、条件を満たす系列がない間は何も返しません。',
  ],
  noNumbers: [
    'No sample is a finite number: there is nothing to draw.',
    '有限の数値のサンプルがないため、描くものがありません。',
  ],
  emptyText: ['(empty text)', '（空の文字列）'],
  warning: ['Warning', '警告'],
  info: ['Info', '情報'],
  oneSample: ['1 sample', '1 サンプル'],
  samples: ['{0} samples', '{0} サンプル'],
  dollars: ['about ${0}', '約 ${0}'],
  lessThanDollars: ['less than ${0}', '${0} 未満'],
  took: ['took {0}', '所要時間 {0}'],
  resolution: ['step {0}', '間隔 {0}'],
  failed: [
    'This result cannot be shown: {0} Run the cell again.',
    'この結果を表示できません: {0} セルをもう一度実行してください。',
  ],
  unreadable: ['its bytes are not those of a result.', '結果のデータではありません。'],
  perSecond: ['{0}/s', '{0}/秒'],
} as const satisfies Readonly<Record<string, readonly [english: string, japanese: string]>>;

export type Word = keyof typeof words;

/** Gives a text of the page, with what belongs into its holes. */
export type Say = (word: Word, ...holes: readonly string[]) => string;

/** The words in the language of a BCP 47 tag: Japanese for `ja…`, else English. */
export function wordsIn(language: string): Say {
  const column = /^ja\b/i.test(language) ? 1 : 0;
  return (word, ...holes) =>
    words[word][column].replace(/\{(\d)\}/g, (whole, index: string) => holes[Number(index)] ?? whole);
}
