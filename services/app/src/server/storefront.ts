import type { ApolloServer } from '@apollo/server';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import { CLOCK, type Clock, Database, type OperationContext } from '@owncourse/kernel/contract';
import type { INestApplicationContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DocumentNode } from 'graphql';
import { operationContext } from './graphql.options.js';
import { runInside } from './run-inside.js';

/** Serves the storefront's pages on the same port. Pages call GraphQL in this process. */
export async function registerStorefront(
  server: FastifyInstance,
  application: INestApplicationContext,
  options: {
    readonly apollo: ApolloServer<OperationContext>;
    readonly demo: boolean;
    readonly reportError: (error: unknown) => void;
  },
): Promise<void> {
  const identity = application.get<IdentityPort>(IDENTITY);
  const database = application.get(Database);
  const clock = application.get<Clock>(CLOCK);
  const { storefront } = await import('@owncourse/web/server');
  await server.register(storefront, {
    createContext: async (request: FastifyRequest) => {
      const first = await operationContext({ identity, database }, request);
      return {
        graphql: async (document: DocumentNode, variables: unknown) => {
          // One context an operation: its reads end with it. A session that just began or ended is seen by the next one.
          const context = await operationContext({ identity, database }, request);
          return runInside(options.apollo, context, document, variables) as never;
        },
        demo: options.demo,
        viewer: first.actor === null ? null : await identity.viewerSummary(first.actor),
        councilKey: null,
        now: clock.now().toISOString(),
        reportError: options.reportError,
      };
    },
  });
}
