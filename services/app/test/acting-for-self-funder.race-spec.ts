import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyLedger } from '@owncourse/ledger/verify';
import { MotherAndDaughter, TWO_HOURS } from './fixtures/mother-and-daughter.js';
import { outcome } from './fixtures/two-at-once.js';

const ROUNDS = 6;

let world: MotherAndDaughter;

beforeAll(async () => {
  world = await MotherAndDaughter.open();
});

afterAll(async () => {
  expect(await verifyLedger(world.cards.lively.house.database.auditorUrl)).toMatchObject({
    sumPence: 0,
    breaches: 0,
    first: null,
  });
  await world.cards.close();
});

beforeEach(() => world.newMother());

const ordered = async (): Promise<number> =>
  (
    await world.cards.query<{ id: string }>('select id from ordering."order" where participant_ids = array[$1::uuid]', [
      world.motherId,
    ])
  ).length;

describe('a permission under many hands', () => {
  it.each(Array.from({ length: ROUNDS }, (_, turn) => turn))(
    'ended while an order is placed: it is there with its hold, or refused with nothing (%i)',
    async (turn) => {
      const { id = '' } = await world.give();
      const works = [() => outcome(world.place()), () => outcome(world.end(id))];
      const [first, second] = turn % 2 === 0 ? works : works.reverse();
      const said = await Promise.all([first?.(), second?.()]);
      const placed = said[turn % 2 === 0 ? 0 : 1];
      expect(['DONE', 'NO_MANDATE']).toContain(placed);
      expect(await ordered()).toBe(placed === 'DONE' ? 1 : 0);
      expect(await outcome(world.place())).toBe('NO_MANDATE');
    },
  );

  it('a month’s limit holds against five orders at once', async () => {
    await world.give({ perMonthLimitPence: Number(2n * TWO_HOURS) });
    const said = await Promise.all(Array.from({ length: 5 }, () => outcome(world.place())));
    expect(said.sort()).toEqual(['DONE', 'DONE', 'OVER_MONTH_LIMIT', 'OVER_MONTH_LIMIT', 'OVER_MONTH_LIMIT']);
    expect(await ordered()).toBe(2);
  });
});
