import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';

const PARTS = `__typename ... on RateProposal { id status what councilName fromOn currentPence unitPricePence percent reason answer draftId warning provider { id } }
  ... on NotAllowed { reason } ... on InvalidInput { problems { field } }`;
const PROPOSE = `mutation ($input: ProposeRateInput!) { proposeRate(input: $input) { ${PARTS} } }`;
const ANSWER = `mutation ($input: AnswerRateProposalInput!) { answerRateProposal(input: $input) { ${PARTS} } }`;
const LIST = 'query { rateProposals { id status answer draftId } }';
const OURS =
  'query { ourRateCards { id councilName version validFrom validTo rates { what variantId unit kind unitPricePence } } }';
const PUBLISH = `mutation ($cardId: ID!, $idempotencyKey: String!) { publishRateCard(cardId: $cardId, idempotencyKey: $idempotencyKey) {
  __typename ... on RateCard { status fromProposal rates { unitPricePence } } ... on NotAllowed { reason } } }`;
const CARD = `query ($id: ID!) { rateCard(id: $id) { status version madeByReader fromProposal validFrom difference { changed unchanged belowBenchmark benchmark rows { newPence percent warning } } } }`;
const VARIANT = id('variant', 1);

let lively: LivelyWorld;
let database: WholeDatabase;
let provider: GraphqlClient;
let other: GraphqlClient;
let finance: GraphqlClient;
let second: GraphqlClient;
let far: GraphqlClient;
let card: string;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(1);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  [provider, other, finance, second, far] = await Promise.all([
    lively.signInAs('provider@first.example'),
    lively.signInAs('other-provider@first.example'),
    lively.signInAs('finance@first.example'),
    lively.signInAs('finance2@first.example'),
    lively.signInAs('finance@second.example'),
  ]);
  const [own] = await provider.ask<{ id: string }[]>('ourRateCards', OURS);
  card = own?.id ?? '';
});

afterAll(async () => {
  await database.close();
  await lively.house.close();
});

const key = (): string => `proposals-${(keys += 1)}`;
type Answer = Readonly<Record<string, unknown>> & { readonly id: string; readonly draftId: string };
const propose = (changes: object = {}, client = provider): Promise<Answer> =>
  client.ask<Answer>('proposeRate', PROPOSE, {
    input: {
      idempotencyKey: key(),
      cardId: card,
      variantId: VARIANT,
      unitPricePence: 2600,
      fromOn: '2026-04-01',
      reason: 'Wages go up.',
      ...changes,
    },
  });
const answer = (proposalId: string, input: object, client = finance): Promise<Answer> =>
  client.ask<Answer>('answerRateProposal', ANSWER, { input: { idempotencyKey: key(), proposalId, ...input } });

/** What was told of proposals so far, whoever reads it: kind, whether it waits, and the facts. */
async function told(): Promise<unknown[]> {
  await lively.hear();
  const { rows } = await database.superuser.query<Record<string, unknown>>(
    `select m.person_id as "to", m.kind, cardinality(m.open_subjects) > 0 as waits, m.facts - 'rateProposalId' as facts
     from messages.message m where m.kind like 'RATE_%' order by m.kind, m.person_id`,
  );
  return rows;
}

