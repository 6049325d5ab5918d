export { formatFile } from '../promql/format/formatFile.ts';
