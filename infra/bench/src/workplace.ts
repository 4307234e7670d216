import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '@owncourse/app/testing';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@owncourse/kernel/runtime';
import { Agent } from 'undici';

/** A database of its own with the product's own durability, and the product beside it. */
export interface Workplace {
  readonly postgres: EmbeddedPostgres;
  readonly server: Server;
  /** The product anew, on what is in the database by now. */
  restart(): Promise<Server>;
  close(): Promise<void>;
}

/** The product in a process of its own. */
export interface Server {
  readonly origin: string;
  readonly process: ChildProcess;
  /** Of the product's process, in bytes. */
  memory(): Promise<number>;
}

const SERVER = fileURLToPath(new URL('./bench-server.js', import.meta.url));

async function startServer(appUrl: string, people: string): Promise<Server> {
  const server = fork(SERVER, [appUrl, people], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const told = <Message>(): Promise<Message> =>
    new Promise((resolve, reject) => {
      server.once('message', (message) => {
        resolve(message as Message);
      });
      server.once('exit', () => {
        reject(new Error('The server ended before it answered.'));
      });
    });
  const { origin } = await told<{ origin: string }>();
  return {
    origin,
    process: server,
    memory: async () => {
      const answer = told<{ residentBytes: number }>();
      server.send('memory');
      return (await answer).residentBytes;
    },
  };
}

async function stop({ process: server }: Server): Promise<void> {
  server.disconnect();
  await new Promise((resolve) => server.once('exit', resolve));
}

/** @param world how many people the small world is to have, or what fills the empty database */
export async function openWorkplace(
  world: number | ((postgres: EmbeddedPostgres) => Promise<void>),
): Promise<Workplace> {
  const dataDir = await mkdtemp(join(tmpdir(), 'owncourse-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  await migrate(postgres.ownerUrl);
  if (typeof world === 'function') await world(postgres);
  let server = await startServer(postgres.appUrl, typeof world === 'number' ? String(world) : '');
  return {
    postgres,
    get server() {
      return server;
    },
    restart: async () => {
      await stop(server);
      return (server = await startServer(postgres.appUrl, ''));
    },
    close: async () => {
      await stop(server);
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** GraphQL over HTTP on kept connections. */
export class Driver {
  private readonly agent: Agent;

  constructor(
    private readonly origin: string,
    connections: number,
  ) {
    this.agent = new Agent({ connections, pipelining: 1 });
  }

  async send(
    query: string,
    variables: unknown,
    cookie = '',
  ): Promise<{ body: { data?: Record<string, unknown> | null; errors?: unknown }; cookie: string }> {
    const answer = await this.agent.request({
      origin: this.origin,
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
      body: JSON.stringify({ query, variables }),
    });
    const set = answer.headers['set-cookie'];
    const body = (await answer.body.json()) as { data?: Record<string, unknown> | null; errors?: unknown };
    return { body, cookie: String(set ?? '').split(';')[0] ?? '' };
  }

  async signIn(email: string, password: string): Promise<string> {
    const { cookie } = await this.send(
      'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename } }',
      { email, password },
    );
    if (!cookie) throw new Error(`${email} could not sign in`);
    return cookie;
  }

  close(): Promise<void> {
    return this.agent.close();
  }
}
