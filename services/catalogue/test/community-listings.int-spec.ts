import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { type CommunityListingInput, LISTING_MODERATED, LISTING_SAVED } from '../src/contract/index.js';
import { CatalogueHouse, somebody } from './fixtures/catalogue-house.js';

describe('community listings', () => {
  let house: CatalogueHouse;
  let group: Actor;
  let moderator: Actor;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
    group = await house.communityGroup();
    moderator = house.officer(house.north);
  });
  afterAll(() => house.close());

  const listing = (more: Partial<CommunityListingInput> = {}): CommunityListingInput => ({
    title: 'Chair yoga',
    description: 'Stretching, sitting down.',
    supportTypeSlug: 'befriending',
    wardId: house.north.wardIds[0] ?? '',
    placeName: 'The hall',
    postcodeDistrict: 'no1',
    costPence: 100n,
    weekday: 'TU',
    startTime: '10:00',
    durationMinutes: 120,
    contactEmail: 'tea@friends.example',
    ...more,
  });
  const statusOf = async (id: string): Promise<string | undefined> =>
    (await house.owner.query<{ status: string }>('select status from catalogue.community_listing where id = $1', [id]))
      .rows[0]?.status;

  it('wait for a moderator, show when published, and stay on show as they were while a change waits', async () => {
    const id = await house.catalogue.saveCommunityListing(group, listing());
    expect(await statusOf(id)).toBe('WAITING');
    expect(await house.found({ words: 'yoga' })).toEqual([]);
    await house.catalogue.moderateListing(moderator, { id, publish: true, reason: null });
    expect(await house.found({ words: 'yoga' })).toEqual([id]);
    await expect(house.catalogue.moderateListing(moderator, { id, publish: true, reason: null })).rejects.toMatchObject(
      { code: 'WRONG_STATE' },
    );
    expect(await house.catalogue.saveCommunityListing(group, listing({ id, title: 'Chair ballet' }))).toBe(id);
    expect(await house.found({ words: 'yoga' })).toEqual([id]);
    expect(await house.found({ words: 'ballet' })).toEqual([]);
    await house.catalogue.moderateListing(moderator, { id, publish: false, reason: 'Say who teaches it.' });
    expect([await statusOf(id), await house.found({ words: 'yoga' })]).toEqual(['PUBLISHED', [id]]);
    await house.catalogue.saveCommunityListing(group, listing({ id, title: 'Chair ballet', notOn: ['2026-12-29'] }));
    await house.catalogue.moderateListing(moderator, { id, publish: true, reason: null });
    expect([await house.found({ words: 'yoga' }), await house.found({ words: 'ballet' })]).toEqual([[], [id]]);
    expect(await house.rows(group, 'select 1 from catalogue.listing_change where listing_id = $1', [id])).toEqual([]);
    const { rows } = await house.owner.query<{ type: string }>(
      `select type from kernel.outbox where payload ->> 'listingId' = $1 order by position`,
      [id],
    );
    expect(rows.map((row) => row.type)).toEqual([
      LISTING_SAVED,
      LISTING_MODERATED,
      LISTING_SAVED,
      LISTING_MODERATED,
      LISTING_SAVED,
      LISTING_MODERATED,
    ]);
  });

  it('are moderated by the council they are in and nobody else, with a reason for a no', async () => {
    const id = await house.catalogue.saveCommunityListing(group, listing());
    await expect(
      house.catalogue.moderateListing(house.officer(house.south), { id, publish: true, reason: null }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      house.catalogue.moderateListing(moderator, { id: somebody().personId, publish: true, reason: null }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      house.catalogue.moderateListing(house.officer(house.north, 'COMMISSIONER'), { id, publish: true, reason: null }),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(house.catalogue.moderateListing(group, { id, publish: true, reason: null })).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
    await expect(house.catalogue.moderateListing(moderator, { id, publish: false, reason: ' ' })).rejects.toMatchObject(
      { code: 'INVALID_INPUT' },
    );
    expect(await statusOf(id)).toBe('WAITING');
  });

  it('belong to their group', async () => {
    const id = await house.catalogue.saveCommunityListing(group, listing());
    const other = await house.communityGroup('Others');
    await expect(house.catalogue.saveCommunityListing(other, listing({ id, title: 'Ours now' }))).rejects.toMatchObject(
      { code: 'NOT_FOUND' },
    );
    await expect(
      house.catalogue.saveCommunityListing({ ...other, roles: ['PROVIDER_OWNER'] }, listing()),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(
      house.catalogue.saveCommunityListing(other, listing({ newId: id, title: 'Ours now' })),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      house.catalogue.saveCommunityListing(other, listing({ newId: id, wardId: house.south.wardIds[0] ?? '' })),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { rows } = await house.owner.query<{ title: string; organisation_name: string }>(
      'select title, organisation_name from catalogue.community_listing where id = $1',
      [id],
    );
    expect(rows).toEqual([{ title: 'Chair yoga', organisation_name: 'Tea Friends' }]);
  });

  it('name everything that has to be put right', async () => {
    const wrong = listing({
      title: ' ',
      wardId: 'x',
      costPence: -1n,
      weekday: 'XX',
      startTime: '25:00',
      durationMinutes: 0,
      contactEmail: 'no',
    });
    await expect(house.catalogue.saveCommunityListing(group, wrong)).rejects.toMatchObject({
      details: {
        problems: ['title', 'weekday', 'startTime', 'durationMinutes', 'wardId', 'costPence', 'contactEmail'].map(
          (field) => expect.objectContaining({ field }) as unknown,
        ),
      },
    });
    for (const [more, field] of [
      [{ postcodeDistrict: 'ZZ9' }, 'postcodeDistrict'],
      [{ wardId: somebody().personId }, 'wardId'],
      [{ supportTypeSlug: 'none' }, 'supportTypeSlug'],
    ] as const) {
      await expect(house.catalogue.saveCommunityListing(group, listing(more))).rejects.toMatchObject({
        details: { problems: [{ field }] },
      });
    }
  });

  it('are seen, while they wait, by their group and their council only', async () => {
    const id = await house.catalogue.saveCommunityListing(group, listing());
    const seenBy = async (reader: Actor | null): Promise<number> =>
      (await house.rows(reader, 'select 1 from catalogue.community_listing where id = $1', [id])).length;
    expect(await Promise.all([seenBy(group), seenBy(moderator)])).toEqual([1, 1]);
    expect(
      await Promise.all(
        [null, house.officer(house.south), await house.communityGroup('Others'), house.funded(house.north)].map(seenBy),
      ),
    ).toEqual([0, 0, 0, 0]);
  });
});
