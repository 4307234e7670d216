import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database, ManualClock, NIL_ID } from '@owncourse/kernel/contract';
import { createTestDatabase, type TestDatabase } from '@owncourse/kernel/testing';
import pg from 'pg';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { MailRepository } from '../src/persistence/mail.repository.js';
import { SmtpTransport } from '../src/transport/smtp-transport.js';
import { SendMail } from '../src/use-cases/send-mail.js';

const NOW = new Date('2026-03-10T12:00:00Z');
const FROM = 'support@council.example';

type Mood = 'takes' | 'is-busy' | 'knows-nobody' | 'hangs-up' | 'takes-and-hangs-up';

/** A real mail server on this machine, with moods. */
class MoodyServer {
  mood: Mood = 'takes';
  readonly taken: { readonly to: string; readonly text: string }[] = [];
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo: ({ address }, session, callback) => {
      if (this.mood === 'knows-nobody') {
        callback(failure(550, `<${address}> no such mailbox`));
        return;
      }
      if (this.mood === 'is-busy') {
        callback(failure(451, 'Come again later'));
        return;
      }
      if (this.mood === 'hangs-up') {
        hangUp(session);
        return;
      }
      callback();
    },
    onData: (stream, session, callback) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const [to] = session.envelope.rcptTo;
        this.taken.push({ to: to?.address ?? '', text: Buffer.concat(parts).toString('utf8') });
        if (this.mood === 'takes-and-hangs-up') {
          hangUp(session);
          return;
        }
        callback();
      });
    },
  });
  private readonly sessions = new Map<string, () => void>();

  async start(): Promise<string> {
    this.server.server.on('connection', (socket: { remotePort?: number; destroy(): void }) => {
      this.sessions.set(String(socket.remotePort), () => socket.destroy());
    });
    hangUp = (session) => this.sessions.get(String(session.remotePort))?.();
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }
}

let hangUp: (session: SMTPServerSession) => void = () => undefined;

function failure(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

const server = new MoodyServer();
let test: TestDatabase;
let owner: pg.Client;
let database: Database;
let url: string;
let clock: ManualClock;
const open: SendMail[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  database = new Database(test.appUrl);
  url = await server.start();
});

beforeEach(async () => {
  server.mood = 'takes';
  server.taken.splice(0);
  clock = new ManualClock(NOW);
  await owner.query('delete from messages.mail');
});

afterAll(async () => {
  for (const one of open) one.onApplicationShutdown();
  await server.stop();
  await database.close();
  await owner.end();
  await test.drop();
});

function sender(smtpUrl = url): SendMail {
  const options = { smtpUrl, from: FROM, publicUrl: 'https://support.example' };
  const made = new SendMail(new MailRepository(database), new SmtpTransport(smtpUrl, FROM), options, clock);
  open.push(made);
  return made;
}

/** Somebody with a mail that waits. @returns the message's id */
async function waiting(changes: { email?: string; kind?: string; facts?: object; at?: Date } = {}): Promise<string> {
  const [person, message] = [randomUUID(), randomUUID()];
  const at = changes.at ?? NOW;
  await owner.query(`insert into identity.person (id, name) values ($1, 'Ann Élan')`, [person]);
  await owner.query(`insert into identity.user_account values ($1, $2, 'none')`, [
    person,
    changes.email ?? `${person}@people.example`,
  ]);
  await owner.query(
    `insert into messages.message (council_id, id, person_id, standing, roles, kind, topic, needs_you, facts, open_subjects, event_id, at)
     values ($1, $2, $3, 'SELF', '{}', $4, 'ORDERS', true, $5, '{}', $6, $7)`,
    [
      NIL_ID,
      message,
      person,
      changes.kind ?? 'ORDER_DECLINED',
      changes.facts ?? { provider: 'Kind Hands' },
      randomUUID(),
      at,
    ],
  );
  await owner.query(
    `insert into messages.mail (message_id, person_id, state, created_at, next_try_at) values ($1, $2, 'WAITING', $3, $3)`,
    [message, person, at],
  );
  return message;
}

async function stateOf(message: string): Promise<Record<string, unknown>> {
  const { rows } = await owner.query<Record<string, unknown>>(
    'select state, attempts, next_try_at, last_error from messages.mail where message_id = $1',
    [message],
  );
  return rows[0] ?? {};
}

function header(text: string, name: string): string | undefined {
  return new RegExp(`^${name}: (.*)$`, 'im').exec(text)?.[1]?.trim();
}

