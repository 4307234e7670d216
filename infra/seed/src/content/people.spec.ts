import { describe, expect, it } from '@jest/globals';
import {
  councilPolicies,
  councilPrice,
  demoPeople,
  people,
  providers,
  quantityInTenThousandths,
  services,
  variants,
  yearlyCostOf,
  type PatternLine,
  type Person,
} from './index.js';

const variantById = new Map(variants.map((one) => [one.id, one]));
const serviceById = new Map(services.map((one) => [one.id, one]));
const providerByKey = new Map(providers.map((one) => [one.key, one]));

interface Bought {
  readonly person: Person;
  readonly line: PatternLine;
  readonly variant: (typeof variants)[number];
  readonly service: (typeof services)[number];
}

const bought: readonly Bought[] = people.flatMap((person) =>
  person.supportPattern.map((line) => {
    const variant = variantById.get(line.variantId);
    const service = variant ? serviceById.get(variant.serviceId) : undefined;
    if (!variant || !service) throw new Error(`${person.name} buys something that is not sold`);
    return { person, line, variant, service };
  }),
);

const say = (one: Bought): string => `${one.person.name}: ${one.service.name}, ${one.variant.name}`;

describe('weekly budgets', () => {
  const pence = people.map((one) => one.weeklyBudgetPence).sort((left, right) => (left < right ? -1 : 1));

  it('run from £40 to £600 with a mean of about £229', () => {
    const sum = pence.reduce((total, one) => total + one, 0n);
    expect(pence[0]).toBe(4_000n);
    expect(pence.at(-1)).toBe(60_000n);
    expect(sum / BigInt(pence.length)).toBeGreaterThanOrEqual(22_600n);
    expect(sum / BigInt(pence.length)).toBeLessThanOrEqual(23_200n);
  });

  it('have a median a little below the mean', () => {
    const median = pence[60] ?? 0n;
    expect(median).toBeGreaterThanOrEqual(18_000n);
    expect(median).toBeLessThan(22_900n);
  });

  it('belong to 104 people in Marlbridge and 16 in Oakhaven, spread over the wards', () => {
    expect(people.filter((one) => one.councilKey === 'marlbridge')).toHaveLength(104);
    expect(people.filter((one) => one.councilKey === 'oakhaven')).toHaveLength(16);
    expect(new Set(people.map((one) => one.wardCode)).size).toBe(17);
  });

  it('include a contribution that is never more than a third, and for some nothing', () => {
    expect(people.filter((one) => one.contributionPence * 3n > one.weeklyBudgetPence)).toEqual([]);
    expect(people.filter((one) => one.contributionPence === 0n).length).toBeGreaterThan(30);
    expect(people.filter((one) => one.contributionPence > 6_000n).length).toBeGreaterThan(0);
  });

  it('are held in all six ways, direct payment and council-managed most', () => {
    const count = (route: string): number => people.filter((one) => one.holdingRoute === route).length;
    const others = ['representative', 'trust', 'broker', 'individual-service-fund'].map(count);
    expect(Math.min(...others)).toBeGreaterThan(0);
    expect(Math.min(count('direct-payment'), count('council-managed'))).toBeGreaterThan(Math.max(...others));
  });
});

