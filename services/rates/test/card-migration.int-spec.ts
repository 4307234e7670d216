import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RatesHouse } from './fixtures/rates-house.js';

const PROVIDER = randomUUID();
const VARIANT = {
  id: randomUUID(),
  providerId: PROVIDER,
  supportType: 'help-at-home',
  unit: 'HOUR',
  publicPence: 2750n,
};
const BEFORE = ['0001-rates', '0002-bank-holidays', '0003-day-prices', '0004-own-money'];
const SINCE = ['0010-drafts', '0011-difference', '0012-benchmarks', '0013-proposals'];

let house: RatesHouse;
beforeAll(async () => {
  house = await RatesHouse.open([VARIANT]);
});
afterAll(() => house.close());

async function migrate(names: readonly string[]): Promise<void> {
  for (const name of names) {
    const text = await readFile(new URL(`../src/migrations/${name}.sql`, import.meta.url), 'utf8');
    await house.sql(`set role owncourse_owner; ${text}; reset role`);
  }
}

it('cards that were published before have the same prices on the same days afterwards', async () => {
  const council = await house.council('refuse');
  const days = ['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01', '2027-01-01'];
  const priced = (): Promise<unknown[]> =>
    house.sql(
      `select day::text, unit_price_pence, kind, orderable, reasons, rate_card_version, rate_card_id
       from rates.day_prices($1, array[$2::uuid], $3::date[], array_fill(null::text, array[5])) order by 1`,
      [council, VARIANT.id, days],
    );
  await house.sql('drop schema rates cascade');
  await house.sql(
    `do $$ begin execute format('grant create on database %I to owncourse_owner', current_database()); end $$`,
  );
  await migrate(BEFORE);
  for (const [version, from, pence] of [
    [1, '2026-02-01', '2400'],
    [2, '2026-03-01', '2500'],
  ] as const)
    await house.sql(
      `select rates.publish_card(row($1::uuid, $2::uuid, $3::uuid, $4::int, daterange($5::date, null), 'PUBLISHED', '{}'::text[], 1, 24, 50, '2026-01-01T00:00:00Z'::timestamptz, $2::uuid)::rates.rate_card, $6)`,
      [
        council,
        randomUUID(),
        PROVIDER,
        version,
        from,
        JSON.stringify([
          { id: randomUUID(), variantId: VARIANT.id, unit: 'HOUR', kind: 'FIXED', unitPricePence: pence },
          { id: randomUUID(), supportTypeSlug: 'help-at-home', unit: 'HOUR', kind: 'CAPPED', unitPricePence: pence },
        ]),
      ],
    );
  const before = await priced();
  await migrate(SINCE);
  expect(await priced()).toEqual(before);
  expect(before).toMatchObject([
    { kind: 'OFF_CARD', orderable: false },
    { unit_price_pence: 2400n, rate_card_version: 1 },
    { unit_price_pence: 2400n },
    { unit_price_pence: 2500n, rate_card_version: 2 },
    { unit_price_pence: 2500n },
  ]);
  await expect(house.sql('delete from rates.rate_item')).rejects.toThrow('never changes');
});
