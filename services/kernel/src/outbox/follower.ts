/** Somebody who keeps something outside the database as new as the books, by looking again and again. */
export interface Follower {
  /** For the log. */
  readonly name: string;
  /**
   * Passes on what has changed; nothing to do costs little. Safe in several processes at once, and when it is killed.
   * @param stopped when the process wants to end; then it leaves off at the next good place
   */
  follow(stopped: AbortSignal): Promise<void>;
}

/** Each room lists its own. */
export const FOLLOWERS = Symbol('Followers');
