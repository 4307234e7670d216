import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NIL_ID, Refusal, statement } from '@owncourse/kernel/contract';
import { RatesHouse } from './fixtures/rates-house.js';
import type { ReferenceCard } from './fixtures/reference-price.js';

const PROVIDER = randomUUID();
const VARIANT = {
  id: randomUUID(),
  providerId: PROVIDER,
  supportType: 'help-at-home',
  unit: 'HOUR',
  publicPence: 2750n,
};
const ROUNDS = 12;
const TODAY = '2026-01-10';
const AT = '2026-01-10T12:00:00Z';

let house: RatesHouse;
let council: string;

beforeAll(async () => {
  house = await RatesHouse.open([VARIANT]);
});
afterAll(() => house.close());

const card = (from: string, pence: bigint, before: string | null = null): ReferenceCard => ({
  id: randomUUID(),
  providerId: PROVIDER,
  from,
  before,
  routes: [],
  items: [{ variantId: VARIANT.id, unit: 'HOUR', kind: 'FIXED', pence }],
});

beforeEach(async () => {
  council = await house.council('refuse');
  await house.publish(council, card('2026-01-01', 1000n), 1);
});

/** DONE, or the refusal's code. */
async function told(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'DONE';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
const PUBLISH = statement('test.publish-draft', 'select rates.publish_draft($1, $2, $3, $4, $5)');
const BACK = statement('test.send-back', 'select rates.send_draft_back($1, $2, $3, $4, $5)');
const WITHDRAW = statement('test.withdraw', 'select rates.withdraw_card($1, $2, $3, $4, $5, $6)');
const publish = (id: string): Promise<string> => told(house.app.call(PUBLISH, [council, id, TODAY, AT, randomUUID()]));
const sendBack = (id: string): Promise<string> => told(house.app.call(BACK, [council, id, 'No.', AT, randomUUID()]));
const withdraw = (id: string): Promise<string> =>
  told(house.app.call(WITHDRAW, [council, id, 'No.', TODAY, AT, randomUUID()]));

/** Prices by day, as runs: from which day on what. */
async function priced(...days: readonly string[]): Promise<string[]> {
  const rows = await house.sql<{ day: string; pence: bigint; kind: string }>(
    `select p.day::text, p.unit_price_pence as pence, p.kind from rates.day_prices($1, array[$2::uuid], $3::date[], array_fill(null::text, array[cardinality($3)])) p order by 1`,
    [council, VARIANT.id, days],
  );
  return rows.map((row) => (row.kind === 'OFF_CARD' ? 'none' : row.pence.toString()));
}

/** No day has two cards. */
async function breaches(): Promise<unknown[]> {
  return house.sql(
    `select c.id from rates.rate_card c join rates.rate_card d on d.council_id = c.council_id and d.provider_id = c.provider_id and d.id <> c.id
     where c.council_id = $1 and c.status = 'PUBLISHED' and d.status = 'PUBLISHED' and c.valid && d.valid`,
    [council],
  );
}

describe('at the same moment', () => {
  it('two officers publish two drafts of one provider: one after the other, whichever comes first', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      council = await house.council('refuse');
      await house.publish(council, card('2026-01-01', 1000n), 1);
      const april = await house.draft(council, card('2026-04-01', 2000n));
      const june = await house.draft(council, card('2026-06-01', 3000n));
      const outcomes = await Promise.all([publish(april), publish(june)]);
      const after = await priced('2026-03-31', '2026-04-01', '2026-06-01', '2026-12-31');
      // April first: both hold, one after the other. June first: April would reach into it.
      if (outcomes[0] === 'DONE') {
        expect([outcomes, after]).toEqual([
          ['DONE', 'DONE'],
          ['1000', '2000', '3000', '3000'],
        ]);
      } else {
        expect([outcomes, after]).toEqual([
          ['RATE_CARD_OVERLAP', 'DONE'],
          ['1000', '1000', '3000', '3000'],
        ]);
      }
      expect(await breaches()).toEqual([]);
    }
  });

  it('two officers publish drafts of the same first day: one holds, the other is told', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      council = await house.council('refuse');
      const drafts = [
        await house.draft(council, card('2026-04-01', 2000n)),
        await house.draft(council, card('2026-04-01', 3000n)),
      ];
      const outcomes = await Promise.all(drafts.map(publish));
      expect([...outcomes].sort()).toEqual(['DONE', 'RATE_CARD_OVERLAP']);
      expect(await priced('2026-04-01')).toEqual([outcomes[0] === 'DONE' ? '2000' : '3000']);
    }
  });

  it('one draft is published many times over: once', async () => {
    const draft = await house.draft(council, card('2026-04-01', 2000n));
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => publish(draft)));
    expect([...outcomes].sort()).toEqual(['DONE', 'WRONG_STATE', 'WRONG_STATE', 'WRONG_STATE']);
    expect(
      await house.sql('select id from rates.rate_card where council_id = $1 and id = $2', [council, draft]),
    ).toHaveLength(1);
    expect(await breaches()).toEqual([]);
  });

  it('one draft is published and sent back: one of them', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const draft = await house.draft(council, card('2026-04-01', 2000n, '2026-04-02'));
      const outcomes = await Promise.all([publish(draft), sendBack(draft)]);
      expect([...outcomes].sort()).toEqual(['DONE', 'WRONG_STATE']);
      const [row] = await house.sql<{ status: string }>('select status from rates.card_draft where id = $1', [draft]);
      expect(row?.status).toBe(outcomes[0] === 'DONE' ? 'PUBLISHED' : 'SENT_BACK');
      if (outcomes[0] === 'DONE') expect(await withdraw(draft)).toBe('DONE');
    }
    expect(await breaches()).toEqual([]);
  });

  it('one card is withdrawn while its successor is published: as one after the other', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      council = await house.council('refuse');
      await house.publish(council, card('2026-01-01', 1000n), 1);
      const april = await house.draft(council, card('2026-04-01', 2000n));
      expect(await publish(april)).toBe('DONE');
      const june = await house.draft(council, card('2026-06-01', 3000n));
      expect(await Promise.all([withdraw(april), publish(june)])).toEqual(['DONE', 'DONE']);
      expect(await priced('2026-04-01', '2026-05-31', '2026-06-01', '2027-01-01')).toEqual([
        '1000',
        '1000',
        '3000',
        '3000',
      ]);
      expect(await breaches()).toEqual([]);
      expect(await withdraw(june)).toBe('DONE');
      expect(await priced('2027-01-01')).toEqual(['1000']);
    }
  });

  it('drafts of one provider are made side by side: each has a version of its own', async () => {
    await Promise.all(Array.from({ length: 6 }, () => house.draft(council, card('2026-04-01', 2000n))));
    const rows = await house.sql<{ version: number }>(
      'select version from rates.card_draft where council_id = $1 and provider_id = $2 order by 1',
      [council, PROVIDER],
    );
    expect(rows.map((row) => row.version)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(
      await house.sql('select 1 from rates.card_draft where provider_id = $1 and council_id = $2', [NIL_ID, council]),
    ).toEqual([]);
  });
});
