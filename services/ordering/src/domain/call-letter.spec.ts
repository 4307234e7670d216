import { describe, expect, it } from '@jest/globals';
import { type CallAct, callActWords, callLetter } from './call-letter.js';

const act: CallAct = {
  kind: 'ORDERED',
  serviceName: 'Help at home',
  providerName: 'Kind Hands',
  isStanding: false,
  firstOn: null,
  lastOn: null,
  visits: 1,
  pence: 4820n,
  reason: null,
};
const oneDay = { firstOn: '2026-03-10', lastOn: '2026-03-10' };

describe('what was done in a call', () => {
  it.each<[Partial<CallAct>, string]>([
    [{}, 'Ordered: Help at home with Kind Hands, £48.20.'],
    [{ isStanding: true }, 'Ordered: Help at home with Kind Hands, £48.20 each time.'],
    [
      { kind: 'CONFIRMED', ...oneDay },
      'Said yes to a visit: Help at home with Kind Hands, the visit on Tuesday 10 March 2026, £48.20.',
    ],
    [
      { kind: 'QUESTIONED', ...oneDay, reason: 'Nobody came.' },
      'Said that something was not right: Help at home with Kind Hands, the visit on Tuesday 10 March 2026. “Nobody came.” The provider is asked.',
    ],
    [
      { kind: 'CANCELLED', ...oneDay, pence: 0n },
      'Cancelled: Help at home with Kind Hands, the visit on Tuesday 10 March 2026. It costs nothing.',
    ],
    [
      { kind: 'CANCELLED', firstOn: '2026-03-10', lastOn: '2026-03-24', visits: 3, pence: 2410n },
      'Cancelled: Help at home with Kind Hands, 3 visits, from Tuesday 10 March 2026 to Tuesday 24 March 2026. It costs £24.10.',
    ],
  ])('%j is one sentence', (changes, words) => {
    expect(callActWords({ ...act, ...changes })).toBe(words);
  });

  it('is told in one letter on the London day of the call, with what was agreed of each order', () => {
    const facts = [['Price', '£48.20']] as const;
    const call = { beganAt: new Date('2026-03-29T23:30:00Z'), takenByName: 'Aisha Karim', acts: [act, act] };
    expect(callLetter({ ...call, speakerName: null, orders: [facts, facts] })).toEqual({
      title: 'What we did on the telephone on Monday 30 March 2026',
      lines: [
        'You spoke with Aisha Karim on the telephone. We read everything out, and you said yes.',
        'Ordered: Help at home with Kind Hands, £48.20.',
        'Ordered: Help at home with Kind Hands, £48.20.',
      ],
      facts: [...facts, ...facts],
    });
    expect(callLetter({ ...call, speakerName: 'Joan Ash', orders: [] }).lines[0]).toBe(
      'Joan Ash spoke for you with Aisha Karim on the telephone. We read everything out, and they said yes.',
    );
  });
});
