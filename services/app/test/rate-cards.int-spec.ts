import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import { writeXlsx } from 'hucre/xlsx';
import { AGREED_PENCE, id, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';

const HEADING = 'variant,service,price name,support type,unit,kind,price';
const VARIANT = id('variant', 1);
const row = (price: string, kind = 'fixed', variant = VARIANT, unit = 'hour') =>
  `${variant},,,,${unit},${kind},${price}`;
const PROVIDER = id('provider', 1);

const CARD = `__typename ... on RateCard { id version status validFrom validTo itemCount madeByReader madeByName answeredByName sentBackReason
    withdrawalReason canBeWithdrawn bankHolidayMultiplier cancellationPercent holdingRoutes provider { id }
    rates { what variantId unit kind unitPricePence }
    difference { added changed ended unchanged rows { change what unit oldKind oldPence newKind newPence percent }
      effect { people orders yearlyBeforePence yearlyAfterPence noLongerPaid } } }
  ... on NotAllowed { reason } ... on InvalidInput { problems { field message } }`;
const UPLOAD = `mutation ($input: UploadRateCardInput!) { uploadRateCard(input: $input) { ${CARD} ... on RateFileProblems { id problems { row column value reason } } } }`;
const PUBLISH = `mutation ($cardId: ID!, $idempotencyKey: String!) { publishRateCard(cardId: $cardId, idempotencyKey: $idempotencyKey) { ${CARD} } }`;
const SEND_BACK = `mutation ($cardId: ID!, $reason: String!, $idempotencyKey: String!) { sendBackRateCard(cardId: $cardId, reason: $reason, idempotencyKey: $idempotencyKey) { ${CARD} } }`;
const WITHDRAW = `mutation ($cardId: ID!, $reason: String!, $idempotencyKey: String!) { withdrawRateCard(cardId: $cardId, reason: $reason, idempotencyKey: $idempotencyKey) { ${CARD} } }`;

interface Card {
  readonly __typename: string;
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
  readonly problems?: readonly Record<string, unknown>[];
  readonly difference: Record<string, unknown> | null;
  readonly [field: string]: unknown;
}

let lively: LivelyWorld;
let database: WholeDatabase;
let first: GraphqlClient;
let second: GraphqlClient;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(2);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  first = await lively.signInAs('finance@first.example');
  second = await lively.signInAs('finance2@first.example');
});

afterAll(async () => {
  await database.close();
  await lively.house.close();
});

/** Sessions end in between. */
async function moveTo(time: string): Promise<void> {
  lively.clock.moveTo(new Date(time));
  first = await lively.signInAs('finance@first.example');
  second = await lively.signInAs('finance2@first.example');
}

const key = (): string => `rate-cards-${(keys += 1)}`;

beforeEach(async () => {
  lively.clock.moveTo(NOW);
  await database.superuser.query(
    `alter table rates.rate_item disable trigger user; alter table rates.rate_card disable trigger user;
     delete from rates.rate_item where card_id in (select id from rates.rate_card where lower(valid) > '2020-01-01'); delete from rates.rate_card where lower(valid) > '2020-01-01';
     update rates.rate_card set valid = daterange('2020-01-01', null);
     delete from rates.card_shortened; delete from rates.draft_item; delete from rates.card_draft; delete from rates.file_problems;
     alter table rates.rate_item enable trigger user; alter table rates.rate_card enable trigger user`,
  );
});

const terms = {
  providerId: PROVIDER,
  validFrom: '2026-04-01',
  bankHolidayMultiplier: '1.5',
  cancellationNoticeHours: 24,
  cancellationPercent: '50',
};

function upload(file: string | Uint8Array, changes: object = {}, client = first): Promise<Card> {
  const contentBase64 = Buffer.from(file).toString('base64');
  return client.ask<Card>('uploadRateCard', UPLOAD, {
    input: { ...terms, idempotencyKey: key(), contentBase64, ...changes },
  });
}
const csv = (...rows: readonly string[]): string => [HEADING, ...rows].join('\n');
const publish = (cardId: string, client = second): Promise<Card> =>
  client.ask<Card>('publishRateCard', PUBLISH, { cardId, idempotencyKey: key() });
const withdraw = (cardId: string, client = first): Promise<Card> =>
  client.ask<Card>('withdrawRateCard', WITHDRAW, { cardId, reason: 'Wrong year.', idempotencyKey: key() });

