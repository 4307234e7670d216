import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor } from '@owncourse/kernel/contract';
import type { OwnServiceInput, OwnVariantInput, StoreInput } from '../src/contract/index.js';
import { CatalogueHouse, NOW, somebody } from './fixtures/catalogue-house.js';

const DAY_MS = 24 * 3_600_000;
const key = (): string => randomUUID();

describe('a provider keeps its own store', () => {
  let house: CatalogueHouse;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
  });
  afterAll(() => house.close());

  const store = (changes: Partial<StoreInput> = {}): StoreInput => ({
    name: 'Steady Steps',
    kind: 'COMPANY',
    description: 'We help people at home.',
    postcodeDistrict: 'NO2 4AB',
    phone: '01632 960222',
    email: 'hello@steady.example',
    website: null,
    cqcLocationId: null,
    vatStatus: 'NOT_REGISTERED',
    languages: ['English'],
    ...changes,
  });
  const service = (changes: Partial<OwnServiceInput> = {}): OwnServiceInput => ({
    id: null,
    supportTypeSlug: 'gardening',
    name: 'Tidy gardens',
    summary: 'We mow and weed.',
    description: 'Lawns, hedges and beds.',
    whoFor: [],
    languages: [],
    genderOfWorker: 'any',
    accessNeeds: [],
    regulatedActivity: false,
    wardIds: house.north.wardIds.slice(0, 1),
    radiusMiles: null,
    nextAvailableOn: null,
    ...changes,
  });
  const variant = (serviceId: string, changes: Partial<OwnVariantInput> = {}): OwnVariantInput => ({
    id: null,
    serviceId,
    name: 'One hour',
    unit: 'HOUR',
    dayType: 'WEEKDAY',
    timeBand: null,
    ratio: '1:1',
    vatTreatment: 'OUTSIDE_SCOPE',
    publicUnitPricePence: 2000n,
    minimumQuantity: '1',
    typicalQuantity: '2',
    durationMinutes: 60,
    onSale: true,
    ...changes,
  });
  const newStore = async (changes: Partial<StoreInput> = {}): Promise<Actor> => {
    const owner = house.staff(randomUUID());
    await house.stores.saveStore(owner, store(changes), key());
    return owner;
  };
  const priced = async (owner: Actor, changes: Partial<OwnServiceInput> = {}): Promise<string> => {
    const id = await house.stores.saveService(owner, service(changes), key());
    await house.stores.saveVariant(owner, variant(id), key());
    return id;
  };
  const change = (
    owner: Actor,
    serviceId: string,
    what: 'PUBLISH' | 'SCHEDULE' | 'UNSCHEDULE' | 'RETIRE',
    on: string | null = null,
  ) => house.stores.changeService(owner, { serviceId, change: what, publishOn: on }, key());
  const statusOf = async (table: 'service' | 'provider', id: string | null): Promise<unknown> =>
    (await house.owner.query<{ status: string }>(`select status from catalogue.${table} where id = $1`, [id])).rows[0]
      ?.status;
  const isFound = async (id: string): Promise<boolean> =>
    (await house.found({ supportTypes: ['gardening'] })).includes(id);
  const inFeed = async (id: string): Promise<boolean> =>
    (await house.rows(null, 'select 1 from catalogue.feed_entry where id = $1', [id])).length > 0;
  const problem = (field: string, message: unknown = expect.any(String)) => ({
    code: 'INVALID_INPUT',
    details: { problems: [{ field, message }] },
  });

  it('is a draft until a service is on show; then it is found, and in the feed', async () => {
    const owner = await newStore();
    const id = await priced(owner);
    expect([await statusOf('provider', owner.organisationId), await statusOf('service', id)]).toEqual([
      'DRAFT',
      'DRAFT',
    ]);
    expect([await isFound(id), await inFeed(id)]).toEqual([false, false]);
    expect(await house.rows(null, 'select 1 from catalogue.service where id = $1', [id])).toEqual([]);
    await change(owner, id, 'PUBLISH');
    expect([await statusOf('provider', owner.organisationId), await statusOf('service', id)]).toEqual([
      'PUBLISHED',
      'PUBLISHED',
    ]);
    expect([await isFound(id), await inFeed(id)]).toEqual([true, true]);
    await change(owner, id, 'PUBLISH');
    await change(owner, id, 'RETIRE');
    expect([await statusOf('service', id), await isFound(id), await inFeed(id)]).toEqual(['RETIRED', false, false]);
    // Orders that were placed keep its name.
    expect(
      await house.rows(null, 'select service_name, provider_name from catalogue.service_names(array[$1::uuid])', [id]),
    ).toEqual([{ service_name: 'Tidy gardens', provider_name: 'Steady Steps' }]);
    await change(owner, id, 'PUBLISH');
    expect(await isFound(id)).toBe(true);
  });

  it('keeps no more of a postcode than its first half', async () => {
    const owner = await newStore({ kind: 'PERSONAL_ASSISTANT' });
    const { rows } = await house.owner.query<Record<string, unknown>>(
      `select p.postcode_district, p.latitude = d.latitude and p.longitude = d.longitude as in_the_middle, to_jsonb(p)::text like '%4AB%' as whole
       from catalogue.provider p join catalogue.postcode_district d on d.outcode = p.postcode_district where p.id = $1`,
      [owner.organisationId],
    );
    expect(rows).toEqual([{ postcode_district: 'NO2', in_the_middle: true, whole: false }]);
  });

  it('a service without a price or an area is not put on show, nor a regulated one without registration', async () => {
    const owner = await newStore();
    const bare = await house.stores.saveService(owner, service({ wardIds: [] }), key());
    await expect(change(owner, bare, 'PUBLISH')).rejects.toMatchObject(problem('variants'));
    await house.stores.saveVariant(owner, variant(bare), key());
    await expect(change(owner, bare, 'SCHEDULE', '2026-03-25')).rejects.toMatchObject(problem('wardIds'));
    // Personal care always is regulated, whatever was ticked.
    const care = await priced(owner, { supportTypeSlug: 'personal-care', regulatedActivity: false });
    await expect(change(owner, care, 'PUBLISH')).rejects.toMatchObject(problem('cqcLocationId'));
    expect(await statusOf('provider', owner.organisationId)).toBe('DRAFT');
    await expect(house.stores.saveStore(owner, store({ cqcLocationId: '12345' }), key())).rejects.toMatchObject(
      problem('cqcLocationId'),
    );
    await house.stores.saveStore(owner, store({ cqcLocationId: '1-123456789' }), key());
    await change(owner, care, 'PUBLISH');
    expect(await statusOf('service', care)).toBe('PUBLISHED');
    // What is on show may not become what it may not show: nothing of the change is kept.
    await expect(
      house.stores.saveService(owner, service({ id: care, supportTypeSlug: 'personal-care', wardIds: [] }), key()),
    ).rejects.toMatchObject(problem('wardIds'));
    expect((await house.rows(null, 'select 1 from catalogue.service_ward where service_id = $1', [care])).length).toBe(
      1,
    );
    // Whom a person employs themselves need not be registered.
    const assistant = await newStore({ kind: 'PERSONAL_ASSISTANT' });
    const own = await priced(assistant, { supportTypeSlug: 'personal-care' });
    await change(assistant, own, 'PUBLISH');
    expect(await statusOf('service', own)).toBe('PUBLISHED');
  });

  it('without areas it is where its miles reach, and in its own area at the least', async () => {
    const owner = await newStore();
    const areas = async (radiusMiles: number): Promise<unknown> => {
      const id = await house.stores.saveService(owner, service({ wardIds: [], radiusMiles }), key());
      const { rows } = await house.owner.query<{ ids: string[] }>(
        'select array_agg(ward_id order by ward_id) as ids from catalogue.service_ward where service_id = $1',
        [id],
      );
      return rows[0]?.ids;
    };
    // The districts stand seven miles from one another, from north to south.
    expect(await areas(1)).toEqual([house.north.wardIds[1]]);
    expect(await areas(7)).toEqual([...house.north.wardIds].sort());
  });

  it('is said by areas, postcode districts and miles together; what a change leaves out stays', async () => {
    const owner = await newStore();
    const [first, second] = house.north.wardIds;
    const kept = async (id: string): Promise<unknown> =>
      (
        await house.owner.query<Record<string, unknown>>(
          `select array(select w.ward_id from catalogue.service_ward w where w.service_id = s.id order by 1) as wards,
             array(select d.outcode from catalogue.service_district d where d.service_id = s.id order by 1) as districts,
             s.minimum_age as "from", s.maximum_age as "to" from catalogue.service s where s.id = $1`,
          [id],
        )
      ).rows[0];
    const district = (
      await house.owner.query<{ outcode: string }>(
        'select outcode from catalogue.postcode_district where ward_id = $1 limit 1',
        [second],
      )
    ).rows[0]?.outcode;
    const both = {
      wardIds: [first ?? ''],
      districts: [` ${district?.toLowerCase() ?? ''} 1AA`],
      minimumAge: 18,
      maximumAge: 64,
    };
    const id = await house.stores.saveService(owner, service(both), key());
    const wards = [first, second].sort();
    expect(await kept(id)).toEqual({ wards, districts: [district], from: 18, to: 64 });
    await house.stores.saveService(owner, service({ id, wardIds: [first ?? ''] }), key());
    expect(await kept(id)).toEqual({ wards, districts: [district], from: 18, to: 64 });
    await house.stores.saveService(
      owner,
      service({ id, wardIds: [first ?? ''], districts: [], minimumAge: null, maximumAge: null }),
      key(),
    );
    expect(await kept(id)).toEqual({ wards: [first], districts: [], from: null, to: null });
    await expect(house.stores.saveService(owner, service({ id, districts: ['ZZ99'] }), key())).rejects.toMatchObject(
      problem('districts', 'We do not know the postcode district ZZ99.'),
    );
    await expect(
      house.stores.saveService(owner, service({ id, minimumAge: 65, maximumAge: 18 }), key()),
    ).rejects.toMatchObject(problem('maximumAge'));
    expect(await kept(id)).toEqual({ wards: [first], districts: [], from: null, to: null });
  });

  it('goes on show by itself on its day, once, and not before', async () => {
    const owner = await newStore();
    const id = await priced(owner);
    for (const day of [null, '2026-03-20', '2026-03-19'])
      await expect(change(owner, id, 'SCHEDULE', day)).rejects.toMatchObject(problem('publishOn'));
    await change(owner, id, 'SCHEDULE', '2026-03-22');
    const other = await priced(owner, { name: 'Another' });
    await change(owner, other, 'SCHEDULE', '2026-03-22');
    await change(owner, other, 'UNSCHEDULE');
    try {
      house.clock.moveTo(new Date('2026-03-21T23:59:00Z'));
      expect(await house.stores.showDueServices()).toBe(0);
      expect(await isFound(id)).toBe(false);
      house.clock.moveTo(new Date('2026-03-22T00:01:00Z'));
      expect(await house.stores.showDueServices()).toBe(1);
      expect([await isFound(id), await isFound(other)]).toEqual([true, false]);
      expect(await house.stores.showDueServices()).toBe(0);
    } finally {
      house.clock.moveTo(NOW);
    }
    await expect(change(owner, id, 'SCHEDULE', '2026-03-25')).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('what was said about the start counts for the days of the council’s policy, and again once it is said again', async () => {
    const owner = await newStore();
    const id = await priced(owner, { nextAvailableOn: '2026-03-18' });
    await change(owner, id, 'PUBLISH');
    const silent = await priced(owner, { name: 'Not said', nextAvailableOn: null });
    await change(owner, silent, 'PUBLISH');
    const starts = async (): Promise<boolean> =>
      (await house.search({ canStart: 'NOW', first: 100 }, null)).hits.some((hit) => hit.id === id);
    const word = async (): Promise<unknown> =>
      (
        await house.owner.query(
          'select service_id as id, said_on::text as "saidOn", is_old as "isOld" from catalogue.start_word where service_id = any ($1)',
          [[id, silent]],
        )
      ).rows;
    try {
      expect([await starts(), await word()]).toEqual([true, [{ id, saidOn: '2026-03-20', isOld: false }]]);
      // Six weeks where the council has set nothing, to the day.
      house.clock.moveTo(new Date('2026-05-01T10:00:00Z'));
      expect([await house.stores.ageStartWords(), await starts()]).toEqual([0, true]);
      house.clock.moveTo(new Date('2026-05-02T10:00:00Z'));
      expect([await house.stores.ageStartWords(), await starts()]).toEqual([1, false]);
      expect(await word()).toEqual([{ id, saidOn: '2026-03-20', isOld: true }]);
      expect([await house.stores.ageStartWords(), await isFound(id)]).toEqual([0, true]);
      await house.stores.saveService(owner, service({ id, nextAvailableOn: '2026-03-18' }), key());
      expect([await starts(), await word()]).toEqual([true, [{ id, saidOn: '2026-05-02', isOld: false }]]);
      await house.stores.saveService(owner, service({ id, nextAvailableOn: null }), key());
      expect([await starts(), await word()]).toEqual([false, []]);
      await house.policy(house.north, 'startStaleDays', 7);
      await house.stores.saveService(owner, service({ id, nextAvailableOn: '2026-03-18' }), key());
      house.clock.moveTo(new Date('2026-05-10T10:00:00Z'));
      expect([await house.stores.ageStartWords(), await starts()]).toEqual([1, false]);
    } finally {
      house.clock.moveTo(NOW);
    }
  });

  it('waits on where it may not be shown any more when its day comes', async () => {
    const owner = await newStore({ cqcLocationId: '1-123456789' });
    const id = await priced(owner, { supportTypeSlug: 'gardening', regulatedActivity: true });
    await change(owner, id, 'SCHEDULE', '2026-03-21');
    await house.stores.saveStore(owner, store(), key());
    try {
      house.clock.moveTo(new Date('2026-03-21T10:00:00Z'));
      expect(await house.stores.showDueServices()).toBe(0);
      expect(await statusOf('service', id)).toBe('DRAFT');
    } finally {
      house.clock.moveTo(NOW);
    }
  });

  it('is written by its own people alone; somebody else’s is as unknown as none', async () => {
    const [owner, stranger] = [await newStore(), await newStore()];
    const id = await priced(owner);
    const notFound = { code: 'NOT_FOUND' };
    await expect(house.stores.saveService(stranger, service({ id, name: 'Mine' }), key())).rejects.toMatchObject(
      notFound,
    );
    await expect(house.stores.saveVariant(stranger, variant(id), key())).rejects.toMatchObject(notFound);
    for (const what of ['PUBLISH', 'RETIRE'] as const)
      await expect(change(stranger, id, what)).rejects.toMatchObject(notFound);
    await expect(change(owner, randomUUID(), 'PUBLISH')).rejects.toMatchObject(notFound);
    for (const actor of [
      { ...owner, roles: ['PROVIDER_ORDERS'] as const },
      house.officer(house.north),
      house.operator,
      somebody(),
    ])
      await expect(change(actor, id, 'PUBLISH')).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await statusOf('service', id)).toBe('DRAFT');
    expect(await house.rows(owner, 'select name from catalogue.service where id = $1', [id])).toEqual([
      { name: 'Tidy gardens' },
    ]);
  });

  it('sent twice with one key a service is written once', async () => {
    const owner = await newStore();
    const once = key();
    const id = await house.stores.saveService(owner, service(), once);
    expect(await house.stores.saveService(owner, service(), once)).toBe(id);
    await expect(house.stores.saveService(owner, service({ name: 'Other' }), once)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
    const both = key();
    const ids = await Promise.all([1, 2, 3].map(() => house.stores.saveService(owner, service(), both)));
    expect(new Set(ids).size).toBe(1);
    expect(
      (await house.rows(owner, 'select 1 from catalogue.service where provider_id = $1', [owner.organisationId]))
        .length,
    ).toBe(2);
  });

  it('the kind of a store stays, and control signs are refused', async () => {
    const owner = await newStore();
    await expect(house.stores.saveStore(owner, store({ kind: 'CHARITY' }), key())).rejects.toMatchObject(
      problem('kind'),
    );
    await expect(house.stores.saveStore(owner, store({ name: 'A\u0000b' }), key())).rejects.toMatchObject(
      problem('name'),
    );
    await expect(house.stores.saveStore(owner, store({ postcodeDistrict: 'ZZ9' }), key())).rejects.toMatchObject(
      problem('postcodeDistrict', 'We do not know this postcode district.'),
    );
    await expect(
      house.stores.saveVariant(owner, variant(randomUUID(), { minimumQuantity: '3', typicalQuantity: '2' }), key()),
    ).rejects.toMatchObject(problem('typicalQuantity'));
  });

  it('a new price counts for new orders, and what is off sale is priced no more', async () => {
    const owner = await newStore();
    const id = await priced(owner);
    const second = await house.stores.saveVariant(owner, variant(id, { name: 'Half a day' }), key());
    await change(owner, id, 'PUBLISH');
    const onSale = async (): Promise<unknown[]> =>
      house.rows(
        null,
        `select v.name, v.public_unit_price_pence::int as pence from catalogue.variants(array(select x.id from catalogue.variants_of_services(array[$1::uuid]) x)) v order by v.name`,
        [id],
      );
    await house.stores.saveVariant(
      owner,
      variant(id, { id: second, name: 'Half a day', publicUnitPricePence: 7500n }),
      key(),
    );
    expect(await onSale()).toEqual([
      { name: 'Half a day', pence: 7500 },
      { name: 'One hour', pence: 2000 },
    ]);
    await house.stores.saveVariant(owner, variant(id, { id: second, name: 'Half a day', onSale: false }), key());
    expect(await onSale()).toEqual([{ name: 'One hour', pence: 2000 }]);
    expect(
      (await house.search({ supportTypes: ['gardening'], maximumPricePence: 1999n })).hits.map((hit) => hit.id),
    ).not.toContain(id);
  });

  describe('its papers', () => {
    const papers = {
      safeguardingStatement: 'We tell the council at once.',
      safeguardingUntil: '2026-12-31',
      insurer: 'Firm Cover',
      policyNumber: 'FC-77',
      insuredUntil: '2027-05-03',
      dbsOn: null,
      dbsUntil: null,
    };
    const events = async (type: string, providerId: string | null): Promise<unknown[]> =>
      (
        await house.owner.query<{ council_id: string | null; payload: Record<string, unknown> }>(
          `select council_id, payload - 'providerId' - 'storeCheckId' as payload from kernel.outbox where type = $1 and payload ->> 'providerId' = $2 order by position`,
          [type, providerId],
        )
      ).rows.map(({ council_id, payload }) => ({ councilId: council_id, ...payload }));
    const accepted = async (on: string): Promise<string[]> =>
      (
        await house.rows<{ provider_id: string }>(
          null,
          'select provider_id from catalogue.accepted_providers($1, $2)',
          [house.north.id, on],
        )
      ).map((row) => row.provider_id);
    const decide = (officer: Actor, providerId: string, checkNumber: number, accept: boolean, reason: string | null) =>
      house.stores.decideStoreChecks(officer, { providerId, checkNumber, accept, reason }, key());
    const shop = async (): Promise<{ owner: Actor; providerId: string; serviceId: string }> => {
      const owner = await newStore();
      const serviceId = await priced(owner);
      await change(owner, serviceId, 'PUBLISH');
      return { owner, providerId: owner.organisationId ?? '', serviceId };
    };

    it('are accepted by a council where it sells; insurance that ran out ends it, and new papers are looked at again', async () => {
      const { owner, providerId } = await shop();
      const [officer, far] = [house.officer(house.north), house.officer(house.south)];
      await house.stores.saveStoreChecks(owner, papers, key());
      await house.stores.saveStoreChecks(owner, papers, key());
      expect(await events('catalogue.checks-said', providerId)).toEqual([{ councilId: house.north.id }]);
      expect(await accepted('2026-03-20')).not.toContain(providerId);
      await expect(decide(far, providerId, 1, true, null)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(decide(officer, randomUUID(), 1, true, null)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(decide(officer, providerId, 1, false, ' ')).rejects.toMatchObject(problem('reason'));
      await expect(decide(officer, providerId, 2, true, null)).rejects.toMatchObject({ code: 'WRONG_STATE' });
      await expect(decide(house.officer(house.north, 'APPROVER'), providerId, 1, true, null)).rejects.toMatchObject({
        code: 'NOT_PERMITTED',
      });
      await decide(officer, providerId, 1, true, null);
      await decide(officer, providerId, 1, true, null);
      expect(await events('catalogue.checks-decided', providerId)).toEqual([
        { councilId: house.north.id, accepted: true, reason: null },
      ]);
      expect(await accepted('2027-05-03')).toContain(providerId);
      expect(await accepted('2027-05-04')).not.toContain(providerId);
      expect(
        await house.rows(null, 'select council_id, accepted_on from catalogue.accepted_by(array[$1::uuid], $2)', [
          providerId,
          '2026-03-20',
        ]),
      ).toEqual([{ council_id: house.north.id, accepted_on: '2026-03-20' }]);
      const waiting = async (): Promise<unknown[]> =>
        house.rows(
          null,
          'select check_number, was_accepted from catalogue.checks_to_look_at($1, $2) where provider_id = $3',
          [house.north.id, '2026-03-20', providerId],
        );
      expect(await waiting()).toEqual([]);
      await house.stores.saveStoreChecks(owner, { ...papers, insuredUntil: '2028-05-03' }, key());
      expect(await waiting()).toEqual([{ check_number: 2, was_accepted: true }]);
      expect(await accepted('2026-03-20')).toContain(providerId);
      await decide(officer, providerId, 2, false, 'The policy is for gardens only.');
      expect(await accepted('2026-03-20')).not.toContain(providerId);
      // Selling goes on: people with money of their own may buy.
      expect(await statusOf('provider', providerId)).toBe('PUBLISHED');
    });

    it('show their days to everybody, and the number of the policy to nobody else', async () => {
      const { owner, providerId } = await shop();
      await house.stores.saveStoreChecks(owner, { ...papers, insuredUntil: '2026-03-19' }, key());
      const shown = await house.rows<Record<string, unknown>>(
        null,
        'select * from catalogue.shown_checks(array[$1::uuid], $2)',
        [providerId, '2026-03-20'],
      );
      expect(shown).toMatchObject([{ insurer: 'Firm Cover', insured_until: '2026-03-19', insurance_in_date: false }]);
      expect(JSON.stringify(shown)).not.toContain('FC-77');
      for (const reader of [null, house.officer(house.south), house.staff(await house.provider()), somebody()])
        for (const table of ['provider_check', 'council_check', 'check_warning'])
          expect(
            await house.rows(reader, `select 1 from catalogue.${table} where provider_id = $1`, [providerId]),
          ).toEqual([]);
      expect(
        await house.rows(owner, 'select policy_number from catalogue.provider_check where provider_id = $1', [
          providerId,
        ]),
      ).toEqual([{ policy_number: 'FC-77' }]);
      await expect(decide(house.officer(house.north), providerId, 1, true, null)).rejects.toMatchObject(
        problem('answer'),
      );
    });

    it('are whole or not there, and their days are days', async () => {
      const { owner } = await shop();
      const wrong: readonly [object, string][] = [
        [{ policyNumber: null }, 'insurer'],
        [{ safeguardingUntil: null }, 'safeguardingUntil'],
        [{ insuredUntil: '2027-02-30' }, 'insuredUntil'],
        [{ dbsOn: '2026-03-21', dbsUntil: '2029-03-21' }, 'dbsOn'],
        [{ dbsOn: '2026-03-01', dbsUntil: '2026-03-01' }, 'dbsUntil'],
        [{ insurer: 'Bell\u0007' }, 'insurer'],
      ];
      for (const [changes, field] of wrong)
        await expect(house.stores.saveStoreChecks(owner, { ...papers, ...changes }, key())).rejects.toMatchObject(
          problem(field),
        );
      expect(
        await house.rows(owner, 'select 1 from catalogue.provider_check where provider_id = $1', [
          owner.organisationId,
        ]),
      ).toEqual([]);
    });

    it('tell their people 30 days before the end and on the last day, once each', async () => {
      const { owner, providerId } = await shop();
      await house.stores.saveStoreChecks(owner, { ...papers, insuredUntil: '2026-05-03' }, key());
      const last = new Date('2026-05-03T09:00:00Z').getTime();
      try {
        house.clock.moveTo(new Date(last - 31 * DAY_MS));
        await house.stores.noteEndingChecks();
        expect(await events('catalogue.paper-ends', providerId)).toEqual([]);
        for (const days of [30, 30, 12, 0, 0, -1]) {
          house.clock.moveTo(new Date(last - days * DAY_MS));
          await Promise.all([house.stores.noteEndingChecks(), house.stores.noteEndingChecks()]);
        }
      } finally {
        house.clock.moveTo(NOW);
      }
      expect(await events('catalogue.paper-ends', providerId)).toEqual([
        { councilId: null, paper: 'INSURANCE', until: '2026-05-03', stage: 'SOON' },
        { councilId: null, paper: 'INSURANCE', until: '2026-05-03', stage: 'LAST_DAY' },
      ]);
    });
  });
});
