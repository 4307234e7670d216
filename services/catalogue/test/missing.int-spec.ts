import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { UuidV7Source } from '@owncourse/kernel/contract';
import { TellMissing, type TellMissingInput } from '../src/use-cases/tell-missing.js';
import { CatalogueHouse, NOW, somebody } from './fixtures/catalogue-house.js';

describe('what somebody says is missing', () => {
  let house: CatalogueHouse;
  let telling: TellMissing;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
    telling = new TellMissing(house.database, house.clock, new UuidV7Source(house.clock));
  });
  afterAll(() => house.close());

  const tell = (more: Partial<TellMissingInput> = {}, actor: Actor | null = null, address = 'home') =>
    telling.run(actor, address, { words: 'Men’s cooking group', councilKey: house.north.key, ...more });
  const kept = async (): Promise<Record<string, unknown>[]> =>
    (
      await house.owner.query<Record<string, unknown>>(
        'select council_id, id, words, ward_id, note, told_on::text from catalogue.missing_support order by id',
      )
    ).rows;

  it('is kept without anything of who said it, and read by the council’s commissioners alone', async () => {
    const reader = somebody();
    const wardId = house.north.wardIds[0] ?? null;
    const said = { words: ' Ring 01632 960300: Men’s cooking GROUP ', note: 'Evenings. ann@home.example', wardId };
    expect(await tell({ ...said, idempotencyKey: 'told-once-only' }, reader)).toEqual({
      words: 'ring men’s cooking group',
      note: 'Evenings.',
    });
    await tell({ ...said, idempotencyKey: 'told-once-only' }, reader);
    const rows = await kept();
    expect(rows).toEqual([
      {
        council_id: house.north.id,
        id: expect.any(String) as unknown,
        words: 'ring men’s cooking group',
        ward_id: wardId,
        note: 'Evenings.',
        told_on: '2026-03-20',
      },
    ]);
    const { rows: keys } = await house.owner.query<{ actor_id: string }>(
      `select actor_id from kernel.idempotency where operation = 'tellMissing'`,
    );
    expect(keys.map(({ actor_id }) => actor_id)).not.toContain(reader.personId);
    const seen = async (who: Actor | null): Promise<number> =>
      (await house.rows(who, 'select 1 from catalogue.missing_support')).length;
    expect(await seen(house.officer(house.north, 'COMMISSIONER'))).toBe(1);
    for (const who of [null, reader, house.officer(house.south, 'COMMISSIONER'), house.funded(house.north)])
      expect(await seen(who)).toBe(0);
  });

  it('counts in the market report like a search that found nothing', async () => {
    await tell({ words: 'hydrotherapy' });
    await tell({ words: 'HYDROTHERAPY!' });
    const { rows } = await house.owner.query<{ misses: string }>(
      `select misses from catalogue.search_misses($1, '2026-03-20', '2026-03-21') where words = 'hydrotherapy'`,
      [house.north.id],
    );
    expect(rows.map(({ misses }) => Number(misses))).toEqual([2]);
    const { rows: later } = await house.owner.query(
      `select 1 from catalogue.search_misses($1, '2026-03-21', '2026-03-22')`,
      [house.north.id],
    );
    expect(later).toEqual([]);
  });

  it('says which field is wrong, keeps nothing then, and is counted by address', async () => {
    const before = (await kept()).length;
    for (const [wrong, field] of [
      [{ words: ' 01632 960300 ' }, 'words'],
      [{ words: 'x'.repeat(501) }, 'words'],
      [{ words: 'a\u0000b' }, 'words'],
      [{ note: 'a\u0007b' }, 'note'],
      [{ councilKey: null }, 'councilKey'],
    ] as const)
      await expect(tell(wrong)).rejects.toMatchObject({ details: { problems: [{ field }] } });
    for (const wrong of [{ councilKey: 'nowhere' }, { wardId: house.south.wardIds[0] ?? '' }, { wardId: 'x' }])
      await expect(tell(wrong)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await kept()).toHaveLength(before);
    for (let press = 0; press < 20; press += 1) await tell({ words: 'again' }, null, 'one-address');
    await expect(tell({ words: 'again' }, null, 'one-address')).rejects.toMatchObject({ code: 'TOO_MANY_TRIES' });
    expect(await kept()).toHaveLength(before + 20);
    expect(house.clock.now()).toEqual(NOW);
  });
});