async function priceOn(day: string): Promise<bigint> {
  const { rows } = await database.superuser.query<{ pence: string }>(
    'select unit_price_pence::text as pence from rates.prices($1, $2::uuid[], $3)',
    [lively.world.councilId, [VARIANT], day],
  );
  return BigInt(rows[0]?.pence ?? -1);
}

async function made(price: string, changes: object = {}): Promise<string> {
  const card = await upload(csv(row(price)), changes);
  expect(card).toMatchObject({ __typename: 'RateCard', status: 'DRAFT' });
  return card.id;
}

describe('an upload', () => {
  it('makes a draft that prices nothing and shows what it would change', async () => {
    const card = await upload(csv(row('25.31'), ',,,help-at-home,visit 30,capped,12', ',,,help-at-home,item,quote,'));
    expect(card).toMatchObject({
      status: 'DRAFT',
      version: 2,
      validFrom: '2026-04-01',
      validTo: null,
      itemCount: 3,
      madeByReader: true,
      bankHolidayMultiplier: '1.5',
      cancellationPercent: '50',
      holdingRoutes: [],
      rates: [
        { what: 'Help at home: Hour', unit: 'HOUR', kind: 'FIXED', unitPricePence: 2531 },
        { what: 'Any help at home', unit: 'ITEM', kind: 'QUOTE', unitPricePence: null },
        { what: 'Any help at home', unit: 'VISIT30', kind: 'CAPPED', unitPricePence: 1200 },
      ],
      difference: { added: 2, changed: 1, ended: 0, unchanged: 0 },
    });
    expect((card.difference?.['rows'] as unknown[])[0]).toEqual({
      change: 'CHANGED',
      what: 'Help at home: Hour',
      unit: 'HOUR',
      oldKind: 'FIXED',
      oldPence: Number(AGREED_PENCE),
      newKind: 'FIXED',
      newPence: 2531,
      percent: '+5.0',
    });
    expect(await priceOn('2026-04-02')).toBe(AGREED_PENCE);
  });

  it('of a workbook is the same as of a CSV, whatever it is called', async () => {
    const cells = [
      HEADING.split(','),
      [VARIANT, null, null, null, 'Hour', 'Fixed', 25.31],
      [],
      [null, 'Help', null, 'help-at-home', 'night asleep', 'capped', '£1,024.5'],
    ];
    const card = await upload(await writeXlsx({ sheets: [{ name: 'Prices', rows: cells }] }));
    expect(card).toMatchObject({ status: 'DRAFT', itemCount: 2 });
    expect(card['rates']).toMatchObject([
      { unit: 'HOUR', kind: 'FIXED', unitPricePence: 2531 },
      { unit: 'NIGHT_ASLEEP', kind: 'CAPPED', unitPricePence: 102450 },
    ]);
  });

  it('names row, column, value and reason of everything wrong, and makes no draft', async () => {
    const answer = await upload(
      csv(
        row('24.105'),
        row('24', 'fixd'),
        `${VARIANT},,,help-at-home,hour,fixed,24`,
        ',,,,hour,fixed,24',
        row('24', 'fixed', id('variant', 2)),
        row('24', 'fixed', VARIANT, 'week'),
        ',,,magic,hour,fixed,24',
        ',,,help-at-home,,fixed,24',
        row('10', 'quote'),
        row('', 'fixed'),
        row('1000000'),
        row('24'),
        row('25'),
      ),
    );
    expect(answer.__typename).toBe('RateFileProblems');
    expect(answer.problems?.map((one) => [one['row'], one['column'], one['value']])).toEqual([
      [2, 'price', '24.105'],
      [3, 'kind', 'fixd'],
      [4, 'support type', 'help-at-home'],
      [5, 'variant', ''],
      [6, 'variant', id('variant', 2)],
      [7, 'unit', 'week'],
      [8, 'support type', 'magic'],
      [9, 'unit', ''],
      [10, 'price', '10'],
      [11, 'price', ''],
      [12, 'price', '1000000'],
      [14, 'variant', VARIANT],
    ]);
    expect(answer.problems?.[11]?.['reason']).toBe('Row 13 has a price for the same. Keep one of them.');
    const query = 'query ($id: ID!) { rateFileProblems(id: $id) { problems { row } } }';
    const again = await first.ask<{ problems: unknown[] }>('rateFileProblems', query, { id: answer.id });
    expect(again.problems).toHaveLength(12);
    for (const other of [second, await lively.signInAs('finance@second.example')])
      expect(await other.ask('rateFileProblems', query, { id: answer.id })).toBeNull();
    const { rows } = await database.superuser.query('select 1 from rates.card_draft');
    expect(rows).toEqual([]);
  });

  it.each([
    ['not a file at all', Buffer.from([0, 1, 2, 3, 255])],
    ['an archive that is no workbook', Buffer.from('PK\u0003\u0004 and so on', 'latin1')],
    ['a picture', Buffer.from('\u0089PNG\r\n\u001a\n\u0000\u0000', 'latin1')],
    ['a quotation mark that is not closed', Buffer.from(`${HEADING}\n"${VARIANT},,,,hour,fixed,24\n`)],
    ['no heading', Buffer.from(row('24'))],
    ['no price', Buffer.from(HEADING)],
  ])('of %s says so', async (_what, content) => {
    const answer = await upload(content);
    expect(answer.__typename).toBe('RateFileProblems');
    expect(answer.problems?.length).toBeGreaterThan(0);
  });

  it('refuses a workbook that unpacks to far more than it is', async () => {
    const { zipSync } = await import('fflate');
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(120 * 1024 * 1024) }, { level: 9 });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect((await upload(bomb)).problems?.[0]?.['reason']).toContain('too large');
  });

  it('refuses terms that are out of order field by field, and a provider that is not there', async () => {
    const wrong = {
      validFrom: '2026-03-09',
      bankHolidayMultiplier: '0.5',
      cancellationPercent: '100.01',
      cancellationNoticeHours: -1,
    };
    expect((await upload(csv(row('24')), wrong)).problems?.map((one) => one['field'])).toEqual([
      'validFrom',
      'bankHolidayMultiplier',
      'cancellationNoticeHours',
      'cancellationPercent',
    ]);
    expect(await upload(csv(row('24')), { providerId: id('provider', 99) })).toMatchObject({ reason: 'NOT_FOUND' });
    expect(await upload(csv(row('24')), { validTo: '2026-03-31' })).toMatchObject({ problems: [{ field: 'validTo' }] });
  });

  it('takes back what is given out, exactly', async () => {
    const cardId = await made('25.31');
    await publish(cardId);
    await moveTo('2026-04-02T10:00:00Z');
    const template = await first.ask<string>(
      'rateCardTemplate',
      'query ($id: ID) { rateCardTemplate(providerId: $id) }',
      { id: PROVIDER },
    );
    const file = await first.ask<string>('rateCardFile', 'query ($id: ID!) { rateCardFile(id: $id) }', { id: cardId });
    expect(file).toBe(template);
    const copy = await upload(file, { validFrom: '2026-05-01' });
    expect(copy).toMatchObject({
      status: 'DRAFT',
      difference: { added: 0, changed: 0, ended: 0, unchanged: 1, rows: [] },
    });
    expect(await first.ask<string>('rateCardFile', 'query ($id: ID!) { rateCardFile(id: $id) }', { id: copy.id })).toBe(
      file,
    );
  });
});

