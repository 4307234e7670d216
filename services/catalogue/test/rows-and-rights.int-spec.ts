import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Actor, rowScope } from '@owncourse/kernel/contract';
import { CatalogueHouse, somebody } from './fixtures/catalogue-house.js';

describe('rows and rights of the catalogue', () => {
  let house: CatalogueHouse;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
  });
  afterAll(() => house.close());

  it('shows drafts to their own organisation alone', async () => {
    const providerId = await house.provider();
    const { id } = await house.service(2000n, { providerId, status: 'DRAFT' });
    const draftVariant = await house.service(2000n, { providerId }, { status: 'DRAFT' });
    const hidden = await house.provider({ status: 'DRAFT' });
    const inHidden = await house.service(2000n, { providerId: hidden });
    const see = async (reader: Actor | null): Promise<number[]> =>
      Promise.all(
        [
          ['select 1 from catalogue.service where id = $1', id],
          ['select 1 from catalogue.variant where service_id = $1', id],
          ['select 1 from catalogue.service_ward where service_id = $1', id],
          ['select 1 from catalogue.variant where id = $1', draftVariant.variantId],
          ['select 1 from catalogue.provider where id = $1', hidden],
          ['select 1 from catalogue.service where id = $1', inHidden.id],
          ['select 1 from catalogue.variant where id = $1', inHidden.variantId],
          ['select 1 from catalogue.variants(array[$1::uuid])', inHidden.variantId],
          ['select 1 from catalogue.services(array[$1::uuid])', id],
        ].map(async ([sql = '', value]) => (await house.rows(reader, sql, [value])).length),
      );
    const nothing = [0, 0, 0, 0, 0, 0, 0, 0, 0];
    expect(await see(null)).toEqual(nothing);
    expect(await see(house.staff(await house.provider()))).toEqual(nothing);
    expect(await see(house.officer(house.north))).toEqual(nothing);
    expect(await see(house.staff(providerId))).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0]);
    expect(await see(house.staff(hidden))).toEqual([0, 0, 0, 0, 1, 1, 1, 0, 0]);
  });

  it('keeps what was retired readable by id, and sells it no more', async () => {
    const { id, variantId } = await house.service(2000n, { status: 'RETIRED' });
    expect(await house.rows(null, 'select 1 from catalogue.service where id = $1', [id])).toHaveLength(1);
    expect(await house.rows(null, 'select service_name from catalogue.service_names(array[$1::uuid])', [id])).toEqual([
      { service_name: 'Weekly clean' },
    ]);
    expect(await house.rows(null, 'select 1 from catalogue.variants(array[$1::uuid])', [variantId])).toEqual([]);
  });

  it('lets nobody write a row or read a miss directly', async () => {
    for (const reader of [null, house.operator, house.staff(await house.provider())]) {
      for (const text of [
        'update catalogue.variant set public_unit_price_pence = 1',
        `select catalogue.refresh_services('{}')`,
        'delete from catalogue.search_document',
      ]) {
        await expect(
          house.database.transaction(rowScope(reader), (queries) => queries.query({ name: '', text })),
        ).rejects.toThrow('permission denied');
      }
      expect(await house.rows(reader, 'select * from catalogue.search_miss')).toEqual([]);
    }
  });

  it('lets a provider write its own store, and nobody else’s', async () => {
    const providerId = await house.provider();
    const owner = house.staff(providerId);
    const service = house.serviceInput(providerId);
    const variant = house.variantInput(service.id, 100n);
    await house.catalogue.importServices(owner, [service]);
    await house.catalogue.importVariants(owner, [variant]);
    const rival = house.staff(await house.provider());
    for (const attempt of [
      () => house.catalogue.importServices(rival, [service]),
      () => house.catalogue.importServices(rival, [{ ...service, providerId: rival.organisationId ?? '' }]),
      () => house.catalogue.importVariants(rival, [variant]),
      () => house.catalogue.importVariants(rival, [house.variantInput(service.id, 1n)]),
      () =>
        house.catalogue.importServices(owner, [
          house.serviceInput(providerId),
          { ...service, providerId: randomUUID() },
        ]),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    for (const actor of [somebody(), house.officer(house.north), { ...owner, roles: ['PROVIDER_FINANCE' as const] }]) {
      await expect(house.catalogue.importServices(actor, [service])).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
      await expect(house.catalogue.importSupportTypes(actor, [])).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    }
    const { rows } = await house.owner.query<{ price: bigint }>(
      'select public_unit_price_pence::text as price from catalogue.variant where service_id = $1',
      [service.id],
    );
    expect(rows).toEqual([{ price: '100' }]);
  });

  it('stands a one-person provider in the middle of its district, whatever was sent', async () => {
    for (const kind of ['MICRO', 'PERSONAL_ASSISTANT'] as const) {
      const id = await house.provider({ kind, latitude: 52.0123, longitude: -1.0456 });
      expect(await house.rows(null, 'select latitude, longitude from catalogue.provider where id = $1', [id])).toEqual([
        { latitude: 52, longitude: -1 },
      ]);
    }
  });

  it('refuses a set whole when one row of it is wrong', async () => {
    const providerId = await house.provider();
    const service = house.serviceInput(providerId);
    await expect(
      house.catalogue.importServices(house.operator, [
        service,
        house.serviceInput(providerId, { supportTypeSlug: 'none' }),
      ]),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await house.rows(null, 'select 1 from catalogue.service where id = $1', [service.id])).toEqual([]);
    await expect(
      house.catalogue.importVariants(house.operator, [house.variantInput(service.id, 1n, { typicalQuantity: '0.5' })]),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(house.provider({ postcodeDistrict: 'ZZ9' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
