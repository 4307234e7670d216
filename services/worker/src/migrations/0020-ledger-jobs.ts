import type { MigrationInterface, QueryRunner } from 'typeorm';

const OPTIONS = {
  policy: 'short',
  retryLimit: 5,
  retryDelay: 10,
  retryBackoff: true,
  expireInSeconds: 3600,
  retentionMinutes: 1440,
};

/** Queues of the ledger's own jobs. Making one that is there already does nothing. */
export class Worker0020 implements MigrationInterface {
  readonly name = 'Worker1700000014021';

  async up(runner: QueryRunner): Promise<void> {
    for (const name of ['seal-ledger', 'warn-short-weeks'])
      await runner.query('select pgboss.create_queue($1, $2)', [name, JSON.stringify(OPTIONS)]);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
