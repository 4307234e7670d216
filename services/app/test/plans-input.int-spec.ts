import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';

const REFUSED = `... on NotAllowed { reason message whatToDo } ... on InvalidInput { message whatToDo problems { field message } }`;
const AMEND = `mutation ($input: AmendOrderInput!) { amendOrder(input: $input) { __typename ... on Order { id note } ... on PriceChanged { unitPricePence whatToDo }
  ... on BudgetShortfall { neededPence availablePence whatToDo } ${REFUSED} } }`;
const PREVIEW = `query ($input: AmendOrderInput!) { amendmentPreview(input: $input) { __typename ... on PriceChanged { unitPricePence whatToDo }
  ... on BudgetShortfall { neededPence availablePence whatToDo } ${REFUSED} } }`;
const CANCEL = `mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename ${REFUSED} } }`;
const CANCELLATION = `query ($orderId: ID!, $occurrenceId: ID, $fromOn: Date, $throughOn: Date) {
  cancellationPreview(orderId: $orderId, occurrenceId: $occurrenceId, fromOn: $fromOn, throughOn: $throughOn) { __typename ${REFUSED} } }`;

interface Answer {
  readonly __typename: string;
  readonly problems?: readonly { readonly field: string; readonly message: string }[];
  readonly [field: string]: unknown;
}
type Changes = Readonly<Record<string, unknown>>;

let lively: LivelyWorld;
let database: WholeDatabase;
let client: GraphqlClient;
let orderId: string;
let foreignId: string;
let keys = 0;

const standing = { oneOff: null, standing: { startsOn: '2026-03-12', weekdays: ['TH'] }, startTime: '10:00' } as const;

beforeAll(async () => {
  lively = await LivelyWorld.open(2);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  client = await lively.signInAs('holder0@first.example');
  orderId = await lively.order(0, 'to-be-changed', standing);
  foreignId = await lively.order(1, 'somebody-elses', standing);
});

afterAll(async () => {
  await database.close();
  await lively.house.close();
});

function amendment(changes: Changes): Changes {
  keys += 1;
  return {
    orderId,
    idempotencyKey: `input-key-${keys}`,
    version: 1,
    fromOn: '2026-03-19',
    quantity: '3',
    startTime: '10:00',
    pattern: { weekdays: ['TH'] },
    place: 'At home',
    shownUnitPricePence: Number(AGREED_PENCE),
    ...changes,
  };
}

/** Both the change and its preview say the same, and nothing is left behind. */
async function refused(changes: Changes): Promise<Answer> {
  const before = await database.digest();
  const preview = await client.ask<Answer>('amendmentPreview', PREVIEW, { input: amendment(changes) });
  const answer = await client.ask<Answer>('amendOrder', AMEND, { input: amendment(changes) });
  expect(answer).toEqual(preview);
  expect(answer).toMatchObject({ whatToDo: expect.stringMatching(/\S/) });
  expect(await database.digest()).toEqual(before);
  return answer;
}

