import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor } from '@owncourse/kernel/contract';
import type { AskProviderInput } from '../src/contract/index.js';
import { RatingsHouse, type Sold, somebody } from './fixtures/ratings-house.js';

describe('questions before somebody buys', () => {
  let house: RatingsHouse;
  let sold: Sold;
  let owner: Actor;
  let moderator: Actor;

  beforeAll(async () => {
    house = await RatingsHouse.open();
    sold = await house.sold();
    owner = house.staff(sold.providerId);
    moderator = house.moderator();
  });
  afterAll(() => house.close());

  const asker = (): Actor => ({
    ...somebody(randomUUID()),
    roles: ['BUDGET_HOLDER'],
    fundingCouncilId: house.councilA,
  });
  const input = (more: Partial<AskProviderInput> = {}): AskProviderInput => ({
    serviceId: sold.serviceId,
    question: ' Do you have a ramp? ',
    mayShow: true,
    idempotencyKey: randomUUID(),
    ...more,
  });
  const row = async (id: string): Promise<Record<string, unknown>> =>
    (
      await house.owner.query<Record<string, unknown>>(
        'select question, answer, state, asker_agrees, provider_agrees, report_reason from ratings.store_question where id = $1',
        [id],
      )
    ).rows[0] ?? {};
  const seen = async (reader: Actor | null, id: string): Promise<number> =>
    (await house.rows(reader, 'select 1 from ratings.store_question where id = $1', [id])).length;
  const told = async (id: string): Promise<unknown[]> =>
    (
      await house.owner.query<{ type: string; payload: Record<string, unknown> }>(
        `select type, payload from kernel.outbox where payload ->> 'questionId' = $1 order by position`,
        [id],
      )
    ).rows.map(({ type, payload }) => [type, payload['state'] ?? payload['reported'] ?? null]);
  const shown = async (): Promise<unknown> =>
    (
      await house.ask(null, `query ($id: ID!) { service(id: $id) { questions { question answer } } }`, {
        id: sold.serviceId,
      })
    ).data;

  it('stay between the two of them, and nobody learns who asked', async () => {
    const person = asker();
    const id = await house.questions.ask(person, input({ mayShow: false }));
    expect(await row(id)).toMatchObject({ question: 'Do you have a ramp?', state: 'ASKED' });
    await house.questions.answer(owner, { id, answer: 'Yes, at the side.', mayShow: true });
    expect(await row(id)).toMatchObject({ answer: 'Yes, at the side.', state: 'ANSWERED' });
    const strangers = [null, asker(), house.staff(randomUUID()), moderator, house.moderator(house.councilB)];
    expect(await Promise.all(strangers.map((reader) => seen(reader, id)))).toEqual([0, 0, 0, 0, 0]);
    expect(await Promise.all([person, owner].map((reader) => seen(reader, id)))).toEqual([1, 1]);
    expect(await shown()).toEqual({ service: { questions: [] } });
    const { data } = await house.ask(owner, '{ storeQuestionsToUs { question answer state serviceName } }');
    expect(JSON.stringify(data)).not.toContain(person.personId);
    const { rows } = await house.owner.query<{ payload: unknown }>(
      `select payload from kernel.outbox where type = 'ratings.question-asked' and payload ->> 'questionId' = $1`,
      [id],
    );
    expect(JSON.stringify(rows)).not.toContain(person.personId);
    expect(await told(id)).toEqual([
      ['ratings.question-asked', null],
      ['ratings.question-answered', null],
    ]);
  });

  it('are shown when both agree and a moderator has read them, and go at once when one takes it back', async () => {
    const person = asker();
    const id = await house.questions.ask(person, input());
    await house.questions.answer(owner, { id, answer: 'Yes.', mayShow: true });
    expect([await row(id), await shown()]).toEqual([
      expect.objectContaining({ state: 'TO_CHECK' }),
      { service: { questions: [] } },
    ]);
    await expect(
      house.questions.moderate(house.moderator(house.councilB), { id, publish: true, reason: null }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await house.questions.moderate(moderator, { id, publish: true, reason: null });
    expect(await shown()).toEqual({ service: { questions: [{ question: 'Do you have a ramp?', answer: 'Yes.' }] } });
    await expect(house.questions.moderate(moderator, { id, publish: true, reason: null })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    await house.questions.agreeToShow(person, { id, agrees: false });
    expect([await seen(null, id), await shown()]).toEqual([0, { service: { questions: [] } }]);
    await house.questions.agreeToShow(person, { id, agrees: true });
    await house.questions.agreeToShow(person, { id, agrees: true });
    expect(await row(id)).toMatchObject({ state: 'TO_CHECK' });
    await house.questions.moderate(moderator, { id, publish: false, reason: 'It names somebody.' });
    expect(await shown()).toEqual({ service: { questions: [] } });
    await expect(house.questions.agreeToShow(owner, { id, agrees: false })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    expect(await told(id)).toEqual([
      ['ratings.question-asked', null],
      ['ratings.question-answered', null],
      ['ratings.question-to-check', false],
      ['ratings.question-moderated', 'SHOWN'],
      ['ratings.question-to-check', false],
      ['ratings.question-moderated', 'NOT_SHOWN'],
    ]);
  });

  it('have one answer, of the provider that was asked', async () => {
    const id = await house.questions.ask(asker(), input());
    const answer = { id, answer: 'Yes.', mayShow: false };
    await expect(house.questions.answer(house.staff(randomUUID()), answer)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(house.questions.answer({ ...owner, roles: ['PROVIDER_FINANCE'] }, answer)).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
    await expect(house.questions.answer(owner, { ...answer, answer: ' ' })).rejects.toMatchObject({
      details: { problems: [{ field: 'answer' }] },
    });
    const both = await Promise.allSettled([
      house.questions.answer(owner, answer),
      house.questions.answer(owner, { ...answer, answer: 'No.' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await told(id)).filter((one) => JSON.stringify(one).includes('answered'))).toHaveLength(1);
  });

  it('are asked once for a key, not of one’s own store, and not without end', async () => {
    const person = asker();
    const once = input();
    const id = await house.questions.ask(person, once);
    expect(await house.questions.ask(person, once)).toBe(id);
    await expect(house.questions.ask(person, { ...once, question: 'Another?' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
    await expect(house.questions.ask(owner, input())).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(house.questions.ask(person, input({ serviceId: randomUUID() }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    for (const question of [' ', 'x'.repeat(1001), 'a\u0000b'])
      await expect(house.questions.ask(person, input({ question }))).rejects.toMatchObject({
        details: { problems: [{ field: 'question' }] },
      });
    const more = await Promise.allSettled(Array.from({ length: 8 }, () => house.questions.ask(person, input())));
    expect(more.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    expect(more.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))).toEqual(
      Array.from({ length: 4 }, () => 'TOO_MANY_QUESTIONS'),
    );
    const { rows } = await house.owner.query('select 1 from ratings.store_question where person_id = $1', [
      person.personId,
    ]);
    expect(rows).toHaveLength(5);
  });

  it('that somebody reports are hidden until a moderator has looked; what is not right is closed', async () => {
    const person = asker();
    const id = await house.questions.ask(person, input({ mayShow: false }));
    await expect(house.questions.report(asker(), { id, reason: 'Rude.' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await house.questions.report(owner, { id, reason: 'Rude.' });
    expect(await Promise.all([seen(moderator, id), seen(house.moderator(house.councilB), id)])).toEqual([1, 0]);
    await house.questions.moderate(moderator, { id, publish: true, reason: null });
    expect(await row(id)).toMatchObject({ state: 'ASKED', report_reason: null });
    await house.questions.report(owner, { id, reason: 'Rude.' });
    await house.questions.report(owner, { id, reason: 'Rude again.' });
    expect(await row(id)).toMatchObject({ report_reason: 'Rude.' });
    await house.questions.moderate(moderator, { id, publish: false, reason: 'Please be kind.' });
    expect([await seen(owner, id), await seen(person, id)]).toEqual([0, 1]);
    await expect(house.questions.answer(owner, { id, answer: 'Yes.', mayShow: false })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });

    const open = await house.questions.ask(person, input());
    await house.questions.answer(owner, { id: open, answer: 'Yes.', mayShow: true });
    await house.questions.moderate(moderator, { id: open, publish: true, reason: null });
    await house.questions.report(asker(), { id: open, reason: 'It names my aunt.' });
    expect([await row(open), await shown()]).toEqual([
      expect.objectContaining({ state: 'TO_CHECK' }),
      { service: { questions: [] } },
    ]);
  });
});
