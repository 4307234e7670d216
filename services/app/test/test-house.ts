import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { StripeOptions } from '@owncourse/invoicing/contract';
import { type Clock, SteeredClock } from '@owncourse/kernel/contract';
import { createTestDatabase, type TestDatabase } from '@owncourse/kernel/testing';
import { createApplication } from '../src/server.js';
import { PASSWORD, SmallWorld, type SmallWorldOptions } from '../src/testing/small-world.js';
import { GraphqlClient } from './graphql-client.js';

/** A database of its own, the whole product listening on a free port, and the small world in it. */
export interface TestHouse {
  readonly database: TestDatabase;
  readonly application: NestFastifyApplication;
  readonly world: SmallWorld;
  readonly origin: string;
  client(email: string): Promise<GraphqlClient>;
  close(): Promise<void>;
}

/** When a test house opens: a Tuesday, so that what failed once fails again at any hour and on any day. */
export const OPENED = new Date('2026-03-10T12:00:00Z');

/** @param options the small world's, and a clock where a test moves it; it runs on from `OPENED` otherwise */
export async function openTestHouse({
  clock = new SteeredClock(OPENED),
  cardCompany = null,
  ...options
}: SmallWorldOptions & { readonly clock?: Clock; readonly cardCompany?: StripeOptions | null }): Promise<TestHouse> {
  const database = await createTestDatabase();
  const application = await createApplication({
    appUrl: database.appUrl,
    demo: true,
    storefront: false,
    cardCompany,
    clock,
  });
  const world = await SmallWorld.create(application, options);
  await application.listen(0, '127.0.0.1');
  const origin = await application.getUrl();
  return {
    database,
    application,
    world,
    origin,
    client: (email) => new GraphqlClient(origin).signIn(email, PASSWORD),
    close: async () => {
      await application.close();
      await database.drop();
    },
  };
}
