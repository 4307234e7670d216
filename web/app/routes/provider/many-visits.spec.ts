import { describe, expect, it } from '@jest/globals';
import { factsOf, tickedVisits, withOwnFields } from './many-visits.js';

const values = {
  'tick-a': 'yes',
  'worker-a': ' Ada ',
  'place-a': 'At home',
  'startedAt-a': '2026-03-03T10:00:00Z',
  'endedAt-a': '2026-03-03T12:00:00Z',
  'quantity-a': '2',
  'worker-b': 'Bob',
  'tick-c': 'yes',
};

describe('entering many visits', () => {
  it('sends only those that are ticked', () => {
    expect(tickedVisits(values)).toEqual(['a', 'c']);
  });

  it('reads the six facts of one', () => {
    expect(factsOf(values, 'a')).toEqual({
      occurrenceId: 'a',
      workerName: 'Ada',
      place: 'At home',
      startedAt: '2026-03-03T10:00:00Z',
      endedAt: '2026-03-03T12:00:00Z',
      quantity: '2',
    });
  });

  it('puts each problem beside its own field', () => {
    const refusal = {
      message: 'no',
      whatToDo: 'so',
      problems: [
        { field: 'inputs[1].workerName', message: 'Say who came.' },
        { field: 'inputs[0].endedAt', message: 'Too early.' },
        { field: 'workerName', message: 'Say who came.' },
      ],
    };
    expect(withOwnFields(refusal, ['a', 'c'])).toMatchObject({
      problems: [{ field: 'worker-c' }, { field: 'tick-a' }, { field: 'worker-a' }],
    });
  });
});
