import { describe, expect, it } from '@jest/globals';
import type { OwnListingFragment } from '../../generated/graphql.js';
import { listingInput, listingValues } from './listing-form.js';

const listing: OwnListingFragment = {
  id: 'l1',
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
        contactPhone: '01632 960001',
        contactEmail: null,
        accessNotes: null,
      },
    });
  });

  it('keeps what happens once a month', () => {
    const values = listingValues({ ...listing, whenInWords: 'Last Saturday of the month, 2pm to 3:30pm' });
    expect(values).toMatchObject({ rhythm: '-1', weekday: 'SA', startTime: '14:00', endTime: '15:30' });
    expect(listingInput(values, 'l1').input).toMatchObject({
      weekday: 'FREQ=MONTHLY;BYDAY=-1SA',
      startTime: '14:00',
      durationMinutes: 90,
    });
  });

  it('takes no cost as free and no day as no weekly time', () => {
    const values = { ...listingValues(listing), cost: '', rhythm: '' };
    expect(listingInput(values, null).input).toMatchObject({
      costPence: 0,
      weekday: null,
      startTime: null,
      durationMinutes: null,
    });
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
