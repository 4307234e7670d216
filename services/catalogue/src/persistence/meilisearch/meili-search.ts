import type { Clock, Database } from '@owncourse/kernel/contract';
import type { SearchServer, SearchServerHealth } from '../../contract/search-health.port.js';
import { MeiliFollower } from './meili-follower.js';
import { MeiliServer } from './meili-server.js';
import { type MeiliPatience, MeiliWords } from './meili-words.js';

/** A Meilisearch server beside the catalogue: who reads from it, and who keeps it new. */
export class MeiliSearch {
  readonly words: MeiliWords;
  readonly follower: MeiliFollower;

  constructor(
    database: Database,
    clock: Clock,
    place: SearchServer,
    options: { readonly patience?: MeiliPatience; readonly sentAtOnce?: number } = {},
  ) {
    const server = new MeiliServer(place);
    this.words = new MeiliWords(database, server, options.patience);
    this.follower = new MeiliFollower(database, clock, server, this.words, options.sentAtOnce);
  }

  async health(): Promise<SearchServerHealth> {
    const { build, revision, position, changed } = await this.words.look();
    return {
      wordsRead: { ...this.words.read },
      revisionsBehind: build === null ? null : Number(revision - position),
      documentsBehind: changed,
      secondsBehind: this.words.lag.seconds(performance.now()),
    };
  }
}
