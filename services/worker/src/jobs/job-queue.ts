import { type Database, LONDON } from '@owncourse/kernel/contract';
import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import { bossConnection } from './boss-connection.js';
import type { Job, JobName } from './job.js';

const POLLING_SECONDS = 5;
const LONGEST_STOP_MILLISECONDS = 60_000;

/** Runs jobs when they are due. The queue decides which of several workers takes one. */
export class JobQueue {
  private readonly boss: PgBoss;

  constructor(
    database: Database,
    private readonly jobs: readonly Job[],
    private readonly logger: Logger,
  ) {
    // Its tables are made by a migration, as the owner; here it only uses them.
    const goOn = (error: unknown): void => {
      logger.error({ error }, 'The job queue had a problem; it goes on.');
    };
    this.boss = new PgBoss({ db: bossConnection(database, goOn), migrate: false });
    this.boss.on('error', goOn);
  }

  async start(): Promise<void> {
    await this.boss.start();
    for (const job of this.jobs) {
      await this.boss.schedule(job.name, job.cron, {}, { tz: LONDON });
      // What came due while nobody was running is done now.
      await this.wake(job.name);
      await this.boss.work(job.name, { pollingIntervalSeconds: POLLING_SECONDS }, () => this.run(job));
    }
  }

  /** Once, however often it is said before the job begins. */
  async wake(name: JobName): Promise<void> {
    await this.boss.send(name, {});
  }

  stop(): Promise<void> {
    return this.boss.stop({ graceful: true, wait: true, timeout: LONGEST_STOP_MILLISECONDS });
  }

  private async run(job: Job): Promise<void> {
    try {
      await job.run();
    } catch (error) {
      this.logger.error({ error, job: job.name }, 'A job failed; it is tried again.');
      throw error;
    }
  }
}
