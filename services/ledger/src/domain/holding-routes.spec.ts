import { describe, expect, it } from '@jest/globals';
import { holderOf, payingPart, type PossibleHolder } from './holding-routes.js';

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

describe('the part that pays', () => {
  const part = (route: string, payer_id: string, is_over = false) => ({ route, payer_id, is_over });
  const council = part('COUNCIL_MANAGED', 'council');
  const direct = part('DIRECT_PAYMENT', 'person');
  const fund = part('INDIVIDUAL_SERVICE_FUND', 'provider');

  it.each([
    ['its own fund, wherever that stands', [council, fund], 'provider', fund],
    ['the first that is no fund', [fund, direct, council], 'another', direct],
    ['no fund of another provider', [fund], 'another', undefined],
    ['none that is over', [{ ...fund, is_over: true }, { ...direct, is_over: true }, council], 'provider', council],
    ['none where the budget is not divided', [], 'provider', undefined],
  ])('is %s', (_, parts, providerId, paying) => {
    expect(payingPart(parts, providerId)).toEqual(paying);
  });
});