describe('sending again', () => {
  it('sent twice makes one draft, publishes it once and takes it back once', async () => {
    const input = { idempotencyKey: key() };
    const draft = await upload(csv(row('25.31')), input);
    expect(await upload(csv(row('25.31')), input)).toEqual(draft);
    expect((await upload(csv(row('25.32')), input)).__typename).toBe('IdempotencyConflict');
    const wrong = { idempotencyKey: key() };
    const problems = await upload(csv(row('x')), wrong);
    expect(await upload(csv(row('x')), wrong)).toEqual(problems);
    const about = { cardId: draft.id, idempotencyKey: key() };
    const [one, other] = [
      await second.ask<Card>('publishRateCard', PUBLISH, about),
      await second.ask<Card>('publishRateCard', PUBLISH, about),
    ];
    expect(one.status).toBe('PUBLISHED');
    expect(other).toEqual(one);
    const back = { cardId: draft.id, reason: 'Wrong year.', idempotencyKey: key() };
    const withdrawn = await first.ask<Card>('withdrawRateCard', WITHDRAW, back);
    expect(withdrawn.status).toBe('WITHDRAWN');
    expect(await first.ask('withdrawRateCard', WITHDRAW, back)).toEqual(withdrawn);
    expect((await first.ask<Card>('withdrawRateCard', WITHDRAW, { ...back, reason: 'Another.' })).__typename).toBe(
      'IdempotencyConflict',
    );
    const { rows } = await database.superuser.query('select 1 from rates.card_draft');
    expect(rows).toHaveLength(1);
    const kept = await database.superuser.query('select 1 from rates.file_problems');
    expect(kept.rows).toHaveLength(1);
  });
});

