import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseFieldSelector, parseLabelSelector } from '../../../lab/kubernetes/selectors.ts';
import { ApiError } from '../../../lab/kubernetes/status.ts';

const labels = { app: 'web', tier: 'front', 'app.kubernetes.io/name': 'shop', order: '7' };

describe('parseLabelSelector', () => {
  const cases: [selector: string, matches: boolean][] = [
    ['', true],
    ['app=web', true],
    ['app==web', true],
    ['app=shop', false],
    ['app!=web', false],
    ['app!=shop', true],
    ['absent!=shop', true],
    ['app', true],
    ['absent', false],
    ['!absent', true],
    ['! app', false],
    ['app in (web,shop)', true],
    ['app in ( shop , cart )', false],
    ['app notin (shop)', true],
    ['app notin (web)', false],
    ['absent in (web)', false],
    ['absent notin (web)', true],
    ['app=web,tier in (front,back),!absent', true],
    ['app=web,tier=back', false],
    ['app.kubernetes.io/name=shop', true],
    ['order>6', true],
    ['order<7', false],
    ['app=', false],
  ];
  for (const [selector, matches] of cases) {
    it(`'${selector}' ${matches ? 'matches' : 'does not match'}`, () =>
      assert.equal(parseLabelSelector(selector)(labels), matches));
  }

  for (const selector of ['=web', 'app in web', '!app=web', 'app in (web', 'a b']) {
    it(`refuses '${selector}'`, () => assert.throws(() => parseLabelSelector(selector), isBadRequest));
  }
});

describe('parseFieldSelector', () => {
  const values: Record<string, string> = { 'metadata.name': 'x', 'status.phase': 'Running' };
  const cases: [selector: string, matches: boolean][] = [
    ['', true],
    ['metadata.name=x', true],
    ['metadata.name==x', true],
    ['metadata.name!=x', false],
    ['status.phase=Running,metadata.name=x', true],
    ['status.phase=Pending', false],
    ['spec.nodeName=', true],
    ['spec.nodeName!=', false],
  ];
  for (const [selector, matches] of cases) {
    it(`'${selector}' ${matches ? 'matches' : 'does not match'}`, () => {
      const test = parseFieldSelector(selector, ['status.phase', 'spec.nodeName']);
      assert.equal(
        test((path) => values[path]),
        matches,
      );
    });
  }

  it('refuses a field that the kind cannot be selected by', () =>
    assert.throws(() => parseFieldSelector('spec.image=x', ['status.phase']), {
      message: 'field label not supported: spec.image',
    }));

  it('refuses what is no selector', () =>
    assert.throws(() => parseFieldSelector('metadata.name', []), isBadRequest));
});

function isBadRequest(error: unknown): boolean {
  return error instanceof ApiError && error.status.code === 400;
}
