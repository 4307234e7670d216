import type { SearchHealthPort } from '@owncourse/catalogue/contract';
import { type Clock, type Database, statement } from '@owncourse/kernel/contract';
import type { FastifyInstance } from 'fastify';
import { registerSearchMetrics } from './search-metrics.js';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const LAG = statement('app.outbox-lag', 'select waiting::int as waiting, oldest_seconds from kernel.outbox_lag($1)');

export interface HealthParts {
  readonly database: Database;
  readonly clock: Clock;
  /** Left out: nothing is said of search. */
  readonly search?: SearchHealthPort;
}

/** Health for the load balancer and metrics for Prometheus. Neither shows anybody's data. */
export function registerHealth(server: FastifyInstance, { database, clock, search }: HealthParts): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const waiting = new Gauge({
    name: 'owncourse_outbox_waiting',
    help: 'Events that some consumer has not read yet.',
    registers: [registry],
  });
  const oldest = new Gauge({
    name: 'owncourse_outbox_oldest_seconds',
    help: 'Age of the oldest event that some consumer has not read yet.',
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'owncourse_http_seconds',
    help: 'Time to answer a request.',
    labelNames: ['route', 'status'],
    registers: [registry],
  });

  const readSearch = search && registerSearchMetrics(registry, search);

  server.addHook('onResponse', (request, reply, done) => {
    duration.observe(
      { route: request.routeOptions.url ?? 'unknown', status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
    done();
  });
  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    try {
      await database.call(LAG, [clock.now()]);
      return { status: 'ready' };
    } catch {
      return reply.status(503).send({ status: 'waiting for the database' });
    }
  });
  server.get('/metrics', async (_request, reply) => {
    const [lag] = await database.call<{ waiting: number; oldest_seconds: number }>(LAG, [clock.now()]);
    waiting.set(lag?.waiting ?? 0);
    oldest.set(lag?.oldest_seconds ?? 0);
    await readSearch?.();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
