import * as assert from 'node:assert/strict';
import { after, before, it } from 'mocha';
import { startAws } from '../lab/aws/aws.ts';
import type { AwsPart } from '../lab/aws/aws.ts';
import { region as home } from '../lab/names.ts';
import { apsCalls, changingCalls, labApsCalls } from './calls/aps.ts';
import { judge, play } from './calls/call.ts';
import type { AwsCall, Service } from './calls/call.ts';
import { differenceOf } from './calls/compare.ts';
import type { Judged } from './calls/compare.ts';
import { eksCalls, eksPreparation } from './calls/eks.ts';
import { apsExceptions, commonErrors, eksExceptions, stsExceptions } from './calls/exceptions.ts';
import type { Exception } from './calls/exceptions.ts';
import { stsCalls } from './calls/sts.ts';
import { describeWith, makePlace } from './given.ts';
import { startMoto } from './servers/moto.ts';
import type { Moto } from './servers/moto.ts';

/** Where the lab has nothing yet. */
const empty = 'eu-west-1';
const slow = 600_000;

describeWith('the lab’s AWS', ['python'], ({ python }) => {
  const place = makePlace('labAws');
  let lab: AwsPart;
  let moto: Moto;

  before(async () => {
    // Nothing takes its time at moto either.
    lab = await startAws({ timing: { createMs: 0, updateMs: 0, deleteMs: 0 } });
    lab.connect({ server: { url: 'https://127.0.0.1:1', caPem: 'no certificate' } });
    moto = await startMoto(python, place);
  });
  after(async () => {
    await lab?.stop();
    await moto?.stop();
    place.remove();
  });

  async function ask(
    urls: Readonly<Record<Service, string>>,
    calls: readonly AwsCall[],
    region: string,
  ): Promise<Judged[]> {
    const answers = await play(calls, { urls, identity: lab.people.admin, region });
    const judgements = await judge(python, answers);
    assert.equal(judgements.length, answers.length);
    return answers.map((answer, n) => Object.assign({}, answer, judgements[n]));
  }

  /** Nothing of the lab's answers may contradict AWS's model of the operation. */
  function checkModel(answers: readonly Judged[]): void {
    for (const { title, breaches, error = '', status } of answers) {
      const isCommon = breaches.length === 1 && error in commonErrors && status < 500;
      assert.deepEqual(isCommon ? [] : breaches, [], title);
    }
  }

  async function compare(
    calls: readonly AwsCall[],
    { exceptions, region }: { exceptions: readonly Exception[]; region: string },
  ): Promise<void> {
    const ours = await ask(lab.endpoints, calls, region);
    checkModel(ours);
    const theirs = await ask({ aps: moto.url, eks: moto.url, sts: moto.url }, calls, region);
    const found = ours.map((answer, n) => [answer.title, differenceOf(answer, theirs[n] as Judged)] as const);
    const differences = Object.fromEntries(found.filter(([, difference]) => difference !== ''));
    const named = Object.assign({}, ...exceptions.map((exception) => exception.calls)) as typeof differences;
    assert.deepEqual(differences, named);
    const inModel = exceptions.filter(({ isInModel }) => isInModel).flatMap((one) => Object.keys(one.calls));
    for (const title of inModel) {
      assert.notDeepEqual(theirs.find((answer) => answer.title === title)?.breaches, [], title);
    }
  }

  it('answers calls of AMP as moto does, and as AWS’s model says', () =>
    compare(apsCalls, { exceptions: apsExceptions, region: empty }));

  it('answers calls of EKS as moto does, and as AWS’s model says', async () => {
    const urls = { aps: moto.url, eks: moto.url, sts: moto.url };
    const made = await ask(urls, eksPreparation, home);
    assert.deepEqual(new Set(made.map(({ status }) => status)), new Set([200]));
    await compare(eksCalls, { exceptions: eksExceptions, region: home });
  });

  it('answers calls of STS as moto does, and as AWS’s model says', () => {
    const { deployer, web } = lab.people.roles;
    const calls = stsCalls({
      plain: deployer.arn,
      web: web.arn,
      webToken: web.webIdentityToken ?? '',
    });
    return compare(calls, { exceptions: stsExceptions, region: home });
  });

  it('answers as AWS’s model says where moto has nothing', async () => {
    lab.timing.deleteMs = slow;
    const answers = await ask(lab.endpoints, labApsCalls, empty);
    lab.timing.deleteMs = 0;
    checkModel(answers);
    const refused = answers.filter(({ error }) => error).map(({ title, error }) => [title, error]);
    assert.deepEqual(Object.fromEntries(refused), {
      'describe the definition there is not': 'ResourceNotFoundException',
      'create it again': 'ConflictException',
      'replace it by nonsense': 'ValidationException',
      'change limits wrongly': 'ValidationException',
      'create a scraper of nothing': 'ValidationException',
      'describe one that is gone': 'ResourceNotFoundException',
      'rename what is going': 'ConflictException',
    });
  });

  it('answers as AWS’s model says while a workspace is on its way', async () => {
    Object.assign(lab.timing, { createMs: slow, updateMs: slow });
    const answers = await ask(lab.endpoints, changingCalls, empty);
    Object.assign(lab.timing, { createMs: 0, updateMs: 0 });
    checkModel(answers);
    const [created, described, ...refused] = answers;
    for (const answer of [created, described]) {
      assert.match(answer?.body ?? '', /"statusCode":"CREATING"/);
      assert.doesNotMatch(answer?.body ?? '', /prometheusEndpoint/);
    }
    refused.forEach(({ title, error }) => assert.equal(error, 'ConflictException', title));
  });
});