describe('patterns of support', () => {
  it.each(people.map((one) => [one.name, one] as const))(
    'of %s and wages cost from 55 to 97 %% of the budget net of contribution',
    (_name, person) => {
      const year = (person.weeklyBudgetPence - person.contributionPence) * 52n;
      const wages = (person.employs?.grossWeeklyPence ?? 0n) * 52n;
      const cost = yearlyCostOf(person.councilKey, person.supportPattern) + wages;
      expect(cost * 100n).toBeGreaterThanOrEqual(year * 55n);
      expect(cost * 100n).toBeLessThanOrEqual(year * 97n);
    },
  );

  it('buy only from services that serve the ward', () => {
    expect(bought.filter((one) => !one.service.wardCodes.includes(one.person.wardCode)).map(say)).toEqual([]);
  });

  it('buy only what the budget pays whole, under both versions of the card', () => {
    const prices = bought.flatMap((one) =>
      ([1, 2] as const).map((version) => ({
        one,
        price: councilPrice(one.person.councilKey, one.variant.id, version),
      })),
    );
    expect(prices.filter(({ price }) => !price.wholeFromBudget).map(({ one }) => say(one))).toEqual([]);
    expect(
      prices
        .filter(({ one, price }) => one.person.councilKey === 'oakhaven' && !price.onCard)
        .map(({ one }) => say(one)),
    ).toEqual([]);
  });

  it('fall on days and at hours that the price is for', () => {
    const dayOf = {
      weekday: ['MO', 'TU', 'WE', 'TH', 'FR'],
      saturday: ['SA'],
      sunday: ['SU'],
      'bank-holiday': [] as string[],
    };
    const wrong = bought.filter(
      ({ line, variant }) =>
        line.kind === 'standing' && line.byDay.some((day) => !dayOf[variant.dayType].includes(day)),
    );
    expect(wrong.map(say)).toEqual([]);
    const odd = bought.filter(({ line, variant }) => {
      if (line.kind !== 'standing' || variant.timeBand === 'night') return false;
      return (
        line.startTime < '07:00' ||
        line.startTime > '21:00' ||
        (variant.timeBand === 'evening' && line.startTime < '17:00')
      );
    });
    expect(odd.map(say)).toEqual([]);
  });

  it('order at least the least that the provider sells', () => {
    const least = bought.filter(
      ({ line, variant }) =>
        quantityInTenThousandths(line.quantity) < quantityInTenThousandths(variant.minimumQuantity),
    );
    expect(least.map(say)).toEqual([]);
  });

  it('never ask a person to be in two places at once', () => {
    for (const person of people) {
      const slots = bought
        .filter((one) => one.person === person)
        .flatMap(({ line, variant }) => {
          if (line.kind !== 'standing') return [];
          const from = Number(line.startTime.slice(0, 2)) * 60 + Number(line.startTime.slice(3));
          const length = Number(
            (BigInt(variant.durationMinutes ?? 0) * quantityInTenThousandths(line.quantity)) / 10_000n,
          );
          return line.byDay.map((day) => ({ day, from, to: from + length }));
        });
      const clash = slots.some((one, index) =>
        slots.some(
          (other, next) => next > index && one.day === other.day && one.from < other.to && other.from < one.to,
        ),
      );
      expect([person.name, clash]).toEqual([person.name, false]);
    }
  });

  it('keep every order below the limit for approval', () => {
    const limits = new Map(
      councilPolicies
        .filter((one) => one.financialYearOffset === 0)
        .map((one) => [one.councilKey, one.approvalLimitPence]),
    );
    const large = bought.filter(({ person, line, variant }) => {
      const times = line.kind === 'standing' ? BigInt(line.byDay.length) : 1n;
      const price = councilPrice(person.councilKey, variant.id, 2).unitPricePence;
      return (
        (price * quantityInTenThousandths(line.quantity) * times) / 10_000n > (limits.get(person.councilKey) ?? 0n)
      );
    });
    expect(large.map(say)).toEqual([]);
  });

  it('buy from a good many providers, small ones too', () => {
    const keys = new Set(bought.map((one) => one.service.providerKey));
    const small = [...keys].filter((key) =>
      ['micro', 'personal-assistant'].includes(providerByKey.get(key)?.kind ?? ''),
    );
    expect(keys.size).toBeGreaterThanOrEqual(45);
    expect(small.length).toBeGreaterThanOrEqual(12);
  });
});

describe('assistants', () => {
  const employers = people.flatMap((one) => (one.employs ? [{ ...one, employs: one.employs }] : []));

  it('are paid by 25 people who hold their money themselves or through a relative', () => {
    expect(employers).toHaveLength(25);
    expect([...new Set(employers.map((one) => one.holdingRoute))].toSorted()).toEqual([
      'direct-payment',
      'representative',
    ]);
  });

  it('earn whole hours above the living wage of £12.21, and pay tax above £242 a week', () => {
    for (const { employs } of employers) {
      expect(employs.hoursPerWeek).toBeGreaterThanOrEqual(6n);
      expect(employs.grossWeeklyPence).toBeGreaterThan(employs.hoursPerWeek * 1_221n);
      const taxable = employs.grossWeeklyPence - 24_200n;
      expect(employs.taxWeeklyPence).toBe(taxable > 0n ? (taxable * 28n) / 100n : 0n);
    }
    expect(employers.some(({ employs }) => employs.taxWeeklyPence > 0n)).toBe(true);
  });
});

describe('the holder of the demo', () => {
  const holder = people.find((one) => one.id === demoPeople[0]?.personId);

  it('has £287 a week managed by the council and room to order more', () => {
    if (!holder) throw new Error('No holder');
    const year = (holder.weeklyBudgetPence - holder.contributionPence) * 52n;
    expect(holder.weeklyBudgetPence).toBe(28_700n);
    expect(holder.holdingRoute).toBe('council-managed');
    expect(yearlyCostOf(holder.councilKey, holder.supportPattern) * 100n).toBeLessThan(year * 78n);
  });

  it('buys from the provider and the gardener who also sign in', () => {
    const keys = bought.filter((one) => one.person === holder).map((one) => one.service.providerKey);
    expect(keys).toContain('marl-vale');
    expect(keys).toContain('wrona-gardens');
  });
});