describe('a change that cannot be is named by its field, with what to do', () => {
  it.each<[what: string, changes: Changes, field: string, says: RegExp]>([
    ['nothing of it', { quantity: '0' }, 'quantity', /more than zero/],
    ['less than nothing', { quantity: '-2' }, 'quantity', /a number such as/],
    ['five places', { quantity: '1.00001' }, 'quantity', /four digits/],
    ['a number in other letters', { quantity: '٢' }, 'quantity', /a number such as/],
    ['more hours than a visit has', { quantity: '999999999' }, 'quantity', /eight days/],
    [
      'more than any sum',
      { quantity: '190', shownUnitPricePence: Number.MAX_SAFE_INTEGER },
      'quantity',
      /more than anybody can order/,
    ],
    ['a price below nothing', { shownUnitPricePence: -1 }, 'shownUnitPricePence', /price that was shown/],
    ['yesterday', { fromOn: '2026-03-09' }, 'fromOn', /today or a later day/],
    ['in 400 years', { fromOn: '2426-03-19' }, 'fromOn', /two years/],
    ['an end before the start', { endsOn: '2026-03-18' }, 'endsOn', /must not be before/],
    ['for 400 years', { endsOn: '2426-03-18' }, 'endsOn', /Leave the last day empty/],
    ['no days', { pattern: { weekdays: [] } }, 'weekdays', /at least one day/],
    ['every fifty weeks', { pattern: { weekdays: ['TH'], everyWeeks: 50 } }, 'everyWeeks', /every 2, 3 or 4/],
    ['day 31', { pattern: { weekdays: [], monthDay: 31 } }, 'monthDay', /1 to 28/],
    ['the ninth Thursday', { pattern: { weekdays: ['TH'], monthWeek: 9 } }, 'monthWeek', /first, second/],
    ['25 o’clock', { startTime: '25:00' }, 'startTime', /10:00/],
    ['a place of 201 letters', { place: 'x'.repeat(201) }, 'place', /Say where/],
    ['a note of 10,000 letters', { note: 'x'.repeat(10_000) }, 'note', /at most 1000/],
    ['a note with a sign no database keeps', { note: 'Ring\u0000' }, 'note', /at most 1000/],
  ])('%s', async (_what, changes, field, says) => {
    const answer = await refused(changes);
    expect(answer.__typename).toBe('InvalidInput');
    expect(answer.problems).toContainEqual({ field, message: expect.stringMatching(says) });
  });

  it('everything at once, each field by itself', async () => {
    const answer = await refused({
      quantity: '0',
      place: '',
      startTime: 'noon',
      fromOn: '2026-03-01',
      note: 'x'.repeat(1001),
    });
    expect(answer.problems?.map(({ field }) => field).sort()).toEqual([
      'fromOn',
      'note',
      'place',
      'quantity',
      'startTime',
    ]);
  });

  it('another price, too little money, another version', async () => {
    expect(await refused({ shownUnitPricePence: 2409 })).toMatchObject({
      __typename: 'PriceChanged',
      unitPricePence: 2410,
    });
    expect(await refused({ fromOn: '2026-03-12', quantity: '44' })).toMatchObject({
      __typename: 'BudgetShortfall',
      neededPence: 42 * 2410,
    });
    expect(await refused({ version: 7 })).toMatchObject({ __typename: 'NotAllowed', reason: 'WRONG_STATE' });
  });

  it('somebody else’s order, one that is not there, and what is no id: the same answer to the letter', async () => {
    const answers = [];
    for (const other of [foreignId, id('nothing'), 'order']) answers.push(await refused({ orderId: other }));
    expect(answers[0]).toMatchObject({ reason: 'NOT_FOUND' });
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
  });

  it('what is written right to left is kept as it was written', async () => {
    const note = '\u202bשלום\u202c ring twice, من فضلك';
    expect(await client.ask<Answer>('amendOrder', AMEND, { input: amendment({ note, quantity: '2' }) })).toMatchObject({
      __typename: 'Order',
      note,
    });
  });
});

describe('a cancellation that cannot be', () => {
  it.each<[what: string, changes: Changes, expected: object]>([
    ['yesterday', { fromOn: '2026-03-09' }, { problems: [expect.objectContaining({ field: 'fromOn' })] }],
    ['in 400 years', { fromOn: '2426-03-09' }, { problems: [expect.objectContaining({ field: 'fromOn' })] }],
    [
      'an end before the start',
      { fromOn: '2026-03-20', throughOn: '2026-03-19' },
      { problems: [expect.objectContaining({ field: 'throughOn' })] },
    ],
    ['an end alone', { throughOn: '2026-03-19' }, { problems: [expect.objectContaining({ field: 'fromOn' })] }],
    ['days without a visit', { fromOn: '2026-03-13', throughOn: '2026-03-13' }, { reason: 'WRONG_STATE' }],
    ['a visit that is not there', { occurrenceId: id('nothing') }, { reason: 'WRONG_STATE' }],
    ['what is no id', { occurrenceId: 'visit' }, { reason: 'NOT_FOUND' }],
  ])('%s', async (_what, changes, expected) => {
    const before = await database.digest();
    keys += 1;
    const answer = await client.ask<Answer>('cancelOrder', CANCEL, {
      input: { orderId, idempotencyKey: `cancel-key-${keys}`, agreedFeePence: 0, ...changes },
    });
    expect(answer).toMatchObject(expected);
    expect(await client.ask<Answer>('cancellationPreview', CANCELLATION, { orderId, ...changes })).toEqual(answer);
    expect(await database.digest()).toEqual(before);
  });

  it('a fee that was not shown is told, and nothing is cancelled', async () => {
    await lively.accept(orderId);
    lively.clock.moveTo(new Date('2026-03-12T09:59:00Z'));
    const late = await lively.signInAs('holder0@first.example');
    const answer = await late.ask<Answer>('cancelOrder', CANCEL, {
      input: { orderId, idempotencyKey: 'with-another-fee', agreedFeePence: 1, fromOn: '2026-03-13' },
    });
    expect(answer).toMatchObject({ __typename: 'NotAllowed', reason: 'FEE_CHANGED' });
  });
});
