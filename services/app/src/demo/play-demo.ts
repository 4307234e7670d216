import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import {
  CATALOGUE,
  type CataloguePort,
  STORES,
  type StoresPort,
  WANTED,
  type WantedPort,
} from '@owncourse/catalogue/contract';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import {
  INVOICING,
  type InvoicingPort,
  PAYING,
  type PayingPort,
  SORTING_OUT,
  type SortingOutPort,
} from '@owncourse/invoicing/contract';
import { Database, NOBODY } from '@owncourse/kernel/contract';
import {
  BANK,
  type BankPort,
  LEDGER,
  type LedgerPort,
  REGULAR,
  type RegularPort,
  SPENDING,
  type SpendingPort,
} from '@owncourse/ledger/contract';
import {
  BASKETS,
  type BasketsPort,
  ORDERING,
  type OrderingPort,
  SHARED_ORDERS,
  type SharedOrdersPort,
} from '@owncourse/ordering/contract';
import { RATES, type RatesPort } from '@owncourse/rates/contract';
import { RATINGS, type RatingsPort } from '@owncourse/ratings/contract';
import { type DemoSummary, DemoTime, loadDemoData, type LoadDemoDataOptions } from '@owncourse/seed/contract';
import { WORKER, type WorkerRunner } from '@owncourse/worker/contract';
import { RoomsModule } from '../rooms.module.js';
import { signInPeople } from './sign-in-people.js';

export type PlayDemoOptions = Omit<LoadDemoDataOptions, 'ports' | 'time'> & { readonly appUrl: string };

/** The whole product without HTTP, in the demo's own time, and its year played through it. */
export async function playDemo({ appUrl, ...options }: PlayDemoOptions): Promise<DemoSummary> {
  const time = new DemoTime();
  const database = new Database(forLoading(appUrl));
  const module = RoomsModule.with({
    kernel: { database, clock: time.clock, ids: time.ids },
    identity: { demo: true, demoPeople: signInPeople, secureCookies: false },
  });
  try {
    const context = await NestFactory.createApplicationContext(module, { logger: ['error'], abortOnError: false });
    const anywhere = { strict: false } as const;
    const rates = context.get<RatesPort>(RATES, anywhere);
    const worker = context.get<WorkerRunner>(WORKER, anywhere);
    const summary = await loadDemoData({
      ...options,
      time,
      ports: {
        identity: context.get<IdentityPort>(IDENTITY, anywhere),
        catalogue: context.get<CataloguePort>(CATALOGUE, anywhere),
        stores: context.get<StoresPort>(STORES, anywhere),
        wanted: context.get<WantedPort>(WANTED, anywhere),
        rates,
        ledger: context.get<LedgerPort>(LEDGER, anywhere),
        spending: context.get<SpendingPort>(SPENDING, anywhere),
        bank: context.get<BankPort>(BANK, anywhere),
        regular: context.get<RegularPort>(REGULAR, anywhere),
        ordering: context.get<OrderingPort>(ORDERING, anywhere),
        sharedOrders: context.get<SharedOrdersPort>(SHARED_ORDERS, anywhere),
        baskets: context.get<BasketsPort>(BASKETS, anywhere),
        invoicing: context.get<InvoicingPort>(INVOICING, anywhere),
        paying: context.get<PayingPort>(PAYING, anywhere),
        sortingOut: context.get<SortingOutPort>(SORTING_OUT, anywhere),
        ratings: context.get<RatingsPort>(RATINGS, anywhere),
        prices: (councilId, variantIds, onDate) =>
          database.transaction(NOBODY, (queries) => rates.prices(queries, councilId, variantIds, onDate)),
        readOutbox: (beside) => worker.readOutbox(beside),
      },
    });
    await context.close();
    return summary;
  } finally {
    await database.close();
    time.end();
  }
}

/**
 * A load that is broken off starts again from nothing, so that its single steps need not survive a power cut. And it asks the
 * same few things thousands of times, for which one plan each is enough.
 */
function forLoading(appUrl: string): string {
  const url = new URL(appUrl);
  url.searchParams.set('options', '-c synchronous_commit=off -c plan_cache_mode=force_generic_plan');
  return url.href;
}
