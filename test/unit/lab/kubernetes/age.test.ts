import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ageOf, humanDuration } from '../../../lab/kubernetes/age.ts';

describe('humanDuration', () => {
  const cases: [seconds: number, text: string][] = [
    [-5, '<invalid>'],
    [-1, '0s'],
    [0, '0s'],
    [119, '119s'],
    [120, '2m'],
    [150, '2m30s'],
    [599, '9m59s'],
    [600, '10m'],
    [179 * 60, '179m'],
    [180 * 60, '3h'],
    [7 * 3600 + 59 * 60, '7h59m'],
    [8 * 3600 + 59 * 60, '8h'],
    [47 * 3600, '47h'],
    [48 * 3600, '2d'],
    [3 * 86_400 + 4 * 3600, '3d4h'],
    [8 * 86_400 + 4 * 3600, '8d'],
    [700 * 86_400, '700d'],
    [770 * 86_400, '2y40d'],
    [9 * 365 * 86_400, '9y'],
  ];
  for (const [seconds, text] of cases) {
    it(`${seconds} s is ${text}`, () => assert.equal(humanDuration(seconds * 1000), text));
  }

  it('says so when there is no timestamp', () => assert.equal(ageOf(undefined, 0), '<unknown>'));
});
