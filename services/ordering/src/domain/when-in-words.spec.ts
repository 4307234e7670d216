import { expect, it } from '@jest/globals';
import { timeInWords, whenInWords } from './when-in-words.js';
import { ruleOf, weeklyRule } from './pattern.js';

it.each([
  ['10:00', '10am'],
  ['12:00', 'noon'],
  ['00:00', 'midnight'],
  ['14:30', '2:30pm'],
  ['12:15', '12:15pm'],
  ['00:05', '12:05am'],
])('%s reads %s', (time, words) => {
  expect(timeInWords(time)).toBe(words);
});

it('says when in plain words', () => {
  const times = { startsOn: '2026-03-03', startTime: '10:00', endTime: '12:00' };
  expect(whenInWords({ ...times, recurrence: null })).toBe('Tuesday 3 March, 10am to noon');
  expect(whenInWords({ ...times, recurrence: weeklyRule(['MO', 'WE', 'FR'], 1) })).toBe(
    'Every Monday, Wednesday and Friday, 10am to noon',
  );
  expect(whenInWords({ ...times, recurrence: weeklyRule(['TU'], 2) })).toBe('Every 2 weeks on Tuesday, 10am to noon');
  expect(whenInWords({ ...times, recurrence: ruleOf({ weekdays: ['TU'], monthWeek: 1 }) })).toBe(
    'On the first Tuesday of every month, 10am to noon',
  );
  expect(whenInWords({ ...times, recurrence: ruleOf({ weekdays: ['FR'], monthWeek: -1 }) })).toBe(
    'On the last Friday of every month, 10am to noon',
  );
  expect(whenInWords({ ...times, recurrence: ruleOf({ weekdays: [], monthDay: 15 }) })).toBe(
    'On day 15 of every month, 10am to noon',
  );
  const moreTimes = [
    { startTime: '13:00', endTime: '13:30' },
    { startTime: '21:00', endTime: '21:45' },
  ];
  expect(whenInWords({ ...times, moreTimes, recurrence: weeklyRule(['MO'], 1) })).toBe(
    'Every Monday, 10am to noon, 1pm to 1:30pm and 9pm to 9:45pm',
  );
});
