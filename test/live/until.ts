import type { DataWorkspace, Series } from './workspace.ts';

/** The first answer that is not `false`. Throws when none comes. */
export async function until<T>(ask: () => Promise<T | false>, seconds = 60): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== false) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`it has not come true within ${seconds} s`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** What the query gives once that is a number. */
export async function untilFound({ query: ask }: DataWorkspace, query: string): Promise<Series[]> {
  let found: Series[] = [];
  await until(async () => {
    found = await ask(query);
    return found.some(({ value }) => Number.isFinite(Number(value[1])));
  }).catch((error: unknown) => {
    throw new Error(`${query} gives ${JSON.stringify(found)}`, { cause: error });
  });
  return found;
}
