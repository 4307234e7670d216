import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, NIL_ID } from '@owncourse/kernel/contract';
import { ORDER_RATED, RATING_ANSWERED, RATING_MODERATED } from '../src/contract/index.js';
import { RatingsHouse, type Sold } from './fixtures/ratings-house.js';

const RATING_FIELDS =
  'id serviceId serviceName providerName scores { onTime asAgreed dignity outcomes chooseAgain } comment authorName ratedOn status whatHappensNow reply';
const STORE = `query ($id: ID!) { provider(id: $id) { rating { score count averages { onTime dignity } } ratings(first: 10) { ${RATING_FIELDS} } } }`;

describe('ratings', () => {
  let house: RatingsHouse;
  let sold: Sold;

  beforeAll(async () => {
    house = await RatingsHouse.open();
    sold = await house.sold();
  });
  afterAll(() => house.close());

  const store = async (
    id: string,
  ): Promise<{ rating: { score: string | null; count: number }; ratings: Record<string, unknown>[] }> =>
    (await house.ask(null, STORE, { id })).data['provider'] as never;

  it('go from the person through a moderator to the store, and are answered once', async () => {
    const own = await house.sold();
    const { orderId, person } = await house.order(own);
    const { data } = await house.ask(
      person,
      `mutation ($input: RateOrderInput!) { rateOrder(input: $input) { ... on Rating { ${RATING_FIELDS} } } }`,
      { input: house.rating(orderId) },
    );
    const rated = data['rateOrder'] as { id: string };
    expect(rated).toMatchObject({
      serviceName: 'Help at home',
      providerName: 'Kind Hands',
      authorName: 'Ada P.',
      ratedOn: '2026-03-20',
      status: 'WAITING',
      reply: null,
      whatHappensNow: 'Thank you. Somebody at the council reads it first. Then everybody can see it.',
    });
    expect(await store(own.providerId)).toEqual({ rating: { score: null, count: 0, averages: null }, ratings: [] });
    const queue = (await house.ask(house.moderator(), '{ ratingsToModerate { id } }')).data['ratingsToModerate'];
    expect(queue).toContainEqual({ id: rated.id });
    await house.ratings.moderateRating(house.moderator(), { id: rated.id, publish: true, reason: null });
    const staff = house.staff(own.providerId);
    await house.ratings.replyToRating(staff, { id: rated.id, reply: ' Thank you, Ada. ' });
    expect(await store(own.providerId)).toMatchObject({
      rating: { count: 1, averages: { onTime: '5.0', dignity: '5.0' } },
      ratings: [{ id: rated.id, status: 'PUBLISHED', reply: 'Thank you, Ada.', comment: 'She came on time.' }],
    });
    await expect(house.ratings.replyToRating(staff, { id: rated.id, reply: 'And again.' })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    const { rows } = await house.owner.query<{ type: string }>(
      `select type from kernel.outbox where payload ->> 'ratingId' = $1 order by position`,
      [rated.id],
    );
    expect(rows.map((row) => row.type)).toEqual([ORDER_RATED, RATING_MODERATED, RATING_ANSWERED]);
  });

  it('need a confirmed visit of one’s own', async () => {
    for (const note of ['RECORDED', 'DISPUTED', null] as const) {
      const { orderId, person } = await house.order(sold, note);
      await expect(house.ratings.rateOrder(person, house.rating(orderId))).rejects.toMatchObject({
        code: 'NOT_DELIVERED_YET',
      });
    }
    const { orderId } = await house.order(sold);
    const stranger = await house.person();
    for (const id of [orderId, randomUUID(), 'nonsense'])
      await expect(house.ratings.rateOrder(stranger, house.rating(id))).rejects.toMatchObject({
        code: 'NOT_DELIVERED_YET',
      });
  });

  it('are once for each order and person; the same key gives the first answer', async () => {
    const { orderId, person } = await house.order(sold);
    const input = house.rating(orderId);
    const id = await house.ratings.rateOrder(person, input);
    expect(await house.ratings.rateOrder(person, input)).toBe(id);
    await expect(house.ratings.rateOrder(person, { ...input, comment: 'Changed.' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
    await expect(house.ratings.rateOrder(person, house.rating(orderId))).rejects.toMatchObject({
      code: 'ALREADY_RATED',
    });
  });

  it('name what has to be put right', async () => {
    const { orderId, person } = await house.order(sold);
    const scores = { onTime: 0, asAgreed: 6, dignity: 2.5, outcomes: 1, chooseAgain: 5 };
    await expect(
      house.ratings.rateOrder(person, house.rating(orderId, { scores, comment: 'x'.repeat(2001) })),
    ).rejects.toMatchObject({
      details: {
        problems: ['scores.onTime', 'scores.asAgreed', 'scores.dignity', 'comment'].map(
          (field) => expect.objectContaining({ field }) as unknown,
        ),
      },
    });
  });

  it('may be given by a representative who may confirm, until the mandate ends', async () => {
    const { orderId, person } = await house.order(sold);
    const other = await house.order(sold, 'CONFIRMED', house.councilA, person);
    const helper = await house.person('Grace Helper');
    const mandateId = randomUUID();
    const grant = {
      id: mandateId,
      councilId: house.councilA,
      personId: person.personId,
      actorPersonId: helper.personId,
      type: 'NOMINEE',
      scopes: ['VIEW', 'CONFIRM'],
      startsOn: '2026-01-01',
    };
    await house.owner.query('select identity.grant_mandate($1, now(), $2)', [JSON.stringify(grant), person.personId]);
    const actor: Actor = {
      ...helper,
      mandates: [{ id: mandateId, personId: person.personId, scopes: ['VIEW', 'CONFIRM'] }],
    };
    const id = await house.ratings.rateOrder(actor, house.rating(orderId));
    const { rows } = await house.owner.query<{ person_id: string; written_by: string }>(
      'select person_id, written_by from ratings.rating where id = $1',
      [id],
    );
    expect(rows).toEqual([{ person_id: person.personId, written_by: helper.personId }]);
    const viewer: Actor = { ...helper, mandates: [{ id: mandateId, personId: person.personId, scopes: ['VIEW'] }] };
    await expect(house.ratings.rateOrder(viewer, house.rating(other.orderId))).rejects.toMatchObject({
      code: 'NOT_DELIVERED_YET',
    });
    await house.owner.query('select identity.end_mandate($1, now(), $2)', [mandateId, person.personId]);
    await expect(house.ratings.rateOrder(actor, house.rating(other.orderId))).rejects.toMatchObject({
      code: 'NO_MANDATE',
    });
  });

  it('are moderated in their own council, and by any where nobody’s council paid', async () => {
    const here = await house.order(sold);
    const id = await house.ratings.rateOrder(here.person, house.rating(here.orderId));
    const there = house.moderator(house.councilB);
    await expect(house.ratings.moderateRating(there, { id, publish: true, reason: null })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      house.ratings.moderateRating({ ...there, roles: ['COMMISSIONER'] }, { id, publish: true, reason: null }),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(
      house.ratings.moderateRating(house.moderator(), { id, publish: false, reason: null }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await house.ratings.moderateRating(house.moderator(), { id, publish: false, reason: 'It names a child.' });
    await expect(
      house.ratings.moderateRating(house.moderator(), { id, publish: true, reason: null }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const own = await house.order(sold, 'CONFIRMED', NIL_ID);
    const ownId = await house.ratings.rateOrder(own.person, house.rating(own.orderId));
    const queue = (await house.ask(there, '{ ratingsToModerate { id } }')).data['ratingsToModerate'];
    expect(queue).toEqual([{ id: ownId }]);
    await house.ratings.moderateRating(there, { id: ownId, publish: true, reason: null });
  });

  it('of one named person who is employed are kept and never shown', async () => {
    const assistant = await house.sold('PERSONAL_ASSISTANT');
    const { orderId, person } = await house.order(assistant);
    const { data } = await house.ask(
      person,
      'mutation ($input: RateOrderInput!) { rateOrder(input: $input) { ... on Rating { id whatHappensNow } } }',
      { input: house.rating(orderId) },
    );
    const { id, whatHappensNow } = data['rateOrder'] as { id: string; whatHappensNow: string };
    expect(whatHappensNow).toContain('keep this safe');
    await expect(
      house.ratings.moderateRating(house.moderator(), { id, publish: true, reason: null }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const queue = (await house.ask(house.moderator(), '{ ratingsToModerate { id } }')).data['ratingsToModerate'];
    expect(queue).not.toContainEqual({ id });
    expect(await store(assistant.providerId)).toEqual({
      rating: { score: null, count: 0, averages: null },
      ratings: [],
    });
    await expect(
      house.owner.query(`update ratings.rating set status = 'PUBLISHED' where id = $1`, [id]),
    ).rejects.toThrow('check constraint');
  });

  it('hide the author who wants it, and never say more than a first name and a letter', async () => {
    const own = await house.sold();
    const hidden = await house.order(own);
    const id = await house.ratings.rateOrder(hidden.person, house.rating(hidden.orderId, { hideName: true }));
    await house.ratings.moderateRating(house.moderator(), { id, publish: true, reason: null });
    await house.published(own, 4, 'Cher');
    const shown = await store(own.providerId);
    expect(shown.ratings.map((rating) => rating['authorName']).sort()).toEqual(['Cher', null]);
    expect(JSON.stringify(shown)).not.toContain(hidden.person.personId);
  });

  it('are seen before they show by their author and their council only', async () => {
    const { orderId, person } = await house.order(sold);
    const id = await house.ratings.rateOrder(person, house.rating(orderId));
    const seen = async (reader: Actor | null): Promise<number> =>
      (await house.rows(reader, 'select 1 from ratings.rating where id = $1', [id])).length;
    expect(await Promise.all([person, house.moderator()].map(seen))).toEqual([1, 1]);
    expect(
      await Promise.all(
        [null, await house.person(), house.moderator(house.councilB), house.staff(sold.providerId)].map(seen),
      ),
    ).toEqual([0, 0, 0, 0]);
    await expect(
      house.ratings.replyToRating(house.staff(sold.providerId), { id, reply: 'Thanks.' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are read with the same statements for many stores as for one', async () => {
    const stores = [await house.sold(), await house.sold(), await house.sold()];
    for (const one of stores) for (let index = 0; index < 3; index += 1) await house.published(one, 3 + index);
    const of = (count: number): string =>
      `{ ${stores
        .slice(0, count)
        .map(
          (one, index) =>
            `p${index}: provider(id: "${one.providerId}") { rating { score } ratings(first: 2) { ${RATING_FIELDS} } } s${index}: service(id: "${one.serviceId}") { rating { count } ratings { id } }`,
        )
        .join(' ')} }`;
    const one = await house.ask(null, of(1));
    const three = await house.ask(null, of(3));
    expect(three.statements).toBe(one.statements);
    expect((three.data['p2'] as { ratings: unknown[] }).ratings).toHaveLength(2);
    expect(three.data['s2']).toMatchObject({ rating: { count: 3 } });
  });
});

describe('the score', () => {
  let house: RatingsHouse;
  beforeAll(async () => {
    house = await RatingsHouse.open();
  });
  afterAll(() => house.close());

  it('is drawn towards the mean of all providers as by five ratings, and always says how many there are', async () => {
    const good = await house.sold();
    const poor = await house.sold();
    for (let index = 0; index < 3; index += 1) await house.published(good, 5);
    await house.published(poor, 1);
    // All: (3 × 5 + 1) / 4 = 4. Good: (15 + 5 × 4) / 8 = 4.375. Poor: (1 + 20) / 6 = 3.5.
    const rows = await house.rows<{ subject_id: string; score: string; count: number; on_time: string }>(
      null,
      'select subject_id, score, count, on_time from ratings.summaries($1::uuid[], $2::uuid[])',
      [[good.providerId, poor.providerId, NIL_ID], [good.serviceId]],
    );
    const bySubject = Object.fromEntries(rows.map((row) => [row.subject_id, [row.score, row.count, row.on_time]]));
    expect(bySubject).toEqual({
      [good.providerId]: ['4.4', 3, '5.0'],
      [poor.providerId]: ['3.5', 1, '1.0'],
      [good.serviceId]: ['4.4', 3, '5.0'],
    });
  });
});
