/** Runs test files in plain Node: `node mocha.ts TIMEOUT-SECONDS FILE...`. */
import { runSuite } from './suite.ts';

const [timeout = '10', ...files] = process.argv.slice(2);
const { failed } = await runSuite(files, {
  timeoutSeconds: Number(timeout),
  grep: process.env.ADOT_TEST_GREP,
  countsFile: process.env.ADOT_TEST_COUNTS,
});
process.exit(failed > 0 ? 1 : 0);
