import { describe, expect, it } from '@jest/globals';
import { addDays, daysBetween, linePence, parseQuantity } from '@owncourse/kernel/contract';
import { people } from '../src/content/index.js';
import { thingOf } from '../src/load/bought-things.js';
import { approvesInvoices, paysInvoices, staysOpen, withheld } from '../src/load/last-days.js';
import { plannedOrders, startWeekOf } from '../src/load/plan-orders.js';
import { mondayOf, storyDays, weekdayOf, weekOf } from '../src/load/story-days.js';
import { fateOf } from '../src/load/visit-fates.js';

const days = storyDays('2026-11-24', 52);
const orders = plannedOrders(days);

describe('the days of the story', () => {
  it.each(['2026-11-23', '2026-11-24', '2026-11-29', '2026-04-01', '2028-02-29'])(
    'loaded on %s, they begin on a Monday a year before that week',
    (anchor) => {
      const story = storyDays(anchor, 52);
      expect(weekdayOf(story.first)).toBe(0);
      expect(daysBetween(story.first, anchor)).toBeGreaterThanOrEqual(364);
      expect(daysBetween(story.first, anchor)).toBeLessThan(371);
      expect(story.eve).toBe(addDays(anchor, -1));
      expect(weekOf(story, story.eve)).toBeLessThanOrEqual(52);
      expect(story.newYear <= anchor).toBe(true);
    },
  );
});

describe('the orders of the story', () => {
  it('are the same every time, each with a key of its own', () => {
    expect(plannedOrders(days)).toEqual(orders);
    expect(new Set(orders.map((order) => order.key)).size).toBe(orders.length);
  });

  it('are placed within the story, before what they are about, in the week of the budget or later', () => {
    const wrong = orders.filter((order) => {
      const startsOn = order.when.kind === 'one-off' ? order.when.date : order.when.startsOn;
      const opened = mondayOf(days, startWeekOf(order.person, days.weeks));
      return order.placedOn < opened || order.placedOn > days.anchor || startsOn <= order.placedOn;
    });
    expect(wrong.map((order) => order.key)).toEqual([]);
  });

  it('come from everybody: a standing one for each line of a pattern, and again after a no', () => {
    const lines = people.flatMap((person) => person.supportPattern).filter((line) => line.kind === 'standing');
    const standing = orders.filter((order) => order.when.kind === 'standing');
    const declined = standing.filter((order) => order.declineReason !== null);
    expect(standing.length).toBe(lines.length + declined.length);
    expect(declined.length).toBeGreaterThan(3);
    expect(new Set(orders.map((order) => order.person.id)).size).toBe(people.length);
  });

  it('hold something larger for most people, never two of a kind, never more than about four weeks of money', () => {
    const treats = orders.filter((order) => order.key.includes('/treat-'));
    expect(new Set(treats.map((order) => order.person.id)).size).toBeGreaterThan(80);
    const kinds = treats.map((order) => `${order.person.id}/${thingOf(order.variantId).service.supportTypeSlug}`);
    expect(new Set(kinds).size).toBe(kinds.length);
    const dear = treats.filter(
      (order) =>
        linePence(parseQuantity(order.quantity), thingOf(order.variantId).variant.publicUnitPricePence) >
        order.person.weeklyBudgetPence * 4n,
    );
    expect(dear).toEqual([]);
  });
});

describe('what becomes of visits', () => {
  const fates = orders
    .filter((order) => order.when.kind === 'standing' && order.declineReason === null)
    .flatMap((order) =>
      Array.from({ length: 40 }, (_, week) =>
        fateOf(order, { onDate: mondayOf(days, week), quantity: order.quantity }),
      ),
    );
  const share = (kind: string): number => (fates.filter((fate) => fate.kind === kind).length * 100) / fates.length;

  it('is mostly that they are made', () => {
    expect(share('delivered')).toBeGreaterThan(95);
    expect(share('cancelled')).toBeGreaterThan(1);
    expect(share('cancelled')).toBeLessThan(3);
    expect(share('disputed')).toBeGreaterThan(0.8);
    expect(share('disputed')).toBeLessThan(2);
  });

  it('never delivers more than was ordered, and sometimes less', () => {
    const pairs = orders
      .slice(0, 300)
      .map((order) => [order, fateOf(order, { onDate: days.first, quantity: order.quantity })] as const);
    const over = pairs.filter(
      ([order, fate]) => fate.kind === 'delivered' && parseQuantity(fate.quantity) > parseQuantity(order.quantity),
    );
    expect(over).toEqual([]);
  });
});

describe('the last days', () => {
  const maureen = people.find((person) => person.name === 'Maureen Blackwood')!;
  const other = people.find((person) => person.name === 'Gwyn Prosser')!;

  it('leave visits to enter, notes to confirm and invoices to approve and pay', () => {
    expect([
      withheld(days, 'marl-vale', days.eve),
      withheld(days, 'marl-vale', addDays(days.eve, -3)),
      withheld(days, 'kiln-works', days.eve),
    ]).toEqual([true, false, false]);
    expect([
      staysOpen(days, maureen, days.eve),
      staysOpen(days, maureen, addDays(days.eve, -3)),
      staysOpen(days, other, days.eve),
    ]).toEqual([true, false, false]);
    expect([approvesInvoices(days, addDays(days.eve, -6)), approvesInvoices(days, addDays(days.eve, -7))]).toEqual([
      false,
      true,
    ]);
    expect([paysInvoices(days, addDays(days.eve, -9)), paysInvoices(days, addDays(days.eve, -10))]).toEqual([
      false,
      true,
    ]);
  });
});
