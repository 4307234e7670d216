import { describe, expect, it } from '@jest/globals';
import { KINDS, type MessageKind } from './message-kinds.js';
import { mailText, messageWords } from './message-words.js';
import { dayInWords } from './word-parts.js';

const FACTS = {
  person: 'Winifred Hartwell',
  provider: 'Kind Hands',
  service: 'Morning care',
  actor: 'Sanjay Thakrar',
  reason: 'It costs £99 too much.',
  day: '2026-03-03',
  until: '2026-04-03',
  count: 2,
  personId: 'p1',
  orderId: 'o1',
  deliveryId: 'd1',
  ratingId: 'r1',
  listingId: 'l1',
  invoiceId: 'i1',
  invoiceNumber: 'KH-7',
  totalPence: '123456',
};
const kinds = Object.keys(KINDS) as MessageKind[];

describe('what a message says', () => {
  it.each(kinds)('%s: a subject without money, names or kind of care; a page of ours', (kind) => {
    for (const reader of ['SELF', 'OTHER'] as const) {
      const { title, lines, href } = messageWords(kind, FACTS, reader);
      for (const secret of ['£', 'Winifred', 'Kind Hands', 'Morning', 'Sanjay', 'undefined', 'null'])
        expect(title).not.toContain(secret);
      expect(title.length).toBeLessThan(60);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.join(' ')).not.toMatch(/undefined|null|\[object/);
      expect(href).toMatch(/^\/[a-z]/);
    }
  });

  it.each(kinds)('%s: still makes sense when nothing is known', (kind) => {
    const { title, lines } = messageWords(kind, {}, 'SELF');
    expect([title, ...lines].join(' ')).not.toMatch(/undefined|null|NaN/);
  });

  it('is about “your” order for oneself and about theirs for somebody else', () => {
    expect(messageWords('ORDER_ACCEPTED', FACTS, 'SELF')).toEqual({
      title: 'The answer to an order is yes',
      lines: ['Kind Hands said yes to your order for Morning care, from Tuesday 3 March.'],
      href: '/my-orders/o1',
    });
    expect(messageWords('ORDER_ACCEPTED', FACTS, 'OTHER')).toEqual({
      title: 'The answer to an order is yes',
      lines: ['Kind Hands said yes to Winifred Hartwell’s order for Morning care, from Tuesday 3 March.'],
      href: '/my-orders/o1?for=p1',
    });
  });

  it('says sums to the penny inside', () => {
    expect(messageWords('INVOICE_FOR_YOU', FACTS, 'SELF').lines[0]).toBe(
      'Kind Hands sent your bill KH-7 for £1,234.56.',
    );
  });

  it('names the part of a divided budget that will not reach', () => {
    const lines = (partRoute: string) =>
      messageWords('SHORT_WEEK', { day: '2026-04-06', totalPence: '1250', partRoute }, 'SELF').lines;
    expect(lines('DIRECT_PAYMENT').slice(0, 2)).toEqual([
      'In the week of Monday 6 April your direct payment will not reach: £12.50 is missing.',
      'One part of the money cannot pay for what another is to pay for.',
    ]);
    expect(lines('INDIVIDUAL_SERVICE_FUND')[0]).toBe(
      'In the week of Monday 6 April the part of the money that a provider holds will not reach: £12.50 is missing.',
    );
  });

  it('a mail greets, tells, links, and says where to choose', () => {
    const text = mailText(messageWords('RATING_SHOWN', {}, 'SELF'), 'Ann', 'https://support.example');
    expect(text.split('\n\n')).toEqual([
      'Hello Ann,',
      'You can reply to it once.',
      'See it here: https://support.example/provider/ratings',
      'You choose which messages come by mail: https://support.example/messages/preferences',
      'Do you not feel safe? You can tell us in private: https://support.example/help/not-safe',
    ]);
  });

  it('days are said as people say them', () => {
    expect(dayInWords('2026-12-25')).toBe('Friday 25 December');
  });
});
