import type { CardsPort } from '@owncourse/invoicing/contract';
import type { FastifyInstance } from 'fastify';

/** Far more than an event has. */
const MOST_BYTES = 262_144;

/**
 * What the card company tells. The signature is over the bytes as they came, so that nothing reads them before.
 * An answer other than 2xx makes the company tell it again.
 */
export async function registerCardEvents(server: FastifyInstance, cards: CardsPort): Promise<void> {
  await server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, parsed) => {
      parsed(null, body);
    });
    scope.post('/webhooks/stripe', async (request, reply) => {
      if (!cards.isSetUp) return reply.status(404).send({ error: 'Card payment is not set up.' });
      const signature = request.headers['stripe-signature'];
      const body = request.body;
      if (typeof signature !== 'string' || !Buffer.isBuffer(body))
        return reply.status(400).send({ error: 'This is not signed.' });
      const isGood = await cards.hear(body, signature);
      return isGood ? reply.send({ received: true }) : reply.status(400).send({ error: 'The signature is not good.' });
    });
    done();
  });
}
