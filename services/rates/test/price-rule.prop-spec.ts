import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, Database, NIL_ID, Refusal, statement } from '@owncourse/kernel/contract';
import fc from 'fast-check';
import {
  ANY,
  type ItemKind,
  type Question,
  type ReferenceCard,
  type ReferenceItem,
  type ReferencePrice,
  referencePrice,
  type ReferenceVariant,
} from './fixtures/reference-price.js';
import { manyCases } from './fixtures/many-cases.js';
import { RatesHouse } from './fixtures/rates-house.js';

const FIRST_DAY = '2026-01-01';
const PROVIDERS = [randomUUID(), randomUUID()];
const VARIANTS: readonly ReferenceVariant[] = [
  { id: randomUUID(), providerId: PROVIDERS[0] ?? '', supportType: 'help-at-home', unit: 'HOUR', publicPence: 2750n },
  {
    id: randomUUID(),
    providerId: PROVIDERS[0] ?? '',
    supportType: 'help-at-home',
    unit: 'VISIT30',
    publicPence: 1500n,
  },
  { id: randomUUID(), providerId: PROVIDERS[1] ?? '', supportType: 'help-at-home', unit: 'HOUR', publicPence: 2000n },
  { id: randomUUID(), providerId: PROVIDERS[1] ?? '', supportType: 'gardening', unit: 'HOUR', publicPence: 0n },
];

const PRICES = statement(
  'test.prices',
  `select unit_price_pence as pence, own_money_pence as "ownMoneyPence", kind, orderable, reasons, rate_card_id as "cardId", variant_id as "variantId"
   from rates.prices($1, $2::uuid[], $3, $4)`,
);
const CHECK = statement('test.check', 'select unit_price_pence as pence from rates.check_price($1, $2, $3, $4, $5)');
const SEED = 20_260_401;
const DAYS_AND_VARIANTS = statement(
  'test.many-prices',
  `select day, variant_id as "variantId", unit_price_pence as pence, own_money_pence as "ownMoneyPence", kind, orderable, reasons, rate_card_id as "cardId"
   from rates.day_prices($1, $2::uuid[], $3::date[], $4::text[])`,
);
const DRAFT_PRICES = statement(
  'test.draft-prices',
  'select * from rates.draft_prices($1, $2, $3::uuid[], $4) order by 1',
);
const PUBLISHED_PRICES = statement(
  'test.published-prices',
  'select variant_id, unit_price_pence, orderable from rates.prices($1, $2::uuid[], $3) order by 1',
);
const PUBLISH_DRAFT = statement(
  'test.publish-draft',
  `select rates.publish_draft($1, $2, '2026-01-01', '2026-01-01T00:00:00Z', $3)`,
);

interface PricedRow extends ReferencePrice {
  readonly day: string;
  readonly variantId: string;
}

/** Without a matcher for each of them, which would take longer than the prices. */
function isSame(price: ReferencePrice, told: ReferencePrice): boolean {
  return (
    price.pence === told.pence &&
    price.ownMoneyPence === told.ownMoneyPence &&
    price.kind === told.kind &&
    price.orderable === told.orderable &&
    price.cardId === told.cardId &&
    price.reasons.filter((code) => code !== 'BANK_HOLIDAY').join() === told.reasons.join()
  );
}

const kind = fc.constantFrom<ItemKind>('FIXED', 'CAPPED', 'QUOTE');
const pence = fc.constantFrom(0n, 1n, 1499n, 1500n, 1501n, 2000n, 2749n, 2750n, 2751n, 9999n);
const target = fc.constantFrom<Pick<ReferenceItem, 'variantId' | 'supportType' | 'unit'>>(
  ...VARIANTS.map(({ id, unit }) => ({ variantId: id, unit })),
  { supportType: 'help-at-home', unit: 'HOUR' },
  { supportType: 'help-at-home', unit: 'VISIT30' },
  { supportType: 'gardening', unit: 'HOUR' },
);
const items: fc.Arbitrary<ReferenceItem[]> = fc.uniqueArray(
  fc.tuple(target, kind, pence).map(([what, how, price]) => ({ ...what, kind: how, pence: price })),
  { maxLength: 5, selector: (item) => `${item.variantId ?? item.supportType ?? ''}/${item.unit}` },
);
const ROUTES = ['DIRECT_PAYMENT', 'COUNCIL_MANAGED'];
/** One after another of the same provider, each from a later day than the one before. */
const cardsOf = (providerId: string): fc.Arbitrary<ReferenceCard[]> =>
  fc
    .array(
      fc.tuple(
        fc.integer({ min: 1, max: 20 }),
        fc.option(fc.integer({ min: 1, max: 25 })),
        fc.subarray(ROUTES, { maxLength: 1 }),
        items,
      ),
      { maxLength: 3 },
    )
    .map((made) => {
      let day = FIRST_DAY;
      return made.map(([later, lasts, routes, own]) => {
        day = addDays(day, later);
        return {
          id: randomUUID(),
          providerId,
          from: day,
          before: lasts === null ? null : addDays(day, lasts),
          routes,
          items: own,
        };
      });
    });
