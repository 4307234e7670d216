import type { MigrationInterface, QueryRunner } from 'typeorm';

const QUEUES = ['send-mail'];

/** Queues for jobs that came with messages, where the first migration has not made them already. */
export class Worker0019 implements MigrationInterface {
  readonly name = 'Worker1700000019009';

  async up(runner: QueryRunner): Promise<void> {
    const options = {
      policy: 'short',
      retryLimit: 5,
      retryDelay: 10,
      retryBackoff: true,
      expireInSeconds: 3600,
      retentionMinutes: 1440,
    };
    for (const name of QUEUES)
      await runner.query(
        'select pgboss.create_queue($1, $2) where not exists (select from pgboss.queue q where q.name = $1)',
        [name, JSON.stringify(options)],
      );
    await runner.query(`
      grant select, insert, update, delete on all tables in schema pgboss to owncourse_app;
      grant select on all tables in schema pgboss to owncourse_auditor;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
