import { describe, expect, it } from '@jest/globals';
import { cancelWords, happenedWords, notRightWords } from './telephone-words.js';

const visit = {
  serviceName: 'Help at home',
  providerName: 'Kind Hands',
  onDate: '2026-03-10',
  startedAt: '2026-03-10T08:00:00Z',
  endedAt: '2026-03-10T10:00:00Z',
  workerName: 'Jo',
  amountPence: 4820,
};

describe('what is read out on the telephone', () => {
  it('before a visit is confirmed: what, when, who and how much', () => {
    expect(happenedWords([visit], 'Ada Wren')).toEqual([
      'This visit, for Ada Wren:',
      'Help at home with Kind Hands, on Tuesday 10 March, 8am to 10am. Jo came. It costs £48.20.',
      'If you say yes, the money is paid for it. You can still question it afterwards.',
      'Did it happen like that?',
    ]);
  });

  it('before several are confirmed: what they come to together', () => {
    const words = happenedWords([visit, { ...visit, onDate: '2026-03-11', amountPence: 5180 }], 'Ada Wren');
    expect(words[0]).toBe('These two visits, for Ada Wren:');
    expect(words[3]).toBe('Together they come to £100.');
    expect(words).toHaveLength(6);
  });

  it('before a visit is questioned: their own words', () => {
    expect(notRightWords(visit, 'Nobody came.', 'Ada Wren')).toEqual([
      'This visit, for Ada Wren: Help at home with Kind Hands, on Tuesday 10 March, 8am to 10am. Jo came.',
      'You say that something was not right: “Nobody came.”',
      'I send these words to Kind Hands now. The money stays where it is until this is settled.',
      'Is that right? Shall I send it?',
    ]);
  });

  it.each([
    [0, 'It costs nothing to cancel. All the money that was promised comes back.'],
    [2410, 'It is late to cancel. It costs £24.10. The rest of the money comes back.'],
  ])('before something is cancelled: the fee of %i pence', (feePence, words) => {
    const order = { serviceName: 'Help at home', providerName: 'Kind Hands', what: 'all visits to come' };
    expect(
      cancelWords({ ...order, isShared: false, whenWords: 'Every Monday, 8am to 10am', feePence }, 'Ada Wren'),
    ).toEqual([
      'I am going to cancel all visits to come, for Ada Wren: Help at home with Kind Hands.',
      'When: Every Monday, 8am to 10am.',
      words,
      'Is that right? Shall I cancel it?',
    ]);
  });

  it('before something shared is cancelled: what it does to the others', () => {
    const order = { serviceName: 'Help at home', providerName: 'Kind Hands', what: 'this order', isShared: true };
    expect(cancelWords({ ...order, whenWords: 'Monday 9 March, 8am to 10am', feePence: 0 }, 'Ada Wren')[3]).toBe(
      'You share it. It is then cancelled for the others too, at no cost to them.',
    );
  });
});
