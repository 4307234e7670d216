import { createPublicKey, verify as verifySignature } from 'node:crypto';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, ManualClock, NOBODY, statement, UuidV7Source } from '@owncourse/kernel/contract';
import pg from 'pg';
import { findChainKey } from '../src/chain/chain-key.js';
import { MonthCloseRepository } from '../src/persistence/month-close.repository.js';
import { CloseMonth } from '../src/use-cases/close-month.js';
import { SealTransfers } from '../src/use-cases/seal-transfers.js';
import { verifyLedger } from '../src/verify/verify-ledger.js';
import { ACTING, AT, LedgerRoom, TODAY } from './fixtures/ledger-room.js';

const MARCH = '2026-03-01';
const LATER = new Date('2026-04-02T09:00:00Z');
const key = (): string => randomUUID();
const POST = statement(
  'test.post-at',
  `select ledger.post_due_instalments($1, $2, '{INSTALMENT}', $3, row($4::uuid, null, null)::ledger.acting)`,
);

let room: LedgerRoom;
let folder: string;
let clock: ManualClock;
let closing: CloseMonth;
let superuser: pg.Client;
let budgetId: string;
let officer: Actor;
let second: Actor;

const officerOf = (councilId: string, roles: Actor['roles'] = ['FINANCE_OFFICER']): Actor => ({
  personId: randomUUID(),
  name: 'Officer',
  email: '',
  roles,
  councilId,
  organisationId: null,
  fundingCouncilId: null,
  mandates: [],
  assignedPeople: [],
});
const place = () => ({
  key: { kind: 'file' as const, path: join(folder, 'chain.key') },
  headsFile: join(folder, 'heads.jsonl'),
});
const rows = async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
  (await superuser.query<Row>(sql, [...values])).rows;
async function sealAll(): Promise<void> {
  const sealer = new SealTransfers(room.app, clock, place());
  for (;;) {
    await sealer.run();
    const [left] = await rows<{ n: number }>('select count(*)::int as n from ledger.unsealed');
    if (left?.n === 0) return;
  }
}
const verify = async () => {
  const found = await findChainKey(place().key);
  if (!found) throw new Error('There is no key.');
  return verifyLedger(room.test.auditorUrl, undefined, { key: found, headsFile: place().headsFile });
};
const prepare = (by = officer, month = MARCH): Promise<string> => closing.prepare(by, { month, idempotencyKey: key() });
const sign = (closeId: string, by = second): Promise<string> => closing.sign(by, { closeId, idempotencyKey: key() });
/** What comes in once the clock has gone on. */
const cameIn = async (dueOn: string, at: Date): Promise<void> => {
  await room.coming(budgetId, 7000n, '2026-12-31', dueOn);
  await room.app.transaction(NOBODY, (queries) => queries.query(POST, [budgetId, dueOn, at, ACTING.actorId]));
};

