import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import type { OpeningInput } from '../src/contract/opening.js';
import { KeepOpening } from '../src/use-cases/keep-opening.js';
import { CatalogueHouse, somebody } from './fixtures/catalogue-house.js';

const HOURS: OpeningInput = {
  byAppointment: false,
  closedOnBankHolidays: true,
  spans: [
    { weekday: 'TU', opensAt: '13:00', closesAt: '17:30' },
    { weekday: 'MO', opensAt: '09:00', closesAt: '12:00' },
    { weekday: 'TU', opensAt: '09:00', closesAt: '12:00' },
  ],
};

describe('the hours of a store', () => {
  let house: CatalogueHouse;
  let keeping: KeepOpening;
  let owner: Actor;
  let providerId: string;
  let serviceId: string;
  const key = (): string => `opening-${randomUUID()}`;

  const kept = async (): Promise<unknown> => {
    const { rows } = await house.owner.query<Record<string, unknown>>(
      `select o.by_appointment as "byAppointment", o.closed_on_bank_holidays as "closedOnBankHolidays",
         (select coalesce(array_agg(concat_ws(' ', s.weekday, s.opens_at, s.closes_at) order by s.weekday, s.opens_at), '{}') from catalogue.opening_span s where s.provider_id = o.provider_id) as spans
       from catalogue.opening o where o.provider_id = $1`,
      [providerId],
    );
    return rows[0] ?? null;
  };
  const fed = async (): Promise<{ changedAt: string; hours: string[] }> => {
    const { rows } = await house.owner.query<{ changedAt: string; hours: string[] }>(
      `select e.changed_at::text as "changedAt",
         (select coalesce(array_agg(concat_ws(' ', h.byday, h.opens_at, h.closes_at) order by h.byday, h.opens_at), '{}') from catalogue.feed_schedule h where h.entry_id = e.id and h.is_opening) as hours
       from catalogue.feed_entry e where e.id = $1`,
      [serviceId],
    );
    if (!rows[0]) throw new Error('The service is not in the feed.');
    return rows[0];
  };

  beforeAll(async () => {
    house = await CatalogueHouse.open();
    keeping = new KeepOpening(house.database, house.clock);
    providerId = await house.provider();
    owner = { ...somebody(), roles: ['PROVIDER_OWNER'], organisationId: providerId };
    const service = house.serviceInput(providerId, { wardIds: house.north.wardIds.slice(0, 1) });
    serviceId = service.id;
    await house.catalogue.importServices(house.operator, [service]);
    await house.catalogue.importVariants(house.operator, [house.variantInput(serviceId, 2000n)]);
  });
  afterAll(() => house.close());

  it('are kept whole, several spans a day, and are in the feed by the days that have them', async () => {
    const before = await fed();
    expect(before.hours).toEqual([]);
    await keeping.run(owner, HOURS, key());
    expect(await kept()).toEqual({
      byAppointment: false,
      closedOnBankHolidays: true,
      spans: ['MO 09:00:00 12:00:00', 'TU 09:00:00 12:00:00', 'TU 13:00:00 17:30:00'],
    });
    const after = await fed();
    expect(after.hours).toEqual(['MO,TU 09:00:00 12:00:00', 'TU 13:00:00 17:30:00']);
    expect(after.changedAt > before.changedAt).toBe(true);
  });

  it('said again they are no change of the feed; others take their place', async () => {
    const before = await fed();
    await keeping.run(owner, HOURS, key());
    expect(await fed()).toEqual(before);
    const once = key();
    const only = { byAppointment: true, closedOnBankHolidays: false, spans: [] };
    await Promise.all([1, 2, 3].map(() => keeping.run(owner, only, once)));
    await keeping.run(owner, only, once);
    await expect(keeping.run(owner, HOURS, once)).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect([await kept(), (await fed()).hours]).toEqual([{ ...only }, []]);
    await keeping.run(owner, { ...only, byAppointment: false }, key());
    expect(await kept()).toBeNull();
  });

  it('are written by their own people alone, and nothing is left of what is wrong', async () => {
    const wrong = { ...HOURS, spans: [{ weekday: 'MO', opensAt: '12:00', closesAt: '09:00' }] };
    await expect(keeping.run(owner, wrong, key())).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { problems: [{ field: 'MO', message: 'The day has to close after it opens.' }] },
    });
    for (const actor of [{ ...owner, roles: ['PROVIDER_ORDERS'] as const }, house.officer(house.north), somebody()])
      await expect(keeping.run(actor, HOURS, key())).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    const nobodys = { ...owner, organisationId: randomUUID() };
    await expect(keeping.run(nobodys, HOURS, key())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await kept()).toBeNull();
  });

  it('of a draft are read by its own people alone', async () => {
    await keeping.run(owner, HOURS, key());
    const read = (actor: Actor): Promise<unknown[]> =>
      house.rows(actor, 'select 1 from catalogue.opening_span where provider_id = $1', [providerId]);
    expect((await read(somebody())).length).toBe(3);
    await house.owner.query(`update catalogue.provider set status = 'DRAFT' where id = $1`, [providerId]);
    expect([(await read(somebody())).length, (await read(owner)).length]).toEqual([0, 3]);
  });
});