describe('a provider', () => {
  it('reads its own agreed prices by council, and nobody else’s', async () => {
    expect(await provider.ask('ourRateCards', OURS)).toEqual([
      {
        id: card,
        councilName: 'first council',
        version: 1,
        validFrom: '2020-01-01',
        validTo: null,
        rates: [
          {
            what: 'Help at home: Hour',
            variantId: VARIANT,
            unit: 'HOUR',
            kind: 'FIXED',
            unitPricePence: Number(AGREED_PENCE),
          },
        ],
      },
    ]);
    for (const stranger of [other, far, await lively.signInAs('holder0@first.example')])
      expect(await stranger.ask('ourRateCards', OURS)).toEqual([]);
  });

  it('asks for another price, is warned below the published least price, and waits for the answer', async () => {
    const asked = await propose();
    expect(asked).toMatchObject({
      status: 'ASKED',
      what: 'Help at home: Hour',
      councilName: 'first council',
      currentPence: Number(AGREED_PENCE),
      unitPricePence: 2600,
      percent: '+7.9',
      warning: 'Below the Homecare Association minimum price for England: £32.14 an hour for 2025-26.',
    });
    expect(await propose()).toMatchObject({ reason: 'RATE_PROPOSAL_WAITING' });
    // Nothing changes by it, and the same words for what is not theirs and what is not there.
    const foreign = [
      await propose({}, other),
      await propose({ cardId: id('nothing', 1) }, other),
      await propose({ cardId: id('nothing', 1) }),
      await propose({ variantId: id('variant', 2) }),
      await answer(asked.id, { accept: true }, far),
      await answer(id('nothing', 1), { accept: true }, far),
    ];
    expect(new Set(foreign.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ __typename: 'NotAllowed', reason: 'NOT_FOUND' })]),
    );
    expect(await answer(asked.id, { accept: true }, provider)).toMatchObject({ reason: 'NOT_PERMITTED' });
    for (const stranger of [other, far]) expect(await stranger.ask('rateProposals', LIST)).toEqual([]);
    const officers = [id('finance-first'), id('finance2-first')].sort();
    const facts = { provider: 'Kind Hands' };
    expect(await told()).toEqual(officers.map((to) => ({ to, kind: 'RATE_PROPOSED', waits: true, facts })));
    expect(await answer(asked.id, { accept: false, words: ' ' })).toMatchObject({ problems: [{ field: 'words' }] });
    expect(await answer(asked.id, { accept: false, words: 'Not this year.' })).toMatchObject({ status: 'DECLINED' });
    expect(await answer(asked.id, { accept: true })).toMatchObject({ reason: 'WRONG_STATE' });
    expect(await told()).toEqual([
      {
        to: id('provider-staff', 1),
        kind: 'RATE_PROPOSAL_DECLINED',
        waits: false,
        facts: { reason: 'Not this year.' },
      },
      ...officers.map((to) => ({ to, kind: 'RATE_PROPOSED', waits: false, facts })),
    ]);
    expect(await provider.ask('rateProposals', LIST)).toEqual([
      { id: asked.id, status: 'DECLINED', answer: 'Not this year.', draftId: null },
    ]);
    const { rows } = await database.superuser.query('select 1 from rates.card_draft');
    expect(rows).toEqual([]);
  });

  it('has to choose a day and a price in order', async () => {
    expect(await propose({ fromOn: '2026-03-10', unitPricePence: 0 })).toMatchObject({
      problems: [{ field: 'fromOn' }, { field: 'unitPricePence' }],
    });
    expect(await propose({ reason: '' })).toMatchObject({ problems: [{ field: 'reason' }] });
  });
});

describe('sending again', () => {
  it('sent twice asks once and is answered once', async () => {
    const same = { idempotencyKey: key() };
    const asked = await propose(same);
    expect(await propose(same)).toEqual(asked);
    expect((await propose({ ...same, unitPricePence: 2700 })).__typename).toBe('IdempotencyConflict');
    const no = { ...same, accept: false, words: 'No.' };
    const answered = await answer(asked.id, no);
    expect(answered).toMatchObject({ status: 'DECLINED' });
    expect(await answer(asked.id, no)).toEqual(answered);
    expect((await answer(asked.id, { ...no, words: 'Never.' })).__typename).toBe('IdempotencyConflict');
    const { rows } = await database.superuser.query(`select 1 from rates.rate_proposal where answer = 'No.'`);
    expect(rows).toHaveLength(1);
  });
});

