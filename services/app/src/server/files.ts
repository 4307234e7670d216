import type { INestApplicationContext } from '@nestjs/common';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import { type Actor, Database } from '@owncourse/kernel/contract';
import { SPENDING, type SpendingPort } from '@owncourse/ledger/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { operationContext } from './graphql.options.js';

/** Somebody's papers lie in no cache, run nothing, and are what their type says. */
const HEADERS = {
  'Cache-Control': 'private, no-store',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
} as const;

function notThere(reply: FastifyReply): FastifyReply {
  // The same for what does not exist and what is not theirs to see.
  return reply.status(404).headers(HEADERS).type('text/plain; charset=utf-8').send('There is nothing here.');
}

/** Files that are no pages: receipts. Each is asked for as the person of the session. */
export function registerFiles(server: FastifyInstance, application: INestApplicationContext): void {
  const identity = application.get<IdentityPort>(IDENTITY);
  const database = application.get(Database);
  const spending = application.get<SpendingPort>(SPENDING);

  const actorOf = async (request: FastifyRequest): Promise<Actor | null> => {
    const context = await operationContext({ identity, database }, request);
    await context.reads.close();
    return context.actor;
  };

  server.get<{ Params: { id: string } }>('/files/receipts/:id', async (request, reply) => {
    const actor = await actorOf(request);
    const receipt = actor && (await spending.receipt(actor, request.params.id));
    if (!receipt) return notThere(reply);
    const [way, ending] = receipt.contentType === 'image/jpeg' ? ['inline', 'jpg'] : ['attachment', 'pdf'];
    return reply
      .headers(HEADERS)
      .type(receipt.contentType)
      .header('Content-Disposition', `${way}; filename="receipt-${request.params.id.slice(0, 8)}.${ending}"`)
      .send(receipt.content);
  });
}
