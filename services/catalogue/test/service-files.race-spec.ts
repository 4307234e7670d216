import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, NIL_ID, UuidV7Source } from '@owncourse/kernel/contract';
import { TakeImports } from '../src/use-cases/take-imports.js';
import { CatalogueHouse } from './fixtures/catalogue-house.js';
import { FileRoom } from './fixtures/file-room.js';

const MANY = 60;

describe('files of services beside themselves', () => {
  let house: CatalogueHouse;
  let room: FileRoom;
  let other: Database;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
    room = new FileRoom(house);
    other = new Database(house.test.appUrl, 4);
  });
  afterAll(async () => {
    await other.close();
    await house.close();
  });

  const many = (first = 0) =>
    room.csv(
      Array.from({ length: MANY }, (_, index) =>
        room.row({ 'service reference': `S${first + index}`, status: 'draft' }),
      ),
    );
  const kept = async (own: string | null): Promise<unknown> =>
    (
      await house.owner.query(
        `select (select count(*)::int from catalogue.service where provider_id = $1) as services,
           (select count(*)::int from catalogue.variant where provider_id = $1) as prices,
           (select count(*)::int from catalogue.file_reference where provider_id = $1) as called`,
        [own],
      )
    ).rows[0];

  it('takes each batch once with many workers', async () => {
    const owner = await room.store();
    const id = await room.send(owner, many());
    const workers = Array.from(
      { length: 4 },
      (_, index) => new TakeImports(index % 2 ? other : house.database, house.clock, new UuidV7Source(house.clock)),
    );
    await Promise.all(workers.map((worker) => worker.work(undefined, 7)));
    // Whoever found another one at it stopped; nobody is left with work.
    await workers[0]?.work(undefined, 7);
    expect(await room.counts(id)).toMatchObject({ state: 'DONE', added: MANY, changed: 0, unchanged: 0, refused: 0 });
    expect(await kept(owner.organisationId)).toEqual({ services: MANY, prices: MANY, called: 2 * MANY });
  });

  it('goes on where a worker was killed, and takes nothing twice', async () => {
    const owner = await room.store();
    const id = await room.send(owner, many());
    // Killed again and again in the middle of a batch, at its end, and between two.
    for (let round = 0; round < 6; round += 1) {
      const killed = new Database(house.test.appUrl, 2);
      const worker = new TakeImports(killed, house.clock, new UuidV7Source(house.clock));
      const working = worker.work(undefined, 9).catch(() => 0);
      await new Promise((resolve) => setTimeout(resolve, 12 + round * 9));
      await house.owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()
         and usename = 'owncourse_app' and query like '%catalogue%'`,
      );
      await working;
      await killed.close().catch(() => undefined);
    }
    await room.taking.work(undefined, 9);
    expect(await room.counts(id)).toMatchObject({ state: 'DONE', added: MANY, refused: 0 });
    expect(await kept(owner.organisationId)).toEqual({ services: MANY, prices: MANY, called: 2 * MANY });
  });

  it('lets two files of one store, and its own people, write at once', async () => {
    const owner = await room.store();
    const [one, two] = await Promise.all([room.send(owner, many(0)), room.send(owner, many(MANY / 2))]);
    const workers = [room.taking, new TakeImports(other, house.clock, new UuidV7Source(house.clock))];
    await Promise.all([
      ...workers.map((worker) => worker.work(undefined, 11)),
      ...Array.from({ length: 5 }, () => house.service(1000n, { providerId: owner.organisationId ?? NIL_ID })),
    ]);
    await room.taking.work();
    expect([await room.counts(one), await room.counts(two)].map((job) => job.added + job.unchanged)).toEqual([
      MANY,
      MANY,
    ]);
    expect(await kept(owner.organisationId)).toEqual({
      services: (MANY * 3) / 2 + 5,
      prices: (MANY * 3) / 2 + 5,
      called: MANY * 3,
    });
  });
});
