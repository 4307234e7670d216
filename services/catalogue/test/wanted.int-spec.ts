import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Actor, addDays, UuidV7Source } from '@owncourse/kernel/contract';
import type { SaveWantedInput } from '../src/contract/index.js';
import { KeepWanted } from '../src/use-cases/keep-wanted.js';
import { CatalogueHouse, NOW, somebody } from './fixtures/catalogue-house.js';

describe('what somebody looks for, as a listing of its own', () => {
  let house: CatalogueHouse;
  let wanted: KeepWanted;
  let writer: Actor;
  let moderator: Actor;
  let provider: Actor;
  let serviceId: string;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
    wanted = new KeepWanted(house.database, house.clock, new UuidV7Source(house.clock));
    moderator = house.officer(house.north);
    const providerId = await house.provider();
    await house.owner.query('select identity.add_organisations($1)', [
      JSON.stringify([{ id: providerId, kind: 'PROVIDER', name: 'Kind Hands' }]),
    ]);
    provider = house.staff(providerId);
    ({ id: serviceId } = await house.service(2_000n, { providerId }));
  });
  afterAll(() => house.close());
  beforeEach(() => {
    house.clock.moveTo(NOW);
    writer = somebody();
  });

  const input = (more: Partial<SaveWantedInput> = {}): SaveWantedInput => ({
    title: 'A pottery afternoon',
    description: 'Somewhere quiet, with a wheel that I can reach sitting down.',
    supportTypeSlug: 'befriending',
    wardId: house.north.wardIds[0] ?? '',
    ...more,
  });
  const onShow = async (more: Partial<SaveWantedInput> = {}): Promise<string> => {
    const id = await wanted.saveWanted(writer, input(more));
    await house.catalogue.moderateListing(moderator, { id, publish: true, reason: null });
    return id;
  };
  const listing = async (id: string): Promise<Record<string, unknown>> =>
    (
      await house.owner.query<Record<string, unknown>>(
        `select status, shown_until::text, organisation_id, organisation_name, place_name, postcode_district, kind
         from catalogue.community_listing where id = $1`,
        [id],
      )
    ).rows[0] ?? {};
  const answers = async (reader: Actor | null, id: string): Promise<unknown[]> =>
    (
      await house.rows<{ words: string | null; status: string }>(
        reader,
        'select words, status from catalogue.wanted_answer where listing_id = $1',
        [id],
      )
    ).map(({ words, status }) => [words, status]);
  const events = async (type: string, id: string): Promise<Record<string, unknown>[]> =>
    (
      await house.owner.query<{ payload: Record<string, unknown> }>(
        `select payload from kernel.outbox where type = $1 and payload ->> 'listingId' = $2 order by position`,
        [type, id],
      )
    ).rows.map(({ payload }) => payload);

  it('waits for a moderator, is then found like other listings, and stands in its ward, never nearer', async () => {
    const id = await wanted.saveWanted(writer, input());
    expect(await listing(id)).toEqual({
      status: 'WAITING',
      shown_until: '2026-06-18',
      organisation_id: '00000000-0000-0000-0000-000000000000',
      organisation_name: 'Somebody near here',
      place_name: 'northam ward 1',
      postcode_district: 'NO1',
      kind: 'WANTED',
    });
    expect(await house.found({ words: 'pottery' })).toEqual([]);
    await house.catalogue.moderateListing(moderator, { id, publish: true, reason: null });
    expect(await house.found({ words: 'pottery' })).toEqual([id]);
    expect(await events('catalogue.listing-moderated', id)).toEqual([
      expect.objectContaining({ published: true, writerId: writer.personId }),
    ]);
  });

  it('is not in the Open Referral feed: a wish is not a service', async () => {
    const id = await onShow();
    const entries = async (of: string): Promise<number> =>
      (await house.owner.query('select 1 from catalogue.feed_entry where id = $1', [of])).rows.length;
    expect(await entries(id)).toBe(0);
    await house.owner.query('select catalogue.refresh_feed_of_council($1, $2)', [house.north.id, NOW]);
    expect(await entries(id)).toBe(0);
    expect(await entries(await house.listing(await house.communityGroup(), house.north))).toBe(1);
  });

  it('tells nobody who wrote it', async () => {
    const id = await onShow();
    const seen = async (reader: Actor | null): Promise<number> =>
      (await house.rows(reader, 'select 1 from catalogue.wanted_writer where listing_id = $1', [id])).length;
    expect(await seen(writer)).toBe(1);
    for (const other of [null, somebody(), provider, moderator, house.officer(house.north, 'COMMISSIONER')])
      expect(await seen(other)).toBe(0);
    const row = await house.owner.query(
      'select to_jsonb(l)::text as told from catalogue.community_listing l where id = $1',
      [id],
    );
    expect((row.rows[0] as { told: string }).told).not.toContain(writer.personId);
  });

  it.each([
    ['title', { title: 'Ring 01632 960300' }],
    ['title', { title: 'Ann ann@home.example' }],
    ['title', { title: ' ' }],
    ['title', { title: 'x'.repeat(101) }],
    ['title', { title: 'a\u0000b' }],
    ['description', { description: 'At number ٧' }],
    ['description', { description: 'me＠home' }],
    ['description', { description: '' }],
    ['wardId', { wardId: 'here' }],
    ['wardId', { wardId: randomUUID() }],
    ['supportTypeSlug', { supportTypeSlug: 'no-such' }],
    ['supportTypeSlug', { supportTypeSlug: '' }],
  ] as const)('says that %s is wrong and keeps nothing: %j', async (field, wrong) => {
    await expect(wanted.saveWanted(writer, input(wrong))).rejects.toMatchObject({ details: { problems: [{ field }] } });
    expect(await house.rows(writer, 'select 1 from catalogue.wanted_writer')).toEqual([]);
  });

  it('is written once when sent twice, and five of one person at the most, also at once', async () => {
    const key = { idempotencyKey: 'wanted-sent-twice' };
    const [first, second] = await Promise.all([
      wanted.saveWanted(writer, input(key)),
      wanted.saveWanted(writer, input(key)),
    ]);
    expect(second).toBe(first);
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => wanted.saveWanted(writer, input())));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    expect(tries.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))).toEqual(
      Array.from({ length: 4 }, () => 'TOO_MANY_WANTED'),
    );
    await wanted.settleWanted(writer, first, true);
    expect((await listing(first))['status']).toBe('RETIRED');
    await wanted.saveWanted(writer, input());
  });

  it('is closed and renewed by its writer alone', async () => {
    const id = await onShow();
    for (const other of [somebody(), provider, moderator])
      await expect(wanted.settleWanted(other, id, true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(wanted.settleWanted(writer, 'x', true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    house.clock.moveTo(new Date('2026-04-20T10:00:00Z'));
    await wanted.settleWanted(writer, id, false);
    expect(await listing(id)).toMatchObject({ status: 'PUBLISHED', shown_until: '2026-07-19' });
    await wanted.settleWanted(writer, id, true);
    await wanted.settleWanted(writer, id, true);
    expect((await listing(id))['status']).toBe('RETIRED');
    expect(await house.found({ words: 'pottery' })).not.toContain(id);
    await expect(wanted.settleWanted(writer, id, false)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('ends after its last day, once, and its writer is told', async () => {
    const id = await onShow();
    house.clock.moveTo(new Date(`${addDays('2026-03-20', 90)}T12:00:00Z`));
    await wanted.endWanted();
    expect((await listing(id))['status']).toBe('PUBLISHED');
    house.clock.moveTo(new Date(`${addDays('2026-03-20', 91)}T12:00:00Z`));
    await Promise.all([wanted.endWanted(), wanted.endWanted()]);
    expect((await listing(id))['status']).toBe('RETIRED');
    expect(await house.found({ words: 'pottery' })).not.toContain(id);
    expect(await events('catalogue.wanted-ended', id)).toEqual([
      { listingId: id, title: 'A pottery afternoon', writerId: writer.personId },
    ]);
  });

  it('nobody is reminded to look at it again, however old', async () => {
    const id = await onShow();
    await house.owner.query('update catalogue.community_listing set last_checked_on = $2 where id = $1', [
      id,
      '2020-01-01',
    ]);
    await house.catalogue.remindOfListings();
    expect(await events('catalogue.listing-check-due', id)).toEqual([]);
  });

  it('a group cannot write over it', async () => {
    const id = await onShow();
    const group = await house.communityGroup();
    await expect(
      house.catalogue.saveCommunityListing(group, {
        ...input(),
        id,
        placeName: 'Hall',
        postcodeDistrict: 'NO1',
        costPence: 0n,
        contactPhone: '01632 960300',
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  describe('answers', () => {
    it('wait; then everybody reads those that lead to something, and the writer also words', async () => {
      const id = await onShow();
      const group = await house.communityGroup();
      const offered = await wanted.answerWanted(provider, { wantedId: id, serviceId, words: 'On Mondays.' });
      const started = await wanted.answerWanted(group, { wantedId: id, words: 'In May, if four come.' });
      const [offer, start] = [
        ['On Mondays.', 'WAITING'],
        ['In May, if four come.', 'WAITING'],
      ];
      expect(await answers(writer, id)).toEqual([]);
      expect(await answers(null, id)).toEqual([]);
      expect(await answers(provider, id)).toEqual([offer]);
      expect(await answers(group, id)).toEqual([start]);
      expect(await answers(moderator, id)).toHaveLength(2);
      expect(await answers(house.officer(house.south), id)).toEqual([]);
      for (const answer of [offered, started])
        await wanted.moderateWantedAnswer(moderator, { id: answer, publish: true, reason: null });
      expect(await answers(null, id)).toEqual([['On Mondays.', 'PUBLISHED']]);
      expect(await answers(somebody(), id)).toEqual([['On Mondays.', 'PUBLISHED']]);
      expect(await answers(writer, id)).toHaveLength(2);
      expect(await events('catalogue.wanted-answer-moderated', id)).toEqual([
        expect.objectContaining({ answerId: offered, writerId: writer.personId, published: true }),
        expect.objectContaining({ answerId: started, writerId: writer.personId, published: true }),
      ]);
      await wanted.settleWanted(writer, id, true);
      expect(await answers(null, id)).toEqual([]);
    });

    it('are one for each organisation: what is written again waits again, and is not decided unread', async () => {
      const id = await onShow();
      const first = await wanted.answerWanted(provider, { wantedId: id, words: 'Soon.' });
      const seen = NOW.toISOString();
      await wanted.moderateWantedAnswer(moderator, { id: first, publish: true, reason: null, seen });
      house.clock.moveTo(new Date('2026-03-20T11:00:00Z'));
      expect(await wanted.answerWanted(provider, { wantedId: id, words: 'Later.' })).toBe(first);
      expect(await answers(writer, id)).toEqual([]);
      await expect(
        wanted.moderateWantedAnswer(moderator, { id: first, publish: true, reason: null, seen }),
      ).rejects.toMatchObject({ code: 'LISTING_CHANGED' });
      await wanted.moderateWantedAnswer(moderator, { id: first, publish: false, reason: 'Too little.' });
      await expect(
        wanted.moderateWantedAnswer(moderator, { id: first, publish: true, reason: null }),
      ).rejects.toMatchObject({ code: 'WRONG_STATE' });
      expect(await answers(provider, id)).toEqual([['Later.', 'REJECTED']]);
      expect(await answers(writer, id)).toEqual([]);
    });

    it('sent twice with one key are written once, and another answer with that key is refused', async () => {
      const id = await onShow();
      const said = { wantedId: id, words: 'In June.', idempotencyKey: 'answer-sent-twice' };
      const both = await Promise.all([wanted.answerWanted(provider, said), wanted.answerWanted(provider, said)]);
      expect(both[0]).toBe(both[1]);
      expect(await events('catalogue.wanted-answered', id)).toHaveLength(1);
      await expect(wanted.answerWanted(provider, { ...said, words: 'In July.' })).rejects.toMatchObject({
        code: 'IDEMPOTENCY_CONFLICT',
      });
      expect(await answers(provider, id)).toEqual([['In June.', 'WAITING']]);
    });

    it('offer only what is their own and on show, to a wish on show', async () => {
      const id = await onShow();
      const other = house.staff(await house.provider({ name: 'Others' }));
      const fields = (field: string) => ({ details: { problems: [{ field }] } });
      await expect(wanted.answerWanted(other, { wantedId: id, serviceId })).rejects.toMatchObject(fields('serviceId'));
      await expect(wanted.answerWanted(provider, { wantedId: id, listingId: id })).rejects.toMatchObject(
        fields('listingId'),
      );
      await expect(wanted.answerWanted(provider, { wantedId: id })).rejects.toMatchObject(fields('words'));
      await expect(wanted.answerWanted(provider, { wantedId: id, words: 'a\u0000b' })).rejects.toMatchObject(
        fields('words'),
      );
      const waiting = await wanted.saveWanted(writer, input());
      for (const hidden of [waiting, randomUUID(), 'x', await house.listing(await house.communityGroup(), house.north)])
        await expect(wanted.answerWanted(provider, { wantedId: hidden, words: 'We can.' })).rejects.toMatchObject({
          code: 'NOT_FOUND',
        });
      await expect(wanted.answerWanted(writer, { wantedId: id, words: 'Me.' })).rejects.toMatchObject({
        code: 'NOT_PERMITTED',
      });
      const answer = await wanted.answerWanted(provider, { wantedId: id, words: 'We can.' });
      await expect(
        wanted.moderateWantedAnswer(house.officer(house.south), { id: answer, publish: true, reason: null }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(
        wanted.moderateWantedAnswer(moderator, { id: answer, publish: false, reason: ' ' }),
      ).rejects.toMatchObject(fields('reason'));
      expect(await answers(null, id)).toEqual([]);
    });
  });
});
