import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NOBODY, Refusal, statement } from '@owncourse/kernel/contract';
import { until } from '@owncourse/kernel/testing';
import pg from 'pg';
import { IdentityHouse, NOW } from './fixtures/identity-house.js';

const USE = statement('test.use-mandate', 'select identity.use_mandate($1, $2, $3, $4, $5) as id');

describe('a mandate used by many at once', () => {
  let house: IdentityHouse;
  let watcher: pg.Client;

  beforeAll(async () => {
    house = await IdentityHouse.open();
    watcher = new pg.Client({ connectionString: house.test.superuserUrl });
    await watcher.connect();
  });
  afterAll(async () => {
    await watcher.end();
    await house.close();
  });
  beforeEach(async () => {
    await house.rows('delete from identity.mandate_use');
    await house.rows('delete from identity.mandate');
  });

  /** @param beforeCommit what else the order's transaction does once it has the mandate */
  async function use(
    actor: string,
    amount: bigint,
    beforeCommit: () => Promise<void> = () => Promise.resolve(),
  ): Promise<string | null> {
    return house.database.transaction(NOBODY, async (queries) => {
      const [row] = await queries.query<{ id: string | null }>(USE, [actor, house.residents.ada, 'ORDER', amount, NOW]);
      await beforeCommit();
      return row?.id ?? null;
    });
  }

  function gate(): { readonly opened: Promise<void>; open: () => void } {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    return { opened, open };
  }

  /** Seen from outside every transaction, by a role that may see what others wait for. */
  async function lockWaiters(): Promise<number> {
    const { rows } = await watcher.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows[0]?.n ?? 0;
  }

  async function untilSomebodyWaits(): Promise<void> {
    await until('Nobody waits.', async () => (await lockWaiters()) > 0);
  }

  it('at a month’s limit that allows three orders, exactly three of ten go through', async () => {
    const { ada, rita, bob, bea, first, brokerage } = house.residents;
    for (const [holder, actors] of [
      [{ actorPersonId: rita }, [rita]],
      [{ actorOrganisationId: brokerage }, [bob, bea]],
    ] as const) {
      const id = await house.layMandate({ personId: ada, councilId: first, ...holder, perMonthLimitPence: 3000 });
      const tries = Array.from({ length: 10 }, (_, number) => use(actors[number % actors.length] ?? '', 1000n));
      const results = await Promise.allSettled(tries);
      expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(3);
      const refused = results.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Refusal).code] : []));
      expect(refused).toEqual(Array.from({ length: 7 }, () => 'OVER_MONTH_LIMIT'));
      expect(
        await house.rows('select used_pence::int as pence from identity.mandate_use where mandate_id = $1', [id]),
      ).toEqual([{ pence: 3000 }]);
    }
  });

  it('somebody who waited for it while it ended is refused, or goes on with another one', async () => {
    const { ada, rita, first } = house.residents;
    const [low, high] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'] as const;
    for (const another of [false, true]) {
      await house.rows('delete from identity.mandate');
      await house.layMandate({ id: low, personId: ada, actorPersonId: rita, councilId: first });
      const other = { id: high, personId: ada, actorPersonId: rita, councilId: first, startsOn: '2026-02-01' };
      if (another) await house.layMandate(other);
      await house.rows('begin');
      await house.rows('select identity.end_mandate($1, $2, $3)', [low, NOW, ada]);
      const waiting = use(rita, 1000n);
      await untilSomebodyWaits();
      await house.rows('commit');
      if (another) expect(await waiting).toBe(high);
      else await expect(waiting).rejects.toMatchObject({ code: 'NO_MANDATE' });
    }
  });

  it('ending waits for an order that is being placed, and the order stands', async () => {
    const { ada, rita, first } = house.residents;
    const id = await house.layMandate({ personId: ada, actorPersonId: rita, councilId: first });
    const used = gate();
    const finish = gate();
    const placing = use(rita, 1000n, () => {
      used.open();
      return finish.opened;
    });
    await used.opened;
    const ending = house.identity.endMandate(await house.residents.actor(ada), id);
    await untilSomebodyWaits();
    finish.open();
    expect(await placing).toBe(id);
    await ending;
    await expect(use(rita, 1000n)).rejects.toMatchObject({ code: 'NO_MANDATE' });
    expect(
      await house.rows('select used_pence::int as pence from identity.mandate_use where mandate_id = $1', [id]),
    ).toEqual([{ pence: 1000 }]);
  });
});
