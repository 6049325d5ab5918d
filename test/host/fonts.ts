import { aptInstall, canAptInstall } from './apt.ts';
import { runChild } from './child.ts';
import type { SetUp } from './setUp.ts';

/** A headless machine seldom has Japanese letters. Without them pictures show boxes, and nothing else breaks. */
export async function setUpFonts(setUp: SetUp): Promise<void> {
  const { code, output } = await runChild('fc-list', [':lang=ja', 'family'], { timeoutSeconds: 20 });
  if (code === 0 && output.trim() !== '') {
    return;
  }
  if (canAptInstall()) {
    await aptInstall('fonts-noto-cjk', setUp);
  } else {
    setUp.say('There is no font for Japanese on this machine: its pictures will show boxes.');
  }
}
