import { describe, expect, it } from '@jest/globals';
import type { ProposeSharedOrderInput } from '../contract/shared-orders.port.js';
import { readSharedOrder } from './shared-order-request.js';

const TODAY = '2026-03-10';
const ann = { personId: '00000000-0000-7000-8000-000000000001', shownUnitPricePence: 2410n };
const input: ProposeSharedOrderInput = {
  idempotencyKey: 'a-key-for-it',
  variantId: '00000000-0000-7000-8000-000000000002',
  quantity: '1.5',
  startTime: '10:00',
  oneOff: { date: '2026-03-12' },
  place: 'The club',
  people: [ann, { email: ' bo@first.example ' }],
};
const weekly = { startsOn: '2026-03-12', weekdays: ['TH'] as const };

function problemsOf(changes: Partial<ProposeSharedOrderInput>): string[] {
  try {
    readSharedOrder({ ...input, ...changes }, TODAY);
    return [];
  } catch (error) {
    const { details } = error as { details: { problems: { field: string }[] } };
    return details.problems.map((one) => one.field);
  }
}

describe('a proposal to order together', () => {
  it('has equal shares unless somebody says otherwise', () => {
    expect(readSharedOrder(input, TODAY)).toEqual({
      times: [{ startTime: '10:00', quantity: 15_000n, fields: { startTime: 'startTime', quantity: 'quantity' } }],
      startsOn: '2026-03-12',
      endsOn: null,
      recurrence: null,
      sharers: [
        { personId: ann.personId, email: null, share: 1, shownUnitPricePence: 2410n },
        { personId: null, email: 'bo@first.example', share: 1, shownUnitPricePence: null },
      ],
    });
  });

  it.each<[string, Partial<ProposeSharedOrderInput>, string[]]>([
    ['nobody else', { people: [ann] }, ['people']],
    ['too many', { people: [ann, ...Array.from({ length: 6 }, () => ({ email: 'a@b.example' }))] }, ['people']],
    ['somebody without a name', { people: [ann, {}] }, ['people[1].email']],
    ['somebody named twice', { people: [ann, { ...ann, email: 'a@b.example' }] }, ['people[1].email']],
    ['a stranger first', { people: [{ email: 'a@b.example' }, ann] }, ['people[0].personId']],
    ['a yes without a price', { people: [ann, { personId: ann.personId }] }, ['people[1].shownUnitPricePence']],
    ['half a share', { people: [ann, { email: 'a@b.example', share: 0.5 }] }, ['people[1].share']],
    ['no share', { people: [ann, { email: 'a@b.example', share: 0 }] }, ['people[1].share']],
    ['no end', { oneOff: null, standing: weekly }, ['endsOn']],
    ['an end after 26 weeks', { oneOff: null, standing: { ...weekly, endsOn: '2026-09-09' } }, ['endsOn']],
    ['what no order may have', { place: '', quantity: '0' }, ['place', 'quantity']],
  ])('is refused with %s', (_what, changes, fields) => {
    expect(problemsOf(changes)).toEqual(fields);
  });

  it('may end exactly 26 weeks ahead', () => {
    expect(problemsOf({ oneOff: null, standing: { ...weekly, endsOn: '2026-09-08' } })).toEqual([]);
  });
});
