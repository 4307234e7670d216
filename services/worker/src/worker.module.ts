import { Inject, Injectable, Module } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
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
  CARDS,
  type CardsPort,
  INVOICING,
  type InvoicingPort,
  SELF_BILLING,
  type SelfBillingPort,
} from '@owncourse/invoicing/contract';
import { CLOCK, type Clock, Database } from '@owncourse/kernel/contract';
import { BUDGET_LIFE, type BudgetLifePort, LEDGER, type LedgerPort } from '@owncourse/ledger/contract';
import { MESSAGES, type MessagesPort } from '@owncourse/messages/contract';
import {
  JOINT_ORDERS,
  type JointOrdersPort,
  ORDERING,
  type OrderingPort,
  SHARED_ORDERS,
  type SharedOrdersPort,
} from '@owncourse/ordering/contract';
import { RATES, type RatesPort } from '@owncourse/rates/contract';
import pino from 'pino';
import { type ReadBeside, WORKER, type WorkerRunner } from './contract/worker.port.js';
import { dueWork } from './jobs/due-work.js';
import { Worker0001 } from './migrations/0001-jobs.js';
import { Worker0019 } from './migrations/0019-mail-jobs.js';
import { Worker0022 } from './migrations/0022-watch-visits.js';
import { Worker0340 } from './migrations/0340-remind-of-listings.js';
import { Worker0330 } from './migrations/0330-take-cards.js';
import { Worker0310 } from './migrations/0310-mind-stores.js';
import { findConsumers, findFollowers } from './relay/find-consumers.js';
import { Worker0021 } from './migrations/0021-mandate-jobs.js';
import { Worker0020 } from './migrations/0020-ledger-jobs.js';
import { Runner } from './runner.js';

export const workerMigrations = [
  Worker0001,
  Worker0019,
  Worker0020,
  Worker0021,
  Worker0022,
  Worker0310,
  Worker0340,
  Worker0330,
];

/** Made at first use, when every room is there to be asked for its consumers. */
@Injectable()
class WorkerService implements WorkerRunner {
  private runner: Runner | null = null;

  constructor(
    private readonly database: Database,
    private readonly modules: ModulesContainer,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(STORES) private readonly stores: StoresPort,
    @Inject(LEDGER) private readonly ledger: LedgerPort,
    @Inject(BUDGET_LIFE) private readonly budgets: BudgetLifePort,
    @Inject(RATES) private readonly rates: RatesPort,
    @Inject(ORDERING) private readonly ordering: OrderingPort,
    @Inject(SHARED_ORDERS) private readonly sharedOrders: SharedOrdersPort,
    @Inject(JOINT_ORDERS) private readonly jointOrders: JointOrdersPort,
    @Inject(INVOICING) private readonly invoicing: InvoicingPort,
    @Inject(SELF_BILLING) private readonly selfBilling: SelfBillingPort,
    @Inject(MESSAGES) private readonly messages: MessagesPort,
    @Inject(CATALOGUE) private readonly catalogue: CataloguePort,
    @Inject(WANTED) private readonly wanted: WantedPort,
    @Inject(CARDS) private readonly cards: CardsPort,
  ) {}

  start(): Promise<void> {
    return this.whole().start();
  }

  stop(): Promise<void> {
    return this.whole().stop();
  }

  runOnce(): Promise<void> {
    return this.whole().runOnce();
  }

  readOutbox(beside?: ReadBeside): Promise<void> {
    return this.whole().readOutbox(beside);
  }

  private whole(): Runner {
    const {
      database,
      clock,
      identity,
      stores,
      ledger,
      budgets,
      rates,
      ordering,
      sharedOrders,
      jointOrders,
      invoicing,
      selfBilling,
      messages,
      catalogue,
      wanted,
      cards,
    } = this;
    this.runner ??= new Runner({
      database,
      clock,
      logger: pino({ name: 'worker', level: process.env['LOG_LEVEL'] ?? 'warn' }),
      consumers: findConsumers(this.modules),
      followers: findFollowers(this.modules),
      jobs: dueWork({
        identity,
        stores,
        ledger,
        budgets,
        rates,
        ordering,
        sharedOrders,
        jointOrders,
        invoicing,
        selfBilling,
        messages,
        catalogue,
        wanted,
        cards,
      }),
    });
    return this.runner;
  }
}

@Module({
  providers: [{ provide: WORKER, useClass: WorkerService }],
  exports: [WORKER],
})
export class WorkerModule {}
