import { describe, expect, it } from '@jest/globals';
import type { PeopleIHelpQuery } from '../../generated/graphql.js';
import { inNeedFirst, peopleHelped } from './helped-person.js';

function mandate(id: string, name: string, inForce = true) {
  return {
    id: `m-${id}`,
    type: 'BROKER',
    scopes: ['VIEW', 'ORDER', 'CONFIRM'],
    inForce,
    endsOn: null,
    person: { id, name },
  } as const;
}

function budget(id: string, status: 'ACTIVE' | 'CLOSED', availablePence: number, shortBy = 0) {
  const projection = [
    { weekStarting: '2026-03-02', leftPence: availablePence, short: false },
    { weekStarting: '2026-03-09', leftPence: shortBy > 0 ? -shortBy : availablePence, short: shortBy > 0 },
  ];
  return { node: { id: `b-${id}-${status}`, status, person: { id }, availablePence, projection } } as const;
}

const answer: PeopleIHelpQuery = {
  me: {
    actsFor: [
      mandate('2', 'Zoe'),
      mandate('1', 'Ann'),
      mandate('1', 'Ann'),
      mandate('3', 'Bob'),
      mandate('4', 'Gone', false),
    ],
  },
  budgets: { edges: [budget('1', 'CLOSED', 9), budget('1', 'ACTIVE', 5000), budget('2', 'ACTIVE', 700, 1250)] },
  deliveries: [{ id: 'd', amountPence: 100, occurrence: { order: { person: { id: '3' } } } }],
};

describe('people somebody helps', () => {
  it('shows each person once, with the open budget and what they need', () => {
    expect(peopleHelped(answer)).toEqual([
      expect.objectContaining({
        id: '1',
        name: 'Ann',
        leftPence: 5000,
        toConfirm: 0,
        shortWeek: null,
        shortByPence: 0,
      }),
      expect.objectContaining({ id: '3', name: 'Bob', leftPence: null, toConfirm: 1, shortWeek: null }),
      expect.objectContaining({ id: '2', name: 'Zoe', leftPence: 700, shortWeek: '2026-03-09', shortByPence: 1250 }),
    ]);
  });

  it('puts those first whose money runs short, then those with visits to confirm', () => {
    expect(inNeedFirst(peopleHelped(answer)).map(({ name }) => name)).toEqual(['Zoe', 'Bob', 'Ann']);
  });
});
