import { Inject, Injectable } from '@nestjs/common';
import {
  CLOCK,
  type Clock,
  Database,
  type Follower,
  IDS,
  type IdSource,
  NOBODY,
  Refusal,
} from '@owncourse/kernel/contract';
import { rowProblem } from '../domain/file-cells.js';
import { importReads, importWrites, type ImportRow } from '../persistence/imports.repository.js';
import { takeRegister } from './take-register.js';
import { type Outcome, TakeServices } from './take-services.js';

export const ROWS_AT_ONCE = 500;
const NEVER_STOPPED = new AbortController().signal;

/** What a batch came to: it moved, another worker has it, or its rows were more than one batch can hold. */
type Batch = 'moved' | 'elsewhere';

/** A row of the books may be against what a form would allow too; everything else is worth another try. */
function isOfTheRows(error: unknown): boolean {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return error instanceof Refusal || (typeof code === 'string' && /^2[23]/.test(code));
}

/**
 * Takes what waits, some rows at a time: each batch is one transaction with the place in the file, so that one that is killed goes on
 * where it was. Beside itself each batch is taken once.
 */
@Injectable()
export class TakeImports implements Follower {
  readonly name = 'catalogue.imports';

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async follow(stopped: AbortSignal): Promise<void> {
    await this.work(stopped);
  }

  /** One batch of each import in turn, so that a short one need not wait for a long one. @returns how many batches */
  async work(stopped: AbortSignal = NEVER_STOPPED, rowsAtOnce = ROWS_AT_ONCE): Promise<number> {
    let batches = 0;
    for (;;) {
      const waiting = await importReads.toTake(this.database.aside);
      let moved = 0;
      for (const { id } of waiting) {
        if (stopped.aborted) return batches;
        if ((await this.next(id, rowsAtOnce)) === 'moved') moved += 1;
      }
      batches += moved;
      if (moved === 0) return batches;
    }
  }

  private async next(id: string, rowsAtOnce: number): Promise<Batch> {
    try {
      return await this.batch(id, rowsAtOnce, false);
    } catch (error) {
      if (!isOfTheRows(error)) throw error;
    }
    try {
      // One service at a time, to find which it was.
      return await this.batch(id, 1, false);
    } catch (error) {
      if (!isOfTheRows(error)) throw error;
      return this.batch(id, 1, true);
    }
  }

  private batch(id: string, most: number, refuseThem: boolean): Promise<Batch> {
    return this.database.transaction(NOBODY, async (queries) => {
      const taken = await importWrites.take(queries, id);
      if (!taken) return 'elsewhere';
      const at = this.clock.now();
      const rows = await importReads.rows(queries, id, taken.next_row, most);
      const keep = !taken.is_check;
      const outcome = refuseThem
        ? refusedRows(rows)
        : taken.kind === 'SERVICES'
          ? await new TakeServices(queries, this.ids, taken.organisation_id, keep, at).run(rows)
          : await takeRegister(queries, rows, taken.council_id, keep, at);
      const last = rows.at(-1)?.line;
      const next = last === undefined || rows.length < most ? null : last + 1;
      await importWrites.move(queries, id, next, outcome.counts, outcome.problems, at);
      return 'moved';
    });
  }
}

function refusedRows(rows: readonly ImportRow[]): Outcome {
  return {
    counts: { added: 0, changed: 0, unchanged: 0, refused: rows.length, notHere: 0 },
    problems: rows.map((row) =>
      rowProblem(row.line, '', '', 'This could not be taken in. Look at each cell of the row.'),
    ),
  };
}
