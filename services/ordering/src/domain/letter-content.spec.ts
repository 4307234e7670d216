import { describe, expect, it } from '@jest/globals';
import { type OrderForLetter, orderFacts, orderIn } from './letter-content.js';

const order: OrderForLetter = {
  id: '019cd79e-4600-77a4-ba64-58bd4213481d',
  serviceName: 'Help at home',
  providerName: 'Greenway Support',
  recurrence: null,
  startsOn: '2026-03-12',
  endsOn: null,
  startTime: '10:00',
  endTime: '12:00',
  moreTimes: [],
  place: 'At home',
  linePence: 4820n,
  ownMoneyPence: 0n,
  noticeHours: 24,
  percentHundredths: 5000n,
};

describe('what a letter says about an order', () => {
  it('is price, when, where and how to cancel', () => {
    expect(orderFacts(order).slice(0, -1)).toEqual([
      ['What', 'Help at home with Greenway Support'],
      ['When', 'Thursday 12 March, 10am to noon'],
      ['Where', 'At home'],
      ['Price', '£48.20'],
      ['Cancelling', 'Up to 24 hours before a visit it costs nothing. After that it costs 50% of the price.'],
    ]);
  });

  it('says how long help goes on, and that cancelling is free where it is', () => {
    const weekly = { ...order, recurrence: 'FREQ=WEEKLY;INTERVAL=1;WKST=MO;BYDAY=TH', percentHundredths: 0n };
    const facts = new Map(orderFacts(weekly));
    expect(facts.get('When')).toBe('Every Thursday, 10am to noon');
    expect(facts.get('From')).toBe('Thursday 12 March 2026');
    expect(facts.get('Until')).toBe('You say stop');
    expect(facts.get('Cancelling')).toBe('You can cancel a visit at any time before it begins. It costs nothing.');
    expect(new Map(orderFacts({ ...weekly, endsOn: '2026-04-02' })).get('Until')).toBe('Thursday 2 April 2026');
  });

  it('names the price of each time of a day', () => {
    const lunch = { startTime: '13:00', endTime: '13:30', quantity: '0.5', linePence: 1205n };
    const daily = { ...order, recurrence: 'FREQ=WEEKLY;INTERVAL=1;WKST=MO;BYDAY=TH', moreTimes: [lunch] };
    const facts = orderFacts(daily);
    expect(new Map(facts).get('When')).toBe('Every Thursday, 10am to noon and 1pm to 1:30pm');
    expect(facts.filter(([name]) => name.startsWith('Price'))).toEqual([
      ['Price at 10am', '£48.20'],
      ['Price at 1pm', '£12.05'],
      ['Price each day', '£60.25'],
    ]);
  });

  it('tells own money apart from the budget’s part', () => {
    expect(orderFacts({ ...order, ownMoneyPence: 605n }).slice(3, 6)).toEqual([
      ['Price', '£54.25'],
      ['From the budget', '£48.20'],
      ['Own money', '£6.05, paid apart'],
    ]);
  });

  it('finds the order in a page’s address', () => {
    expect(orderIn('/my-orders/019cd79e-4600-77a4-ba64-58bd4213481d')).toBe(order.id);
    expect(orderIn('/my-orders/019cd79e-4600-77a4-ba64-58bd4213481d/rate?x=1')).toBe(order.id);
    expect(orderIn('/my-budget')).toBeNull();
  });
});