const question = fc.record({
  variant: fc.constantFrom(...VARIANTS),
  day: fc.nat(60).map((days) => addDays(FIRST_DAY, days)),
  route: fc.constantFrom(null, ...ROUTES),
  funded: fc.boolean(),
});

let house: RatesHouse;
let app: Database;

beforeAll(async () => {
  house = await RatesHouse.open(VARIANTS);
  app = house.app;
});

afterAll(() => house.close());

const council = (rule: Question['offCardRule'] | null): Promise<string> => house.council(rule);
const publish = (councilId: string, card: ReferenceCard, version: number): Promise<unknown> =>
  house.publish(councilId, card, version);

describe('the price rule', () => {
  it('agrees with the reference for any cards, day, route and reader', async () => {
    const rules = fc.constantFrom<Question['offCardRule']>('refuse', 'allow', 'allow-with-approval');
    const decks = fc.tuple(cardsOf(ANY), ...PROVIDERS.map(cardsOf)).map((each) => each.flat());
    await fc.assert(
      fc.asyncProperty(
        decks,
        rules,
        fc.array(question, { minLength: 5, maxLength: 15 }),
        async (cards, offCardRule, questions) => {
          const councilId = await council(offCardRule);
          for (const [index, card] of cards.entries()) await publish(councilId, card, index + 1);
          for (const asked of questions) {
            const told = referencePrice(cards, { ...asked, offCardRule });
            const by = asked.funded ? councilId : NIL_ID;
            const [price] = await app.call<Record<string, unknown>>(PRICES, [
              by,
              [asked.variant.id],
              asked.day,
              asked.route,
            ]);
            expect(price).toEqual({ ...told, variantId: asked.variant.id });
            // Ordering asks the same rule: yes only for what can be ordered, at the price that was shown.
            const shown = (shownPence: bigint): Promise<unknown> =>
              app
                .call<{ pence: bigint }>(CHECK, [by, asked.variant.id, asked.day, asked.route, shownPence.toString()])
                .then(
                  ([row]) => row?.pence,
                  (error: unknown) => (error instanceof Refusal ? error.code : error),
                );
            expect(await Promise.all([shown(told.pence), shown(told.pence + 1n)])).toEqual(
              told.orderable ? [told.pence, 'PRICE_CHANGED'] : ['NOT_ORDERABLE', 'NOT_ORDERABLE'],
            );
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('agrees with the reference on 100,000 random cases, of one’s own council’s cards alone', async () => {
    const world = manyCases(SEED);
    const big = await RatesHouse.open(world.variants);
    try {
      let compared = 0;
      const councils: { id: string; deck: readonly ReferenceCard[]; rule: Question['offCardRule'] }[] = [];
      for (const { rule, deck } of world.councils) {
        const id = await big.council(rule);
        for (const [index, card] of deck.entries()) await big.publish(id, card, index + 1);
        councils.push({ id, deck, rule });
      }
      for (const { id: councilId, deck, rule } of councils) {
        const rows = await big.app.call<Record<string, unknown>>(DAYS_AND_VARIANTS, [
          councilId,
          world.variants.map((variant) => variant.id),
          world.days,
          world.routes,
        ]);
        const wrong: unknown[] = [];
        const variants = new Map(world.variants.map((variant) => [variant.id, variant]));
        const routes = new Map(world.days.map((day, index) => [day, world.routes[index] ?? null]));
        for (const { day, variantId, ...price } of rows as unknown as PricedRow[]) {
          const variant = variants.get(variantId);
          if (!variant) throw new Error('A price of nothing');
          const told = referencePrice(deck, {
            variant,
            day,
            route: routes.get(day) ?? null,
            funded: true,
            offCardRule: rule,
          });
          compared += 1;
          if (!isSame(price, told)) wrong.push({ day, variantId, price, told });
        }
        expect(wrong).toEqual([]);
        expect(rows).toHaveLength(world.variants.length * world.days.length);
      }
      expect(compared).toBeGreaterThanOrEqual(100_000);
    } finally {
      await big.close();
    }
  });

  it('of a draft is what it is once the draft is published', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(cardsOf(ANY), ...PROVIDERS.map(cardsOf)).map((each) => each.flat()),
        fc.constantFrom(ANY, ...PROVIDERS),
        items.filter((own) => own.length > 0),
        fc.constantFrom<Question['offCardRule']>('refuse', 'allow'),
        async (cards, providerId, own, rule) => {
          const councilId = await council(rule);
          for (const [index, card] of cards.entries()) await publish(councilId, card, index + 1);
          // After every card that there is, so that it can follow them.
          const from = '2026-06-01';
          const draft = await house.draft(councilId, {
            id: randomUUID(),
            providerId,
            from,
            before: null,
            routes: [],
            items: own,
          });
          const ids = VARIANTS.map(({ id }) => id);
          const before = await app.call(DRAFT_PRICES, [councilId, draft, ids, from]);
          await app.call(PUBLISH_DRAFT, [councilId, draft, randomUUID()]);
          expect(await app.call(PUBLISHED_PRICES, [councilId, ids, from])).toEqual(before);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('gives a whole page the same prices as one by one, in one call', async () => {
    const councilId = await council('allow');
    const card = {
      id: randomUUID(),
      providerId: ANY,
      from: FIRST_DAY,
      before: null,
      routes: [],
      items: [{ supportType: 'help-at-home', unit: 'HOUR', kind: 'CAPPED' as const, pence: 2100n }],
    };
    await publish(councilId, card, 1);
    const ids = VARIANTS.map((variant) => variant.id);
    const together = await app.call<{ variantId: string }>(PRICES, [councilId, ids, FIRST_DAY, null]);
    const alone = await Promise.all(
      ids.map((id) => app.call<{ variantId: string }>(PRICES, [councilId, [id], FIRST_DAY, null])),
    );
    expect(new Set(together)).toEqual(new Set(alone.flat()));
    expect(together).toHaveLength(VARIANTS.length);
  });

  it('without a rule of its own, a council refuses what is on no card', async () => {
    const [price] = await app.call<Record<string, unknown>>(PRICES, [
      await council(null),
      [VARIANTS[0]?.id],
      FIRST_DAY,
      null,
    ]);
    expect(price).toMatchObject({ orderable: false, reasons: ['NOT_ON_CARD'] });
  });
});

describe('a published card', () => {
  const card = (from: string, before: string | null = null): ReferenceCard => ({
    id: randomUUID(),
    providerId: PROVIDERS[0] ?? '',
    from,
    before,
    routes: [],
    items: [{ variantId: VARIANTS[0]?.id ?? '', unit: 'HOUR', kind: 'FIXED', pence: 2410n }],
  });

  it('cannot overlap another of the same provider, except that a later one ends the earlier', async () => {
    const councilId = await council('allow');
    await publish(councilId, card('2026-02-01'), 1);
    await publish(councilId, card('2026-03-01'), 2);
    for (const overlapping of [card('2026-02-01'), card('2026-03-01'), card('2026-01-01')]) {
      await expect(publish(councilId, overlapping, 3)).rejects.toMatchObject({ code: 'RATE_CARD_OVERLAP' });
    }
    await expect(publish(councilId, card('2026-04-01'), 2)).rejects.toMatchObject({ code: 'RATE_CARD_OVERLAP' });
    await publish(councilId, card('2026-01-01', '2026-02-01'), 3);
  });

  it('keeps its prices, whoever asks', async () => {
    const councilId = await council('allow');
    await publish(councilId, card('2026-02-01'), 1);
    const owner = new Database(house.test.ownerUrl, 1);
    const change = (text: string): Promise<unknown> => owner.call({ name: '', text }, [councilId]);
    await expect(change('update rates.rate_item set unit_price_pence = 1 where council_id = $1')).rejects.toThrow(
      'never changes',
    );
    await expect(change(`update rates.rate_item set kind = 'QUOTE' where council_id = $1`)).rejects.toThrow(
      'never changes',
    );
    for (const set of [
      `valid = daterange('2026-01-01', null)`,
      `valid = daterange('2026-01-02', '2026-01-03')`,
      `status = 'WITHDRAWN'`,
      `status = 'DRAFT'`,
      `bank_holiday_multiplier = 2`,
    ])
      await expect(change(`update rates.rate_card set ${set} where council_id = $1`)).rejects.toThrow('never changes');
    await expect(change('delete from rates.rate_card where council_id = $1')).rejects.toThrow('never changes');
    await expect(change('delete from rates.rate_item where council_id = $1')).rejects.toThrow('never changes');
    await owner.close();
  });
});