beforeEach(async () => {
  room = await LedgerRoom.open();
  superuser = new pg.Client({ connectionString: room.test.superuserUrl });
  await superuser.connect();
  folder = await mkdtemp(join(tmpdir(), 'owncourse-months-'));
  clock = new ManualClock(LATER);
  [officer, second] = [officerOf(room.councilId), officerOf(room.councilId)];
  closing = new CloseMonth(room.app, new MonthCloseRepository(), clock, new UuidV7Source(clock), place());
  budgetId = await room.openBudget();
  const [held, invoiceId] = [randomUUID(), randomUUID()];
  await room.instalment(budgetId, 100_000n, '2026-12-31');
  await room.hold(budgetId, false, [{ id: held, pence: 8000n, day: TODAY }]);
  await room.accrue([{ holdId: held, pence: 6000n }]);
  await room.invoice(invoiceId, budgetId, 5000n);
  await room.settle(invoiceId, budgetId, 5000n);
});
afterEach(async () => {
  await superuser.end();
  await room.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a month of the books', () => {
  it('is closed by two officers with a signed trial balance that adds up to nothing', async () => {
    await expect(prepare(officerOf(room.councilId, ['COMMISSIONER']))).rejects.toThrow('NOT_PERMITTED');
    await expect(prepare(officer, '2026-04-01')).rejects.toThrow('MONTH_NOT_OVER');
    await expect(prepare(officer, '2026-03-02')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const closeId = await prepare();
    await expect(prepare()).rejects.toThrow('WRONG_STATE');
    await expect(sign(closeId)).rejects.toThrow('NOT_SEALED_YET');
    await sealAll();
    await expect(sign(closeId, officer)).rejects.toThrow('SAME_OFFICER');
    await expect(sign(closeId, officerOf(randomUUID()))).rejects.toThrow('NOT_FOUND');
    await sign(closeId);
    await expect(sign(closeId)).rejects.toThrow('WRONG_STATE');

    const file = await closing.file(officer, closeId, 'json');
    const signed = JSON.parse(file?.content ?? '{}') as Record<'document' | 'signature' | 'publicKey', string>;
    const publicKey = createPublicKey({ key: Buffer.from(signed.publicKey, 'base64'), format: 'der', type: 'spki' });
    expect(
      verifySignature(null, Buffer.from(signed.document), publicKey, Buffer.from(signed.signature, 'base64')),
    ).toBe(true);
    expect(signed.document.split('\n').slice(0, 3)).toEqual([
      'Owncourse trial balance 1',
      `council ${room.councilId}`,
      'month 2026-03',
    ]);
    const at = signed.document.indexOf('kind funder');
    expect(signed.document.slice(at).trimEnd().split('\n').slice(1)).toEqual([
      'accrued - 0 6000 5000 1000',
      'available - 0 102000 8000 94000',
      'committed - 0 8000 8000 0',
      'funder SOCIAL_CARE 0 0 100000 -100000',
      'invoiced - 0 5000 5000 0',
      'paid - 0 5000 0 5000',
    ]);
    expect((await closing.file(officer, closeId, 'csv'))?.content).toContain(
      '"paid","Paid to providers and others","","0.00","50.00","0.00","50.00"',
    );
    expect(await closing.file(officerOf(randomUUID()), closeId, 'csv')).toBeNull();
    expect(await verify()).toMatchObject({ breaches: 0, first: null });
  });

  it('takes nothing more in once it is closed, and the month after it goes on', async () => {
    await sealAll();
    await sign(await prepare());
    await expect(cameIn('2026-03-09', new Date('2026-03-09T09:00:00Z'))).rejects.toThrow('MONTH_CLOSED');
    // London is an hour ahead by then: the last moment of the month, and the first after it.
    await expect(cameIn('2026-03-10', new Date('2026-03-31T22:59:59Z'))).rejects.toThrow('MONTH_CLOSED');
    await cameIn('2026-03-11', new Date('2026-03-31T23:00:00Z'));
    clock.moveTo(new Date('2026-06-02T09:00:00Z'));
    await expect(prepare(officer, '2026-05-01')).rejects.toThrow('EARLIER_MONTH_OPEN');
    await sealAll();
    await sign(await prepare(officer, '2026-04-01'));
    const months = await rows<{ month: string; line: string }>(
      `select to_char(month, 'YYYY-MM') as month, (regexp_match(document, 'available[^\\n]*'))[1] as line from ledger.month_close order by 1`,
    );
    expect(months.map(({ month }) => month)).toEqual(['2026-03', '2026-04']);
    const [april] = await rows<{ document: string }>(
      `select document from ledger.month_close where month = '2026-04-01'`,
    );
    expect(april?.document).toContain('available - 94000 21000 0 115000');
    expect(await verify()).toMatchObject({ breaches: 0 });
  });

  it('is not signed as something else than what was prepared', async () => {
    const closeId = await prepare();
    await cameIn('2026-03-09', AT);
    await sealAll();
    await expect(sign(closeId)).rejects.toThrow('BALANCE_CHANGED');
    await closing.takeBack(officer, { closeId, idempotencyKey: key() });
    await sign(await prepare());
    await expect(closing.takeBack(officer, { closeId, idempotencyKey: key() })).rejects.toThrow('NOT_FOUND');
  });

  it('is prepared, taken back and signed once when each is sent twice', async () => {
    await sealAll();
    const twice = async <Answer>(work: (idempotencyKey: string) => Promise<Answer>): Promise<Answer> => {
      const idempotencyKey = key();
      const [first, again] = [await work(idempotencyKey), await work(idempotencyKey)];
      expect(again).toEqual(first);
      return first;
    };
    const prepared = await twice((idempotencyKey) => closing.prepare(officer, { month: MARCH, idempotencyKey }));
    await twice((idempotencyKey) => closing.takeBack(officer, { closeId: prepared, idempotencyKey }));
    const again = await prepare();
    await twice((idempotencyKey) => closing.sign(second, { closeId: again, idempotencyKey }));
    expect(await rows('select status from ledger.month_close')).toEqual([{ status: 'SIGNED' }]);
    const used = key();
    await expect(closing.prepare(officer, { month: '2026-02-01', idempotencyKey: used })).rejects.toThrow(
      'WRONG_STATE',
    );
    clock.moveTo(new Date('2026-05-02T09:00:00Z'));
    await closing.prepare(officer, { month: '2026-04-01', idempotencyKey: used });
    await expect(closing.prepare(officer, { month: '2026-03-01', idempotencyKey: used })).rejects.toThrow(
      'IDEMPOTENCY_CONFLICT',
    );
  });

  it('is signed once, and by nobody who comes at the same moment; what is posted at that moment is in it or refused', async () => {
    await sealAll();
    const closeId = await prepare();
    const postings = Array.from({ length: 6 }, (_, at) => cameIn(`2026-03-${12 + at}`, AT));
    const results = await Promise.allSettled([
      ...Array.from({ length: 6 }, () => sign(closeId, officerOf(room.councilId))),
      ...postings,
    ]);
    const signed = results.slice(0, 6).filter((one) => one.status === 'fulfilled').length;
    const posted = results.slice(6).filter((one) => one.status === 'fulfilled').length;
    const reasons = new Set(
      results.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).message] : [])),
    );
    for (const reason of reasons)
      expect(['WRONG_STATE', 'NOT_SEALED_YET', 'BALANCE_CHANGED', 'MONTH_CLOSED']).toContain(reason);
    expect(signed).toBeLessThanOrEqual(1);
    if (signed === 1) expect(posted).toBe(0);
    await sealAll();
    if (signed === 0) {
      await closing.takeBack(officer, { closeId, idempotencyKey: key() });
      await sign(await prepare());
    }
    expect(await verify()).toMatchObject({ breaches: 0, first: null });
  });

  it('that is changed afterwards is found: a figure, a signature, a transfer put in', async () => {
    await sealAll();
    await sign(await prepare());
    await expect(superuser.query(`update ledger.month_close set document = 'nothing'`)).rejects.toThrow(
      'never changes',
    );
    await superuser.query('alter table ledger.month_close disable trigger closed_stands');
    await superuser.query(
      `update ledger.month_close set document = replace(document, 'paid - 0 5000', 'paid - 0 4000')`,
    );
    const changed = await verify();
    expect(changed.breaches).toBe(2);
    expect(changed.first).toContain('what was signed of 2026-03');
    await superuser.query(
      `update ledger.month_close set document = replace(document, 'paid - 0 4000', 'paid - 0 5000')`,
    );
    expect(await verify()).toMatchObject({ breaches: 0 });
    await superuser.query('alter table ledger.transfer disable trigger append_only');
    await superuser.query(`update ledger.transfer set amount_pence = amount_pence + 100 where kind = 'PAID'`);
    const moved = await verify();
    expect(moved.breaches).toBeGreaterThan(1);
  });
});
