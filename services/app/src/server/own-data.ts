import type { INestApplicationContext } from '@nestjs/common';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import { Database } from '@owncourse/kernel/contract';
import { OWN_DATA, type OwnDataPort } from '@owncourse/ordering/contract';
import type { FastifyInstance } from 'fastify';
import { HEADERS, notThere } from './file-answers.js';
import { operationContext } from './graphql.options.js';

/** What is held about somebody's buying with their own money, for them to keep. */
export function registerOwnData(server: FastifyInstance, application: INestApplicationContext): void {
  const own = application.get<OwnDataPort>(OWN_DATA);
  const identity = application.get<IdentityPort>(IDENTITY);
  const database = application.get(Database);
  server.get('/files/my-purchases.csv', async (request, reply) => {
    const { actor, reads } = await operationContext({ identity, database }, request);
    await reads.close();
    if (!actor) return notThere(reply);
    return reply
      .headers(HEADERS)
      .type('text/csv; charset=utf-8')
      .header('Content-Disposition', 'attachment; filename="my-purchases.csv"')
      .send(await own.ownPurchases(actor));
  });
}
