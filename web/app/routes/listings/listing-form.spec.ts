import { describe, expect, it } from '@jest/globals';
import type { OwnListingFragment } from '../../generated/graphql.js';
import { listingInput, listingValues } from './listing-form.js';

const listing: OwnListingFragment = {
  id: 'l1',
  kind: 'OFFER',
  organisationName: 'Hall Friends',
  title: 'Tea and talk',
  description: 'Tea, and talk.',
  supportTypeSlug: 'befriending',
  ward: { id: 'w1', name: 'Kiln Meadow' },
  placeName: 'The hall',
  postcodeDistrict: 'MB4',
  costPence: 250,
  whenInWords: 'Every Tuesday, 10:30am to noon',
  nextDates: ['2026-07-07T09:30:00Z'],
  contactPhone: '01632 960001',
  contactEmail: null,
  accessNotes: null,
  lastCheckedOn: '2026-07-01',
  stale: false,
  status: 'PUBLISHED',
  times: { weekday: 'TU', startTime: '10:30', durationMinutes: 90, notOn: ['2026-12-22'], alsoOn: [] },
  savedAt: '2026-07-01T10:00:00Z',
  reason: null,
  change: null,
};

describe('the listing form', () => {
  it('shows a listing as it is and sends it back unchanged', () => {
    const values = listingValues(listing);
    expect(values).toMatchObject({
      rhythm: 'every',
      weekday: 'TU',
      startTime: '10:30',
      endTime: '12:00',
      cost: '2.50',
      notOn: '22 December 2026',
      alsoOn: '',
    });
    expect(listingInput(values, 'l1')).toEqual({
      problems: [],
      input: {
        id: 'l1',
        title: 'Tea and talk',
        description: 'Tea, and talk.',
        supportTypeSlug: 'befriending',
        wardId: 'w1',
        placeName: 'The hall',
        postcodeDistrict: 'MB4',
        costPence: 250,
        weekday: 'TU',
        startTime: '10:30',
        durationMinutes: 90,
        notOn: ['2026-12-22'],
        alsoOn: [],
        contactPhone: '01632 960001',
        contactEmail: null,
        accessNotes: null,
      },
    });
  });

  it('keeps what happens once a month', () => {
    const values = listingValues({
      ...listing,
      times: { weekday: 'FREQ=MONTHLY;BYDAY=-1SA', startTime: '14:00', durationMinutes: 90, notOn: [], alsoOn: [] },
    });
    expect(values).toMatchObject({ rhythm: '-1', weekday: 'SA', startTime: '14:00', endTime: '15:30' });
    expect(listingInput(values, 'l1').input).toMatchObject({
      weekday: 'FREQ=MONTHLY;BYDAY=-1SA',
      startTime: '14:00',
      durationMinutes: 90,
    });
  });

  it('takes no cost as free and no day as no weekly time', () => {
    const values = { ...listingValues(listing), cost: '', rhythm: '', notOn: '' };
    expect(listingInput(values, null).input).toMatchObject({
      costPence: 0,
      weekday: null,
      startTime: null,
      durationMinutes: null,
    });
  });

  it('keeps days without a rule, and reads days as people write them', () => {
    const alsoOn = ['2027-06-05', '2027-06-12'];
    const values = listingValues({
      ...listing,
      times: { weekday: null, startTime: '23:00', durationMinutes: 120, notOn: [], alsoOn },
    });
    expect(values).toMatchObject({ rhythm: 'days', endTime: '01:00', alsoOn: '5 June 2027\n12 June 2027' });
    expect(listingInput(values, 'l1').input).toMatchObject({ weekday: null, durationMinutes: 120, alsoOn });
    const others = { ...values, alsoOn: 'Saturday 5 june 2027, 12/6/2027' };
    expect(listingInput(others, 'l1').input).toMatchObject({ alsoOn });
    for (const wrong of ['soon', '30 February 2027', '5 June'])
      expect(listingInput({ ...values, alsoOn: wrong }, 'l1').problems.map(({ field }) => field)).toEqual(['alsoOn']);
    expect(listingInput({ ...values, alsoOn: ' ' }, 'l1').problems.map(({ field }) => field)).toEqual(['alsoOn']);
  });

  it('names every field that cannot be read', () => {
    const { input, problems } = listingInput({ rhythm: '1', startTime: 'soon', cost: 'lots' }, null);
    expect(input).toBeNull();
    expect(problems.map(({ field }) => field)).toEqual([
      'weekday',
      'startTime',
      'endTime',
      'cost',
      'title',
      'description',
      'supportTypeSlug',
      'wardId',
      'placeName',
      'postcodeDistrict',
    ]);
  });
});
