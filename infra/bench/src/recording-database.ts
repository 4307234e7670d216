import {
  Database,
  NOBODY,
  type Queries,
  type ReadScope,
  type RowScope,
  type Statement,
} from '@owncourse/kernel/contract';

export interface SentStatement {
  readonly statement: Statement;
  readonly values: readonly unknown[];
}

/** One operation as it reached the database: what it read outside, then its transaction, of writes or of reads. */
export interface RecordedOperation {
  readonly calls: readonly SentStatement[];
  readonly scope: RowScope;
  readonly statements: readonly SentStatement[];
}

/**
 * Writes down the statements of an operation without running its transaction, so that the very same statements with
 * the same arguments can be sent raw. Statements outside a transaction (reads that prepare it) do run, and so do those
 * of an operation that only reads: later ones depend on what earlier ones found.
 */
export class RecordingDatabase extends Database {
  private calls: SentStatement[] = [];
  readonly operations: RecordedOperation[] = [];
  recording = false;

  override call<Row>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    if (this.recording) this.calls.push({ statement, values });
    return super.call<Row>(statement, values);
  }

  override async transaction<Result>(
    scope: RowScope,
    work: (queries: Queries) => Result | Promise<Result>,
  ): Promise<Result> {
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

  override reads(scope?: RowScope): ReadScope {
    const reads = super.reads(scope);
    if (!this.recording) return reads;
    const statements: SentStatement[] = [];
    this.operations.push({ calls: this.calls, scope: scope ?? NOBODY, statements });
    this.calls = [];
    const send = reads.query.bind(reads);
    reads.query = (statement, values) => {
      statements.push({ statement, values: values ?? [] });
      return send(statement, values);
    };
    return reads;
  }
}
