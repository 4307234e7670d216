import pg from 'pg';
import { asRefusal } from '../errors/refusal.js';
import { BurstSocket } from './burst-socket.js';
import { NOBODY, type RowScope } from '../context/actor.js';
import { shapedFor, statement, type Statement } from './statement.js';

const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;
// Pence arrive as bigint; quantities and days stay text. pg's default would make days local midnights.
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return (text: string) => BigInt(text);
    if (oid === DATE || oid === NUMERIC) return (text: string) => text;
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
  }) as typeof pg.types.getTypeParser,
};

const BEGIN = statement('kernel.begin', 'begin');
const BEGIN_READ = statement('kernel.begin-read', 'begin read only');
// Everything read in it is as it was at one moment, however long the reading takes.
const BEGIN_SNAPSHOT = statement('kernel.begin-snapshot', 'begin isolation level repeatable read read only');
const COMMIT = statement('kernel.commit', 'commit');
const ROLLBACK = statement('kernel.rollback', 'rollback');
const SET_SCOPE = statement(
  'kernel.set-scope',
  `select set_config('app.person_id', $1, true), set_config('app.council_id', $2, true), set_config('app.council_wide', $3, true),
          set_config('app.organisation_id', $4, true), set_config('app.people', $5, true)`,
);

function scopeValues(scope: RowScope): string[] {
  return [
    scope.personId,
    scope.councilId,
    scope.councilWide ? 'on' : 'off',
    scope.organisationId,
    `{${scope.people.join(',')}}`,
  ];
}

/** Anything that can be sent: a transaction or a read scope. */
export interface Queries {
  /** Sends at once, without waiting for what was sent before; statements run in the order sent. */
  query<Row>(sql: Statement, values?: readonly unknown[]): Promise<Row[]>;
}

function asked(sql: Statement, values: readonly unknown[]): pg.QueryConfig {
  const { name, text } = shapedFor(sql, values);
  return { name, text, values: [...values] };
}

class Pipeline implements Queries {
  private failure: { error: unknown } | null = null;

  constructor(private readonly client: pg.PoolClient) {}

  query<Row>(sql: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    const answer = this.client.query<pg.QueryResultRow>(asked(sql, values)).then(
      (result) => result.rows as Row[],
      (error: unknown) => {
        // Later statements only fail because the transaction is already lost: the first error is the reason.
        this.failure ??= { error: asRefusal(error) };
        throw this.failure.error;
      },
    );
    answer.catch(() => undefined);
    return answer;
  }

  firstFailure(): { error: unknown } | null {
    return this.failure;
  }
}

function isTransient(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === '40001' || code === '40P01';
}

const ATTEMPTS = 3;

/** The application's connections. Statements of one transaction are pipelined: one flush, no waiting in between. */
export class Database {
  private readonly pool: pg.Pool;
  private readonly asidePool: pg.Pool;

  constructor(connectionString: string, size = 16) {
    this.pool = Database.poolOf(connectionString, size);
    this.asidePool = Database.poolOf(connectionString, 2);
  }

  private static poolOf(connectionString: string, size: number): pg.Pool {
    const pool = new pg.Pool({
      connectionString,
      max: size,
      pipeline: true,
      stream: () => new BurstSocket(),
      types,
      application_name: 'owncourse',
      // Kept for good: a new connection plans every statement anew, which the first people of a busy minute would wait for.
      idleTimeoutMillis: 0,
    });
    pool.on('error', () => undefined); // an idle connection that dies is replaced at the next use
    // One that is in use tells the statement under way; without a listener its death would be the whole process's.
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  }