describe('mail over SMTP', () => {
  it('arrives once, whole, with a subject that names nobody and no money', async () => {
    const message = await waiting({
      email: 'ann@people.example',
      facts: { provider: 'Kind Hands', service: 'Help', orderId: 'o1' },
    });
    expect(await sender().run()).toBe(1);
    expect(await stateOf(message)).toMatchObject({ state: 'SENT', attempts: 1, last_error: null });
    expect(server.taken).toHaveLength(1);
    const [{ to, text } = { to: '', text: '' }] = server.taken;
    expect(to).toBe('ann@people.example');
    expect(header(text, 'Subject')).toBe('The answer to an order is no');
    expect(header(text, 'From')).toBe(FROM);
    expect(header(text, 'Message-ID')).toBe(`<${message}@support.example>`);
    expect(header(text, 'Auto-Submitted')).toBe('auto-generated');
    expect(text).toContain('https://support.example/my-orders/o1');
    expect(await sender().run()).toBe(0);
    expect(server.taken).toHaveLength(1);
  });

  it('two workers at once send each mail once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => waiting()));
    const sent = await Promise.all([sender().run(), sender().run()]);
    expect(sent[0] + sent[1]).toBe(20);
    expect(new Set(server.taken.map(({ text }) => header(text, 'Message-ID'))).size).toBe(20);
    expect(server.taken).toHaveLength(20);
  });

  it('waits longer after each try while the server is busy, and is dead after two days', async () => {
    server.mood = 'is-busy';
    const message = await waiting();
    const waits: number[] = [];
    for (let tries = 1; ; tries += 1) {
      await sender().run();
      const state = await stateOf(message);
      expect(state['attempts']).toBe(tries);
      if (state['state'] !== 'WAITING') break;
      const next = state['next_try_at'] as Date;
      waits.push((next.getTime() - clock.now().getTime()) / 60_000);
      // Nothing happens before the time has come.
      expect(await sender().run()).toBe(0);
      expect((await stateOf(message))['attempts']).toBe(tries);
      clock.moveTo(next);
    }
    expect(waits).toEqual([1, 5, 15, 60, 240, 720, 1440]);
    expect(await stateOf(message)).toMatchObject({ state: 'DEAD', attempts: 8 });
    expect(server.taken).toEqual([]);
    const dead = await new MailRepository(database).dead(50);
    expect(dead).toMatchObject([{ message_id: message, kind: 'ORDER_DECLINED', attempts: 8 }]);
    // The operator has it tried again, and the server is well.
    server.mood = 'takes';
    const well = sender();
    expect(await well.revive()).toBe(1);
    expect(await well.run()).toBe(1);
    expect((await stateOf(message))['state']).toBe('SENT');
  });

  it('is dead at once where nobody has that address, and the address is not kept', async () => {
    server.mood = 'knows-nobody';
    const message = await waiting({ email: 'gone@people.example' });
    expect(await sender().run()).toBe(0);
    const state = await stateOf(message);
    expect(state).toMatchObject({ state: 'DEAD', attempts: 1 });
    expect(state['last_error']).toContain('(address)');
    expect(JSON.stringify(state)).not.toContain('gone@');
  });

  it('a server that hangs up, or is not there, costs nothing but time', async () => {
    server.mood = 'hangs-up';
    const message = await waiting();
    expect(await sender().run()).toBe(0);
    expect(await stateOf(message)).toMatchObject({ state: 'WAITING', attempts: 1 });
    clock.moveTo(new Date(NOW.getTime() + 60_000));
    expect(await sender('smtp://127.0.0.1:1').run()).toBe(0);
    expect(await stateOf(message)).toMatchObject({ state: 'WAITING', attempts: 2 });
    server.mood = 'takes';
    clock.moveTo(new Date(NOW.getTime() + 6 * 60_000));
    expect(await sender().run()).toBe(1);
  });

  it('taken, but never acknowledged: it comes again under the same Message-ID', async () => {
    server.mood = 'takes-and-hangs-up';
    const message = await waiting();
    expect(await sender().run()).toBe(0);
    server.mood = 'takes';
    clock.moveTo(new Date(NOW.getTime() + 60_000));
    expect(await sender().run()).toBe(1);
    expect(server.taken.map(({ text }) => header(text, 'Message-ID'))).toEqual([
      `<${message}@support.example>`,
      `<${message}@support.example>`,
    ]);
  });

  it('a worker that died in between loses its lease, and what it says afterwards changes nothing', async () => {
    const message = await waiting();
    const mails = new MailRepository(database);
    const lease = (at: Date) => mails.lease(10, new Date(0), new Date(at.getTime() + 600_000), at);
    expect(await lease(NOW)).toHaveLength(1);
    expect(await lease(NOW)).toEqual([]);
    clock.moveTo(new Date(NOW.getTime() + 600_000));
    expect(await sender().run()).toBe(1);
    await mails.endTry({ messageId: message, attempt: 1, state: 'DEAD', error: 'late', next: null, at: clock.now() });
    expect(await stateOf(message)).toMatchObject({ state: 'SENT', attempts: 2 });
  });

  it('does not go out when it is old, done meanwhile, or its reader cannot sign in any more', async () => {
    const old = await waiting({ at: new Date(NOW.getTime() - 5 * 24 * 3_600_000) });
    const done = await waiting();
    await owner.query('update messages.message set settled_at = $2 where id = $1', [done, NOW]);
    const gone = await waiting();
    await owner.query(
      'update identity.user_account set disabled_at = $2 where person_id = (select person_id from messages.message where id = $1)',
      [gone, NOW],
    );
    expect(await sender().run()).toBe(0);
    expect(server.taken).toEqual([]);
    expect([await stateOf(old), await stateOf(done), await stateOf(gone)]).toMatchObject([
      { state: 'LATE' },
      { state: 'DROPPED' },
      { state: 'DROPPED' },
    ]);
  });
});
