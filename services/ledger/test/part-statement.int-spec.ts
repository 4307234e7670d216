import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, NOBODY } from '@owncourse/kernel/contract';
import { StatementRepository } from '../src/persistence/statement.repository.js';
import { TODAY } from './fixtures/ledger-room.js';
import { type PartAccount, PartsRoom } from './fixtures/parts-room.js';

let room: PartsRoom;
beforeAll(async () => {
  room = await PartsRoom.open();
});
afterAll(() => room.close());

const LATER = addDays(TODAY, 7);
const FAR = addDays(TODAY, 60);

/** £1,200 for four weeks, the council's until it is divided: £120 a week to the person, the rest to a fund. */
async function dividedBudget(from = TODAY): Promise<string> {
  const budgetId = await room.openBudget(30_000n);
  await room.room.instalment(budgetId, 120_000n, addDays(TODAY, 27));
  await room.divide(budgetId, from, [room.direct(12_000n), room.fund()]);
  if (from > TODAY) await room.follow(budgetId, from);
  return budgetId;
}

function short(part: PartAccount): unknown[] {
  return [
    part.route,
    [part.opening_left, part.opening_promised, part.opening_spent],
    [part.closing_left, part.closing_promised, part.closing_spent],
    [part.came_in, part.went_back, part.moved_here, part.moved_away],
    part.lines.map(({ kind, amountPence, leftPence }) => [kind, amountPence, leftPence]),
  ];
}

describe('an account of each part', () => {
  it('tells what moved between them apart from what came in, and each line with what was left in the part', async () => {
    const budgetId = await dividedBudget();
    const visit = randomUUID();
    await room.promise(budgetId, 60_000n, { visit });
    await room.room.accrue([{ holdId: visit, pence: 45_000n }]);
    expect((await room.statement(budgetId, TODAY, FAR)).map(short)).toEqual([
      ['DIRECT_PAYMENT', [0n, 0n, 0n], [48_000n, 0n, 0n], [0n, 0n, 48_000n, 0n], [['MOVED_HERE', '48000', '48000']]],
      [
        'INDIVIDUAL_SERVICE_FUND',
        [0n, 0n, 0n],
        [27_000n, 0n, 45_000n],
        [0n, 0n, 72_000n, 0n],
        [
          ['MOVED_HERE', '72000', '72000'],
          ['HELD', '60000', '12000'],
          ['CONFIRMED', '45000', '12000'],
          ['RELEASED', '15000', '27000'],
        ],
      ],
      [
        'COUNCIL_MANAGED',
        [0n, 0n, 0n],
        [0n, 0n, 0n],
        [120_000n, 0n, 0n, 120_000n],
        [
          ['INSTALMENT', '120000', '120000'],
          ['MOVED_AWAY', '48000', '72000'],
          ['MOVED_AWAY', '72000', '0'],
        ],
      ],
    ]);
  });

  it('names each part by who held it at the end of those days, and leaves out what was not there yet', async () => {
    const budgetId = await dividedBudget(LATER);
    const before = await room.statement(budgetId, TODAY, addDays(TODAY, 6), false);
    expect(before.map(({ route, closing_left }) => [route, closing_left])).toEqual([['COUNCIL_MANAGED', 120_000n]]);
    const after = await room.statement(budgetId, LATER, FAR, false);
    expect(after.map(({ route, opening_left, closing_left }) => [route, opening_left, closing_left])).toEqual([
      ['DIRECT_PAYMENT', 0n, 36_000n],
      ['INDIVIDUAL_SERVICE_FUND', 0n, 84_000n],
      ['COUNCIL_MANAGED', 120_000n, 0n],
    ]);
  });

  it('says in the part that is over where money went that came back, and in the rest what it came from', async () => {
    const budgetId = await room.openBudget(30_000n);
    await room.room.instalment(budgetId, 120_000n, addDays(TODAY, 27));
    const visit = randomUUID();
    await room.promise(budgetId, 20_000n, { visit });
    await room.divide(budgetId, TODAY, [room.direct(12_000n), room.fund()]);
    await room.room.release([{ holdId: visit, fee: 0n }]);
    const [, fund, council] = await room.statement(budgetId, TODAY, FAR);
    expect(fund?.lines.at(-1)).toMatchObject({ kind: 'RELEASED', amountPence: '20000', leftPence: '72000' });
    expect(council?.lines.at(-1)).toMatchObject({ kind: 'MOVED_AWAY', amountPence: '20000', leftPence: '0' });
    expect([council?.closing_left, council?.closing_promised, council?.moved_away]).toEqual([0n, 0n, 120_000n]);
  });

  it('says what went back to the council from each', async () => {
    const budgetId = await dividedBudget();
    await room.takeBack(budgetId, 80_000n);
    const parts = await room.statement(budgetId, TODAY, FAR);
    expect(parts.map(({ route, went_back, closing_left }) => [route, went_back, closing_left])).toEqual([
      ['DIRECT_PAYMENT', 8_000n, 40_000n],
      ['INDIVIDUAL_SERVICE_FUND', 72_000n, 0n],
      ['COUNCIL_MANAGED', 0n, 0n],
    ]);
  });

  it('is none of a budget that is held in one way', async () => {
    const budgetId = await room.openBudget(30_000n);
    await room.room.instalment(budgetId, 120_000n, addDays(TODAY, 27));
    expect(await room.statement(budgetId, TODAY, FAR)).toEqual([]);
  });
});

describe('a fund’s account', () => {
  const funds = (organisationId: string, budgetId: string, fromOn: string, from: string, to: string) =>
    room.room.app.transaction({ ...NOBODY, organisationId }, (queries) =>
      new StatementRepository().funds(queries, [{ budgetId, fromOn }], from, to, FAR),
    );

  it('is its provider’s own part, in its own days; of another’s it is nothing', async () => {
    const budgetId = await dividedBudget();
    await room.promise(budgetId, 60_000n);
    await room.promise(budgetId, 1_000n, { providerId: room.otherProviderId });
    await room.divide(budgetId, LATER, [room.direct(12_000n), room.fund(null, room.otherProviderId)]);
    const [own] = await funds(room.providerId, budgetId, TODAY, TODAY, FAR);
    expect(own).toMatchObject({
      opening_left: 0n,
      closing_left: 12_000n,
      closing_promised: 60_000n,
      closing_spent: 0n,
      moved_here: 72_000n,
    });
    expect(own?.lines.map(({ kind }) => kind)).toEqual(['MOVED_HERE', 'HELD']);
    expect(Object.keys(own?.lines[0] ?? {})).not.toContain('actorId');
    // Who takes it over reads what it took over, and nothing of what was done before.
    const [next] = await funds(room.otherProviderId, budgetId, LATER, TODAY, FAR);
    expect(next).toMatchObject({
      opening_left: 12_000n,
      opening_promised: 60_000n,
      opening_spent: 0n,
      closing_left: 12_000n,
      lines: [],
    });
    // Days outside of its own are no way round: neither before nor after.
    const [after] = await funds(room.providerId, budgetId, TODAY, addDays(TODAY, 20), FAR);
    expect(after).toMatchObject({ opening_left: 12_000n, closing_left: 12_000n, lines: [] });
    const [before] = await funds(room.otherProviderId, budgetId, LATER, TODAY, TODAY);
    expect(before).toMatchObject({ opening_left: 12_000n, closing_left: 12_000n, lines: [] });
    expect(await funds(room.otherProviderId, budgetId, TODAY, TODAY, FAR)).toEqual([]);
    expect(await funds(randomUUID(), budgetId, TODAY, TODAY, FAR)).toEqual([]);
  });
});
