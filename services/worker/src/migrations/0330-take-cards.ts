import type { MigrationInterface, QueryRunner } from 'typeorm';

const OPTIONS = {
  policy: 'short',
  retryLimit: 5,
  retryDelay: 10,
  retryBackoff: true,
  expireInSeconds: 3600,
  retentionMinutes: 1440,
};

/** The queue of the job that takes what people owe with the cards they keep. Making one that is there already does nothing. */
export class Worker0330 implements MigrationInterface {
  readonly name = 'Worker1700000087160';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('select pgboss.create_queue($1, $2)', ['take-cards', JSON.stringify(OPTIONS)]);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
