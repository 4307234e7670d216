import type { Database, Queries } from '@owncourse/kernel/contract';
import type { SearchAnswer, SearchPort, SearchRequest } from '../contract/search.port.js';
import type { WordReader } from '../domain/matched-words.js';
import { CatalogueIndex } from './catalogue-index.js';
import { PostgresSearch } from './postgres-search.js';

/** Search from the index in the process, and from Postgres while that is being loaded or behind. Both say the same. */
export class IndexedSearch implements SearchPort {
  readonly index: CatalogueIndex;
  private readonly postgres = new PostgresSearch();
  /** Searches answered so far, by who answered. */
  readonly answered = { index: 0, postgres: 0 };

  constructor(database: Database, reader: WordReader | null = null) {
    this.index = new CatalogueIndex(database, undefined, reader);
  }

  async search(queries: Queries, request: SearchRequest): Promise<SearchAnswer> {
    const answer = await this.index.search(queries, request);
    this.answered[answer ? 'index' : 'postgres'] += 1;
    return answer ?? this.postgres.search(queries, request);
  }
}
