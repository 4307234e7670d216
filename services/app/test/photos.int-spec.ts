import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { id } from '../src/testing/small-world.js';
import type { GraphqlClient } from './graphql-client.js';
import { openTestHouse, type TestHouse } from './test-house.js';

const ADD = `mutation ($input: ServicePhotoInput!, $key: String!) { addServicePhoto(input: $input, idempotencyKey: $key) {
  __typename ... on SavedService { service { photos { id alt smallPath widePath width height } } } ... on InvalidInput { problems { field } } } }`;
const REMOVE = `mutation ($photoId: ID!, $key: String!) { removeServicePhoto(photoId: $photoId, idempotencyKey: $key) {
  __typename ... on SavedService { service { photos { id } } } ... on NotAllowed { reason message whatToDo } } }`;

interface Saved {
  readonly __typename: string;
  readonly service: { readonly photos: readonly { readonly id: string; readonly widePath: string }[] };
}

describe('photos over HTTP', () => {
  let house: TestHouse;
  let provider: GraphqlClient;

  beforeAll(async () => {
    house = await openTestHouse({ holders: 1, weeklyPence: 10_000n });
    provider = await house.client('provider@first.example');
  });
  afterAll(() => house.close());

  const add = async (): Promise<Saved['service']['photos'][number]> => {
    const content = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#123' } })
      .jpeg()
      .toBuffer();
    const input = { serviceId: id('service', 1), alt: 'A dark field', contentBase64: content.toString('base64') };
    const { service } = await provider.ask<Saved>('addServicePhoto', ADD, { input, key: randomUUID() });
    const last = service.photos.at(-1);
    if (!last) throw new Error('No photo');
    return last;
  };

  it('are there for everybody, are what they say, and may be kept for an hour; gone they are as unknown as none', async () => {
    const photo = await add();
    expect(photo).toMatchObject({ alt: 'A dark field', width: 90, height: 60 });
    const asked = await fetch(`${house.origin}${photo.widePath}`);
    expect([asked.status, asked.headers.get('content-type'), asked.headers.get('cache-control')]).toEqual([
      200,
      'image/webp',
      'public, max-age=3600',
    ]);
    expect(asked.headers.get('x-content-type-options')).toBe('nosniff');
    const { format, width } = await sharp(Buffer.from(await asked.arrayBuffer())).metadata();
    expect([format, width]).toEqual(['webp', 90]);
    for (const path of [
      photo.widePath.replace('wide', 'whole'),
      `/files/photos/${randomUUID()}/wide.webp`,
      '/files/photos/x/wide.webp',
    ])
      expect((await fetch(`${house.origin}${path}`)).status).toBe(404);
    await provider.ask('removeServicePhoto', REMOVE, { photoId: photo.id, key: randomUUID() });
    expect((await fetch(`${house.origin}${photo.widePath}`)).status).toBe(404);
  });

  it('is refused in the same words for somebody else’s photo and for none', async () => {
    const { id: photoId, widePath } = await add();
    const other = await house.client('other-provider@first.example');
    const answers = [];
    for (const asked of [photoId, randomUUID()])
      answers.push(await other.ask('removeServicePhoto', REMOVE, { photoId: asked, key: randomUUID() }));
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ __typename: 'NotAllowed', reason: 'NOT_FOUND' });
    expect((await fetch(`${house.origin}${widePath}`)).status).toBe(200);
  });

  it('removed twice with one key is removed once', async () => {
    const { id: photoId } = await add();
    const key = randomUUID();
    const remove = (): Promise<Saved> => provider.ask<Saved>('removeServicePhoto', REMOVE, { photoId, key });
    const first = await remove();
    expect(first.service.photos.map((one) => one.id)).not.toContain(photoId);
    expect(await remove()).toEqual(first);
  });
});
