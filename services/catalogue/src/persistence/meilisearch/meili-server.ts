import { setTimeout as sleep } from 'node:timers/promises';
import { type EnqueuedTask, Meilisearch, MeilisearchApiError } from 'meilisearch';
import { isId } from '@owncourse/kernel/contract';
import type { SearchServer } from '../../contract/search-health.port.js';
import type { Matched } from '../../domain/matched-words.js';
import { MATCHES_AT_MOST, settingsWith } from './meili-settings.js';
import type { SentDocument } from './search-follower.repository.js';

/** A reader waits for it. */
const SEARCH_MILLISECONDS = 400;
/** Nobody waits. */
const WRITE_MILLISECONDS = 15_000;
const TASK_MILLISECONDS = 60_000;
const TASK_LOOKED_AT_MILLISECONDS = 25;

const LOST = new Set(['index_not_found', 'invalid_search_filter', 'invalid_search_sort']);
const MAY_BE_GONE = new Set(['index_not_found']);
const MAY_BE_THERE = new Set(['index_already_exists']);

interface Hit {
  readonly id?: unknown;
  readonly revision?: unknown;
  readonly _rankingScore?: unknown;
}

function codeOf(error: unknown): string {
  return error instanceof MeilisearchApiError ? (error.cause?.code ?? '') : '';
}

/** What is asked of a Meilisearch server, in the words of the catalogue. Everything it answers is checked. */
export class MeiliServer {
  readonly indexUid: string;
  private readonly reading: Meilisearch;
  private readonly writing: Meilisearch;

  constructor({ url, key, indexUid }: SearchServer) {
    this.indexUid = indexUid ?? 'owncourse-catalogue';
    const place = { host: url, ...(key === null ? {} : { apiKey: key }) };
    this.reading = new Meilisearch({ ...place, timeout: SEARCH_MILLISECONDS });
    this.writing = new Meilisearch({ ...place, timeout: WRITE_MILLISECONDS });
  }

  /**
   * The documents of a build that match all the words.
   * @returns null when there may be more than are asked for
   * @throws when it is slow, away, has no such index, or answers what cannot be
   */
  async search(words: string, build: string): Promise<Matched | null> {
    const { hits } = (await this.reading.index(this.indexUid).search(words, {
      filter: `build = "${build}"`,
      limit: MATCHES_AT_MOST,
      attributesToRetrieve: ['id'],
      showRankingScore: true,
      matchingStrategy: 'all',
    })) as { hits?: unknown };
    if (!Array.isArray(hits)) throw new Error('The search server gave no list.');
    if (hits.length >= MATCHES_AT_MOST) return null;
    return new Map(hits.map((hit) => matchOf(hit as Hit)));
  }

  /**
   * The newest revision among the documents of a build.
   * @returns null when there is none: the index is lost, empty or of another build
   */
  async newestOf(build: string): Promise<number | null> {
    try {
      const { hits } = await this.writing.index(this.indexUid).search<Record<string, unknown>>('', {
        filter: `build = "${build}"`,
        sort: ['revision:desc'],
        limit: 1,
        attributesToRetrieve: ['revision'],
      });
      const revision = hits[0]?.['revision'];
      return typeof revision === 'number' ? revision : null;
    } catch (error) {
      if (LOST.has(codeOf(error))) return null;
      throw error;
    }
  }

  async count(): Promise<number> {
    return (await this.writing.index(this.indexUid).getStats()).numberOfDocuments;
  }

  /** Puts documents in the place of those with their ids, and takes others away; returns when they can be found. */
  async send(documents: readonly SentDocument[], gone: readonly string[], indexUid = this.indexUid): Promise<void> {
    const index = this.writing.index<SentDocument>(indexUid);
    if (documents.length > 0) await this.done(index.addDocuments([...documents], { primaryKey: 'id' }));
    if (gone.length > 0) await this.done(index.deleteDocuments([...gone]));
  }

  async setSynonyms(synonyms: Record<string, string[]>): Promise<void> {
    await this.done(this.writing.index(this.indexUid).updateSynonyms(synonyms));
  }

  /** An empty index beside the one in use. */
  async create(indexUid: string, synonyms: Record<string, string[]>): Promise<void> {
    await this.done(this.writing.createIndex(indexUid, { primaryKey: 'id' }));
    await this.done(this.writing.index(indexUid).updateSettings(settingsWith(synonyms)));
  }

  /** Puts an index in the place of the one in use, which takes its name. */
  async replaceBy(indexUid: string): Promise<void> {
    // Only two that are there can change places.
    await this.done(this.writing.createIndex(this.indexUid, { primaryKey: 'id' }), MAY_BE_THERE);
    await this.done(this.writing.swapIndexes([{ indexes: [this.indexUid, indexUid], rename: false }]));
  }

  /** Takes away what rebuilds have left. */
  async clear(): Promise<void> {
    const { results } = await this.writing.getRawIndexes({ limit: 1000 });
    for (const { uid } of results)
      if (uid.startsWith(`${this.indexUid}--`)) await this.done(this.writing.deleteIndex(uid), MAY_BE_GONE);
  }

  /**
   * Waits until a task has succeeded. The client's own waiting leaves a timer behind when a look at the task fails.
   * @throws when it has not, unless for one of the reasons that are right as well
   */
  private async done(enqueued: Promise<EnqueuedTask>, orElse: ReadonlySet<string> = new Set()): Promise<void> {
    const { taskUid } = await enqueued;
    const giveUpAt = performance.now() + TASK_MILLISECONDS;
    for (;;) {
      const { status, type, error } = await this.writing.tasks.getTask(taskUid);
      if (status === 'succeeded' || orElse.has(error?.code ?? '')) return;
      if ((status !== 'enqueued' && status !== 'processing') || performance.now() > giveUpAt)
        throw new Error(`The search server’s task ${type} is ${status}: ${error?.message ?? 'no reason given'}`);
      await sleep(TASK_LOOKED_AT_MILLISECONDS);
    }
  }
}

function matchOf({ id, _rankingScore: score }: Hit): [id: string, rank: number] {
  if (typeof id !== 'string' || !isId(id) || typeof score !== 'number' || !(score >= 0 && score <= 1))
    throw new Error('The search server gave something that is no match.');
  return [id, score];
}
