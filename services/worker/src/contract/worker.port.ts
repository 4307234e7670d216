export const WORKER = Symbol('WorkerRunner');

/** Does the reading of one consumer in surroundings of its own, say with a clock and ids of its own. */
export type ReadBeside = (consumer: string, read: () => Promise<number>) => Promise<number>;

/** Everything that happens without a button: the outbox and the jobs. Any number of identical workers may run at once. */
export interface WorkerRunner {
  /** Begins to read the outbox and to run jobs when they are due. Starting twice is the same as once. */
  start(): Promise<void>;
  /** Ends what is running, takes nothing new, then returns. */
  stop(): Promise<void>;
  /**
   * Reads the outbox to its end, runs every job once, and reads the outbox again; for tests and the demo loader.
   * @throws AggregateError when something failed, after everything else was done
   */
  runOnce(): Promise<void>;
  /**
   * Only reads the outbox to its end: all consumers beside each other, in rounds. What one of them tells the others is read in
   * the next round, so that what each reads does not hang on who was quicker.
   * @throws AggregateError as above
   */
  readOutbox(beside?: ReadBeside): Promise<void>;
}