describe('a dry run', () => {
  it('counts the people and standing orders it changes, and what they come to in a year', async () => {
    await lively.ordering.placeOrder(await lively.world.actor('holder', 0), {
      idempotencyKey: key(),
      personId: id('holder', 0),
      variantId: VARIANT,
      quantity: '2',
      startTime: '09:00',
      standing: { startsOn: addDays(TODAY, 1), weekdays: ['MO', 'WE'] },
      place: 'Here',
      shownUnitPricePence: AGREED_PENCE,
    });
    const card = await upload(csv(row('25.10')));
    // Two visits of two hours a week: 8 in four weeks, 104 in thirteen times four.
    expect(card.difference?.['effect']).toEqual({
      people: 1,
      orders: 1,
      yearlyBeforePence: 104 * 2 * Number(AGREED_PENCE),
      yearlyAfterPence: 104 * 2 * 2510,
      noLongerPaid: 0,
    });
    const ended = await upload(csv(',,,help-at-home,week,fixed,500'));
    expect(ended.difference).toMatchObject({
      added: 1,
      ended: 1,
      effect: { orders: 1, yearlyAfterPence: 104 * 2 * Number(PUBLIC_PENCE), noLongerPaid: 0 },
    });
    const quoted = await upload(csv(row('', 'quote')));
    expect(quoted.difference).toMatchObject({ changed: 1, effect: { orders: 1, noLongerPaid: 1 } });
    const same = await upload(csv(row('24.10')));
    expect(same.difference).toMatchObject({ unchanged: 1, effect: { people: 0, orders: 0, yearlyBeforePence: 0 } });
  });
});

describe('publishing', () => {
  it('needs a second officer, and ends the card before it', async () => {
    const cardId = await made('25.31');
    expect(await publish(cardId, first)).toMatchObject({ __typename: 'NotAllowed', reason: 'OWN_RATE_CARD' });
    expect(await priceOn('2026-04-02')).toBe(AGREED_PENCE);
    expect(await publish(cardId)).toMatchObject({
      status: 'PUBLISHED',
      madeByReader: false,
      madeByName: 'finance of first',
      answeredByName: 'finance2 of first',
      canBeWithdrawn: true,
      difference: null,
    });
    expect([await priceOn('2026-03-31'), await priceOn('2026-04-01')]).toEqual([AGREED_PENCE, 2531n]);
    expect(await publish(cardId)).toMatchObject({ reason: 'WRONG_STATE' });
    // Not even who owns the tables publishes a draft as its maker.
    await expect(
      database.superuser.query('update rates.card_draft set answered_by = made_by where id = $1', [cardId]),
    ).rejects.toThrow('second_officer_publishes');
    await expect(
      database.superuser.query(`update rates.rate_card set cancellation_percent = 0 where id = $1`, [cardId]),
    ).rejects.toThrow('never changes');
    await expect(database.superuser.query('delete from rates.rate_card where id = $1', [cardId])).rejects.toThrow();
  });

  it('can be refused with a reason, once', async () => {
    const cardId = await made('25.31');
    const back = { cardId, reason: 'The hour is wrong.', idempotencyKey: key() };
    expect(await second.ask('sendBackRateCard', SEND_BACK, { ...back, reason: ' ' })).toMatchObject({
      problems: [{ field: 'reason' }],
    });
    const sent = { status: 'SENT_BACK', sentBackReason: 'The hour is wrong.', difference: null };
    expect(await second.ask('sendBackRateCard', SEND_BACK, back)).toMatchObject(sent);
    expect(await second.ask('sendBackRateCard', SEND_BACK, back)).toMatchObject(sent);
    expect(await publish(cardId)).toMatchObject({ reason: 'WRONG_STATE' });
    expect(await priceOn('2026-04-02')).toBe(AGREED_PENCE);
  });

  it('refuses what overlaps and what has begun', async () => {
    await publish(await made('25.31'));
    const overlapping = await made('26', { validFrom: '2026-03-20' });
    expect(await publish(overlapping)).toMatchObject({ reason: 'RATE_CARD_OVERLAP' });
    const late = await made('27', { validFrom: '2026-03-20', validTo: '2026-03-31' });
    await moveTo('2026-03-21T10:00:00Z');
    expect(await publish(late)).toMatchObject({ reason: 'RATE_CARD_TOO_LATE' });
    expect(await priceOn('2026-03-22')).toBe(AGREED_PENCE);
  });
});

