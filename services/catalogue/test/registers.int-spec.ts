import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { CatalogueHouse } from './fixtures/catalogue-house.js';
import { FileRoom } from './fixtures/file-room.js';

const HEADING = 'Location ID,Location Name,Location Type,Location Latest Overall Rating,Location Local Authority';

describe('registers of places', () => {
  let house: CatalogueHouse;
  let room: FileRoom;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
    room = new FileRoom(house);
  });
  afterAll(() => house.close());

  const register = (...rows: readonly string[]): Buffer => Buffer.from([HEADING, ...rows, ''].join('\r\n'));
  const take = async (actor: Actor, content: Buffer, checkOnly = false) => {
    const id = await room.send(actor, content, { kind: 'REGISTER', checkOnly });
    await room.taking.work();
    return { ...(await room.counts(id)), id };
  };
  const ratingOf = async (id: string): Promise<unknown> =>
    (await house.owner.query<{ cqc_rating: unknown }>('select cqc_rating from catalogue.provider where id = $1', [id]))
      .rows[0]?.cqc_rating;

  it('keeps ratings of stores that are here, and makes none', async () => {
    const provider = await house.provider({ cqcLocationId: '1-100000001' });
    const { id: service } = await house.service(2000n, { providerId: provider, name: 'Rated cleaning' });
    const stores = async (): Promise<unknown> =>
      (await house.owner.query('select count(*) from catalogue.provider')).rows;
    const before = await stores();
    const file = register(
      '1-100000001,Kind Hands,Social Care Org,Requires improvement,Northam',
      '1-100000002,Nobody here,Social Care Org,Good,Northam',
      '1-100000003,Wrong,Social Care Org,Splendid,Northam',
      'nonsense,Wrong,Social Care Org,Good,Northam',
      '1-100000001,Kind Hands,Social Care Org,Good,Northam',
    );
    const checked = await take(house.officer(house.north), file, true);
    expect(checked).toMatchObject({ state: 'CHECKED', changed: 1, unchanged: 0, refused: 3, notHere: 1 });
    expect(await ratingOf(provider)).toBeNull();
    await room.files.takeIn(house.officer(house.north), checked.id, 'take-it-in-now');
    await room.taking.work();
    expect(await room.counts(checked.id)).toMatchObject({ state: 'DONE', changed: 1, refused: 3, notHere: 1 });
    expect([await ratingOf(provider), await stores()]).toEqual(['Requires improvement', before]);
    expect(await house.found({ cqcRatings: ['Requires improvement'] })).toEqual([service]);
    expect(await room.problems(house.officer(house.north), checked.id)).toEqual([
      {
        row: 4,
        column: 'Location Latest Overall Rating',
        value: 'Splendid',
        reason:
          'Write one of: Outstanding, Good, Requires improvement, Inadequate. Leave it empty where there is none.',
      },
      {
        row: 5,
        column: 'Location ID',
        value: 'nonsense',
        reason: 'Write the number as the register has it, such as 1-123456789.',
      },
      { row: 6, column: 'Location ID', value: '1-100000001', reason: 'Row 2 has this place already.' },
    ]);
    expect(await room.problems(house.officer(house.south), checked.id)).toEqual([]);
    const again = await take(house.officer(house.north), file);
    expect(again).toMatchObject({ changed: 0, unchanged: 1, refused: 3, notHere: 1 });
    expect(await take(house.operator, register('1-100000001,Kind Hands,,Not rated,'))).toMatchObject({ changed: 1 });
    expect(await ratingOf(provider)).toBeNull();
  });

  it('lets an officer say nothing of a store that has nothing to do with their council', async () => {
    const provider = await house.provider({ cqcLocationId: '1-100000009', postcodeDistrict: 'NO1' });
    const file = register('1-100000009,Far away,Social Care Org,Inadequate,Southam');
    expect(await take(house.officer(house.south), file)).toMatchObject({ changed: 0, notHere: 1 });
    expect(await ratingOf(provider)).toBeNull();
    await expect(room.send(house.staff(provider), file, { kind: 'REGISTER' })).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });
});
