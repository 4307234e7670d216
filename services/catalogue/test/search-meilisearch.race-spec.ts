import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { INDEX, MeiliHouse } from './fixtures/meili-house.js';

describe('followers of a search server', () => {
  let meili: MeiliHouse;
  beforeAll(async () => {
    meili = await MeiliHouse.open();
    for (const name of ['One', 'Two', 'Three']) await meili.house.service(1000n, { name });
    await meili.meili.follower.follow();
  });
  afterAll(() => meili.close());
  beforeEach(() => {
    meili.standIn.carriedOut = () => undefined;
    meili.standIn.taken();
  });

  const whole = async (): Promise<void> => {
    expect(meili.sentIds()).toEqual(await meili.publishedIds());
    expect((await meili.position()).revision).toBe(await meili.revision());
    expect([...meili.standIn.indexes.keys()]).toEqual([INDEX]);
  };
  const another = (sentAtOnce?: number) => MeiliHouse.another(meili.house.database, meili.standIn, sentAtOnce).follower;

  it('that are three at once send each change once', async () => {
    const { id } = await meili.house.service(900n, { name: 'For three' });
    const followers = Array.from({ length: 3 }, () => another());
    await Promise.all(followers.map((follower) => follower.follow()));
    const sent = meili.standIn.requests.filter(({ path }) => path.startsWith(`/indexes/${INDEX}/documents`));
    expect(sent.map(({ body }) => (body as { id: string }[]).map((document) => document.id))).toEqual([[id]]);
    await whole();
  });

  it('follow writers at work, and end up with what is in the books', async () => {
    const { house } = meili;
    let writing = true;
    const follow = async (): Promise<void> => {
      const follower = another(2);
      while (writing) await follower.follow();
    };
    const followers = [follow(), follow()];
    await Promise.all(
      Array.from({ length: 3 }, async (_, writer) => {
        const providerId = await house.provider({ name: `Writer ${writer}` });
        const input = house.serviceInput(providerId);
        for (let turn = 0; turn < 8; turn += 1)
          await house.catalogue.importServices(house.operator, [
            {
              ...input,
              name: `Turn ${turn} of ${writer}`,
              status: turn % 2 === 0 || writer === 2 ? 'RETIRED' : 'PUBLISHED',
            },
          ]);
      }),
    );
    writing = false;
    await Promise.all(followers);
    await another().follow();
    await whole();
    const names = [...(meili.standIn.indexes.get(INDEX)?.documents.values() ?? [])].map(({ name }) => name);
    expect(names.filter((name) => String(name).startsWith('Turn')).sort()).toEqual(
      [0, 1].map((writer) => `Turn 7 of ${writer}`),
    );
  });

  it('killed between sending and moving the position: the next sends the same again', async () => {
    const { id } = await meili.house.service(900n, { name: 'Sent twice' });
    const before = await meili.position();
    meili.standIn.carriedOut = ({ path }) => {
      if (path.startsWith(`/indexes/${INDEX}/documents`)) throw new Error('killed');
    };
    await expect(another().follow()).rejects.toThrow();
    expect(meili.sentIds()).toContain(id);
    expect(await meili.position()).toEqual(before);
    meili.standIn.carriedOut = () => undefined;
    await another().follow();
    await whole();
  });

  it('killed between the swap and its note in the books: everything is built anew', async () => {
    meili.standIn.carriedOut = ({ path }) => {
      if (path === '/swap-indexes') throw new Error('killed');
    };
    await expect(another().rebuild()).rejects.toThrow();
    meili.standIn.carriedOut = () => undefined;
    const { build } = await meili.position();
    await another().follow();
    expect((await meili.position()).build).not.toBe(build);
    await whole();
  });

  it('one that lost its lock sends nothing more, and does not move the position back', async () => {
    const { house, standIn } = meili;
    for (const name of ['First', 'Second', 'Third']) await house.service(900n, { name: `${name} of three` });
    let lost: Promise<unknown> | null = null;
    let sent = 0;
    standIn.carriedOut = async ({ path }) => {
      if (!path.startsWith(`/indexes/${INDEX}/documents`)) return;
      sent += 1;
      if (lost) return;
      lost = house.database.call({
        name: '',
        text: `select pg_terminate_backend(pid, 5000) from pg_locks
          where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
      });
      await lost;
      // Somebody else goes on meanwhile, to the end.
      await another().follow();
    };
    await expect(another(1).follow()).rejects.toThrow();
    expect(sent).toBe(2);
    standIn.carriedOut = () => undefined;
    await whole();
  });

  it('leave off when the process wants to end, and the next goes on', async () => {
    await meili.house.service(900n, { name: 'Later' });
    const stopped = new AbortController();
    stopped.abort();
    await expect(another().follow(stopped.signal)).rejects.toThrow();
    expect(meili.standIn.taken().filter((request) => request.includes('/documents'))).toEqual([]);
    await another().follow();
    await whole();
  });
});