  /**
   * One transaction as the given scope. `work` sends statements; it need not wait for their answers.
   * Any refusal or error, even of a statement nobody waited for, rolls everything back and is thrown.
   * A deadlock or serialisation failure is tried again from the start.
   */
  async transaction<Result>(scope: RowScope, work: (queries: Queries) => Result | Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(BEGIN, scope, work);
      } catch (error) {
        if (attempt >= ATTEMPTS || !isTransient(error)) throw error;
      }
    }
  }

  private async attempt<Result>(
    begin: Statement,
    scope: RowScope,
    work: (queries: Queries) => Result | Promise<Result>,
  ): Promise<Result> {
    const client = await this.pool.connect();
    const pipeline = new Pipeline(client);
    let broken = false;
    try {
      void pipeline.query(begin);
      void pipeline.query(SET_SCOPE, scopeValues(scope));
      const result = await work(pipeline);
      await pipeline.query(COMMIT).catch(() => undefined);
      const failure = pipeline.firstFailure();
      if (failure) throw failure.error;
      return result;
    } catch (error) {
      await client.query(ROLLBACK.text).catch(() => {
        broken = true;
      });
      throw pipeline.firstFailure()?.error ?? error;
    } finally {
      client.release(broken);
    }
  }

  /** Reads that share one lazy read-only transaction; nothing is opened until the first query. Always close it. */
  reads(scope: RowScope = NOBODY): ReadScope {
    return new ReadScope(this.pool, scope);
  }

  /** As `reads`, of one moment: what is read late is as it was when the first query ran. Holds its connection until it is closed. */
  snapshot(scope: RowScope): ReadScope {
    return new ReadScope(this.pool, scope, BEGIN_SNAPSHOT);
  }

  /** One statement outside any scope, for published functions that check everything themselves. */
  call<Row>(sql: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    return Database.callOn<Row>(this.pool, sql, values);
  }

  /**
   * As `call`, on connections of its own: for what many operations wait for together. Each of them may hold a connection
   * meanwhile, so that there might be none left for what they wait for.
   */
  readonly aside: Queries = { query: (sql, values = []) => Database.callOn(this.asidePool, sql, values) };

  private static async callOn<Row>(pool: pg.Pool, sql: Statement, values: readonly unknown[]): Promise<Row[]> {
    try {
      const result = await pool.query<pg.QueryResultRow>(asked(sql, values));
      return result.rows as Row[];
    } catch (error) {
      throw asRefusal(error);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.asidePool.end()]);
  }
}

/** See `Database.reads`. */
export class ReadScope implements Queries {
  private opened: Promise<{ client: pg.PoolClient; pipeline: Pipeline }> | null = null;
  private closed = false;
  /** Statements sent so far, for query-count tests. */
  count = 0;

  constructor(
    private readonly pool: pg.Pool,
    private readonly scope: RowScope,
    private readonly begin: Statement = BEGIN_READ,
  ) {}

  async query<Row>(sql: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    this.count += 1;
    // A resolver may still run after its operation was answered; a connection opened for it would never be given back.
    this.mustBeOpen();
    this.opened ??= this.open();
    const { pipeline } = await this.opened;
    this.mustBeOpen();
    return pipeline.query<Row>(sql, values);
  }

  /** The rows of a select, a page at a time, so that no more than a page lies in memory. One select at a time. */
  async *pages<Row>(sql: Statement, values: readonly unknown[], size: number): AsyncGenerator<readonly Row[], void> {
    // Without a name: a prepared `fetch` would keep the columns of the first select that it read from.
    await this.query(statement('', `declare rows_to_read no scroll cursor for ${sql.text}`), values);
    for (;;) {
      const rows = await this.query<Row>(statement('', `fetch ${size} from rows_to_read`));
      if (rows.length > 0) yield rows;
      if (rows.length < size) break;
    }
    await this.query(statement('', 'close rows_to_read'));
  }

  private mustBeOpen(): void {
    if (this.closed) throw new Error('This operation has been answered.');
  }

  private async open(): Promise<{ client: pg.PoolClient; pipeline: Pipeline }> {
    const client = await this.pool.connect();
    const pipeline = new Pipeline(client);
    void pipeline.query(this.begin);
    void pipeline.query(SET_SCOPE, scopeValues(this.scope));
    return { client, pipeline };
  }

  /** Ends the reads. Nothing hangs on their end any more, so nobody waits for the database to say so. */
  async close(): Promise<void> {
    const opened = this.opened;
    this.opened = null;
    this.closed = true;
    if (!opened) return;
    const connection = await opened.catch(() => null);
    if (!connection) return;
    void connection.client.query(COMMIT.text).then(
      () => connection.client.release(false),
      () => connection.client.release(true),
    );
  }
}
