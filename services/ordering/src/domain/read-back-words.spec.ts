import { describe, expect, it } from '@jest/globals';
import { type OrderToReadBack, readBackWords } from './read-back-words.js';

const order: OrderToReadBack = {
  id: '019cd79e-4600-77a4-ba64-58bd4213481d',
  serviceName: 'Help at home',
  providerName: 'Kind Hands',
  recurrence: null,
  startsOn: '2026-03-12',
  endsOn: null,
  startTime: '14:00',
  endTime: '16:00',
  moreTimes: [],
  place: '4 Mill Lane',
  linePence: 4820n,
  noticeHours: 24,
  percentHundredths: 5000n,
  speakerFor: null,
  isTrial: false,
  ownMoneyPence: 0n,
  otherPrices: 0,
  leftPence: 95_180n,
  looksCouncil: false,
};

describe('what is read out before an order is sent', () => {
  it('says what, when, where, the cost, what is left, and how to cancel', () => {
    expect(readBackWords(order)).toEqual([
      'I am going to order this for you: Help at home, with Kind Hands.',
      'When: Thursday 12 March, 2pm to 4pm.',
      'Where: 4 Mill Lane.',
      'It costs £48.20. That comes out of your budget.',
      'After this you have £951.80 left.',
      'You can cancel. Ring us. Up to 24 hours before a visit it costs nothing. After that it costs 50% of the price.',
      'Is that right? Shall I send it?',
    ]);
  });

  it('names the person where somebody speaks for them', () => {
    const words = readBackWords({ ...order, speakerFor: 'Ada Wren' });
    expect(words[0]).toBe('I am going to order this for Ada Wren: Help at home, with Kind Hands.');
    expect(words[3]).toBe('It costs £48.20. That comes out of Ada Wren’s budget.');
    expect(words[4]).toBe('After this Ada Wren has £951.80 left.');
  });

  it('says of a standing order when it starts and ends, that each time costs, and on how many days it costs something else', () => {
    const words = readBackWords({
      ...order,
      recurrence: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=TH',
      endsOn: '2026-06-04',
      otherPrices: 2,
    });
    expect(words[1]).toBe(
      'When: Every Thursday, 2pm to 4pm. It starts on Thursday 12 March. The last day is Thursday 4 June.',
    );
    expect(words[3]).toBe('Each time it costs £48.20. That comes out of your budget.');
    expect(words[4]).toBe('2 of the visits cost something else: a bank holiday, or a new price.');
    const open = readBackWords({ ...order, recurrence: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=TH' });
    expect(open[1]).toContain('It goes on until you say stop.');
  });

  it('reads out each time of a day with what it costs, and what a day comes to', () => {
    const words = readBackWords({
      ...order,
      recurrence: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=TH',
      moreTimes: [{ startTime: '21:00', endTime: '21:30', quantity: '0.5', linePence: 1205n }],
    });
    expect(words[1]).toBe(
      'When: Every Thursday, 2pm to 4pm and 9pm to 9:30pm. It starts on Thursday 12 March. It goes on until you say stop.',
    );
    expect(words[3]).toBe('It costs £48.20 at 2pm and £12.05 at 9pm. That is £60.25 each day, out of your budget.');
  });

  it('says that it is to meet first, and which part is their own money', () => {
    const words = readBackWords({ ...order, isTrial: true, ownMoneyPence: 600n });
    expect(words[2]).toBe('It is one visit, to meet first. Nothing more is ordered now.');
    expect(words[4]).toBe('It costs £54.20. £48.20 of that comes out of your budget. £6 is your own money.');
  });

  it('says that the council looks first, and that cancelling costs nothing', () => {
    const words = readBackWords({ ...order, looksCouncil: true, percentHundredths: 0n });
    expect(words[5]).toBe(
      'You can cancel. Ring us. You can cancel a visit at any time before it begins. It costs nothing.',
    );
    expect(words[6]).toBe('The council looks at it first. It is sent when the council says yes.');
  });
});
