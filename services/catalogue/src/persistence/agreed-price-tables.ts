import type { Database, Queries } from '@owncourse/kernel/contract';
import type { IndexedDocument } from '../domain/indexed-document.js';
import type { SearchIndex } from '../domain/search-index.js';
import type { AgreedPrices } from '../domain/search-judge.js';
import { searchIndexReads } from './search-index.repository.js';

/** Whose prices, of which day, and the mark of what the rule goes by. */
export interface TableWanted {
  readonly councilId: string;
  /** How the money is held; null where it makes no difference. */
  readonly route: string | null;
  readonly onDate: string;
  readonly mark: string;
}

interface Table extends TableWanted {
  /** Another one after each question: what somebody searches with stays as it is. */
  pence: AgreedPrices;
  /** Variants of documents that changed since they were asked about. */
  readonly missing: Set<string>;
  /** Somebody asks about some of it just now; until they know, nobody else does. */
  asking: boolean;
}

function keyOf({ councilId, route }: TableWanted): string {
  return route === null ? councilId : `${councilId} ${route}`;
}

/** Variants that a search waits for. */
const WAITED_FOR = 2500;
const TABLES_KEPT = 50;

/**
 * What the one price rule said of every variant, for each council and way of holding money apart: a search takes the one table
 * that the server found for its reader. Nothing in a table is computed here.
 */
export class AgreedPriceTables {
  private readonly tables = new Map<string, Table>();
  private filling: Promise<unknown> | null = null;

  constructor(private readonly database: Database) {}

  /** Null while somebody else is filling it, or it takes too long to wait for. */
  async table(queries: Queries, index: SearchIndex, wanted: TableWanted): Promise<AgreedPrices | null> {
    const table = this.tables.get(keyOf(wanted));
    if (table?.asking) return null;
    if (table?.mark !== wanted.mark || table.onDate !== wanted.onDate || table.missing.size > WAITED_FOR) {
      const variantIds = index.variantIds();
      if (variantIds.length <= WAITED_FOR) return this.ask(queries, index, this.begin(wanted), variantIds);
      // What the rule says of a large catalogue is found out beside the searches, one council after the other.
      this.filling ??= this.ask(this.database.aside, index, this.begin(wanted), variantIds).finally(() => {
        this.filling = null;
      });
      return null;
    }
    return table.missing.size === 0 ? table.pence : this.ask(queries, index, table, [...table.missing]);
  }

  /** Prices of these are asked for again. */
  changed(documents: readonly IndexedDocument[]): void {
    for (const { missing } of this.tables.values())
      for (const { prices, kind } of documents)
        if (kind === 'PAID') for (const { variantId } of prices) missing.add(variantId);
  }

  forget(): void {
    this.tables.clear();
  }

  private begin(wanted: TableWanted): Table {
    if (this.tables.size >= TABLES_KEPT) this.tables.clear();
    const table: Table = { ...wanted, pence: new Float64Array(0), missing: new Set(), asking: false };
    this.tables.set(keyOf(wanted), table);
    return table;
  }

  private async ask(
    queries: Queries,
    index: SearchIndex,
    table: Table,
    variantIds: readonly string[],
  ): Promise<AgreedPrices | null> {
    table.asking = true;
    table.missing.clear();
    try {
      const prices = await searchIndexReads.agreedPrices(queries, table, variantIds);
      table.pence = index.agreedPrices(prices, table.pence);
    } catch {
      // Postgres answers; the next search begins anew.
      if (this.tables.get(keyOf(table)) === table) this.tables.delete(keyOf(table));
      return null;
    } finally {
      table.asking = false;
    }
    return table.missing.size === 0 ? table.pence : null;
  }
}
