import 'reflect-metadata';
import type { ApolloServer } from '@apollo/server';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  OPEN_REFERRAL,
  type OpenReferralPort,
  PUBLIC_PAGES,
  type PublicPagesPort,
  SEARCH_HEALTH,
  type SearchHealthPort,
  type SearchServer,
} from '@owncourse/catalogue/contract';
import { CARDS, type CardsPort, type StripeOptions } from '@owncourse/invoicing/contract';
import { type DemoSignIn, IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import {
  CLOCK,
  type Clock,
  Database,
  type IdSource,
  type OperationContext,
  SteeredClock,
} from '@owncourse/kernel/contract';
import type { ChainPlace } from '@owncourse/ledger/contract';
import type { MessagesOptions } from '@owncourse/messages/contract';
import { WORKER, type WorkerRunner } from '@owncourse/worker/contract';
import pino, { type Logger } from 'pino';
import type { RunningServer, ServerOptions } from './launcher/steps.js';
import { MAILS_KEPT, RoomsModule, type RoomsOptions } from './rooms.module.js';
import { registerClock } from './server/clock.js';
import { registerFiles } from './server/files.js';
import { graphqlOptions } from './server/graphql.options.js';
import { registerHealth } from './server/health.js';
import { registerOpenReferral } from './server/open-referral.js';
import { PinoLogger } from './server/pino-logger.js';
import { registerSitemap } from './server/sitemap.js';
import { registerCardEvents } from './server/card-events.js';
import { registerCardReceipts } from './server/card-receipts.js';
import { registerEverything } from './server/everything-about-me.js';
import { registerOwnData } from './server/own-data.js';
import { registerStorefront } from './server/storefront.js';

interface AppOptions extends RoomsOptions {
  readonly demo: boolean;
  readonly logger: Logger;
}

@Module({})
class AppModule {
  static with(options: AppOptions): DynamicModule {
    const graphql = GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      inject: [IDENTITY, Database],
      useFactory: (identity: IdentityPort, database: Database) =>
        graphqlOptions({ identity, database, demo: options.demo, reportError: (error) => options.logger.error(error) }),
    });
    return { module: AppModule, imports: [RoomsModule.with(options), graphql] };
  }
}

export interface ApplicationOptions {
  readonly appUrl: string;
  readonly demo: boolean;
  /** Who the front page offers in demo mode. */
  readonly demoPeople?: readonly DemoSignIn[];
  readonly clock?: Clock;
  readonly ids?: IdSource;
  readonly logger?: Logger;
  /** Without it mails are only kept. */
  readonly messages?: MessagesOptions;
  /** Without pages for tests that only speak GraphQL. */
  readonly storefront?: boolean;
  /** Instead of one that is made from `appUrl`, for benchmarks that write down what is sent. */
  readonly database?: Database;
  /** Where the ledger's hash chain has its key and heads; without it nothing is sealed here. */
  readonly ledgerChain?: ChainPlace;
  /** Without it Postgres reads the words of searches. */
  readonly searchServer?: SearchServer | null;
  /** Without it card payment is not set up. */
  readonly cardCompany?: StripeOptions | null;
}

/** The whole product as a Nest application on Fastify, not listening yet. */
export async function createApplication(options: ApplicationOptions): Promise<NestFastifyApplication> {
  const logger = options.logger ?? pino({ level: process.env['LOG_LEVEL'] ?? 'warn' });
  const database = options.database ?? new Database(options.appUrl);
  const module = AppModule.with({
    kernel: {
      database,
      ...(options.clock ? { clock: options.clock } : {}),
      ...(options.ids ? { ids: options.ids } : {}),
    },
    identity: { demo: options.demo, demoPeople: options.demoPeople ?? [], secureCookies: !options.demo },
    ...(options.ledgerChain ? { ledgerChain: options.ledgerChain } : {}),
    ...(options.messages ? { messages: options.messages } : {}),
    searchServer: options.searchServer ?? null,
    cardCompany: options.cardCompany ?? null,
    demo: options.demo,
    logger,
  });
  const application = await NestFactory.create<NestFastifyApplication>(
    module,
    new FastifyAdapter({ trustProxy: 'loopback', bodyLimit: 1_048_576 }),
    {
      logger: new PinoLogger(logger),
      abortOnError: false,
    },
  );
  const server = application.getHttpAdapter().getInstance();
  registerHealth(server, {
    database,
    clock: application.get<Clock>(CLOCK),
    search: application.get<SearchHealthPort>(SEARCH_HEALTH, { strict: false }),
  });
  if (options.demo && options.clock instanceof SteeredClock) registerClock(server, options.clock);
  server.addHook('onClose', () => database.close());
  await application.init();
  const driver = application.get<GraphQLModule<ApolloDriver>>(GraphQLModule).graphQlAdapter;
  const apollo = driver.instance as unknown as ApolloServer<OperationContext>;
  registerFiles(server, application, apollo);
  registerCardReceipts(server, application);
  registerOwnData(server, application);
  registerEverything(server, application);
  const reportError = (error: unknown): void => {
    logger.error(error);
  };
  const site = (options.messages ?? MAILS_KEPT).publicUrl;
  registerOpenReferral(server, {
    feed: application.get<OpenReferralPort>(OPEN_REFERRAL),
    clock: application.get<Clock>(CLOCK),
    site,
    reportError,
  });
  await registerCardEvents(server, application.get<CardsPort>(CARDS, { strict: false }));
  registerSitemap(server, { pages: application.get<PublicPagesPort>(PUBLIC_PAGES), site });
  if (options.storefront ?? true) {
    await registerStorefront(server, application, { apollo, demo: options.demo, reportError });
  }
  return application;
}

/** Serves GraphQL and the storefront on one port, with the worker inside. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const demoPeople = options.demo ? (await import('./demo/sign-in-people.js')).signInPeople : [];
  const application = await createApplication({
    appUrl: options.appUrl,
    demo: options.demo,
    demoPeople,
    ledgerChain: options.ledgerChain,
    messages: options.mail,
    searchServer: options.searchServer,
    cardCompany: options.cardCompany,
    ...(options.clockStart ? { clock: new SteeredClock(options.clockStart) } : {}),
  });
  const worker = application.get<WorkerRunner>(WORKER);
  await application.listen(options.port, '0.0.0.0');
  await worker.start();
  return {
    close: async () => {
      await worker.stop();
      await application.close();
    },
  };
}
