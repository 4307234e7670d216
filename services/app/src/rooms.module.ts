import { type DynamicModule, Module } from '@nestjs/common';
import type { SearchServer } from '@owncourse/catalogue/contract';
import { CatalogueModule } from '@owncourse/catalogue/module';
import type { IdentityOptions } from '@owncourse/identity/contract';
import { IdentityModule } from '@owncourse/identity/module';
import type { StripeOptions } from '@owncourse/invoicing/contract';
import { InvoicingModule } from '@owncourse/invoicing/module';
import { KernelModule, type KernelOptions } from '@owncourse/kernel/module';
import type { ChainPlace } from '@owncourse/ledger/contract';
import { LedgerModule } from '@owncourse/ledger/module';
import type { MessagesOptions } from '@owncourse/messages/contract';
import { MessagesModule } from '@owncourse/messages/module';
import { OrderingModule } from '@owncourse/ordering/module';
import { RatesModule } from '@owncourse/rates/module';
import { RatingsModule } from '@owncourse/ratings/module';
import { ReportsModule } from '@owncourse/reports/module';
import { WorkerModule } from '@owncourse/worker/module';

export interface RoomsOptions {
  readonly kernel: KernelOptions;
  readonly identity: IdentityOptions;
  /** Where the ledger's hash chain has its key and heads; without it nothing is sealed here. */
  readonly ledgerChain?: ChainPlace;
  /** Without it mails are only kept. */
  readonly messages?: MessagesOptions;
  /** Without it Postgres reads the words of searches. */
  readonly searchServer?: SearchServer | null;
  /** Without it card payment is not set up. */
  readonly cardCompany?: StripeOptions | null;
}

export const MAILS_KEPT: MessagesOptions = {
  smtpUrl: null,
  from: 'owncourse@localhost',
  publicUrl: 'http://localhost:3000',
};

/** Every room of the house in one process, without HTTP: what the server, the demo loader and tests stand on. */
@Module({})
export class RoomsModule {
  static with(options: RoomsOptions): DynamicModule {
    const rooms = [
      IdentityModule.with(options.identity),
      CatalogueModule.with(options.searchServer ?? null),
      RatesModule,
      LedgerModule.with(options.ledgerChain ?? null),
      OrderingModule,
      InvoicingModule.with(options.cardCompany ?? null),
      RatingsModule,
      ReportsModule,
      MessagesModule.with(options.messages ?? MAILS_KEPT),
      WorkerModule,
    ];
    return {
      module: RoomsModule,
      global: true,
      imports: [KernelModule.with(options.kernel), ...rooms],
      exports: rooms,
    };
  }
}
