import { type Queries, statement } from '@owncourse/kernel/contract';

/** Where an index outside stands beside the catalogue. */
export interface FollowerState {
  /** Of the catalogue. */
  readonly revision: bigint;
  /** Null: it was never built. */
  readonly build: string | null;
  /** A hash of the settings it was built with. */
  readonly settings: string | null;
  readonly position: bigint;
  /** Documents changed since; at most 10,001. */
  readonly changed: number;
  readonly terms_changed: boolean;
}

/** The public texts of a document. */
export interface SentTexts {
  readonly id: string;
  readonly name: string;
  readonly support_type: string;
  readonly summary: string;
  readonly provider: string;
  readonly description: string;
  readonly who_for: readonly string[];
  readonly languages: readonly string[];
  readonly access: readonly string[];
}

/** As it is sent: a revision is a number there, so that the newest can be asked for. */
export interface SentDocument extends SentTexts {
  readonly revision: number;
  readonly build: string;
}

const STATE = statement('catalogue.search-follower-state', 'select * from catalogue.search_follower_state($1)');
const CHANGES = statement('catalogue.search-changes', 'select id, revision from catalogue.search_changes($1, $2, $3)');
const TEXTS = statement('catalogue.documents-to-send', 'select * from catalogue.documents_to_send($1::uuid[])');
const COUNT = statement('catalogue.document-count', 'select catalogue.document_count()::int as documents');
const SYNONYMS = statement('catalogue.synonyms-to-send', 'select phrase, names from catalogue.synonyms_to_send()');
const START = statement(
  'catalogue.start-search-follower',
  'select catalogue.start_search_follower($1, $2, $3, $4, $5)',
);
const MOVE = statement(
  'catalogue.move-search-follower',
  'select catalogue.move_search_follower($1, $2, $3, $4, $5) as moved',
);
const TRY_LOCK = statement(
  'catalogue.try-search-follower-lock',
  `select pg_try_advisory_xact_lock(hashtextextended('catalogue.search_follower ' || $1, 0)) as locked`,
);
const LOCK = statement(
  'catalogue.search-follower-lock',
  `select pg_advisory_xact_lock(hashtextextended('catalogue.search_follower ' || $1, 0))`,
);
const STILL_LOCKED = statement('catalogue.search-follower-still-locked', 'select 1');

export const followerReads = {
  async state(queries: Queries, index: string): Promise<FollowerState> {
    const [state] = await queries.query<FollowerState>(STATE, [index]);
    if (!state) throw new Error('The catalogue has no search revision.');
    return state;
  },
  changes: (
    queries: Queries,
    since: bigint,
    until: bigint,
    limit: number,
  ): Promise<{ id: string; revision: bigint }[]> => queries.query(CHANGES, [since.toString(), until.toString(), limit]),
  async documents(queries: Queries, ids: readonly string[], build: string): Promise<SentDocument[]> {
    const rows = await queries.query<SentTexts & { readonly revision: bigint }>(TEXTS, [ids]);
    return rows.map((row) => ({ ...row, revision: Number(row.revision), build }));
  },
  count: async (queries: Queries): Promise<number> =>
    (await queries.query<{ documents: number }>(COUNT))[0]?.documents ?? 0,
  /** Names of support types by phrase. */
  synonyms: async (queries: Queries): Promise<Record<string, string[]>> =>
    Object.fromEntries(
      (await queries.query<{ phrase: string; names: string[] }>(SYNONYMS)).map(({ phrase, names }) => [phrase, names]),
    ),
};

export const followerWrites = {
  start: (
    queries: Queries,
    index: string,
    { build, settings, revision, at }: { build: string; settings: string; revision: bigint; at: Date },
  ): Promise<unknown> => queries.query(START, [index, build, settings, revision.toString(), at]),
  /** @returns false when somebody else has moved it or built it anew */
  move: async (
    queries: Queries,
    index: string,
    { build, from, to, at }: { build: string; from: bigint; to: bigint; at: Date },
  ): Promise<boolean> =>
    (await queries.query<{ moved: boolean }>(MOVE, [index, build, from.toString(), to.toString(), at]))[0]?.moved ??
    false,
  /** Until the transaction ends. */
  tryLock: async (queries: Queries, index: string): Promise<boolean> =>
    (await queries.query<{ locked: boolean }>(TRY_LOCK, [index]))[0]?.locked ?? false,
  lock: (queries: Queries, index: string): Promise<unknown> => queries.query(LOCK, [index]),
  /** @throws when the transaction with the lock is gone */
  stillLocked: (queries: Queries): Promise<unknown> => queries.query(STILL_LOCKED),
};
