import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import fc from 'fast-check';
import { verifyLedger } from '../src/verify/verify-ledger.js';
import { LedgerRoom, PERIOD, type Source, TODAY } from './fixtures/ledger-room.js';
import { type Outcome, ReferenceLedger } from './fixtures/reference-ledger.js';

/** Choices are made when a step is taken, from what is there then, so that most steps meet something real. */
type Share = 'all' | 'half' | 'a penny' | 'too much' | 'twice' | 'nothing' | 'less than nothing';
type Step =
  | { readonly do: 'instalment'; readonly budget: number; readonly pence: number; readonly weeks: number }
  | {
      readonly do: 'hold';
      readonly budget: number;
      readonly standing: boolean;
      readonly days: readonly number[];
      readonly share: Share;
    }
  | { readonly do: 'hold elsewhere'; readonly where: 'unknown budget' | 'before' | 'after' }
  | { readonly do: 'enter'; readonly budget: number }
  | { readonly do: 'accrue' | 'release'; readonly holds: readonly number[]; readonly share: Share }
  | { readonly do: 'invoice'; readonly budget: number; readonly share: Share; readonly again: boolean }
  | { readonly do: 'settle'; readonly bill: number };

const budget = fc.nat(2);
const share = fc.constantFrom<Share>(
  'all',
  'all',
  'half',
  'half',
  'a penny',
  'too much',
  'nothing',
  'less than nothing',
);
const picks = fc.array(fc.nat(200), { minLength: 1, maxLength: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('instalment' as const),
      budget,
      pence: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 100_003 })),
      weeks: fc.nat(2),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('hold' as const),
      budget,
      standing: fc.boolean(),
      days: fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }),
      share: fc.constantFrom<Share>('half', 'half', 'half', 'a penny', 'all', 'too much', 'twice', 'twice', 'nothing'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('hold elsewhere' as const),
      where: fc.constantFrom('unknown budget' as const, 'before' as const, 'after' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('enter' as const), budget }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('accrue' as const, 'release' as const), holds: picks, share }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('invoice' as const), budget, share, again: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const), bill: fc.nat(20) }) },
);
/** Visits planned for more than there is, and money that comes too late for them: chance alone rarely meets it. */
const moneyTooLate: fc.Arbitrary<Step[]> = fc
  .tuple(budget, fc.nat(40), fc.integer({ min: 1, max: 900_000 }))
  .map(([chosen, late, pence]) => [
    { do: 'hold', budget: chosen, standing: true, days: [12, 11], share: 'twice' },
    { do: 'instalment', budget: chosen, pence: 1 + late, weeks: 1 },
    { do: 'enter', budget: chosen },
    { do: 'instalment', budget: chosen, pence, weeks: 0 },
    { do: 'enter', budget: chosen },
  ]);
const steps: fc.Arbitrary<Step[]> = fc
  .array(fc.oneof({ weight: 12, arbitrary: step.map((one) => [one]) }, { weight: 1, arbitrary: moneyTooLate }), {
    minLength: 5,
    maxLength: 25,
  })
  .map((blocks) => blocks.flat());
/** Meets every outcome, so that none is left to chance. */
const everyOutcome: readonly Step[] = [
  { do: 'hold', budget: 0, standing: true, days: [12, 11], share: 'twice' },
  { do: 'instalment', budget: 0, pence: 1, weeks: 1 },
  { do: 'enter', budget: 0 },
  { do: 'instalment', budget: 0, pence: 900_000, weeks: 0 },
  { do: 'enter', budget: 0 },
  { do: 'hold', budget: 0, standing: false, days: [1], share: 'too much' },
  { do: 'hold', budget: 0, standing: false, days: [1], share: 'half' },
  { do: 'hold elsewhere', where: 'unknown budget' },
  { do: 'hold elsewhere', where: 'after' },
  { do: 'accrue', holds: [1], share: 'too much' },
  { do: 'accrue', holds: [1], share: 'less than nothing' },
  // The same one twice, and less than nothing for it: the first of the two wrongs is told.
  { do: 'release', holds: [1, 1], share: 'less than nothing' },
  { do: 'release', holds: [1], share: 'nothing' },
  { do: 'release', holds: [2], share: 'nothing' },
  { do: 'release', holds: [3], share: 'nothing' },
  { do: 'release', holds: [1], share: 'nothing' },
];
const KINDS = ['SOCIAL_CARE', 'NHS', 'CHILDREN'];
const sources: fc.Arbitrary<Source[]> = fc
  .array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 })
  .map((weights) => weights.map((weight, index) => ({ kind: KINDS[index] ?? 'OTHER', weight })));