describe('a yes', () => {
  it('makes a draft with the one price that a second officer publishes', async () => {
    const asked = await propose();
    const yes = await answer(asked.id, { accept: true });
    expect(yes).toMatchObject({ status: 'ACCEPTED', answer: null });
    expect(await finance.ask('rateCard', CARD, { id: yes.draftId })).toEqual({
      status: 'DRAFT',
      version: 2,
      madeByReader: true,
      fromProposal: true,
      validFrom: '2026-04-01',
      difference: {
        changed: 1,
        unchanged: 0,
        belowBenchmark: 1,
        benchmark: 'Below the Homecare Association minimum price for England: £32.14 an hour for 2025-26.',
        rows: [
          {
            newPence: 2600,
            percent: '+7.9',
            warning: 'Below the Homecare Association minimum price for England: £32.14 an hour for 2025-26.',
          },
        ],
      },
    });
    // The provider does not see drafts, and its price is what it was.
    // All three were asked at one moment of the test's clock, so they come in no order of their own.
    const proposals = await provider.ask('rateProposals', LIST);
    expect(proposals).toHaveLength(3);
    expect(proposals).toContainEqual({ id: asked.id, status: 'ACCEPTED', answer: null, draftId: null });
    expect(await provider.ask('ourRateCards', OURS)).toHaveLength(1);
    const publish = (client: GraphqlClient, cardId: string) =>
      client.ask('publishRateCard', PUBLISH, { cardId, idempotencyKey: key() });
    expect(await publish(finance, yes.draftId)).toMatchObject({ reason: 'OWN_RATE_CARD' });
    // Another yes for the same day takes the first draft into its own.
    const again = await answer((await propose({ unitPricePence: 3300 })).id, { accept: true, words: 'Fair.' });
    expect(await finance.ask('rateCard', CARD, { id: yes.draftId })).toMatchObject({
      status: 'REPLACED',
      difference: null,
    });
    expect(await publish(second, yes.draftId)).toMatchObject({ reason: 'WRONG_STATE' });
    expect(await publish(second, again.draftId)).toMatchObject({
      status: 'PUBLISHED',
      rates: [{ unitPricePence: 3300 }],
    });
    expect(await provider.ask('ourRateCards', OURS)).toMatchObject([
      { validTo: '2026-03-31' },
      { validFrom: '2026-04-01', rates: [{ unitPricePence: 3300 }] },
    ]);
    const { rows } = await database.superuser.query<{ pence: string }>(
      'select unit_price_pence::text as pence from rates.prices($1, $2::uuid[], $3)',
      [lively.world.councilId, [VARIANT], '2026-03-31'],
    );
    expect(rows).toEqual([{ pence: String(AGREED_PENCE) }]);
    // The first day of the new card has a price already.
    expect(await propose({ fromOn: '2026-04-01' })).toMatchObject({ reason: 'RATE_PROPOSAL_DAY' });
  });

  it('comes too late when the day is over', async () => {
    const asked = await propose({ fromOn: '2026-04-15' });
    lively.clock.moveTo(new Date('2026-04-16T10:00:00Z'));
    finance = await lively.signInAs('finance@first.example');
    expect(await answer(asked.id, { accept: true })).toMatchObject({ reason: 'RATE_CARD_TOO_LATE' });
    lively.clock.moveTo(NOW);
  });
});

describe('the benchmark table', () => {
  it('is the operator’s to import, by its days', async () => {
    const figure = {
      code: 'homecare-association-england',
      name: 'Homecare Association minimum price for England',
      supportTypes: ['help-at-home'],
      hourlyPence: 3300n,
      validFrom: '2026-04-01',
      validBefore: '2027-04-01',
      source: 'A test.',
    };
    await expect(
      lively.rates.importBenchmarks(await lively.world.actor('finance-first'), [figure]),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    const operator = await lively.world.actor('operator');
    await lively.rates.importBenchmarks(operator, [figure]);
    await lively.rates.importBenchmarks(operator, [figure]);
    await expect(
      lively.rates.importBenchmarks(operator, [{ ...figure, validFrom: '2026-06-01', validBefore: null }]),
    ).rejects.toMatchObject({ code: 'BENCHMARK_OVERLAP' });
    const { rows } = await database.superuser.query(
      `select hourly_pence::int as hourly, least_pence::int as least from rates.benchmark_of('help-at-home', 'VISIT45', '2026-03-31')
       union all select hourly_pence::int, least_pence::int from rates.benchmark_of('help-at-home', 'VISIT15', '2028-01-01')
       union all select hourly_pence::int, least_pence::int from rates.benchmark_of('gardening', 'HOUR', '2026-03-31')`,
    );
    expect(rows).toEqual([
      { hourly: 3214, least: 2411 },
      { hourly: 3300, least: 825 },
    ]);
  });
});
