import { type Clock, type Database, type EventConsumer, type Follower, OutboxRelay } from '@owncourse/kernel/contract';
import type { Logger } from 'pino';
import type { ReadBeside, WorkerRunner } from './contract/worker.port.js';
import type { Job } from './jobs/job.js';
import { JobQueue } from './jobs/job-queue.js';
import { RelayLoop } from './relay/relay-loop.js';

export interface RunnerParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly consumers: readonly EventConsumer[];
  /** Left out: none. They run by themselves only, not in `runOnce`: what they keep is outside the books. */
  readonly followers?: readonly Follower[];
  readonly jobs: readonly Job[];
}

interface Running {
  readonly loops: readonly RelayLoop[];
  readonly queue: JobQueue;
}

/** One loop for each consumer of the outbox and each follower, one queue for the jobs. */
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

  runOnce(): Promise<void> {
    const read = (): Promise<void> => this.readOutbox();
    return attemptAll([read, ...this.parts.jobs.map((job) => () => job.run()), read]);
  }

  async readOutbox(beside: ReadBeside = (_consumer, read) => read()): Promise<void> {
    for (let before = await this.relay.settled(); ;) {
      const until = before;
      const round = await Promise.allSettled(
        this.parts.consumers.map((consumer) => beside(consumer.name, () => this.relay.drain(consumer, until))),
      );
      const grew = await this.relay.grewSince(until);
      before = await this.relay.settled();
      // Where a transaction holds everything back for long, the next round would see no more than this one.
      if (grew && before !== until) continue;
      throwAll(round.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])));
      return;
    }
  }

  /** Gives a consumer what waits for it, and wakes the jobs that it leaves work for; killed in between, the clock does. */
  private async hand(consumer: EventConsumer, queue: JobQueue): Promise<void> {
    const { name, types } = consumer;
    let handled = 0;
    await this.relay.drain({
      name,
      types,
      handle: async (events, queries) => {
        await consumer.handle(events, queries);
        handled += events.length;
      },
    });
    if (handled === 0) return;
    for (const job of this.parts.jobs) if (job.wokenBy?.includes(name)) await queue.wake(job.name);
  }

  private async begin(): Promise<Running> {
    const { database, logger, consumers, followers = [], jobs } = this.parts;
    const queue = new JobQueue(database, jobs, logger);
    await queue.start();
    const loops = [
      ...consumers.map((consumer) => new RelayLoop(consumer.name, () => this.hand(consumer, queue), logger)),
      ...followers.map(
        (follower) =>
          new RelayLoop(follower.name, (stopped) => follower.follow(stopped), logger, FOLLOWED_EACH_MILLISECONDS),
      ),
    ];
    for (const loop of loops) loop.start();
    return { loops, queue };
  }
}

/** Half of this, and the time to pass on what there is, is how late a follower is. */
const FOLLOWED_EACH_MILLISECONDS = 250;

/** One after the other, whatever becomes of the ones before. */
async function attemptAll(tasks: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const task of tasks) await task().catch((error: unknown) => failures.push(error));
  throwAll(failures);
}

function throwAll(failures: readonly unknown[]): void {
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of the worker’s tasks failed.`);
}
