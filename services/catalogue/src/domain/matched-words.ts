/** Documents that match the words of a search, each with how well: from 0 to 1. */
export type Matched = ReadonlyMap<string, number>;

/** Somebody beside Postgres who reads the words of a search. */
export interface WordReader {
  /** Null: does not know just now. Never throws, and never waits long. */
  matched(words: string): Promise<Matched | null>;
}
