import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createConsent } from '../../../../../src/features/notebook/source/consent.ts';
import { createHosts } from '../../../../../src/features/notebook/source/hosts.ts';
import { mementoOf } from './memento.ts';
import { Trouble } from '../../../../../src/trouble.ts';

/** Consent with its questions, each answered by hand. */
function asked() {
  const none = () => Promise.resolve(undefined);
  const hosts = createHosts(mementoOf(new Map()), {
    get: none,
    store: none,
    delete: none,
  });
  const questions: { message: string; answer: (isYes: boolean) => void }[] = [];
  const confirm = ({ message }: { message: string }): Promise<boolean> =>
    new Promise((answer) => questions.push({ message, answer }));
  return { consent: createConsent({ ask: { confirm }, hosts }), questions };
}

describe('createConsent', () => {
  const here = new URL('http://127.0.0.1:9090/a');
  const sameHost = new URL('http://127.0.0.1:9090/b');
  const other = new URL('http://127.0.0.1:9091/');

  it('asks once for all that wait for the same server, and never again after a yes', async () => {
    const { consent, questions } = asked();
    const waiting = [here, sameHost, other].map((url) => consent.require(url));
    assert.deepEqual(
      questions.map(({ message }) => message),
      ['Send queries to 127.0.0.1:9090?', 'Send queries to 127.0.0.1:9091?'],
    );
    questions.forEach(({ answer }) => answer(true));
    await Promise.all(waiting);
    await consent.require(sameHost);
    assert.equal(questions.length, 2);
  });

  it('refuses all that waited after a no, and asks the next one anew', async () => {
    const { consent, questions } = asked();
    const waiting = [here, sameHost].map((url) => consent.require(url));
    questions[0]?.answer(false);
    for (const one of waiting) {
      await assert.rejects(one, (error) => error instanceof Trouble && error.advice.code === 'notAllowed');
    }
    const again = consent.require(here);
    assert.equal(questions.length, 2);
    questions[1]?.answer(true);
    await again;
  });
});
