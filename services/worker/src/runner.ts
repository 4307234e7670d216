import { type Clock, type Database, type EventConsumer, OutboxRelay } from '@owncourse/kernel/contract';
import type { Logger } from 'pino';
import type { WorkerRunner } from './contract/worker.port.js';
import type { Job } from './jobs/job.js';
import { JobQueue } from './jobs/job-queue.js';
import { RelayLoop } from './relay/relay-loop.js';

export interface RunnerParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly consumers: readonly EventConsumer[];
  readonly jobs: readonly Job[];
}

interface Running {
  readonly loops: readonly RelayLoop[];
  readonly queue: JobQueue;
}

/** One loop for each consumer of the outbox, one queue for the jobs. */
export class Runner implements WorkerRunner {
  private readonly relay: OutboxRelay;
  private running: Promise<Running> | null = null;

  constructor(private readonly parts: RunnerParts) {
    this.relay = new OutboxRelay(parts.database, parts.clock);
  }

  async start(): Promise<void> {
    this.running ??= this.begin().catch((error: unknown) => {
      this.running = null;
      throw error;
    });
    await this.running;
  }

  async stop(): Promise<void> {
    const running = await this.running?.catch(() => null);
    this.running = null;
    if (!running) return;
    await Promise.all([...running.loops.map((loop) => loop.stop()), running.queue.stop()]);
  }

  async runOnce(): Promise<void> {
    const failures: unknown[] = [];
    const attempt = async (work: () => Promise<unknown>): Promise<void> => {
      await work().catch((error: unknown) => failures.push(error));
    };
    const drainAll = async (): Promise<void> => {
      for (const consumer of this.parts.consumers) await attempt(() => this.relay.drain(consumer));
    };
    await drainAll();
    for (const job of this.parts.jobs) await attempt(() => job.run());
    await drainAll();
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of the worker’s tasks failed.`);
  }

  private async begin(): Promise<Running> {
    const { database, logger, consumers, jobs } = this.parts;
    const queue = new JobQueue(database, jobs, logger);
    await queue.start();
    const loops = consumers.map((consumer) => new RelayLoop(consumer, (one) => this.relay.drain(one), logger));
    for (const loop of loops) loop.start();
    return { loops, queue };
  }
}
