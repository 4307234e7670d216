import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

const POLL_MILLISECONDS = 500;
const LONGEST_WAIT_MILLISECONDS = 30_000;

/** Does one thing again and again, such as reading the outbox for one consumer. Its trouble is its own: others have loops of their own. */
export class RelayLoop {
  private readonly stopping = new AbortController();
  private running: Promise<void> | null = null;

  constructor(
    private readonly name: string,
    private readonly turn: (stopped: AbortSignal) => Promise<unknown>,
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
        await this.turn(signal);
        failures = 0;
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        failures += 1;
        this.logger.error(
          { error, consumer: this.name, failures },
          'Work of the background failed; the same is tried again.',
        );
      }
      const wait = Math.min(this.pollMilliseconds * 2 ** Math.min(failures, 16), LONGEST_WAIT_MILLISECONDS);
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }
}
