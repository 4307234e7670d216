import type { SteeredClock } from '@owncourse/kernel/contract';
import type { FastifyInstance } from 'fastify';

/** For demonstrations whose time was chosen: tells the product's time, and moves it forward. `{ "now": instant }` */
export function registerClock(server: FastifyInstance, clock: SteeredClock): void {
  server.get('/demo/clock', () => ({ now: clock.now().toISOString() }));
  server.put<{ Body: { readonly now?: unknown } | null }>('/demo/clock', async (request, reply) => {
    const wanted = new Date(String(request.body?.now));
    if (!clock.moveForwardTo(wanted))
      return reply.status(400).send({ message: 'Send a later time, such as {"now": "2027-03-04T12:45:00Z"}.' });
    return { now: clock.now().toISOString() };
  });
}
