import 'reflect-metadata';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CatalogueModule } from '@owncourse/catalogue/module';
import { IdentityModule } from '@owncourse/identity/module';
import { InvoicingModule } from '@owncourse/invoicing/module';
import { Database } from '@owncourse/kernel/contract';
import { KernelModule } from '@owncourse/kernel/module';
import { type Config, findRunningEmbeddedPostgres, LaunchError, readConfig } from '@owncourse/kernel/runtime';
import { LedgerModule } from '@owncourse/ledger/module';
import { MessagesModule } from '@owncourse/messages/module';
import { OrderingModule } from '@owncourse/ordering/module';
import { RatesModule } from '@owncourse/rates/module';
import { RatingsModule } from '@owncourse/ratings/module';
import { WORKER, type WorkerRunner } from './contract/worker.port.js';
import { WorkerModule } from './worker.module.js';

/** Little beside the app's own: the worker does one thing at a time. */
const CONNECTIONS = 6;

/** The rooms that have something to do without a button, global to each other as in the app. */
@Module({})
class WorkerProcessModule {
  static with(database: Database, { ledgerChain, mail, searchServer }: Config): DynamicModule {
    const rooms = [
      IdentityModule.with({ demo: false, demoPeople: [], secureCookies: true }),
      CatalogueModule.with(searchServer),
      RatesModule,
      LedgerModule.with(ledgerChain),
      OrderingModule,
      InvoicingModule,
      RatingsModule,
      MessagesModule.with(mail),
      WorkerModule,
    ];
    return {
      module: WorkerProcessModule,
      global: true,
      imports: [KernelModule.with({ database }), ...rooms],
      exports: rooms,
    };
  }
}

async function databaseUrl({ database, dataDir }: Config): Promise<string> {
  if (database.kind === 'server') return database.appUrl;
  const running = await findRunningEmbeddedPostgres(dataDir);
  if (running) return running.appUrl;
  throw new LaunchError(
    'database-unreachable',
    'There is no database running here. Start OwnCourse first, or set DATABASE_URL.',
  );
}

function asked(): Promise<unknown> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}

/** A worker in a process of its own; as many as are wanted. @returns the exit code */
async function work(): Promise<number> {
  try {
    const stop = asked();
    const config = readConfig();
    const database = new Database(await databaseUrl(config), CONNECTIONS);
    const context = await NestFactory.createApplicationContext(WorkerProcessModule.with(database, config), {
      logger: ['error'],
      abortOnError: false,
    });
    const worker = context.get<WorkerRunner>(WORKER);
    await worker.start();
    process.stdout.write('The worker is at work. Press Ctrl-C to stop.\n');
    await stop;
    await worker.stop();
    await context.close();
    await database.close();
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof LaunchError ? error.message : String(error)}\n`);
    return 1;
  }
}

process.exit(await work());
