import type { Database } from '@owncourse/kernel/contract';
import type { Matched, WordReader } from '../../domain/matched-words.js';
import { SearchLag } from '../../domain/search-lag.js';
import type { MeiliServer } from './meili-server.js';
import { SETTINGS_MARK } from './meili-settings.js';
import { followerReads, type FollowerState } from './search-follower.repository.js';

/** An index that has not been told of more changes than this is not read. */
const CHANGES_BEHIND_AT_MOST = 50;

export interface MeiliPatience {
  /** How long a server that failed is left alone. */
  readonly leftAloneMilliseconds: number;
  /** How long it may be unknown here where the index stands. */
  readonly stateKeptMilliseconds: number;
}

const PATIENCE: MeiliPatience = { leftAloneMilliseconds: 5000, stateKeptMilliseconds: 250 };

/**
 * Reads the words of searches on a Meilisearch server. Whatever is wrong with it, this says that it does not know: at once while
 * the server is left alone, and once its time is up one search, and no more, tries again.
 */
export class MeiliWords implements WordReader {
  readonly read = { meilisearch: 0, postgres: 0 };
  readonly lag = new SearchLag();
  private leftAloneUntil = 0;
  private failing = false;
  private known: { readonly state: Promise<FollowerState>; readonly until: number } | null = null;

  constructor(
    private readonly database: Database,
    private readonly server: MeiliServer,
    private readonly patience: MeiliPatience = PATIENCE,
  ) {}

  async matched(words: string): Promise<Matched | null> {
    const matched = await this.ask(words).catch(() => null);
    this.read[matched ? 'meilisearch' : 'postgres'] += 1;
    return matched;
  }

  private async ask(words: string): Promise<Matched | null> {
    if (performance.now() < this.leftAloneUntil) return null;
    // Whoever comes first after a failure tries for all.
    if (this.failing) this.leaveAlone();
    const state = await this.state();
    if (state.build === null || state.settings !== SETTINGS_MARK) return null;
    if (state.position > state.revision || state.changed > CHANGES_BEHIND_AT_MOST) return null;
    const said = plain(words);
    if (said === '') return null;
    try {
      const matched = await this.server.search(said, state.build);
      this.failing = false;
      this.leftAloneUntil = 0;
      // Nothing there is said by Postgres alone, which also knows what comes near, and is never behind.
      return matched?.size === 0 ? null : matched;
    } catch (error) {
      this.failing = true;
      this.leaveAlone();
      throw error;
    }
  }

  private leaveAlone(): void {
    this.leftAloneUntil = performance.now() + this.patience.leftAloneMilliseconds;
  }

  private state(): Promise<FollowerState> {
    if (this.known && performance.now() < this.known.until) return this.known.state;
    const state = this.look();
    this.known = { state, until: performance.now() + this.patience.stateKeptMilliseconds };
    state.catch(() => (this.known = null));
    return state;
  }

  /** Where the index stands just now. */
  async look(): Promise<FollowerState> {
    const state = await followerReads.state(this.database.aside, this.server.indexUid);
    this.lag.saw({ ...state, settled: isSettled(state) }, performance.now());
    return state;
  }
}

export function isSettled({ build, changed, terms_changed }: FollowerState): boolean {
  return build !== null && changed === 0 && !terms_changed;
}

/** Quotes and minus signs would be orders to the server; they are only signs to whoever writes them. */
function plain(words: string): string {
  return words.replaceAll(/["'’`\s-]+/g, ' ').trim();
}
