import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor } from '@owncourse/kernel/contract';
import {
  type CommunityListingInput,
  LISTING_CHECK_DUE,
  LISTING_CHECKED,
  LISTING_REPORTED,
  LISTING_REPORTS_SETTLED,
  type ReportListingInput,
} from '../src/contract/index.js';
import { CatalogueHouse, NOW, somebody } from './fixtures/catalogue-house.js';

describe('listings on show: changes, reports and reminders', () => {
  let house: CatalogueHouse;
  let group: Actor;
  let moderator: Actor;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
    group = await house.communityGroup();
    moderator = house.officer(house.north);
  });
  afterAll(() => house.close());
  beforeEach(() => house.clock.moveTo(NOW));

  const input = (more: Partial<CommunityListingInput> = {}): CommunityListingInput => ({
    title: 'Chair yoga',
    description: 'Stretching, sitting down.',
    supportTypeSlug: 'befriending',
    wardId: house.north.wardIds[0] ?? '',
    placeName: 'The hall',
    postcodeDistrict: 'NO1',
    costPence: 0n,
    weekday: 'TU',
    startTime: '10:00',
    durationMinutes: 60,
    contactEmail: 'tea@friends.example',
    ...more,
  });
  const onShow = async (more: Partial<CommunityListingInput> = {}): Promise<string> => {
    const id = await house.catalogue.saveCommunityListing(group, input(more));
    await house.catalogue.moderateListing(moderator, { id, publish: true, reason: null });
    return id;
  };
  const events = async (listingId: string, type: string): Promise<Record<string, unknown>[]> =>
    (
      await house.owner.query<{ payload: Record<string, unknown> }>(
        `select payload from kernel.outbox where payload ->> 'listingId' = $1 and type = $2 order by position`,
        [listingId, type],
      )
    ).rows.map(({ payload }) => payload);
  const column = async (id: string, name: string): Promise<unknown> =>
    (
      await house.owner.query<Record<string, unknown>>(
        `select ${name}::text as it from catalogue.community_listing where id = $1`,
        [id],
      )
    ).rows[0]?.['it'];
  const countOf = async (reader: Actor | null, table: string, id: string): Promise<number> =>
    (await house.rows(reader, `select 1 from catalogue.${table} where listing_id = $1`, [id])).length;

  it('shows a change that waits to its group and its council alone', async () => {
    const id = await onShow();
    await house.catalogue.saveCommunityListing(group, input({ id, title: 'Other words' }));
    const readers = [
      group,
      moderator,
      null,
      house.officer(house.south),
      await house.communityGroup('Others'),
      somebody(),
    ];
    expect(await Promise.all(readers.map((reader) => countOf(reader, 'listing_change', id)))).toEqual([
      1, 1, 0, 0, 0, 0,
    ]);
    expect(await column(id, 'title')).toBe('Chair yoga');
  });

  it('decides nothing that was written after the moderator read', async () => {
    const id = await onShow();
    await house.catalogue.saveCommunityListing(group, input({ id, title: 'Read words' }));
    const seen = house.clock.now().toISOString();
    house.clock.moveTo(new Date(NOW.getTime() + 60_000));
    await house.catalogue.saveCommunityListing(group, input({ id, title: 'Words nobody has read' }));
    await expect(
      house.catalogue.moderateListing(moderator, { id, publish: true, reason: null, seen }),
    ).rejects.toMatchObject({ code: 'LISTING_CHANGED' });
    expect(await column(id, 'title')).toBe('Chair yoga');
    await house.catalogue.moderateListing(moderator, {
      id,
      publish: true,
      reason: null,
      seen: house.clock.now().toISOString(),
    });
    expect(await column(id, 'title')).toBe('Words nobody has read');
  });

  it('takes days that fall out and days of its own, and says what cannot be', async () => {
    const id = await onShow({ notOn: ['2026-12-29', '2026-12-22', '2026-12-22'], alsoOn: ['2026-06-06'] });
    expect([await column(id, 'not_on'), await column(id, 'also_on')]).toEqual([
      '{2026-12-22,2026-12-29}',
      '{2026-06-06}',
    ]);
    const single = await onShow({ weekday: null, alsoOn: ['2026-06-06'] });
    expect([await column(single, 'recurrence'), await column(single, 'start_time')]).toEqual([null, '10:00:00']);
    for (const [wrong, field] of [
      [{ notOn: ['2026-12-25'] }, 'notOn'],
      [{ notOn: ['soon'] }, 'notOn'],
      [{ weekday: null, startTime: null, durationMinutes: null, notOn: ['2026-12-22'] }, 'notOn'],
      [{ weekday: null, alsoOn: ['2026-02-30'] }, 'alsoOn'],
      [{ alsoOn: Array.from({ length: 61 }, () => '2026-06-06') }, 'alsoOn'],
      [{ weekday: null, alsoOn: ['2026-06-06'], startTime: null }, 'startTime'],
    ] as const)
      await expect(house.catalogue.saveCommunityListing(group, input(wrong))).rejects.toMatchObject({
        details: { problems: [{ field }] },
      });
  });

  describe('reports', () => {
    const report = (listingId: string, more: Partial<ReportListingInput> = {}, address: string = randomUUID()) =>
      house.catalogue.reportListing(null, address, { listingId, kind: 'OUT_OF_DATE', ...more });

    it('come from anybody, are read by the council’s moderators, and keep nobody’s name', async () => {
      const id = await onShow();
      await report(id, { kind: 'WRONG', note: ' It is on Mondays now. ', idempotencyKey: 'told-only-once' });
      await report(id, { kind: 'WRONG', note: ' It is on Mondays now. ', idempotencyKey: 'told-only-once' });
      const readers = [moderator, group, null, house.officer(house.south)];
      expect(await Promise.all(readers.map((reader) => countOf(reader, 'listing_report', id)))).toEqual([1, 0, 0, 0]);
      expect(await events(id, LISTING_REPORTED)).toEqual([{ listingId: id }]);
      expect(await column(id, 'status')).toBe('PUBLISHED');
      await expect(
        house.catalogue.settleListingReports(house.officer(house.south), {
          listingId: id,
          takeDown: true,
          reason: 'No',
        }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await house.catalogue.settleListingReports(moderator, { listingId: id, takeDown: false, reason: null });
      const { rows } = await house.owner.query(
        'select note, taken_down from catalogue.listing_report where listing_id = $1',
        [id],
      );
      expect(rows).toEqual([{ note: null, taken_down: false }]);
      expect(await column(id, 'status')).toBe('PUBLISHED');
      await expect(
        house.catalogue.settleListingReports(moderator, { listingId: id, takeDown: false, reason: null }),
      ).rejects.toMatchObject({ code: 'WRONG_STATE' });
    });

    it('take a listing down with a reason, out of search too; its group can send it again', async () => {
      const id = await onShow({ title: 'Archery' });
      await house.catalogue.saveCommunityListing(group, input({ id, title: 'Archery again' }));
      await report(id);
      await expect(
        house.catalogue.settleListingReports(moderator, { listingId: id, takeDown: true, reason: ' ' }),
      ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      await house.catalogue.settleListingReports(moderator, {
        listingId: id,
        takeDown: true,
        reason: 'The hall is closed.',
      });
      expect([await column(id, 'status'), await house.found({ words: 'archery' })]).toEqual(['RETIRED', []]);
      expect(await events(id, LISTING_REPORTS_SETTLED)).toEqual([
        {
          listingId: id,
          organisationId: group.organisationId,
          title: 'Archery',
          takenDown: true,
          reason: 'The hall is closed.',
        },
      ]);
      await expect(report(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await house.catalogue.saveCommunityListing(group, input({ id, title: 'Archery outside' }));
      expect([await column(id, 'status'), await countOf(moderator, 'listing_change', id)]).toEqual(['WAITING', 0]);
    });

    it('are counted by address within the hour, and five about one listing are enough', async () => {
      const [id, other] = [await onShow(), await onShow()];
      for (let press = 0; press < 20; press += 1) await report(id, {}, 'one-address');
      await expect(report(other, {}, 'one-address')).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
      expect([
        await countOf(moderator, 'listing_report', id),
        await countOf(moderator, 'listing_report', other),
      ]).toEqual([5, 0]);
      await report(other, {}, 'another-address');
      house.clock.moveTo(new Date(NOW.getTime() + 3_600_000));
      await report(other, {}, 'one-address');
      expect(await countOf(moderator, 'listing_report', other)).toBe(2);
      const { rows } = await house.owner.query<{ who: Buffer }>('select who from catalogue.public_act');
      expect(rows.map(({ who }) => who.toString('latin1')).join()).not.toContain('address');
    });

    it('say which field is wrong', async () => {
      const id = await onShow();
      for (const [wrong, field] of [
        [{ kind: 'NONSENSE' as 'WRONG' }, 'kind'],
        [{ note: 'x'.repeat(501) }, 'note'],
        [{ note: 'a\u0000b' }, 'note'],
      ] as const)
        await expect(report(id, wrong)).rejects.toMatchObject({ details: { problems: [{ field }] } });
      await expect(report('x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await countOf(moderator, 'listing_report', id)).toBe(0);
    });
  });

  describe('reminders', () => {
    const day = (text: string): void => house.clock.moveTo(new Date(`${text}T08:00:00Z`));

    it('come two weeks before a listing is stale and on the day, once each, and end when its group has looked', async () => {
      await house.policy(house.north, 'listingStaleDays', 90);
      const id = await onShow();
      const waiting = await house.catalogue.saveCommunityListing(group, input());
      // Last checked on 20 March: stale from 19 June on.
      day('2026-06-04');
      await house.catalogue.remindOfListings();
      expect(await events(id, LISTING_CHECK_DUE)).toEqual([]);
      day('2026-06-05');
      await house.catalogue.remindOfListings();
      await house.catalogue.remindOfListings();
      day('2026-06-18');
      await house.catalogue.remindOfListings();
      const soon = {
        listingId: id,
        organisationId: group.organisationId,
        title: 'Chair yoga',
        kind: 'SOON',
        staleOn: '2026-06-19',
      };
      expect(await events(id, LISTING_CHECK_DUE)).toEqual([soon]);
      day('2026-06-19');
      await Promise.all([house.catalogue.remindOfListings(), house.catalogue.remindOfListings()]);
      expect(await events(id, LISTING_CHECK_DUE)).toEqual([soon, { ...soon, kind: 'NOW' }]);
      await house.catalogue.confirmListing(group, id);
      await house.catalogue.confirmListing(group, id);
      expect([await column(id, 'last_checked_on'), await events(id, LISTING_CHECKED)]).toEqual([
        '2026-06-19',
        [{ listingId: id, organisationId: group.organisationId }],
      ]);
      expect(await house.catalogue.remindOfListings()).toBe(0);
      expect(await events(waiting, LISTING_CHECK_DUE)).toEqual([]);
    });

    it('a listing is confirmed by its own group, while it is on show', async () => {
      const id = await onShow();
      const waiting = await house.catalogue.saveCommunityListing(group, input());
      day('2026-04-01');
      await expect(house.catalogue.confirmListing(await house.communityGroup('Others'), id)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(house.catalogue.confirmListing(moderator, id)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
      await expect(house.catalogue.confirmListing(group, waiting)).rejects.toMatchObject({ code: 'WRONG_STATE' });
      expect([await column(id, 'last_checked_on'), await column(waiting, 'last_checked_on')]).toEqual([
        '2026-03-20',
        '2026-03-20',
      ]);
    });
  });
});
