import { Database, type Queries, type RowScope, type Statement } from '@owncourse/kernel/contract';

export interface SentStatement {
  readonly statement: Statement;
  readonly values: readonly unknown[];
}

/** One operation as it reached the database: what it read outside, then its transaction. */
export interface RecordedOperation {
  readonly calls: readonly SentStatement[];
  readonly scope: RowScope;
  readonly statements: readonly SentStatement[];
}

/**
 * Writes down the statements of an operation without running its transaction, so that the very same statements with
 * the same arguments can be sent raw. Statements outside a transaction (reads that prepare it) do run.
 */
export class RecordingDatabase extends Database {
  private calls: SentStatement[] = [];
  readonly operations: RecordedOperation[] = [];
  recording = false;

  override call<Row>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    if (this.recording) this.calls.push({ statement, values });
    return super.call<Row>(statement, values);
  }

  override async transaction<Result>(scope: RowScope, work: (queries: Queries) => Result | Promise<Result>): Promise<Result> {
    if (!this.recording) return super.transaction(scope, work);
    const statements: SentStatement[] = [];
    const result = await work({
      query: (statement, values = []) => {
        statements.push({ statement, values });
        return Promise.resolve([]);
      },
    });
    this.operations.push({ calls: this.calls, scope, statements });
    this.calls = [];
    return result;
  }
}
