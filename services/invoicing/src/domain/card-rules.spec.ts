import { describe, expect, it } from '@jest/globals';
import { differencesOf } from './card-reconciling.js';
import { afterNoAnswer, eventSubject, triesAfter } from './card-rules.js';

const AT = new Date('2026-03-10T12:00:00Z');
const days = (count: number): Date => new Date(AT.getTime() + count * 86_400_000);

describe('a refused card', () => {
  it('is tried again after one, three and five days, where a second try can help', () => {
    expect(triesAfter('insufficient_funds', AT)).toEqual([days(1), days(3), days(5)]);
    expect(triesAfter('some_code_of_next_year', AT)).toHaveLength(3);
    for (const code of ['lost_card', 'stolen_card', 'expired_card']) expect(triesAfter(code, AT)).toEqual([]);
  });
});

describe('a request without an answer', () => {
  it('is sent again while its key is known, a little less than a day, and given up after that', () => {
    expect(afterNoAnswer(AT, AT)).toBe('SEND_AGAIN');
    expect(afterNoAnswer(AT, new Date(days(1).getTime() - 120_001))).toBe('SEND_AGAIN');
    expect(afterNoAnswer(AT, new Date(days(1).getTime() - 120_000))).toBe('NOT_MADE');
    expect(afterNoAnswer(AT, days(3))).toBe('NOT_MADE');
  });
});

describe('what the company tells', () => {
  it.each([
    ['payment_intent.succeeded', 'INTENT'],
    ['charge.dispute.closed', 'DISPUTE'],
    ['charge.refund.updated', 'REFUND'],
    ['refund.failed', 'REFUND'],
    ['charge.refunded', 'CHARGE'],
    ['checkout.session.expired', 'SESSION'],
    ['account.updated', 'ACCOUNT'],
    ['payment_method.detached', 'CARD'],
    ['charge.succeeded', null],
    ['invoice.paid', null],
  ])('%s is about %s', (type, subject) => {
    expect(eventSubject(type)).toBe(subject);
  });
});

describe('both sides beside each other', () => {
  const row = (outsideId: string, pence: bigint) => ({ ownId: null, outsideId, pence });

  it('agree whatever their order, and a payment of nothing is none', () => {
    expect(differencesOf('PAYMENT', [row('a', 5n), row('b', 7n)], [row('b', 7n), row('c', 0n), row('a', 5n)])).toEqual(
      [],
    );
  });

  it('differ by what one has alone, and by sums, each by its name', () => {
    const found = differencesOf('REFUND', [row('a', 5n), row('b', 7n)], [row('b', 8n), row('c', 2n)]);
    expect(found.map(({ outsideId, ownPence, outsidePence }) => [outsideId, ownPence, outsidePence])).toEqual([
      ['a', 5n, 0n],
      ['b', 7n, 8n],
      ['c', 0n, 2n],
    ]);
  });
});
