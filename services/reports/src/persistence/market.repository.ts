import { Injectable } from '@nestjs/common';
import { Database, type Pence, statement } from '@owncourse/kernel/contract';
import type { ReportGroupingName } from '../contract/reports.port.js';

export interface MarketRow {
  readonly in_total: boolean;
  readonly key: string;
  readonly label: string;
  readonly spend_pence: Pence;
  readonly orders: number;
  readonly people: number;
  readonly few_people: readonly string[] | null;
}

const MARKET = statement('reports.market', 'select * from reports.market($1, $2, $3, $4)');
const MISSES = statement(
  'reports.search-misses',
  'select words, misses::int as misses from catalogue.search_misses($1, $2, $3) where misses >= $4 order by misses desc, words limit 20',
);

/** Reads published functions; the caller has made sure that the reader may. */
@Injectable()
export class MarketRepository {
  constructor(private readonly database: Database) {}

  groups(councilId: string, from: string, to: string, groupBy: ReportGroupingName): Promise<MarketRow[]> {
    return this.database.call<MarketRow>(MARKET, [councilId, from, to, groupBy]);
  }

  searchMisses(
    councilId: string,
    from: Date,
    before: Date,
    atLeast: number,
  ): Promise<{ words: string; misses: number }[]> {
    return this.database.call<{ words: string; misses: number }>(MISSES, [councilId, from, before, atLeast]);
  }
}
