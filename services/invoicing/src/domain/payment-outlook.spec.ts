import { describe, expect, it } from '@jest/globals';
import { type OutlookFacts, paymentOutlook } from './payment-outlook.js';

const facts: OutlookFacts = {
  status: 'ISSUED',
  standing: 'AGREED',
  due_pay_on: '2026-03-31',
  pay_on: null,
  reference: null,
  sent_back: null,
  has_problems: false,
  holder_pays: false,
  holder_paid_on: null,
};
const DUE = '2026-03-31';
const AFTER = '2026-04-01';

describe('when a provider has its money', () => {
  it.each([
    ['ISSUED', 'It waits for a yes. After that it is paid by Tuesday 31 March 2026.'],
    ['APPROVED', 'It is approved, and is paid by Tuesday 31 March 2026.'],
    ['IN_PAYMENT_RUN', 'It is in a payment run, and is paid by Tuesday 31 March 2026 at the latest.'],
  ] as const)('%s promises the day until it is over', (status, words) => {
    expect(paymentOutlook({ ...facts, status }, DUE)).toEqual({ payOn: DUE, words });
  });

  it.each([
    ['ISSUED', 'It still waits for a yes. Ask the council.'],
    ['APPROVED', 'It is approved, and goes into the next payment run.'],
    ['IN_PAYMENT_RUN', 'It is in a payment run that waits for a second officer.'],
  ] as const)('%s is late the day after, and promises none', (status, next) => {
    expect(paymentOutlook({ ...facts, status }, AFTER)).toEqual({
      payOn: null,
      words: `It is late: it was to be paid by Tuesday 31 March 2026. ${next}`,
    });
  });

  it('says that the bank sent it back before it says that it is late', () => {
    const { words } = paymentOutlook({ ...facts, status: 'APPROVED', sent_back: 'AC04' }, AFTER);
    expect(words).toMatch(/^The bank sent it back: .+\. It is late: it was to be paid by Tuesday 31 March 2026\./);
  });

  it('names a difference with the order, late or not', () => {
    const words = 'Nobody can say when: it does not agree with its order, and somebody has to look at it.';
    for (const today of [DUE, AFTER])
      expect(paymentOutlook({ ...facts, has_problems: true }, today)).toEqual({ payOn: null, words });
  });

  it('names what holds a payment, late or not', () => {
    const { payOn, words } = paymentOutlook({ ...facts, standing: 'TO_CALL' }, AFTER);
    expect([payOn, words]).toEqual([
      null,
      'We cannot say when: the council has to call you back about your bank details.',
    ]);
  });

  it('is paid by the bank until its day is over, and was paid after it', () => {
    const paid = { ...facts, status: 'PAID', pay_on: DUE, reference: 'PR-1' } as const;
    expect(paymentOutlook(paid, DUE).words).toBe('The bank pays it on Tuesday 31 March 2026, as PR-1.');
    expect(paymentOutlook(paid, AFTER)).toEqual({
      payOn: DUE,
      words: 'The bank paid it on Tuesday 31 March 2026, as PR-1.',
    });
  });
});
