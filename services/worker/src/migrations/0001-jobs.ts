import PgBoss from 'pg-boss';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { JOB_NAMES } from '../jobs/job.js';

const SCHEMA = 'pgboss';
/** pg-boss puts its clockwork's messages here. */
const CLOCKWORK = '__pgboss__send-it';

/**
 * The job queue's tables as pg-boss plans them, made by the owner: the app role owns nothing and makes nothing.
 * A later pg-boss with another plan needs a migration of its own (PgBoss.getMigrationPlans).
 */
export class Worker0001 implements MigrationInterface {
  readonly name = 'Worker1700000009001';

  async up(runner: QueryRunner): Promise<void> {
    // The migration runs in a transaction already.
    const plans = PgBoss.getConstructionPlans(SCHEMA)
      .replace(/^\s*BEGIN;/, '')
      .replace(/COMMIT;\s*$/, '');
    await runner.query(plans);
    await runner.query(`select pgboss.create_queue($1, '{"policy": "standard"}')`, [CLOCKWORK]);
    // "short": at most one waiting, so that a worker that was away does not find a heap.
    const options = {
      policy: 'short',
      retryLimit: 5,
      retryDelay: 10,
      retryBackoff: true,
      expireInSeconds: 3600,
      retentionMinutes: 1440,
    };
    for (const name of JOB_NAMES)
      await runner.query('select pgboss.create_queue($1, $2)', [name, JSON.stringify(options)]);
    await runner.query(`
      grant usage on schema pgboss to owncourse_app, owncourse_auditor;
      grant select, insert, update, delete on all tables in schema pgboss to owncourse_app;
      grant select on all tables in schema pgboss to owncourse_auditor;
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward.'));
  }
}
