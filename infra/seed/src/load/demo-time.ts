import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { type Clock, type IdSource, londonInstant, UuidV7Source } from '@owncourse/kernel/contract';

interface Lane {
  readonly label: string;
  readonly instant: Date;
  drawn: number;
}

/**
 * Time and ids of the demo. Everything that happens has a lane of its own: the instant at which it happens, and ids
 * that follow from its label. So work that runs beside other work gets the same ids in whatever order it is done.
 */
export class DemoTime {
  private readonly lanes = new AsyncLocalStorage<Lane>();

  readonly clock: Clock = { now: () => new Date(this.lane().instant) };

  readonly ids: IdSource = new UuidV7Source(this.clock, (count) => this.bytes(count));

  /**
   * @param label unlike that of any other lane
   * @param day London day
   * @param time wall clock in London, "10:00"
   */
  at<Result>(label: string, day: string, time: string, work: () => Promise<Result>): Promise<Result> {
    return this.atInstant(label, londonInstant(day, time), work);
  }

  atInstant<Result>(label: string, instant: Date, work: () => Promise<Result>): Promise<Result> {
    return this.lanes.run({ label, instant, drawn: 0 }, work);
  }

  /** Once nothing more happens in it: from then on promises cost the process what they usually do. */
  end(): void {
    this.lanes.disable();
  }

  private lane(): Lane {
    const lane = this.lanes.getStore();
    if (!lane) throw new Error('In the demo nothing happens outside a lane.');
    return lane;
  }

  private bytes(count: number): Uint8Array {
    const lane = this.lane();
    lane.drawn += 1;
    return createHash('sha256').update(`${lane.label}#${lane.drawn}`).digest().subarray(0, count);
  }
}