function part(of: bigint, how: Share): bigint {
  const parts: Readonly<Record<Share, bigint>> = {
    all: of,
    half: (of + 1n) / 2n,
    'a penny': 1n,
    'too much': of + 1n,
    twice: 2n * of,
    nothing: 0n,
    'less than nothing': -1n,
  };
  return parts[how];
}

/** The same steps, taken in the database and in the reference side by side. */
class Run {
  readonly reference = new ReferenceLedger(PERIOD);
  readonly budgetIds: string[] = [];

  constructor(private readonly room: LedgerRoom) {}

  async open(funders: readonly (readonly Source[])[]): Promise<void> {
    for (const each of funders) this.budgetIds.push(await this.room.openBudget(each));
    this.budgetIds.forEach((id) => this.reference.open(id));
  }

  /** @returns what the reference says and what the database did */
  async take(taken: Step): Promise<readonly [Outcome, Outcome]> {
    const { reference, room } = this;
    switch (taken.do) {
      case 'instalment': {
        const [id, pence] = [this.budgetId(taken.budget), BigInt(taken.pence)];
        const through = addDays(this.fundedThrough(id), taken.weeks * 7);
        return [reference.instalment(id, pence, through), await room.instalment(id, pence, through)];
      }
      case 'hold': {
        const id = this.budgetId(taken.budget);
        const each =
          part(reference.budgets.get(id)?.balances.available ?? 0n, taken.share) /
          (taken.share === 'half' ? BigInt(taken.days.length) : 1n);
        const holds = taken.days.map((days) => ({
          id: randomUUID(),
          pence: each,
          day: addDays(this.fundedThrough(id), days - 10),
        }));
        return [reference.hold(id, taken.standing, holds), await room.hold(id, taken.standing, holds)];
      }
      case 'hold elsewhere': {
        const id = taken.where === 'unknown budget' ? randomUUID() : this.budgetId(0);
        const day = { 'unknown budget': TODAY, before: addDays(PERIOD[0], -1), after: PERIOD[1] }[taken.where];
        const holds = [{ id: randomUUID(), pence: 1n, day }];
        return [reference.hold(id, true, holds), await room.hold(id, true, holds)];
      }
      case 'enter': {
        const id = this.budgetId(taken.budget);
        return [reference.enterHoldWindow(id), await room.enterHoldWindow(id)];
      }
      case 'accrue': {
        const delivered = this.pick(taken.holds).map(({ id, remaining }) => ({
          holdId: id,
          pence: part(remaining, taken.share),
        }));
        return [reference.accrue(delivered), await room.accrue(delivered)];
      }
      case 'release': {
        const given = this.pick(taken.holds).map(({ id, remaining }) => ({
          holdId: id,
          fee: part(remaining, taken.share),
        }));
        return [reference.release(given), await room.release(given)];
      }
      case 'invoice': {
        const id = this.budgetId(taken.budget);
        const pence = part(reference.budgets.get(id)?.balances.accrued ?? 0n, taken.share);
        const invoiceId =
          (taken.again ? [...reference.bills].find(([, bill]) => bill.budgetId === id)?.[0] : undefined) ??
          randomUUID();
        return [reference.invoice(invoiceId, id, pence), await room.invoice(invoiceId, id, pence)];
      }
      case 'settle': {
        const bills = [...reference.bills];
        const [invoiceId, bill] = bills[taken.bill % bills.length] ?? [randomUUID(), undefined];
        if (!bill) return ['DONE', 'DONE'];
        return [reference.settle(invoiceId), await room.settle(invoiceId, bill.budgetId, bill.pence)];
      }
    }
  }

