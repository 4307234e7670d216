import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { until } from '@owncourse/kernel/testing';
import { randomUUID } from 'node:crypto';
import { KeepWanted } from '../src/use-cases/keep-wanted.js';
import { somebody } from './fixtures/catalogue-house.js';
import { GraphqlHouse } from './fixtures/graphql-house.js';

const PLAN = `query ($input: WhatElseInput!) { whatElse(input: $input) { __typename
  ... on WhatElse { weeklyPence leftPence prices councilName postcodeNotFound wishes { words supportType { slug name } reason leastPence foundCount
    line { quantity unitPricePence weeklyPence variant { id } service { id name provider { name } } } free { id title } } }
  ... on InvalidInput { problems { field message } } } }`;

interface Wish {
  readonly words: string | null;
  readonly reason: string | null;
  readonly leastPence: number | null;
  readonly foundCount: number;
  readonly line: {
    readonly quantity: string;
    readonly unitPricePence: number;
    readonly weeklyPence: number;
    readonly variant: { readonly id: string };
  } | null;
  readonly free: readonly { readonly title: string }[];
}
interface Plan {
  readonly __typename: string;
  readonly leftPence: number;
  readonly prices: string;
  readonly councilName: string | null;
  readonly wishes: readonly Wish[];
  readonly problems: readonly { readonly field: string }[];
}

