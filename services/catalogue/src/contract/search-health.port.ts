/** A server of Meilisearch that reads the words of searches. */
export interface SearchServer {
  readonly url: string;
  /** Null: it asks for none. */
  readonly key: string | null;
  /** Left out: the product's own. Several installations on one server need one each. */
  readonly indexUid?: string;
}

export interface SearchHealth {
  /** Documents of the index in this process; 0 while it is loaded. */
  readonly documents: number;
  /** Searches this process has answered, by who answered. */
  readonly answered: { readonly index: number; readonly postgres: number };
  /** Null without a search server. */
  readonly server: SearchServerHealth | null;
}

export interface SearchServerHealth {
  /** Searches of this process with words in them, by who read the words. */
  readonly wordsRead: { readonly meilisearch: number; readonly postgres: number };
  /** How far its index is behind the catalogue. Null: it has not been built. */
  readonly revisionsBehind: number | null;
  /** Documents that it has not been told of; at most 10,001. */
  readonly documentsBehind: number;
  /** Age of the oldest change that it has not been told of, as far as this process has seen it. */
  readonly secondsBehind: number;
}

/** How search is, and what can be done about it. */
export interface SearchHealthPort {
  health(): Promise<SearchHealth>;
  /**
   * Builds the search server's index anew beside the one in use, then puts it in its place.
   * @returns how many documents it holds; null without a search server
   * @throws when the server fails; what was in use stays in use
   */
  rebuild(): Promise<number | null>;
}

export const SEARCH_HEALTH = Symbol('SearchHealthPort');
