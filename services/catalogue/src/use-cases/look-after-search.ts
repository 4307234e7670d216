import type { SearchHealth, SearchHealthPort } from '../contract/search-health.port.js';
import type { IndexedSearch } from '../persistence/indexed-search.js';
import type { MeiliSearch } from '../persistence/meilisearch/meili-search.js';

/** Says how search is, and mends what can be mended by hand. */
export class LookAfterSearch implements SearchHealthPort {
  constructor(
    private readonly search: IndexedSearch,
    private readonly meili: MeiliSearch | null,
  ) {}

  async health(): Promise<SearchHealth> {
    const { answered, index } = this.search;
    return {
      documents: index.documents,
      answered: { ...answered },
      server: this.meili && (await this.meili.health()),
    };
  }

  async rebuild(): Promise<number | null> {
    return this.meili && (await this.meili.follower.rebuild());
  }
}
