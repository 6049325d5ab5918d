import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Shown } from '../../../../src/query/shown.ts';
import { createCompany } from '../../../../src/renderer/parts/sync.ts';
import { createZooms } from '../../../../src/renderer/parts/zooms.ts';
import { rangeOf, shownOf, wave } from '../../../ui/chartPage/samples.ts';

type Times = readonly [number, number];

function overTimes([start, end]: Times, cell = 'a'): Shown {
  const shown = shownOf('up', rangeOf([{}], wave), { cell });
  return { ...shown, about: { ...shown.about, plan: { kind: 'range', query: 'up', start, end, step: 10 } } };
}

describe('zooming', () => {
  it('asks for what was marked, and goes back to where it began', () => {
    const asked: Times[] = [];
    const zooms = createZooms((_, times) => asked.push(times));
    zooms.seen(overTimes([0, 1000]));
    zooms.ask(overTimes([0, 1000]), [200, 400]);
    // Put on whole steps by whoever ran the cell.
    zooms.seen(overTimes([195, 405]));
    zooms.ask(overTimes([195, 405]), [250, 300]);
    zooms.seen(overTimes([250, 300]));
    zooms.ask(overTimes([250, 300]), undefined);
    assert.deepEqual(asked, [
      [200, 400],
      [250, 300],
      [0, 1000],
    ]);
  });

  it('begins anew when the cell ran with another range', () => {
    const asked: Times[] = [];
    const zooms = createZooms((_, times) => asked.push(times));
    zooms.ask(overTimes([0, 1000]), [200, 400]);
    zooms.seen(overTimes([5000, 6000]));
    zooms.ask(overTimes([5000, 6000]), undefined);
    assert.deepEqual(asked, [[200, 400]]);
  });

  it('keeps the cells apart', () => {
    const asked: string[] = [];
    const zooms = createZooms(({ about }) => asked.push(about.cell));
    zooms.ask(overTimes([0, 1000], 'a'), [200, 400]);
    zooms.ask(overTimes([0, 1000], 'b'), undefined);
    assert.deepEqual(asked, ['a']);
  });
});

describe('the crosshair', () => {
  it('goes to all other charts, as long as they are there', () => {
    const seen: string[] = [];
    const company = createCompany();
    const chart = (name: string) => ({
      follow: (time: number | undefined) => void seen.push(`${name} ${time}`),
    });
    const [a, b, c] = [chart('a'), chart('b'), chart('c')];
    company.join(a);
    const leave = company.join(b);
    company.join(c);
    company.point(a, 5);
    leave();
    company.point(a, undefined);
    assert.deepEqual(seen, ['b 5', 'c 5', 'c undefined']);
  });
});
