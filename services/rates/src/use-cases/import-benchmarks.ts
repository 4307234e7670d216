import { Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import { type Actor, Database, rowScope, statement } from '@owncourse/kernel/contract';
import type { BenchmarkInput } from '../contract/rates.port.js';

const IMPORT = statement('rates.import-benchmarks', 'select rates.import_benchmarks($1)');

@Injectable()
export class ImportBenchmarks {
  constructor(private readonly database: Database) {}

  /** Operator. The same figure again changes nothing. Refuses BENCHMARK_OVERLAP. */
  async run(actor: Actor, rows: readonly BenchmarkInput[]): Promise<void> {
    requireAccess(actor, 'importReferenceData');
    const sent = rows.map((row) => ({ ...row, hourlyPence: row.hourlyPence.toString() }));
    await this.database.transaction(rowScope(actor), (queries) => {
      void queries.query(IMPORT, [JSON.stringify(sent)]);
    });
  }
}
