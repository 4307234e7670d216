import { describe, expect, it } from '@jest/globals';
import { lastFreeMoment, replacementOffer } from './replacement-offer.js';

const day = (on: string, multiplier = 10_000n, unitPricePence = 2410n) => ({ day: on, unitPricePence, multiplier });

describe('what a whole order costs from somebody else', () => {
  it('adds up the first 28 days, and names each day of its own price', () => {
    const days = [
      day('2026-03-16'),
      day('2026-04-06', 20_000n),
      day('2026-04-12'),
      day('2026-04-13'),
      day('2026-05-04', 15_000n),
    ];
    expect(replacementOffer(days, [15_000n])).toEqual({
      unitPricePence: 2410n,
      amountPence: 3615n,
      // 36.15 + 72.30 + 36.15: the fourth day is the 29th.
      fourWeeksPence: 14_460n,
      shownDays: [
        { day: '2026-04-06', amountPence: 7230n },
        { day: '2026-05-04', amountPence: 5423n },
      ],
    });
  });

  it('names the days of a card to come', () => {
    const { shownDays } = replacementOffer([day('2026-03-30'), day('2026-04-06', 10_000n, 2500n)], [10_000n]);
    expect(shownDays).toEqual([{ day: '2026-04-06', amountPence: 2500n }]);
  });

  it('counts every visit of a day, each rounded for itself', () => {
    const offer = replacementOffer([day('2026-03-16'), day('2026-04-06', 15_000n)], [10_000n, 3333n]);
    // 24.10 + 8.03; on the bank holiday 36.15 + 12.05.
    expect(offer.amountPence).toBe(3213n);
    expect(offer.shownDays).toEqual([{ day: '2026-04-06', amountPence: 4820n }]);
    expect(offer.fourWeeksPence).toBe(8033n);
  });

  it('has no price without a visit', () => {
    expect(() => replacementOffer([], [10_000n])).toThrow('without a visit');
  });
});

describe('the last moment at which visits are free to take back', () => {
  const visit = (starts: string, percent = 5000n) => ({
    starts_at: new Date(starts),
    cancellation_notice_hours: 24,
    cancellation_percent_hundredths: percent,
  });

  it('is the notice before the first', () => {
    expect(lastFreeMoment([visit('2026-03-18T10:00:00Z'), visit('2026-03-17T10:00:00Z')])).toEqual(
      new Date('2026-03-16T10:00:00Z'),
    );
  });

  it('is the start where nothing is charged', () => {
    expect(lastFreeMoment([visit('2026-03-17T10:00:00Z', 0n)])).toEqual(new Date('2026-03-17T10:00:00Z'));
  });
});
