import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SearchHealthPort } from '@owncourse/catalogue/contract';
import { Database, SystemClock } from '@owncourse/kernel/contract';
import fastify from 'fastify';
import { registerHealth } from '../src/server/health.js';
import { openTestHouse, type TestHouse } from './test-house.js';

let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse({ holders: 1, weeklyPence: 10_000n });
});

afterAll(() => house.close());

async function read(path: string): Promise<{ status: number; type: string; body: string }> {
  const reply = await fetch(`${house.origin}${path}`);
  return { status: reply.status, type: reply.headers.get('content-type') ?? '', body: await reply.text() };
}

const figure = (metrics: string, name: string): number =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1] ?? Number.NaN);

describe('health', () => {
  it.each([
    ['live', '{"status":"live"}'],
    ['ready', '{"status":"ready"}'],
  ])('is %s while the product runs', async (which, body) => {
    expect(await read(`/health/${which}`)).toMatchObject({ status: 200, body });
  });

  it('is live but not ready where the database is away', async () => {
    const server = fastify();
    const database = new Database('postgres://owncourse_app@127.0.0.1:1/nowhere');
    registerHealth(server, { database, clock: new SystemClock() });
    const origin = await server.listen({ port: 0, host: '127.0.0.1' });
    const [live, ready] = [await fetch(`${origin}/health/live`), await fetch(`${origin}/health/ready`)];
    expect([live.status, await live.text()]).toEqual([200, '{"status":"live"}']);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'waiting for the database' }]);
    await server.close();
    await database.close();
  });
});

describe('metrics', () => {
  it('say what the outbox has waiting, and how requests were answered, in the way of Prometheus', async () => {
    const { status, type, body } = await read('/metrics');
    expect(status).toBe(200);
    expect(type).toContain('text/plain; version=0.0.4');
    expect(figure(body, 'owncourse_outbox_waiting')).toBeGreaterThanOrEqual(0);
    expect(figure(body, 'owncourse_outbox_oldest_seconds')).toBeGreaterThanOrEqual(0);
    const before = figure(body, 'owncourse_http_seconds_count\\{route="/health/live",status="200"\\}');
    await read('/health/live');
    const after = (await read('/metrics')).body;
    expect(figure(after, 'owncourse_http_seconds_count\\{route="/health/live",status="200"\\}')).toBe(before + 1);
  });

  it('say who answered searches, and nothing of a search server where there is none', async () => {
    const { body } = await read('/metrics');
    const answers = figure(body, 'owncourse_search_answers_total\\{engine="postgres"\\}');
    expect(answers).toBeGreaterThanOrEqual(0);
    expect(figure(body, 'owncourse_search_documents')).toBeGreaterThanOrEqual(0);
    expect(body).not.toMatch(/^owncourse_search_words_total\{/m);
  });

  it('say how far a search server is behind', async () => {
    const server = fastify();
    const database = new Database(house.database.appUrl);
    const search: SearchHealthPort = {
      health: () =>
        Promise.resolve({
          documents: 12,
          answered: { index: 5, postgres: 2 },
          server: {
            wordsRead: { meilisearch: 4, postgres: 1 },
            revisionsBehind: 3,
            documentsBehind: 7,
            secondsBehind: 1.5,
          },
        }),
      rebuild: () => Promise.resolve(null),
    };
    registerHealth(server, { database, clock: new SystemClock(), search });
    const origin = await server.listen({ port: 0, host: '127.0.0.1' });
    for (let time = 0; time < 2; time += 1) {
      const body = await (await fetch(`${origin}/metrics`)).text();
      for (const [name, value] of [
        ['owncourse_search_documents', 12],
        ['owncourse_search_answers_total\\{engine="index"\\}', 5],
        ['owncourse_search_words_total\\{engine="meilisearch"\\}', 4],
        ['owncourse_search_revisions_behind', 3],
        ['owncourse_search_documents_behind', 7],
        ['owncourse_search_seconds_behind', 1.5],
      ] as const)
        expect([name, figure(body, name)]).toEqual([name, value]);
    }
    await server.close();
    await database.close();
  });

  it('tell nothing of anybody', async () => {
    const { body } = await read('/metrics');
    expect(body).not.toMatch(/example|Holder|[0-9a-f]{8}-[0-9a-f]{4}-/);
  });
});
