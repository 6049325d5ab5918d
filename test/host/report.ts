import type { Counts } from './suite.ts';

/** What the parts of a run came to, for the person who waited for it. */
export class Report {
  private readonly parts: { name: string; counts: Counts; seconds: number }[] = [];

  /** Runs a part under a heading and keeps its counts. */
  async run(name: string, part: () => Promise<Counts>): Promise<void> {
    console.log(`\n=== ${name}`);
    const start = performance.now();
    const counts = await part();
    this.parts.push({ name, counts, seconds: (performance.now() - start) / 1000 });
  }

  get failed(): boolean {
    const { passed, failed } = this.total();
    // A run without a single test proves nothing.
    return failed > 0 || passed === 0;
  }

  /** A table of the parts, the failed tests once more, and as its last line `N passed, N failed`. */
  toString(): string {
    const width = Math.max(...this.parts.map(({ name }) => name.length), 0);
    const rows = this.parts.map(({ name, counts, seconds }) =>
      [name.padEnd(width), ...columns(counts), `${seconds.toFixed(0).padStart(5)} s`].join('  '),
    );
    return ['', ...rows, '', ...this.failures(), inWords(this.total())].join('\n');
  }

  /** A line for each failed test; a part that failed without naming one stands for itself. */
  private failures(): string[] {
    return this.parts.flatMap(({ name, counts: { failed, failures = [] } }) =>
      failed > 0 && failures.length === 0
        ? [`FAILED: ${name}`]
        : failures.map((failure) => `FAILED: ${name}: ${failure}`),
    );
  }

  private total(): Counts {
    const sum = { passed: 0, failed: 0, skipped: 0 };
    for (const { counts } of this.parts) {
      sum.passed += counts.passed;
      sum.failed += counts.failed;
      sum.skipped += counts.skipped;
    }
    return sum;
  }
}

function columns({ passed, failed, skipped }: Counts): string[] {
  return [
    `${String(passed).padStart(5)} passed`,
    `${String(failed).padStart(3)} failed`,
    `${String(skipped).padStart(3)} skipped`,
  ];
}

function inWords({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
