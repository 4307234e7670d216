import { setTimeout as sleep } from 'node:timers/promises';
import type { EventConsumer } from '@owncourse/kernel/contract';
import type { Logger } from 'pino';

const POLL_MILLISECONDS = 500;
const LONGEST_WAIT_MILLISECONDS = 30_000;

/** Reads the outbox for one consumer, again and again. Its trouble is its own: other consumers have loops of their own. */
export class RelayLoop {
  private readonly stopping = new AbortController();
  private running: Promise<void> | null = null;

  constructor(
    private readonly consumer: EventConsumer,
    private readonly drain: (consumer: EventConsumer) => Promise<number>,
    private readonly logger: Logger,
    private readonly pollMilliseconds = POLL_MILLISECONDS,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Returns when the batch under way is done. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let failures = 0;
    while (!signal.aborted) {
      try {
        await this.drain(this.consumer);
        failures = 0;
      } catch (error) {
        failures += 1;
        this.logger.error(
          { error, consumer: this.consumer.name, failures },
          'A consumer of events failed; the same events are tried again.',
        );
      }
      const wait = Math.min(this.pollMilliseconds * 2 ** Math.min(failures, 16), LONGEST_WAIT_MILLISECONDS);
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }
}
