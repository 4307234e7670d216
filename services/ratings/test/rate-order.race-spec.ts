import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '@owncourse/kernel/contract';
import { RatingsHouse } from './fixtures/ratings-house.js';

describe('rating at once', () => {
  let house: RatingsHouse;
  beforeAll(async () => {
    house = await RatingsHouse.open();
  });
  afterAll(() => house.close());

  const ratingsOf = async (orderId: string): Promise<number> =>
    (await house.owner.query('select 1 from ratings.rating where order_id = $1', [orderId])).rowCount ?? 0;

  it('with the same key twenty times is one rating, and twenty times its id', async () => {
    const { orderId, person } = await house.order(await house.sold());
    const input = house.rating(orderId);
    const ids = await Promise.all(Array.from({ length: 20 }, () => house.ratings.rateOrder(person, input)));
    expect(new Set(ids).size).toBe(1);
    expect(await ratingsOf(orderId)).toBe(1);
    expect(
      (await house.owner.query(`select 1 from kernel.outbox where payload ->> 'orderId' = $1`, [orderId])).rowCount,
    ).toBe(1);
  });

  it('with twenty keys is one rating and nineteen refusals', async () => {
    const { orderId, person } = await house.order(await house.sold());
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        house.ratings.rateOrder(person, house.rating(orderId, { idempotencyKey: randomUUID() })),
      ),
    );
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    const codes = answers.flatMap((answer) => (answer.status === 'rejected' ? [(answer.reason as Refusal).code] : []));
    expect(codes).toEqual(Array.from({ length: 19 }, () => 'ALREADY_RATED'));
    expect(await ratingsOf(orderId)).toBe(1);
  });

  it('and publishing at once counts each rating once', async () => {
    const sold = await house.sold();
    const ids: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      const { orderId, person } = await house.order(sold);
      ids.push(await house.ratings.rateOrder(person, house.rating(orderId)));
    }
    const attempts = await Promise.allSettled(
      [...ids, ...ids].map((id) =>
        house.ratings.moderateRating(house.moderator(), { id, publish: true, reason: null }),
      ),
    );
    expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(12);
    const { rows } = await house.owner.query<{ count: number; on_time: number }>(
      'select count, on_time from ratings.tally where subject_id = $1',
      [sold.providerId],
    );
    expect(rows).toEqual([{ count: 12, on_time: 60 }]);
  });
});
