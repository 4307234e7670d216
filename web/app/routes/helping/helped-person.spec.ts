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

function declinedOrder(id: string, personId: string, placedAt: string) {
  return { node: { id, placedAt, declineReason: 'Full', person: { id: personId }, service: { name: 'Tea' } } } as const;
}

const today = '2026-03-02';
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
  declined: {
    edges: [declinedOrder('o1', '3', '2026-02-25T10:00:00Z'), declinedOrder('o2', '1', '2026-02-01T10:00:00Z')],
  },
  deliveries: [{ id: 'd', amountPence: 100, occurrence: { order: { person: { id: '3' } } } }],
};

describe('people somebody helps', () => {
  it('shows each person once, with the open budget and what they need', () => {
    expect(peopleHelped(answer, today)).toEqual([
      expect.objectContaining({
        id: '1',
        name: 'Ann',
        leftPence: 5000,
        toConfirm: 0,
        shortWeek: null,
        shortByPence: 0,
      }),
      expect.objectContaining({
        id: '3',
        name: 'Bob',
        leftPence: null,
        toConfirm: 1,
        shortWeek: null,
        declined: { id: 'o1', serviceName: 'Tea', reason: 'Full' },
      }),
      expect.objectContaining({ id: '2', name: 'Zoe', leftPence: 700, shortWeek: '2026-03-09', shortByPence: 1250 }),
    ]);
  });

  it('puts those first whose money runs short, then those who heard a no', () => {
    expect(inNeedFirst(peopleHelped(answer, today)).map(({ name }) => name)).toEqual(['Zoe', 'Bob', 'Ann']);
  });
});