describe('withdrawing', () => {
  it('before its first day brings back the card before it, as long as that was published for', async () => {
    const [april, june] = [await made('25'), await made('26', { validFrom: '2026-06-01' })];
    await publish(april);
    await publish(june);
    expect(await withdraw(april)).toMatchObject({
      status: 'WITHDRAWN',
      withdrawalReason: 'Wrong year.',
      canBeWithdrawn: false,
    });
    expect([await priceOn('2026-05-31'), await priceOn('2026-06-01')]).toEqual([AGREED_PENCE, 2600n]);
    expect(await withdraw(april)).toMatchObject({ reason: 'WRONG_STATE' });
    expect(await withdraw(june)).toMatchObject({ status: 'WITHDRAWN' });
    expect(await priceOn('2030-01-01')).toBe(AGREED_PENCE);
    // The days are free again.
    const again = await made('27');
    expect(await publish(again)).toMatchObject({ status: 'PUBLISHED' });
    expect(await priceOn('2026-06-01')).toBe(2700n);
  });

  it('after its first day is refused', async () => {
    const cardId = await made('25');
    await publish(cardId);
    await moveTo('2026-04-01T10:00:00Z');
    expect(await withdraw(cardId)).toMatchObject({ reason: 'RATE_CARD_STARTED' });
    expect(await priceOn('2026-04-01')).toBe(2500n);
  });

  it('is what the job prices planned visits back by', async () => {
    const cardId = await made('25');
    await publish(cardId);
    await withdraw(cardId);
    const { rows } = await database.superuser.query<{ from_on: string }>(
      `select from_on::text from rates.cards_published_since($1) where from_on > '2026-01-01'`,
      [NOW],
    );
    expect(rows).toEqual([{ from_on: '2026-04-01' }]);
  });
});

describe('another council, and who has no right to it', () => {
  it('is of one’s own council, and the problems of a file are who sent it’s', async () => {
    const before = await database.digest();
    const template = 'query ($id: ID) { rateCardTemplate(providerId: $id) }';
    const file = csv(row('25'));
    for (const email of ['approver@first.example', 'provider@first.example', 'commissioner@first.example']) {
      const client = await lively.signInAs(email);
      expect(await upload(file, {}, client)).toMatchObject({ __typename: 'NotAllowed', reason: 'NOT_PERMITTED' });
      expect(await client.ask('rateCardTemplate', template, { id: PROVIDER })).toBeNull();
    }
    const far = await lively.signInAs('finance@second.example');
    // Of another council the list has no agreed price in it.
    const list = await far.ask<string>('rateCardTemplate', template, { id: PROVIDER });
    expect(list).toContain(VARIANT);
    expect(list).not.toContain('24.10');
    expect(Object.keys(before)).toContain('rates.card_draft');
    expect((await database.digest())['rates.card_draft']).toBe(before['rates.card_draft']);
  });

  it('reads nothing and answers nothing, as if it were not there', async () => {
    const cardId = await made('25');
    const strangers = [
      'finance@second.example',
      'provider@first.example',
      'holder0@first.example',
      'commissioner@first.example',
    ];
    for (const email of strangers) {
      const client = await lively.signInAs(email);
      const of = async (card: string) => [
        await client.send(
          `query ($id: ID!) { rateCard(id: $id) { ${CARD.slice('__typename ... on RateCard {'.length).split('... on NotAllowed')[0] ?? ''}`,
          { id: card },
        ),
        await client.send('query ($id: ID!) { rateCardFile(id: $id) }', { id: card }),
        await client.send(PUBLISH, { cardId: card, idempotencyKey: key() }),
        await client.send(WITHDRAW, { cardId: card, reason: 'No.', idempotencyKey: key() }),
      ];
      expect(JSON.stringify(await of(cardId))).toBe(JSON.stringify(await of(id('nothing', 1))));
    }
    const { rows } = await database.superuser.query('select status from rates.card_draft');
    expect(rows).toEqual([{ status: 'DRAFT' }]);
  });
});
