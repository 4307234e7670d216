import { Socket } from 'node:net';

/**
 * Sends together what is written together: the statements of a transaction that are sent without waiting for one another go
 * out in one write, not one each. Each write to a database on the same machine wakes another process.
 */
export class BurstSocket extends Socket {
  private holding = false;

  /** pg corks for each statement; the first holds everything that follows before the event loop turns. */
  override cork(): void {
    super.cork();
    if (this.holding) return;
    this.holding = true;
    super.cork();
    setImmediate(() => {
      this.holding = false;
      super.uncork();
    });
  }
}
