import { randomUUID } from 'node:crypto';
import { type Clock, type Database, type Follower, NIL_ID, NOBODY, type Queries } from '@owncourse/kernel/contract';
import { searchIndexReads } from '../search-index.repository.js';
import type { MeiliServer } from './meili-server.js';
import { SETTINGS_MARK } from './meili-settings.js';
import { isSettled, type MeiliWords } from './meili-words.js';
import { followerReads, type FollowerState, followerWrites } from './search-follower.repository.js';

const SENT_AT_ONCE = 1000;
/** How often an index that has nothing to be told is looked at whether it is still whole. */
const LOOKED_OVER_MILLISECONDS = 10_000;

const NEVER_STOPPED = new AbortController().signal;

/**
 * Keeps the index of a Meilisearch server as old as the books. One at a time, of all processes: an advisory lock. It sends
 * first and moves its position afterwards, so that one that is killed sends the same again; the same again changes nothing.
 */
export class MeiliFollower implements Follower {
  readonly name = 'catalogue.meilisearch';
  private lookOverAt = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly server: MeiliServer,
    private readonly words: MeiliWords,
    private readonly sentAtOnce = SENT_AT_ONCE,
  ) {}

  /**
   * Sends what has changed, or builds everything anew where the index is lost, of other settings, or of other books.
   * @throws when the server fails; the next time goes on from there
   */
  async follow(stopped: AbortSignal = NEVER_STOPPED): Promise<void> {
    const seen = await this.words.look();
    const dueForLook = performance.now() >= this.lookOverAt;
    if (isSettled(seen) && !dueForLook) return;
    await this.database.transaction(NOBODY, async (lock) => {
      if (!(await followerWrites.tryLock(lock, this.server.indexUid))) return;
      const { build } = await this.state();
      const whole = build !== null && (await this.isWhole(build, dueForLook));
      if (whole) await this.sendChanges(lock, stopped);
      else await this.buildAnew(lock, stopped);
      this.lookOverAt = performance.now() + LOOKED_OVER_MILLISECONDS;
    });
    await this.words.look();
  }

  /** Builds everything anew, whatever there is. @returns how many documents there are */
  async rebuild(stopped: AbortSignal = NEVER_STOPPED): Promise<number> {
    return this.database.transaction(NOBODY, async (lock) => {
      await followerWrites.lock(lock, this.server.indexUid);
      return this.buildAnew(lock, stopped);
    });
  }

  private state(): Promise<FollowerState> {
    return followerReads.state(this.database.aside, this.server.indexUid);
  }

  /** Whether the index on the server is the one that the position in the books speaks of. */
  private async isWhole(build: string, countsToo: boolean): Promise<boolean> {
    const newest = await this.server.newestOf(build);
    const before = await this.state();
    if (before.settings !== SETTINGS_MARK) return false;
    // A backup was put back: the index knows more than the books.
    if (before.position > before.revision || (newest !== null && newest > before.revision)) return false;
    if (newest !== null && !(countsToo && isSettled(before))) return true;
    const documents = await followerReads.count(this.database.aside);
    if (newest === null) return documents === 0 && before.position > 0n && (await this.isThere());
    const sent = await this.server.count();
    const after = await this.state();
    // Only where nothing changed meanwhile are the two numbers of the same moment.
    return sent === documents || after.revision !== before.revision;
  }

  private isThere(): Promise<boolean> {
    return this.server.count().then(
      (documents) => documents === 0,
      () => false,
    );
  }

  private async sendChanges(lock: Queries, stopped: AbortSignal): Promise<void> {
    const { revision, build, position, terms_changed } = await this.state();
    if (build === null || revision === position) return;
    const { aside } = this.database;
    // Before documents move the position past it. Terms that change meanwhile have a later revision than goes out here.
    if (terms_changed) await this.server.setSynonyms(await followerReads.synonyms(aside));
    for (let from = position; from < revision;) {
      const changes = await followerReads.changes(aside, from, revision, this.sentAtOnce);
      for (const ids of inParts(
        changes.map(({ id }) => id),
        this.sentAtOnce,
      )) {
        const documents = await followerReads.documents(aside, ids, build);
        const written = new Set(documents.map(({ id }) => id));
        await this.stillMine(lock, stopped);
        await this.server.send(
          documents,
          ids.filter((id) => !written.has(id)),
        );
      }
      const to = changes.length < this.sentAtOnce ? revision : (changes.at(-1)?.revision ?? revision);
      const moved = await followerWrites.move(aside, this.server.indexUid, { build, from, to, at: this.clock.now() });
      if (!moved) return;
      from = to;
    }
  }

  private async buildAnew(lock: Queries, stopped: AbortSignal): Promise<number> {
    const { aside } = this.database;
    const build = randomUUID();
    const beside = `${this.server.indexUid}--${build}`;
    await this.server.clear();
    // What changes from here on is followed once it is in use.
    const { revision } = await this.state();
    await this.server.create(beside, await followerReads.synonyms(aside));
    let sent = 0;
    for (let after = NIL_ID; ;) {
      const ids = await searchIndexReads.idsAfter(aside, after, this.sentAtOnce);
      const last = ids.at(-1);
      if (last === undefined) break;
      const documents = await followerReads.documents(aside, ids, build);
      await this.stillMine(lock, stopped);
      await this.server.send(documents, [], beside);
      sent += documents.length;
      after = last;
    }
    await this.stillMine(lock, stopped);
    await this.server.replaceBy(beside);
    await followerWrites.start(aside, this.server.indexUid, {
      build,
      settings: SETTINGS_MARK,
      revision,
      at: this.clock.now(),
    });
    await this.server.clear();
    return sent;
  }

  /** Whoever has lost the lock might overwrite what the next one sends. */
  private async stillMine(lock: Queries, stopped: AbortSignal): Promise<void> {
    stopped.throwIfAborted();
    await followerWrites.stillLocked(lock);
  }
}

function inParts<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
