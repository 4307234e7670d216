import { describe, expect, it } from '@jest/globals';
import type { InterruptionInput } from '../contract/visit-inputs.js';
import { chargedFor, checkInterruption, isTakenAway, type VisitAway } from './interruption.js';

const TODAY = '2026-03-10';
const AT = new Date('2026-03-10T12:00:00Z');
const input: InterruptionInput = {
  personId: '00000000-0000-7000-8000-000000000001',
  kind: 'HOSPITAL',
  fromOn: TODAY,
};
const visit: VisitAway = {
  id: 'v',
  on_date: '2026-03-11',
  starts_at: new Date('2026-03-11T11:59:59Z'),
  amount_pence: 4821n,
  status: 'HELD',
  order_status: 'ACTIVE',
  notice_hours: 24,
  percent_hundredths: 5000n,
};

function problems(changes: Partial<InterruptionInput>): string[] {
  try {
    checkInterruption({ ...input, ...changes }, TODAY);
    return [];
  } catch (error) {
    return (error as { details: { problems: { field: string }[] } }).details.problems.map((one) => one.field);
  }
}

describe('an entry', () => {
  it('is for days that can be', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ fromOn: '2026-02-07' })).toEqual([]);
    expect(problems({ fromOn: '2026-02-06' })).toEqual(['fromOn']);
    expect(problems({ toOn: '2026-03-09' })).toEqual(['toOn']);
    expect(problems({ kind: 'HOLIDAY' })).toEqual(['toOn']);
    expect(problems({ kind: 'HOLIDAY', fromOn: '2026-03-09', toOn: '2026-03-12' })).toEqual(['fromOn']);
    expect(problems({ kind: 'DEATH', fromOn: '2026-03-11' })).toEqual(['fromOn']);
    expect(problems({ kind: 'DEATH', toOn: '2026-03-12' })).toEqual(['toOn']);
    expect(problems({ fromOn: 'soon', toOn: 'later' })).toEqual(['fromOn', 'toOn']);
  });
});

describe('what a visit costs that does not happen', () => {
  it.each([
    ['HOLIDAY', { feePence: 2411n, retainerPence: 0n }],
    ['HOSPITAL', { feePence: 0n, retainerPence: 1205n }],
    ['DEATH', { feePence: 0n, retainerPence: 0n }],
  ] as const)('%s inside the notice window', (kind, charged) => {
    expect(chargedFor(kind, visit, AT, 2500n)).toEqual(charged);
  });

  it('is nothing with enough notice, before the provider said yes, and without a retainer', () => {
    const early = { ...visit, starts_at: new Date('2026-03-11T12:00:00Z') };
    expect(chargedFor('HOLIDAY', early, AT, 2500n).feePence).toBe(0n);
    expect(chargedFor('HOLIDAY', { ...visit, order_status: 'SUBMITTED' }, AT, 2500n).feePence).toBe(0n);
    expect(chargedFor('HOSPITAL', { ...visit, order_status: 'SUBMITTED' }, AT, 2500n).retainerPence).toBe(0n);
    expect(chargedFor('HOSPITAL', visit, AT, 0n).retainerPence).toBe(0n);
    expect(chargedFor('HOSPITAL', { ...visit, status: 'PLANNED' }, AT, 2500n).retainerPence).toBe(1205n);
  });

  it('takes away only what is still to come; of a stay in hospital, all that was not delivered', () => {
    const thisMorning = { ...visit, on_date: TODAY, starts_at: new Date('2026-03-10T08:00:00Z') };
    expect(isTakenAway('HOLIDAY', TODAY, thisMorning, AT)).toBe(false);
    expect(isTakenAway('DEATH', TODAY, thisMorning, AT)).toBe(false);
    expect(isTakenAway('DEATH', '2026-03-09', thisMorning, AT)).toBe(true);
    expect(isTakenAway('HOSPITAL', TODAY, thisMorning, AT)).toBe(true);
  });
});
