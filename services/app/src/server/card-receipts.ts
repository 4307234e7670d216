import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import { CARDS, type CardsPort } from '@owncourse/invoicing/contract';
import { Database } from '@owncourse/kernel/contract';
import type { INestApplicationContext } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { HEADERS, notThere } from './file-answers.js';
import { operationContext } from './graphql.options.js';

/** What was paid of a visit by card, as a PDF, for whoever paid it and for the provider. */
export function registerCardReceipts(server: FastifyInstance, application: INestApplicationContext): void {
  const cards = application.get<CardsPort>(CARDS);
  const identity = application.get<IdentityPort>(IDENTITY);
  const database = application.get(Database);
  server.get<{ Params: { file: string }; Querystring: { print?: string } }>(
    '/files/card-receipts/:file',
    async (request, reply) => {
      const chargeId = /^(.+)\.pdf$/.exec(request.params.file)?.[1] ?? '';
      const { actor, reads } = await operationContext({ identity, database }, request);
      await reads.close();
      const largePrint = request.query.print === 'large';
      const content = actor && (await cards.receipt(actor, { chargeId, largePrint }));
      if (!content) return notThere(reply);
      return reply
        .headers(HEADERS)
        .type('application/pdf')
        .header('Content-Disposition', `attachment; filename="receipt-${chargeId.slice(0, 8)}.pdf"`)
        .send(content);
    },
  );
}
