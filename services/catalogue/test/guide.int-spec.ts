import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor } from '@owncourse/kernel/contract';
import { CatalogueHouse } from './fixtures/catalogue-house.js';

const ANSWERS = {
  kind: 'PERSONAL_ASSISTANT',
  name: 'Sam Okafor',
  description: 'I help in the garden and with shopping.',
  phone: '01632 960555',
  email: 'sam@okafor.example',
  supportTypes: 'gardening,shopping',
  postcodeDistrict: 'no1 4ab',
  radiusMiles: '7',
  days: 'WEEKDAY,SATURDAY',
  times: 'day',
  pricePence: '1650',
  languages: 'English, Igbo',
  genderOfWorker: 'men-available',
  accessNeeds: '',
  insurer: 'Firm Cover',
  policyNumber: 'FC-9',
  insuredUntil: '2027-01-31',
  dbsOn: '2025-06-01',
  dbsUntil: '2028-06-01',
};

describe('a store that is written one question at a time', () => {
  let house: CatalogueHouse;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
  });
  afterAll(() => house.close());

  const answer = (actor: Actor, answers: Readonly<Record<string, string>>): Promise<void> =>
    house.guide.save(
      actor,
      Object.entries(answers).map(([name, value]) => ({ name, value })),
      randomUUID(),
    );
  const somebodyWith = async (changes: Readonly<Record<string, string>> = {}): Promise<Actor> => {
    const actor = house.staff(randomUUID());
    await answer(actor, { ...ANSWERS, ...changes });
    return actor;
  };
  const finish = (actor: Actor, publish = true): Promise<void> => house.guide.finish(actor, publish, randomUUID());
  const kept = (reader: Actor | null, of: string | null): Promise<{ answers: Record<string, string> }[]> =>
    house.rows(reader, 'select answers from catalogue.guide_draft where provider_id = $1', [of]);

  it('keeps each answer, changes the one that is given again, and no more of a postcode than its first half', async () => {
    const actor = house.staff(randomUUID());
    await answer(actor, { name: 'Sam', postcodeDistrict: 'NO1 4AB' });
    await answer(actor, { name: 'Sam Okafor', phone: ' 01632 960555 ' });
    expect(await kept(actor, actor.organisationId)).toEqual([
      { answers: { name: 'Sam Okafor', phone: '01632 960555', postcodeDistrict: 'NO1' } },
    ]);
    for (const reader of [null, house.staff(randomUUID()), house.operator, house.officer(house.north)])
      expect(await kept(reader, actor.organisationId)).toEqual([]);
    for (const wrong of [{ address: '1 High Street' }, { postcodeDistrict: '?' }, { name: 'A\u0000' }] as Record<
      string,
      string
    >[])
      await expect(answer(actor, wrong)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(answer({ ...actor, roles: ['PROVIDER_ORDERS'] }, { name: 'X' })).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });

  it('becomes a store, its papers, a service for each kind and a price for each kind of day, on show at once', async () => {
    const actor = await somebodyWith();
    await finish(actor);
    const { rows } = await house.owner.query(
      `select s.name, s.status, s.radius_miles, s.gender_of_worker, array_agg(v.name || ' ' || v.day_type || ' ' || v.time_band || ' ' || v.public_unit_price_pence order by v.position) as prices,
         (select count(*)::int from catalogue.service_ward w where w.service_id = s.id) as areas
       from catalogue.service s join catalogue.variant v on v.service_id = s.id where s.provider_id = $1 group by s.id order by s.name`,
      [actor.organisationId],
    );
    const prices = ['One hour, Monday to Friday WEEKDAY day 1650', 'One hour on a Saturday SATURDAY day 1650'];
    const same = { status: 'PUBLISHED', radius_miles: 7, gender_of_worker: 'men-available', prices, areas: 2 };
    expect(rows).toEqual([
      { name: 'Gardening', ...same },
      { name: 'Shopping and delivery', ...same },
    ]);
    expect(await house.found({ words: 'Okafor' })).toHaveLength(2);
    expect(await kept(actor, actor.organisationId)).toEqual([]);
    // Nothing that anybody reads has the other half of the postcode.
    const everything = await house.owner.query<{ text: string }>(
      `select string_agg(x.text, ' ') as text from (
         select to_jsonb(p)::text as text from catalogue.provider p union all select to_jsonb(s)::text from catalogue.service s
         union all select to_jsonb(d)::text from catalogue.search_document d union all select payload::text from kernel.outbox
         union all select to_jsonb(g)::text from catalogue.guide_draft g) x`,
    );
    // Ids are chance, and may hold any three signs.
    const words = everything.rows[0]?.text.toLowerCase().replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');
    expect(words).toContain('no1');
    expect(words).not.toContain('4ab');
    const told = await house.owner.query(
      `select council_id from kernel.outbox where type = 'catalogue.checks-said' and payload ->> 'providerId' = $1`,
      [actor.organisationId],
    );
    expect(told.rows).toEqual([{ council_id: house.north.id }]);
  });

  it('can stay a draft', async () => {
    const actor = await somebodyWith({
      days: 'WEEKDAY,SATURDAY,SUNDAY,BANK_HOLIDAY',
      insurer: '',
      policyNumber: '',
      insuredUntil: '',
      dbsOn: '',
      dbsUntil: '',
    });
    await finish(actor, false);
    const { rows } = await house.owner.query(
      'select s.status, v.day_type from catalogue.service s join catalogue.variant v on v.service_id = s.id where s.provider_id = $1 order by s.name',
      [actor.organisationId],
    );
    expect(rows).toEqual([
      { status: 'DRAFT', day_type: 'EVERY_DAY' },
      { status: 'DRAFT', day_type: 'EVERY_DAY' },
    ]);
    expect(await house.rows(null, 'select 1 from catalogue.provider where id = $1', [actor.organisationId])).toEqual(
      [],
    );
  });

  it.each([
    [{ kind: 'COMPANY' }, 'kind'],
    [{ supportTypes: '' }, 'supportTypes'],
    [{ supportTypes: 'flying' }, 'supportTypes'],
    [{ pricePence: '-5' }, 'pricePence'],
    [{ radiusMiles: '' }, 'radiusMiles'],
    [{ days: 'NEVER' }, 'days'],
    [{ phone: '' }, 'phone'],
    [{ postcodeDistrict: 'ZZ9' }, 'postcodeDistrict'],
    [{ policyNumber: '' }, 'insurer'],
    [{ dbsOn: '2026-02-31' }, 'dbsOn'],
  ])('with %p asks for %s again, and makes nothing', async (changes, field) => {
    const actor = await somebodyWith(changes);
    await expect(finish(actor)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { problems: expect.arrayContaining([expect.objectContaining({ field })]) },
    });
    expect(await kept(actor, actor.organisationId)).toHaveLength(1);
    expect(
      (await house.owner.query('select 1 from catalogue.provider where id = $1', [actor.organisationId])).rows,
    ).toEqual([]);
  });

  it('finished twice with one key, or by two at once, is finished once', async () => {
    const actor = await somebodyWith();
    const key = randomUUID();
    const all = await Promise.allSettled([
      house.guide.finish(actor, true, key),
      house.guide.finish(actor, true, key),
      house.guide.finish(actor, true, randomUUID()),
    ]);
    await house.guide.finish(actor, true, key).catch(() => undefined);
    expect(all.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    const { rows } = await house.owner.query('select 1 from catalogue.service where provider_id = $1', [
      actor.organisationId,
    ]);
    expect(rows).toHaveLength(2);
    await expect(finish(actor)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });
});