  async agrees(): Promise<void> {
    const { reference, room, budgetIds } = this;
    const [balances, holds] = await Promise.all([room.balances(budgetIds), room.holds(budgetIds)]);
    const told = budgetIds.map((id) => ({ budget_id: id, ...reference.budgets.get(id)?.balances }));
    expect(new Set(balances)).toEqual(new Set(told));
    const states = [...reference.holds.values()].map(({ id, state, remaining }) => ({ id, state, remaining }));
    expect(new Set(holds)).toEqual(new Set(states));
  }

  /** Each funder bears its share of all that was delivered, to within a penny or so of rounding. */
  async sharesAreFair(funders: readonly (readonly Source[])[]): Promise<void> {
    for (const [index, budgetId] of this.budgetIds.entries()) {
      const shares = await this.room.shares(budgetId);
      const total = Object.values(shares).reduce((sum, pence) => sum + pence, 0n);
      const weights = (funders[index] ?? []).reduce((sum, source) => sum + source.weight, 0);
      for (const { kind, weight } of funders[index] ?? []) {
        const off = (shares[kind] ?? 0n) * BigInt(weights) - total * BigInt(weight);
        expect(off < 0n ? -off : off).toBeLessThanOrEqual(2n * BigInt(weights));
      }
    }
  }

  private fundedThrough(budgetId: string): string {
    const through = this.reference.budgets.get(budgetId)?.fundedThrough ?? '';
    return through === '' ? TODAY : through;
  }

  private budgetId(choice: number): string {
    return this.budgetIds[choice % this.budgetIds.length] ?? '';
  }

  /** Mostly holds that are still open. */
  private pick(choices: readonly number[]): { id: string; remaining: bigint }[] {
    const all = [...this.reference.holds.values()];
    const open = all.filter((hold) => hold.state === 'HELD');
    return choices.map((choice) => {
      const from = choice % 4 === 0 || open.length === 0 ? all : open;
      return from[choice % from.length] ?? { id: randomUUID(), remaining: 5n };
    });
  }
}

describe('the posting rules', () => {
  let room: LedgerRoom;
  const met = new Map<Outcome | 'unfunded' | 'held after all', number>();

  beforeAll(async () => {
    room = await LedgerRoom.open();
  });
  afterAll(() => room.close());

  it('agree with the reference after every step of any sequence, and keep the books right', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sources, { minLength: 1, maxLength: 3 }), steps, async (funders, sequence) => {
        const run = new Run(room);
        await run.open(funders);
        // Something to begin with, so that a short sequence meets more than shortfalls.
        await run.take({ do: 'instalment', budget: 0, pence: 90_001, weeks: 2 });
        for (const taken of sequence) {
          const [told, done] = await run.take(taken);
          expect([taken.do, done]).toEqual([taken.do, told]);
          met.set(done, (met.get(done) ?? 0) + 1);
          await run.agrees();
        }
        met.set('unfunded', (met.get('unfunded') ?? 0) + run.reference.unfunded);
        met.set('held after all', (met.get('held after all') ?? 0) + run.reference.heldAfterAll);
        await run.sharesAreFair(funders);
        expect(await verifyLedger(room.test.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
      }),
      { numRuns: 40, examples: [[[[{ kind: 'SOCIAL_CARE', weight: 1 }]], [...everyOutcome]]] },
    );
  });

  it('were tried with every kind of refusal, and with visits that money came too late for', () => {
    const kinds = [
      'unfunded',
      'held after all',
      'DONE',
      'BUDGET_SHORTFALL',
      'OUTSIDE_BUDGET_PERIOD',
      'NO_BUDGET',
      'WRONG_STATE',
      'MORE_THAN_HELD',
      'BROKEN',
    ] as const;
    expect(kinds.filter((kind) => !met.get(kind))).toEqual([]);
  });
});
