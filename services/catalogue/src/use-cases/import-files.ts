import { Injectable } from '@nestjs/common';
import { mayDo, requireAccess } from '@owncourse/identity/contract';
import { type Actor, csvOf, Database, isId, Refusal, rowScope, workbookOf } from '@owncourse/kernel/contract';
import type { FileFormat, ImportProgress, ImportsPort, SendFileInput } from '../contract/imports.port.js';
import { PRICE_COLUMNS, priceCells, PROVIDER_COLUMN, SERVICE_COLUMNS, serviceCells } from '../domain/service-file.js';
import { type ImportJobRow, importReads } from '../persistence/imports.repository.js';
import { knownPrice, knownService } from './file-rows.js';
import { ReceiveFile } from './receive-file.js';
import { TakeImports } from './take-imports.js';

const READ_AT_ONCE = 500;

/** Whether this reader may ask for imports of its own organisation or council. */
export function mayReadImports({ organisationId, councilId, ...rest }: Actor): boolean {
  const actor = { organisationId, councilId, ...rest };
  return mayDo(actor, 'catalogueImports', organisationId === null ? { councilId } : { organisationId });
}

export function progressOf(row: ImportJobRow): ImportProgress {
  const { id, kind, fileName, state, rows, added, changed, unchanged, refused, notHere } = row;
  const taken = added + changed + unchanged + refused + notHere;
  return { id, kind, fileName, state, rows, taken, added, changed, unchanged, refused, notHere };
}

/** Files in and out of the catalogue. */
@Injectable()
export class ImportFiles implements ImportsPort {
  constructor(
    private readonly database: Database,
    private readonly receiving: ReceiveFile,
    private readonly taking: TakeImports,
  ) {}

  send(actor: Actor, input: SendFileInput, key: string): Promise<string> {
    return this.receiving.send(actor, input, key);
  }

  takeIn(actor: Actor, id: string, key: string): Promise<void> {
    return this.receiving.takeIn(actor, id, key);
  }

  work(stopped?: AbortSignal): Promise<number> {
    return this.taking.work(stopped);
  }

  async progress(actor: Actor, id: string): Promise<ImportProgress | null> {
    requireAccess(actor, 'importCatalogue');
    const [row] = isId(id) ? await importReads.progress(this.database.aside, id) : [];
    return row ? progressOf(row) : null;
  }

  async problemsFile(actor: Actor, id: string): Promise<AsyncIterable<Uint8Array> | null> {
    if (!isId(id)) return null;
    if (actor.roles.includes('OPERATOR')) {
      const row = await this.progress(actor, id);
      return row && csvOf(this.problemLines(actor, id));
    }
    if (!mayReadImports(actor)) return null;
    const reads = this.database.reads(rowScope(actor));
    try {
      return (await importReads.job(reads, id)) && csvOf(this.problemLines(actor, id));
    } finally {
      await reads.close();
    }
  }

  private async *problemLines(actor: Actor, id: string): AsyncGenerator<readonly string[]> {
    yield ['row', 'column', 'value', 'what to do'];
    const problemsOf = actor.roles.includes('OPERATOR') ? importReads.operatorProblems : importReads.problems;
    let after: readonly [number, number] = [0, -1];
    for (;;) {
      const reads = this.database.reads(rowScope(actor));
      const page = await problemsOf(reads, id, after, READ_AT_ONCE).finally(() => reads.close());
      for (const { row, column, value, reason } of page) yield [row.toString(), column, value, reason];
      const last = page.at(-1);
      if (!last) return;
      after = [last.row, last.number];
    }
  }

  servicesFile(actor: Actor, format: FileFormat): AsyncIterable<Uint8Array> {
    const operator = actor.roles.includes('OPERATOR');
    const { organisationId } = actor;
    requireAccess(actor, 'importCatalogue', operator ? {} : { organisationId });
    if (!operator && organisationId === null) throw Refusal.notFound();
    const lines = this.serviceLines(operator ? null : organisationId);
    return format === 'csv' ? csvOf(lines) : workbookOf('Services', lines);
  }

  /** @param own whose; null: everybody's, with a column that says whose */
  private async *serviceLines(own: string | null): AsyncGenerator<readonly string[]> {
    const whose = (provider: string): string[] => (own === null ? [provider] : []);
    yield [...whose(PROVIDER_COLUMN), ...SERVICE_COLUMNS, ...PRICE_COLUMNS];
    // Only the ids are held: the rows behind them are read some at a time.
    const ids = await importReads.serviceIds(this.database.aside, own);
    for (let start = 0; start < ids.length;) {
      const provider = ids[start]?.provider_id ?? '';
      let end = start;
      while (end < ids.length && end - start < READ_AT_ONCE && ids[end]?.provider_id === provider) end += 1;
      const page = ids.slice(start, end).map((one) => one.id);
      const rows = await importReads.services(this.database.aside, provider, [], page);
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const id of page) {
        const row = byId.get(id);
        if (!row) continue;
        const service = [...whose(provider), ...serviceCells(knownService(row))];
        if (row.prices.length === 0) yield [...service, ...priceCells(null)];
        for (const price of row.prices) yield [...service, ...priceCells(knownPrice(price))];
      }
      start = end;
    }
  }
}
