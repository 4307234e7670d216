import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphqlClient } from './graphql-client.js';
import { openTestHouse, type TestHouse } from './test-house.js';

const SAVE = `mutation ($answers: [GuideAnswerInput!]!, $key: String!) { saveGuideAnswers(answers: $answers, idempotencyKey: $key) {
  __typename ... on SavedGuide { answers { name value } } ... on NotAllowed { reason } ... on InvalidInput { problems { field } } } }`;
const FINISH = `mutation ($publish: Boolean!, $key: String!) { finishGuide(publish: $publish, idempotencyKey: $key) {
  __typename ... on SavedStore { store { name onShow services { name state } } } ... on NotAllowed { reason } ... on InvalidInput { problems { field } } } }`;
const JOIN = `mutation ($input: JoinInput!, $key: String!) { joinAsProvider(input: $input, idempotencyKey: $key) { ... on JoiningAsked { demoPath } } }`;
const CONFIRM = `mutation ($token: String!, $password: String!) { confirmJoining(token: $token, password: $password) { __typename } }`;

const ANSWERS = {
  kind: 'MICRO',
  name: 'Sam Okafor',
  description: 'I help at home.',
  phone: '01632 960555',
  email: 'sam@okafor.example',
  supportTypes: 'help-at-home',
  postcodeDistrict: 'MB1 4AB',
  radiusMiles: '5',
  days: 'WEEKDAY',
  pricePence: '1650',
  languages: 'English',
};

describe('the guided form over HTTP', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await openTestHouse({ holders: 1, weeklyPence: 10_000n });
  });
  afterAll(() => house.close());

  /** Somebody who has joined and has no store yet. */
  const newcomer = async (): Promise<GraphqlClient> => {
    const client = new GraphqlClient(house.origin);
    const input = {
      personName: 'Sam Okafor',
      email: `sam-${randomUUID()}@okafor.example`,
      password: 'a-long-password',
      organisationName: 'Sam Okafor',
    };
    const { demoPath } = await client.ask<{ demoPath: string }>('joinAsProvider', JOIN, { input, key: randomUUID() });
    const token = new URL(demoPath, 'http://x.example').searchParams.get('token');
    await client.ask('confirmJoining', CONFIRM, { token, password: input.password });
    const answers = Object.entries(ANSWERS).map(([name, value]) => ({ name, value }));
    await client.ask('saveGuideAnswers', SAVE, { answers, key: randomUUID() });
    return client;
  };

  it('is made by the people of the organisation alone', async () => {
    const client = await newcomer();
    for (const email of ['other-provider@first.example', 'finance@first.example', 'moderator@first.example']) {
      const stranger = await house.client(email);
      expect(await stranger.ask('guideAnswers', '{ guideAnswers { name } }')).toEqual([]);
      expect(await stranger.ask('finishGuide', FINISH, { publish: true, key: randomUUID() })).toMatchObject({
        __typename: 'NotAllowed',
      });
    }
    const answers = await client.ask<{ name: string; value: string }[]>(
      'guideAnswers',
      '{ guideAnswers { name value } }',
    );
    expect(answers).toHaveLength(Object.keys(ANSWERS).length);
    expect(answers).toContainEqual({ name: 'postcodeDistrict', value: 'MB1' });
  });

  it('finished twice with one key, or by two at once, is finished once', async () => {
    const client = await newcomer();
    const key = randomUUID();
    const finish = (own: string = key): Promise<{ __typename: string }> =>
      client.ask('finishGuide', FINISH, { publish: true, key: own });
    const done = {
      __typename: 'SavedStore',
      store: { name: 'Sam Okafor', onShow: true, services: [expect.objectContaining({ state: 'PUBLISHED' })] },
    };
    const both = await Promise.all([finish(), finish()]);
    expect(both).toEqual([done, done]);
    expect(await finish()).toEqual(done);
    expect(await finish(randomUUID())).toMatchObject({ __typename: 'NotAllowed', reason: 'WRONG_STATE' });
  });
});
