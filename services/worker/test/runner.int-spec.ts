import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  appendEvent,
  Database,
  type EventConsumer,
  type EventEnvelope,
  NOBODY,
  statement,
  SystemClock,
} from '@owncourse/kernel/contract';
import { createTestDatabase, type TestDatabase, until } from '@owncourse/kernel/testing';
import PgBoss from 'pg-boss';
import pino from 'pino';
import { bossConnection } from '../src/jobs/boss-connection.js';
import { type Job, JOB_NAMES, type JobName } from '../src/jobs/job.js';
import { Runner } from '../src/runner.js';

const clock = new SystemClock();

function unheard(error: unknown): never {
  throw error;
}

describe('the worker', () => {
  let test: TestDatabase;
  let database: Database;
  const runners: Runner[] = [];
  const logged: { msg: string; job?: string; consumer?: string }[] = [];
  const logger = pino(
    { level: 'error' },
    { write: (line: string) => logged.push(JSON.parse(line) as { msg: string }) },
  );

  beforeAll(async () => {
    test = await createTestDatabase();
    database = new Database(test.appUrl);
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    logged.splice(0);
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  function runner(parts: { consumers?: EventConsumer[]; jobs?: Job[] }): Runner {
    const made = new Runner({ database, clock, logger, consumers: [], jobs: [], ...parts });
    runners.push(made);
    return made;
  }

  function job(name: JobName, run: () => Promise<unknown>): Job {
    return { name, cron: '0 0 1 1 *', run };
  }

  function consumer(name: string, handled: string[], fail: () => boolean = () => false): EventConsumer {
    return {
      name,
      types: ['test.happened'],
      handle: (events: readonly EventEnvelope[]) => {
        if (fail()) return Promise.reject(new Error('not now'));
        handled.push(...events.map((event) => event.id));
        return Promise.resolve();
      },
    };
  }

  async function happen(times: number): Promise<string[]> {
    const ids = Array.from({ length: times }, () => randomUUID());
    for (const id of ids) {
      await database.transaction(NOBODY, (queries) => {
        void appendEvent(queries, {
          id,
          type: 'test.happened',
          version: 1,
          councilId: null,
          payload: {},
          occurredAt: clock.now(),
        });
      });
    }
    return ids;
  }

  it('has a queue for every job', async () => {
    const boss = new PgBoss({ db: bossConnection(database, unheard), migrate: false });
    await boss.start();
    const queues = (await boss.getQueues()).map((queue) => queue.name);
    expect(queues).toEqual(expect.arrayContaining([...JOB_NAMES]));
    await boss.stop({ graceful: false });
  });

  it('reads the outbox, once for each consumer, also with three workers at once', async () => {
    const [first, second]: string[][] = [[], []];
    const many = Array.from({ length: 3 }, () =>
      runner({ consumers: [consumer('test.first', first ?? []), consumer('test.second', second ?? [])] }),
    );
    await Promise.all(many.map((one) => one.start()));
    const ids = await happen(40);
    await until('Not both workers did half of it.', () => (first?.length ?? 0) >= 40 && (second?.length ?? 0) >= 40);
    await Promise.all(many.map((one) => one.stop()));
    expect([...(first ?? [])].sort()).toEqual([...ids].sort());
    expect([...(second ?? [])].sort()).toEqual([...ids].sort());
  });

  it('goes on when one consumer fails, and tries its events again', async () => {
    let failing = true;
    const good: string[] = [];
    const late: string[] = [];
    await runner({ consumers: [consumer('test.failing', late, () => failing), consumer('test.good', good)] }).start();
    const ids = await happen(3);
    await until('The good consumer did not hear of all.', () => ids.every((id) => good.includes(id)));
    expect(late).toEqual([]);
    expect(logged).toContainEqual(expect.objectContaining({ consumer: 'test.failing' }));
    failing = false;
    await until('The late consumer did not hear of all.', () => ids.every((id) => late.includes(id)));
    expect(new Set(late).size).toBe(late.length);
  });

  it('runs jobs from the queue, and goes on when one fails', async () => {
    let runs = 0;
    let tries = 0;
    const jobs = [
      job('make-invoices', () => Promise.reject(new Error(`no ${(tries += 1)}`))),
      job('confirm-silent', () => {
        runs += 1;
        return Promise.resolve();
      }),
    ];
    await runner({ jobs }).start();
    await until('The job did not run again.', () => runs > 0 && tries > 0);
    expect(logged).toContainEqual(
      expect.objectContaining({ job: 'make-invoices', msg: 'A job failed; it is tried again.' }),
    );
  });

  it('runs a job soon after the consumer that leaves it work, and no other job', async () => {
    const runs = { woken: 0, left: 0 };
    const handled: string[] = [];
    const count = (which: keyof typeof runs) => () => Promise.resolve((runs[which] += 1));
    const jobs = [
      { ...job('take-cards', count('woken')), wokenBy: ['test.leaves-work'] },
      { ...job('seal-ledger', count('left')), wokenBy: ['test.leaves-none'] },
    ];
    const none = { ...consumer('test.leaves-none', []), types: ['test.never'] };
    await runner({ consumers: [consumer('test.leaves-work', handled), none], jobs }).start();
    // Both run once when the worker begins, whatever waits.
    await happen(1);
    await until('Not everybody was woken.', () => handled.length > 0 && runs.woken > 0 && runs.left > 0);
    const before = runs.woken;
    await happen(3);
    await until('The job was not woken again.', () => runs.woken > before);
    const asked = await database.call<{ times: number }>(
      statement('test.times-asked', "select count(*)::int times from pgboss.job where name = 'seal-ledger'"),
    );
    expect([asked, runs.left]).toEqual([[{ times: 1 }], 1]);
  });

  it('ends what is running before it stops', async () => {
    let begun = false;
    let ended = false;
    const slow = job('extend-plans', async () => {
      begun = true;
      await sleep(700);
      ended = true;
    });
    const one = runner({ jobs: [slow] });
    await one.start();
    await until('The job did not begin.', () => begun);
    await one.stop();
    expect(ended).toBe(true);
  });

  it('can be started and stopped again, and twice is the same as once', async () => {
    const one = runner({});
    await one.stop();
    await Promise.all([one.start(), one.start()]);
    await Promise.all([one.stop(), one.stop()]);
    await one.start();
  });

  it('does everything once for tests and the demo loader, and says at the end what failed', async () => {
    const done: string[] = [];
    const handled: string[] = [];
    const [id = ''] = await happen(1);
    let later = '';
    const jobs = [
      job('fund-budgets', () => Promise.reject(new Error('no money'))),
      job('make-invoices', async () => {
        done.push('make-invoices');
        [later = ''] = await happen(1);
      }),
    ];
    await expect(runner({ consumers: [consumer('test.once', handled)], jobs }).runOnce()).rejects.toThrow(
      '1 of the worker’s tasks failed',
    );
    expect(done).toEqual(['make-invoices']);
    expect(handled).toEqual(expect.arrayContaining([id, later]));
    await runner({ consumers: [consumer('test.once', handled)] }).runOnce();
    expect(handled.filter((one) => one === id)).toHaveLength(1);
  });

  it('reads in rounds: what one consumer tells is read by all in the next, however quick they are', async () => {
    const [first = ''] = await happen(1);
    const told = randomUUID();
    const teller: EventConsumer = {
      name: 'test.teller',
      types: ['test.happened'],
      handle: async (events, queries) => {
        if (!events.some((event) => event.id === first)) return;
        await appendEvent(queries, {
          id: told,
          type: 'test.told',
          version: 1,
          councilId: null,
          payload: { of: first },
          occurredAt: clock.now(),
        });
      },
    };
    const batches: string[][] = [];
    const listener: EventConsumer = {
      name: 'test.listener',
      types: ['test.happened', 'test.told'],
      handle: (events) => {
        batches.push(events.map((event) => event.id).filter((id) => id === first || id === told));
        return Promise.resolve();
      },
    };
    const readings: string[] = [];
    const failing = consumer('test.failing', [], () => true);
    await expect(
      runner({ consumers: [listener, teller, failing] }).readOutbox((name, read) => {
        readings.push(name);
        return read();
      }),
    ).rejects.toThrow('1 of the worker’s tasks failed');
    expect(batches.filter((batch) => batch.length > 0)).toEqual([[first], [told]]);
    // The second round told nothing that a third would have to read.
    expect(readings).toEqual([1, 2].flatMap(() => ['test.listener', 'test.teller', 'test.failing']));
  });

  it('gives a consumer only what it wants, and passes over the rest in whole batches', async () => {
    const handled: string[] = [];
    const idle = consumer('test.wants-nothing-here', handled);
    await runner({ consumers: [idle] }).readOutbox();
    handled.splice(0);
    await database.transaction(NOBODY, (queries) => {
      for (let turn = 0; turn < 1200; turn += 1)
        void appendEvent(queries, {
          id: randomUUID(),
          type: 'test.other',
          version: 1,
          councilId: null,
          payload: { turn },
          occurredAt: clock.now(),
        });
    });
    const ids = await happen(2);
    await runner({ consumers: [idle] }).readOutbox();
    expect(handled).toEqual(ids);
    await runner({ consumers: [idle] }).readOutbox();
    expect(handled).toEqual(ids);
  });

  it('keeps the queue’s tables tidy as the app’s role, and no connection is left in a failed transaction', async () => {
    const connection = bossConnection(database, unheard);
    const boss = new PgBoss({ db: connection, migrate: false });
    await boss.start();
    await boss.maintain();
    await boss.stop({ graceful: false });
    await expect(connection.executeSql('BEGIN; select 1 / 0; COMMIT;', [])).rejects.toThrow('division by zero');
    const answers = await Promise.all(Array.from({ length: 20 }, () => connection.executeSql('select 1 as one', [])));
    expect(answers.every((answer) => answer.rows.length === 1)).toBe(true);
    await expect(connection.executeSql('create table pgboss.theirs (id int)', [])).rejects.toThrow('permission denied');
  });

  it('goes on when a job’s end cannot be written down, and says so', async () => {
    const lost: unknown[] = [];
    const dying = new Database(test.appUrl);
    const boss = new PgBoss({ db: bossConnection(dying, (error) => lost.push(error)), migrate: false });
    boss.on('error', () => undefined);
    await boss.start();
    const jobId = (await boss.send(JOB_NAMES[0], {})) ?? randomUUID();
    await boss.stop({ graceful: false });
    await dying.close();
    const ends = bossConnection(dying, (error) => lost.push(error));
    // pg-boss hears no answer to these two; to everything else it does.
    for (const verb of ['complete', 'fail'] as const) await boss[verb](JOB_NAMES[0], jobId, {}, { db: ends });
    expect(lost).toHaveLength(2);
    await expect(ends.executeSql('select 1', [])).rejects.toThrow();
    expect(lost).toHaveLength(2);
  });
});
