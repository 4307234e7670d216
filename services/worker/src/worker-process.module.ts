import { type DynamicModule, Module } from '@nestjs/common';
import { CatalogueModule } from '@owncourse/catalogue/module';
import { IdentityModule } from '@owncourse/identity/module';
import { InvoicingModule } from '@owncourse/invoicing/module';
import { Database, SteeredClock } from '@owncourse/kernel/contract';
import { KernelModule } from '@owncourse/kernel/module';
import { type Config, findRunningEmbeddedPostgres, LaunchError } from '@owncourse/kernel/runtime';
import { LedgerModule } from '@owncourse/ledger/module';
import { MessagesModule } from '@owncourse/messages/module';
import { OrderingModule } from '@owncourse/ordering/module';
import { RatesModule } from '@owncourse/rates/module';
import { RatingsModule } from '@owncourse/ratings/module';
import { WorkerModule } from './worker.module.js';

/** The rooms that have something to do without a button, global to each other as in the app. */
@Module({})
export class WorkerProcessModule {
  static with(database: Database, { clockStart, ledgerChain, mail, searchServer, cardCompany }: Config): DynamicModule {
    const rooms = [
      IdentityModule.with({ demo: false, demoPeople: [], secureCookies: true }),
      CatalogueModule.with(searchServer),
      RatesModule,
      LedgerModule.with(ledgerChain),
      OrderingModule,
      InvoicingModule.with(cardCompany),
      RatingsModule,
      MessagesModule.with(mail),
      WorkerModule,
    ];
    const clock = clockStart && new SteeredClock(clockStart);
    return {
      module: WorkerProcessModule,
      global: true,
      imports: [KernelModule.with({ database, ...(clock ? { clock } : {}) }), ...rooms],
      exports: rooms,
    };
  }
}

/** @throws LaunchError where there is none running here */
export async function databaseUrl({ database, dataDir }: Config): Promise<string> {
  if (database.kind === 'server') return database.appUrl;
  const running = await findRunningEmbeddedPostgres(dataDir);
  if (running) return running.appUrl;
  throw new LaunchError(
    'database-unreachable',
    'There is no database running here. Start Owncourse first, or set DATABASE_URL.',
  );
}
