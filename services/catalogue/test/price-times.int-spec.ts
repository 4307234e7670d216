import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { VariantInput } from '../src/contract/index.js';
import { CatalogueHouse } from './fixtures/catalogue-house.js';

const WORKDAYS = 'MO TU WE TH FR';

describe('the days and hours that a price is for', () => {
  let house: CatalogueHouse;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
  });
  afterAll(() => house.close());

  /** The first price of a service that also has the others: days, hours and whether for bank holidays alone. */
  async function times(first: Partial<VariantInput>, ...others: Partial<VariantInput>[]): Promise<string> {
    const { id, variantId } = await house.service(2000n, {}, first);
    await house.catalogue.importVariants(
      house.operator,
      others.map((other) => house.variantInput(id, 2200n, other)),
    );
    const [row] = await house.rows<{ days: string; only: boolean; from: string | null; before: string | null }>(
      null,
      `select array_to_string(weekdays, ' ') as days, bank_holidays_only as "only", to_char(starts_from, 'HH24:MI') as "from", to_char(starts_before, 'HH24:MI') as "before"
       from catalogue.price_times(array[$1::uuid])`,
      [variantId],
    );
    if (!row) return 'none';
    return `${row.days}${row.only ? ' bank holidays only' : ''}${row.from === null ? '' : `, ${row.from} to ${row.before ?? ''}`}`;
  }

  it.each<[string, Partial<VariantInput>, Partial<VariantInput>[], string]>([
    ['an hour on weekdays', { timeBand: 'day' }, [], `${WORKDAYS}, 06:00 to 23:00`],
    ['an hour with no band starts whenever', {}, [], WORKDAYS],
    [
      'the day ends where the evening has its price',
      { timeBand: 'day' },
      [{ timeBand: 'evening' }],
      `${WORKDAYS}, 06:00 to 17:00`,
    ],
    ['and where the night has', { timeBand: 'day' }, [{ timeBand: 'night' }], `${WORKDAYS}, 06:00 to 20:00`],
    [
      'another unit’s evening is not its own',
      { timeBand: 'day' },
      [{ timeBand: 'evening', unit: 'VISIT30' }],
      `${WORKDAYS}, 06:00 to 23:00`,
    ],
    [
      'nor that of two workers',
      { timeBand: 'day' },
      [{ timeBand: 'evening', ratio: '2:1' }],
      `${WORKDAYS}, 06:00 to 23:00`,
    ],
    [
      'nor one that is not sold',
      { timeBand: 'day' },
      [{ timeBand: 'evening', status: 'RETIRED' }],
      `${WORKDAYS}, 06:00 to 23:00`,
    ],
    ['an evening', { timeBand: 'evening' }, [{ timeBand: 'day' }], `${WORKDAYS}, 17:00 to 23:00`],
    ['a night goes past midnight', { unit: 'NIGHT_AWAKE', timeBand: 'night' }, [], `${WORKDAYS} SA SU, 20:00 to 06:00`],
    [
      'but not into a night with its price',
      { unit: 'NIGHT_AWAKE', timeBand: 'night' },
      [{ unit: 'NIGHT_AWAKE', timeBand: 'night', dayType: 'SATURDAY' }],
      `${WORKDAYS} SU, 20:00 to 06:00`,
    ],
    ['a Saturday', { dayType: 'SATURDAY', timeBand: 'day' }, [], 'SA, 06:00 to 23:00'],
    ['a Sunday of anything', { dayType: 'SUNDAY', unit: 'MONTH' }, [], 'SU'],
    ['bank holidays', { dayType: 'BANK_HOLIDAY' }, [], `${WORKDAYS} SA SU bank holidays only`],
    ['a trip', { unit: 'DAY', timeBand: 'day' }, [], `${WORKDAYS} SA SU`],
    [
      'a trip with a Saturday price beside it',
      { unit: 'DAY' },
      [{ unit: 'DAY', dayType: 'SATURDAY' }],
      `${WORKDAYS} SU`,
    ],
    ['an hour at one price all week', { dayType: 'EVERY_DAY' }, [], `${WORKDAYS} SA SU`],
    ['all week but Sundays', { dayType: 'EVERY_DAY' }, [{ dayType: 'SUNDAY' }], `${WORKDAYS} SA`],
  ])('%s', async (_what, first, others, expected) => {
    expect(await times(first, ...others)).toBe(expected);
  });

  it('stand beside each variant for everybody, and beside its sisters with their names', async () => {
    const { id, variantId } = await house.service(2000n, {}, { timeBand: 'day', name: 'Weekday' });
    await house.catalogue.importVariants(house.operator, [
      house.variantInput(id, 2500n, { dayType: 'SUNDAY', name: 'Sunday' }),
      house.variantInput(id, 2500n, { dayType: 'SUNDAY', name: 'Sunday with two', ratio: '2:1' }),
    ]);
    expect(
      await house.rows(
        null,
        `select name, array_to_string(weekdays, ' ') as days from catalogue.sister_prices($1) order by name`,
        [variantId],
      ),
    ).toEqual([
      { name: 'Sunday', days: 'SU' },
      { name: 'Weekday', days: WORKDAYS },
    ]);
  });

  it('knows a reason for each band, and no other', async () => {
    const rows = await house.rows(
      null,
      'select name from catalogue.time_band where length(reason) > 20 order by name',
      [],
    );
    expect(rows).toEqual([{ name: 'day' }, { name: 'evening' }, { name: 'night' }]);
  });
});
