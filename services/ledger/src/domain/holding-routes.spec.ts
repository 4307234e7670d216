import { expect, it } from '@jest/globals';
import { holderOf, type PossibleHolder } from './holding-routes.js';

const possible: readonly PossibleHolder[] = [
  { id: 'daughter', kind: 'PERSON', name: 'Dee' },
  { id: 'trust', kind: 'TRUST', name: 'A trust' },
  { id: 'brokers', kind: 'BROKERAGE', name: 'Brokers' },
  { id: 'provider', kind: 'PROVIDER', name: 'A provider' },
];
const about = (holderId: string | null) => ({ councilId: 'council', personId: 'person', holderId, possible });

it.each([
  ['COUNCIL_MANAGED', 'provider', 'council'],
  ['DIRECT_PAYMENT', null, 'person'],
  ['REPRESENTATIVE', 'daughter', 'daughter'],
  ['TRUST', 'trust', 'trust'],
  ['BROKER', 'brokers', 'brokers'],
  ['INDIVIDUAL_SERVICE_FUND', 'provider', 'provider'],
] as const)('%s with %s is held by %s', (route, chosen, holder) => {
  expect(holderOf(route, about(chosen))).toBe(holder);
});

it.each([
  ['REPRESENTATIVE', 'provider'],
  ['INDIVIDUAL_SERVICE_FUND', 'daughter'],
  ['TRUST', null],
  ['BROKER', 'stranger'],
] as const)('%s cannot be held by %s', (route, chosen) => {
  expect(() => holderOf(route, about(chosen))).toThrow('INVALID_INPUT');
});
