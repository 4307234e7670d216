import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor } from '@owncourse/kernel/contract';
import sharp from 'sharp';
import { readPhoto } from '../src/persistence/photo-file.js';
import { CatalogueHouse, somebody } from './fixtures/catalogue-house.js';

/** A photo as a phone takes it: on its side, with the place where it was taken. */
function phonePhoto(): Promise<Buffer> {
  return sharp({ create: { width: 1600, height: 800, channels: 3, background: '#336644' } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'Phone', Orientation: '6', Copyright: 'At home' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 3/1 12/1', GPSLongitudeRef: 'W', GPSLongitude: '1/1 2/1 3/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

const wrong = { code: 'INVALID_INPUT', details: { problems: [{ field: 'photo', message: expect.any(String) }] } };

describe('a photo that is sent', () => {
  it('is made anew in two sizes, upright, without the place or anything else that a camera wrote', async () => {
    const sent = await phonePhoto();
    expect((await sharp(sent).metadata()).exif?.toString('latin1')).toContain('Phone');
    const { wide, small, width, height } = await readPhoto(sent);
    expect([width, height]).toEqual([600, 1200]);
    for (const [content, size] of [
      [wide, [600, 1200]],
      [small, [200, 400]],
    ] as const) {
      const kept = await sharp(content).metadata();
      expect([kept.format, kept.width, kept.height]).toEqual(['webp', ...size]);
      expect([kept.exif, kept.xmp, kept.iptc, kept.icc, kept.orientation]).toEqual(
        Array.from({ length: 5 }, () => undefined),
      );
      for (const word of ['Phone', 'GPS', 'At home', 'Exif']) expect(content.toString('latin1')).not.toContain(word);
    }
  });

  it('is not made larger than it is', async () => {
    const tiny = await sharp({ create: { width: 3, height: 2, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    expect(await readPhoto(tiny)).toMatchObject({ width: 3, height: 2 });
  });

  it('that unpacks into all of the memory is refused before it does', async () => {
    // 400 million dots of one colour are a small file.
    const bomb = await sharp({
      create: { width: 20_000, height: 20_000, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(10 * 1024 * 1024);
    const before = process.memoryUsage().rss;
    await expect(readPhoto(bomb)).rejects.toMatchObject(wrong);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it.each([
    ['nothing', () => Buffer.alloc(0)],
    ['too many bytes', () => Buffer.alloc(10 * 1024 * 1024 + 1)],
    ['a page', () => Buffer.from('<html><script>alert(1)</script></html>')],
    [
      'a drawing',
      () =>
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'),
    ],
    ['half a photo', async () => (await phonePhoto()).subarray(0, 900)],
    [
      'a moving picture',
      () =>
        sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
          .gif()
          .toBuffer(),
    ],
  ])('is refused when it is %s', async (_what, make) => {
    await expect(readPhoto(await make())).rejects.toMatchObject(wrong);
  });
});

describe('photos of a service', () => {
  let house: CatalogueHouse;
  let dot: string;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
    const content = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#a00' } })
      .png()
      .toBuffer();
    dot = content.toString('base64');
  });
  afterAll(() => house.close());

  const add = (actor: Actor, serviceId: string, alt = 'A red square', key: string = randomUUID()): Promise<string> =>
    house.photos.add(actor, { serviceId, alt, contentBase64: dot }, key);
  const kept = (reader: Actor | null, serviceId: string): Promise<{ id: string; alt: string }[]> =>
    house.rows(reader, 'select id, alt from catalogue.service_photo where service_id = $1 order by number', [
      serviceId,
    ]);

  it('are six at the most, also when many come at once, each with words for who does not see them', async () => {
    const providerId = await house.provider();
    const { id } = await house.service(2000n, { providerId });
    const owner = house.staff(providerId);
    for (const alt of ['', ' ', 'x'.repeat(251), 'A\u0000'])
      await expect(add(owner, id, alt)).rejects.toMatchObject({ details: { problems: [{ field: 'alt' }] } });
    const all = await Promise.allSettled(Array.from({ length: 9 }, (_, number) => add(owner, id, `Photo ${number}`)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
    await expect(add(owner, id)).rejects.toMatchObject(wrong);
    const [first, ...others] = await kept(owner, id);
    await house.photos.remove(owner, first?.id ?? '', randomUUID());
    expect(await kept(null, id)).toEqual(others);
    const key = randomUUID();
    await add(owner, id, 'Once', key);
    await add(owner, id, 'Once', key);
    expect((await kept(owner, id)).map(({ alt }) => alt).slice(-1)).toEqual(['Once']);
    expect(await kept(owner, id)).toHaveLength(6);
    await expect(add(owner, id, 'Another', key)).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });

  it('are seen while the service is on show, before that by its own people alone, and are theirs alone to change', async () => {
    const providerId = await house.provider();
    const owner = house.staff(providerId);
    const stranger = house.staff(await house.provider());
    const input = house.serviceInput(providerId, { status: 'DRAFT' });
    await house.catalogue.importServices(house.operator, [input]);
    await add(owner, input.id);
    const [photo] = await kept(owner, input.id);
    const id = photo?.id ?? '';
    const seen = async (reader: Actor | null): Promise<boolean | null> =>
      (await house.photos.content(reader, id, 'small'))?.isPublic ?? null;
    expect([await seen(owner), await seen(null), await seen(stranger), await seen(house.officer(house.north))]).toEqual(
      [false, null, null, null],
    );
    await house.catalogue.importServices(house.operator, [{ ...input, status: 'PUBLISHED' }]);
    expect([await seen(owner), await seen(null), await seen(stranger)]).toEqual([true, true, true]);
    await house.catalogue.importServices(house.operator, [{ ...input, status: 'RETIRED' }]);
    expect([await seen(owner), await seen(null)]).toEqual([false, null]);
    for (const photoId of [id, randomUUID(), 'x'])
      await expect(house.photos.remove(stranger, photoId, randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(add(stranger, input.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(add({ ...owner, roles: ['PROVIDER_ORDERS'] }, input.id)).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
    await expect(add(somebody(), input.id)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await kept(owner, input.id)).toHaveLength(1);
  });
});
