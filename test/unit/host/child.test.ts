import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { runChild, startChild } from '../../host/child.ts';

const node = (code: string): [string, string[]] => [process.execPath, ['--eval', code]];

describe('startChild', () => {
  it('tells the exit code and every line, the last one too when it has no end', async () => {
    const lines: string[] = [];
    const [command, args] = node('process.stdout.write("a\\nb"); process.exitCode = 3');
    assert.equal(await startChild(command, args, { onLine: (line) => lines.push(line) }).ended, 3);
    assert.deepEqual(lines, ['a', 'b']);
  });

  it('says 127 for a program that is not there', async () => {
    assert.equal(await startChild('/nowhere/program', []).ended, 127);
  });

  it('ends a child that does not want to end, and its children', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const stubborn = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);';
    const inner = JSON.stringify(`${stubborn} console.log("ready")`);
    const spawn = `require("child_process").spawn(process.execPath, ["--eval", ${inner}], { stdio: ["ignore", 1, 1] })`;
    const { promise: ready, resolve } = Promise.withResolvers<string>();
    const child = startChild(...node(`${stubborn} ${spawn}`), { graceSeconds: 0.3, onLine: resolve });
    assert.equal(await ready, 'ready');
    // The grandchild writes to the same pipe: that is closed only when both are gone.
    await child.stop();
    await child.ended;
  });
});

describe('runChild', () => {
  it('ends what takes too long, and says so', async () => {
    const { code, timedOut } = await runChild(...node('setInterval(() => {}, 1000)'), {
      timeoutSeconds: 0.2,
    });
    assert.equal(timedOut, true);
    assert.notEqual(code, 0);
  });

  it('does not begin what has been cancelled', async () => {
    const signal = AbortSignal.abort();
    const { code } = await runChild(...node('setTimeout(() => {}, 5000)'), { timeoutSeconds: 10, signal });
    assert.notEqual(code, 0);
  });
});