describe('what else somebody could get', () => {
  let door: GraphqlHouse;
  let cleaning: { id: string; variantId: string };
  let gardening: { id: string; variantId: string };
  let holder: Actor;

  beforeAll(async () => {
    door = await GraphqlHouse.open();
    const { house } = door;
    const wardIds = house.north.wardIds;
    cleaning = await house.service(3000n, { name: 'Tidy rooms', wardIds }, { typicalQuantity: '2' });
    gardening = await house.service(
      2000n,
      { name: 'Tidy beds', supportTypeSlug: 'gardening', wardIds },
      { typicalQuantity: '1' },
    );
    // None of these is of a usual week.
    await house.service(100n, { name: 'Tidy Sundays', wardIds }, { dayType: 'SUNDAY' });
    await house.service(100n, { name: 'Tidy months', wardIds }, { unit: 'MONTH' });
    await house.agree(house.north, [{ variantId: cleaning.variantId, unit: 'HOUR', kind: 'FIXED', pence: 1000n }]);
    await house.policy(house.north, 'offCardRule', 'allow');
    await house.listing(await house.communityGroup(), house.north, {
      title: 'Garden club',
      supportTypeSlug: 'gardening',
    });
    holder = house.funded(house.north);
    const wanted = await new KeepWanted(house.database, house.clock, { next: () => randomUUID() }).saveWanted(
      somebody(),
      {
        title: 'Somebody to garden with',
        description: 'I would like company in the garden.',
        supportTypeSlug: 'gardening',
        wardId: wardIds[0] ?? '',
      },
    );
    await house.catalogue.moderateListing(house.officer(house.north), { id: wanted, publish: true, reason: null });
  });
  afterAll(() => door.close());

  const plan = async (actor: Actor | null, input: Record<string, unknown>): Promise<Plan> =>
    (await door.ask(actor, PLAN, { input: { weeklyPence: 7000, postcode: 'NO1', ...input } })).data['whatElse'] as Plan;
  const both = { interests: [{ supportType: 'cleaning' }, { supportType: 'gardening' }] };
  const pence = ({ wishes }: Plan): unknown =>
    wishes.map(({ line }) => line && [line.variant.id, line.quantity, line.unitPricePence, line.weeklyPence]);

  it('buys some of each wish, as much as is usual and no more than there is', async () => {
    const told = await plan(null, both);
    expect(pence(told)).toEqual([
      [cleaning.variantId, '1', 3000, 3000],
      [gardening.variantId, '1', 2000, 2000],
    ]);
    expect(told).toMatchObject({ __typename: 'WhatElse', leftPence: 2000, prices: 'PUBLIC', councilName: 'northam' });
    expect(told.wishes.map((wish) => wish.free.map(({ title }) => title))).toEqual([[], ['Garden club']]);
    expect(pence(await plan(null, { ...both, weeklyPence: 8000 }))).toEqual([
      [cleaning.variantId, '2', 3000, 6000],
      [gardening.variantId, '1', 2000, 2000],
    ]);
  });

  it('says why a wish is not in it, and how much it would need', async () => {
    const told = await plan(null, {
      weeklyPence: 2999,
      interests: [{ supportType: 'cleaning' }, { words: 'juggling' }],
    });
    expect(told.wishes.map(({ reason, leastPence, line, words }) => ({ reason, leastPence, line, words }))).toEqual([
      { reason: 'NOT_ENOUGH', leastPence: 3000, line: null, words: null },
      { reason: 'NOTHING_NEAR', leastPence: null, line: null, words: 'juggling' },
    ]);
    expect(told.leftPence).toBe(2999);
  });

  it('tells the council what is there neither for money nor for nothing, and only that', async () => {
    const { house } = door;
    const misses = async (): Promise<unknown[]> =>
      (
        await house.owner.query<{ words: string }>(
          `select payload ->> 'words' as words from kernel.outbox where type = 'catalogue.searched-without-result' and payload ->> 'words' in ('unicycling', 'garden club') order by 1`,
        )
      ).rows;
    await plan(null, { interests: [{ words: 'unicycling' }, { words: 'garden club' }] });
    await until('The council was not told.', async () => (await misses()).length > 0);
    expect(await misses()).toEqual([{ words: 'unicycling' }]);
  });

  it.each([
    ['no money', { ...both, weeklyPence: 0 }, 'weeklyPence'],
    ['money that is owed', { ...both, weeklyPence: -1 }, 'weeklyPence'],
    ['more than £10,000', { ...both, weeklyPence: 1_000_001 }, 'weeklyPence'],
    ['no wish', { interests: [] }, 'interests'],
    ['nine wishes', { interests: Array.from({ length: 9 }, () => ({ words: 'tea' })) }, 'interests'],
    ['two things in one wish', { interests: [{ supportType: 'cleaning', words: 'tea' }] }, 'interests'],
    ['a wish for nothing', { interests: [{ words: '  ' }] }, 'interests'],
    ['a kind of support that there is not', { interests: [{ supportType: 'flying' }] }, 'interests'],
    ['a control sign', { interests: [{ words: 'tea\u0007' }] }, 'interests'],
    ['too many words', { interests: [{ words: 'x'.repeat(101) }] }, 'interests'],
    ['too far away', { ...both, withinMiles: 51 }, 'withinMiles'],
  ] as const)('refuses %s, and says which field', async (_what, input, field) => {
    const told = await plan(null, input);
    expect([told.__typename, told.problems.map((problem) => problem.field)]).toEqual(['InvalidInput', [field]]);
  });

  it('is at their own prices for whom the council funds, as the search has them', async () => {
    const told = await plan(holder, both);
    expect(told).toMatchObject({ prices: 'OWN', leftPence: 3000 });
    expect(pence(told)).toEqual([
      [cleaning.variantId, '2', 1000, 2000],
      [gardening.variantId, '1', 2000, 2000],
    ]);
    // What the search finds below a price is what is planned at that price.
    expect(
      await door.house.found({ supportTypes: ['cleaning'], unit: 'HOUR', maximumPricePence: 1000n }, holder),
    ).toEqual(expect.arrayContaining([cleaning.id]));
  });

  it('shows nobody else an agreed price, whatever they ask and however it is probed', async () => {
    const { house } = door;
    const strangers: (Actor | null)[] = [
      null,
      somebody(),
      house.funded(house.south),
      house.officer(house.north, 'COMMISSIONER'),
      {
        ...somebody(),
        roles: ['BROKER'],
        mandates: [{ id: randomUUID(), personId: holder.personId, scopes: ['PAY'] }],
      },
    ];
    // The south has no card and refuses what is on none: nothing can be ordered, and nothing is in the plan.
    for (const stranger of strangers) {
      const isFunded = stranger?.fundingCouncilId === house.south.id;
      for (const weeklyPence of [999, 1000, 1001, 1999, 2000, 2999, 3000, 3001, 6000, 9000])
        for (const forPersonId of [null, holder.personId]) {
          const told = await plan(stranger, { ...both, weeklyPence, forPersonId });
          const asked = await plan(null, { ...both, weeklyPence });
          if (isFunded && forPersonId === null) expect(pence(told)).toEqual([null, null]);
          else expect({ ...told }).toEqual({ ...asked });
        }
    }
    expect(pence(await plan(null, { ...both, weeklyPence: 2999 }))).toEqual([
      null,
      [gardening.variantId, '1', 2000, 2000],
    ]);
  });

  it('is at the prices of the council of the place, for everybody, where that council says so from a day on', async () => {
    const { house } = door;
    await house.policy(house.north, 'whatElsePrices', 'COUNCIL');
    try {
      for (const anybody of [null, somebody()]) {
        const told = await plan(anybody, both);
        expect(told).toMatchObject({ prices: 'COUNCIL', councilName: 'northam', leftPence: 3000 });
        expect(pence(told)).toEqual([
          [cleaning.variantId, '2', 1000, 2000],
          [gardening.variantId, '1', 2000, 2000],
        ]);
      }
      // Another council's place, or none, is at what everybody sees.
      expect(await plan(null, { ...both, postcode: 'SO1' })).toMatchObject({ prices: 'PUBLIC' });
      expect(await plan(null, { ...both, postcode: null })).toMatchObject({ prices: 'PUBLIC', councilName: null });
      expect(await plan(null, { ...both, postcode: null, councilKey: 'northam' })).toMatchObject({ prices: 'COUNCIL' });
    } finally {
      await house.policy(house.north, 'whatElsePrices', 'PUBLIC');
    }
    expect(await plan(null, both)).toMatchObject({ prices: 'PUBLIC' });
  });

  it('leaves out of that what is agreed for some ways of holding money alone', async () => {
    const { house } = door;
    await house.policy(house.north, 'whatElsePrices', 'COUNCIL');
    await house.owner.query(
      `select rates.publish_card(row($1::uuid, $2::uuid, (select s.provider_id from catalogue.service s where s.id = $3), 1, daterange('2020-01-01', null),
         'PUBLISHED', '{DIRECT_PAYMENT}'::text[], 1, 24, 0, now(), $2::uuid)::rates.rate_card, $4)`,
      [
        house.north.id,
        randomUUID(),
        gardening.id,
        JSON.stringify([
          { id: randomUUID(), variantId: gardening.variantId, unit: 'HOUR', kind: 'FIXED', unitPricePence: '500' },
        ]),
      ],
    );
    try {
      expect(pence(await plan(null, both))).toEqual([
        [cleaning.variantId, '2', 1000, 2000],
        [gardening.variantId, '1', 2000, 2000],
      ]);
    } finally {
      await house.policy(house.north, 'whatElsePrices', 'PUBLIC');
    }
  });

  it('asks the database no more for eight wishes than for one, but for their words', async () => {
    const count = async (interests: readonly unknown[]): Promise<number> =>
      (await door.ask(null, PLAN, { input: { weeklyPence: 7000, postcode: 'NO1', interests } })).statements;
    const types = ['cleaning', 'gardening', 'befriending', 'help-at-home'].map((supportType) => ({ supportType }));
    await count(types);
    expect(await count([...types, ...types])).toBe(await count(types));
  });
});
