import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, rowScope, UuidV7Source } from '@owncourse/kernel/contract';
import type { EnterPayingAccountInput } from '../src/contract/paying-accounts.port.js';
import { PayingAccountRepository } from '../src/persistence/paying-account.repository.js';
import { PayingAccounts } from '../src/use-cases/paying-accounts.js';
import { Scene } from './fixtures/scene.js';

const key = (): string => randomUUID();
/** The scene's today is 20 March 2026. */
const ACCOUNT = {
  sortCode: '10-79-99',
  accountNumber: '88837491',
  accountName: 'First Council Adult Care',
  serviceUserNumber: '123456',
  fromOn: '2026-03-20',
};
const NEXT = { ...ACCOUNT, sortCode: '20-29-59', accountNumber: '6374 8472', fromOn: '2026-04-01' };

describe('the account that a council pays from', () => {
  let scene: Scene;
  let accounts: PayingAccounts;
  let first: Actor;
  let second: Actor;
  const reading = new PayingAccountRepository();

  beforeAll(async () => {
    scene = await Scene.open();
    accounts = new PayingAccounts(scene.database, scene.clock, new UuidV7Source(scene.clock));
    [first, second] = [scene.officer(), scene.officer()];
  });
  beforeEach(async () => {
    scene.clock.moveTo(new Date('2026-03-20T10:00:00Z'));
    await scene.owner.query(
      'truncate invoicing.paying_account, invoicing.paying_account_entry, invoicing.paying_account_number',
    );
  });
  afterAll(() => scene.close());

  const enter = (by: Actor = first, given: Partial<EnterPayingAccountInput> = ACCOUNT): Promise<string> =>
    accounts.enter(by, { ...ACCOUNT, ...given, idempotencyKey: given.idempotencyKey ?? key() });
  const decide = (entryId: string, by: Actor = second, agree = true, reason?: string): Promise<string> =>
    accounts.decide(by, { entryId, agree, idempotencyKey: key(), ...(reason === undefined ? {} : { reason }) });
  const paysFrom = (): Promise<{ number: string; covers: string }[]> =>
    scene.rows(
      'select account_number as number, covers::text as covers from invoicing.paying_account where council_id = $1 order by covers',
      [scene.councilA],
    );
  async function read(by: Actor) {
    const reads = scene.database.reads(rowScope(by));
    const found = await reading.accounts(reads);
    await reads.close();
    return found;
  }

  it('names each field that is wrong, and never repeats the number', async () => {
    for (const [changes, field] of [
      [{ accountNumber: '66374959', sortCode: '089999' }, 'accountNumber'],
      [{ sortCode: '12345' }, 'sortCode'],
      [{ accountName: 'Kind\u0000Hands' }, 'accountName'],
      [{ serviceUserNumber: '12345' }, 'serviceUserNumber'],
      [{ serviceUserNumber: 'abcdef' }, 'serviceUserNumber'],
      [{ fromOn: '2026-03-19' }, 'fromOn'],
      [{ fromOn: '2027-03-22' }, 'fromOn'],
      [{ fromOn: '2026-02-30' }, 'fromOn'],
    ] as const) {
      const refused = enter(first, { ...ACCOUNT, ...changes });
      await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      const { details } = (await refused.catch((error: unknown) => error)) as { details: { problems: object[] } };
      expect(details.problems).toEqual([expect.objectContaining({ field })]);
      expect(JSON.stringify(details)).not.toContain('66374959');
    }
    expect(await scene.rows('select 1 from invoicing.paying_account_entry')).toEqual([]);
  });

  it('pays from an account only after another officer has agreed, and shows its end alone', async () => {
    const id = await enter();
    expect(await paysFrom()).toEqual([]);
    await expect(decide(id, first)).rejects.toMatchObject({ code: 'SAME_OFFICER' });
    expect(await paysFrom()).toEqual([]);
    await decide(id);
    expect(await paysFrom()).toEqual([{ number: '88837491', covers: '[2026-03-20,)' }]);
    await expect(decide(id)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await read(first)).toEqual([
      {
        account_name: 'First Council Adult Care',
        account_ending: '7491',
        service_user_number: '123456',
        from_on: '2026-03-20',
        until_on: null,
        entered_by: first.personId,
        agreed_by: second.personId,
      },
    ]);
    await expect(
      scene.database.transaction(rowScope(first), (queries) =>
        queries.query({ name: 'x', text: 'select * from invoicing.paying_account_number' }),
      ),
    ).rejects.toThrow('permission denied');
    await expect(
      scene.owner.query(`update invoicing.paying_account_number set account_number = '00000000'`),
    ).rejects.toThrow('Bank details never change');
  });

  it('changes from a day on that has not come, so that a file of today is never from two accounts', async () => {
    await decide(await enter());
    await expect(enter(first, { ...NEXT, fromOn: '2026-03-20' })).rejects.toMatchObject({
      code: 'BILLING_PARTY_EARLIER',
    });
    await expect(enter(first, { ...ACCOUNT, fromOn: '2026-04-01' })).rejects.toMatchObject({
      code: 'SAME_BANK_DETAILS',
    });
    const id = await enter(first, NEXT);
    scene.clock.moveTo(new Date('2026-04-01T10:00:00Z'));
    await expect(decide(id)).rejects.toMatchObject({ code: 'PAYING_ACCOUNT_DAY' });
    await expect(enter(first, NEXT)).rejects.toMatchObject({ code: 'PAYING_ACCOUNT_DAY' });
    expect(await paysFrom()).toEqual([{ number: '88837491', covers: '[2026-03-20,)' }]);
    await decide(await enter(first, { ...NEXT, fromOn: '2026-04-02' }));
    expect(await paysFrom()).toEqual([
      { number: '88837491', covers: '[2026-03-20,2026-04-02)' },
      { number: '63748472', covers: '[2026-04-02,)' },
    ]);
    expect((await read(second)).map(({ account_ending, until_on }) => [account_ending, until_on])).toEqual([
      ['8472', null],
      ['7491', '2026-04-01'],
    ]);
  });

  it('stays as it is after a no, which says why; what is entered anew takes the place of what waits', async () => {
    await decide(await enter());
    const id = await enter(first, NEXT);
    await expect(decide(id, second, false)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(decide(id, second, false, 'A\u0007')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await decide(id, second, false, 'It is another account.');
    const [replaced, newest] = [await enter(first, NEXT), await enter(first, { ...NEXT, accountName: 'Other' })];
    await expect(decide(replaced)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(
      await scene.rows(
        'select status, reason from invoicing.paying_account_entry where id = any ($1) order by array_position($1, id)',
        [[id, replaced, newest]],
      ),
    ).toEqual([
      { status: 'TURNED_DOWN', reason: 'It is another account.' },
      { status: 'REPLACED', reason: null },
      { status: 'WAITING', reason: null },
    ]);
    expect(
      await scene.rows(
        `select payload ->> 'payingAccountId' as id, payload ->> 'outcome' as outcome from kernel.outbox
         where type = 'invoicing.paying-account-decided' and payload ->> 'payingAccountId' = any ($1) order by position`,
        [[id, replaced, newest]],
      ),
    ).toEqual([
      { id, outcome: 'TURNED_DOWN' },
      { id: replaced, outcome: 'REPLACED' },
    ]);
    expect(await paysFrom()).toEqual([{ number: '88837491', covers: '[2026-03-20,)' }]);
  });

  it('sent twice is entered, written down and decided once', async () => {
    const idempotencyKey = key();
    const [one, two] = await Promise.all([enter(first, { idempotencyKey }), enter(first, { idempotencyKey })]);
    expect(two).toBe(one);
    await expect(enter(first, { idempotencyKey, accountName: 'Other' })).rejects.toThrow('IDEMPOTENCY_CONFLICT');
    const decision = { entryId: one, agree: true, idempotencyKey: key() };
    expect(await Promise.all([accounts.decide(second, decision), accounts.decide(second, decision)])).toEqual([
      one,
      one,
    ]);
    await expect(accounts.decide(second, { ...decision, agree: false, reason: 'No.' })).rejects.toThrow(
      'IDEMPOTENCY_CONFLICT',
    );
    expect(await paysFrom()).toHaveLength(1);
    expect(
      await scene.rows(
        `select type, count(*)::int as n from kernel.outbox where payload ->> 'payingAccountId' = $1 group by 1 order by 1`,
        [one],
      ),
    ).toEqual([
      { type: 'invoicing.paying-account-decided', n: 1 },
      { type: 'invoicing.paying-account-entered', n: 1 },
    ]);
  });

  it('of two officers at once, one decides', async () => {
    const id = await enter();
    const third = scene.officer();
    const outcomes = await Promise.allSettled([decide(id, second), decide(id, third, false, 'I do not know it.')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [entry] = await scene.rows<{ status: string }>('select status from invoicing.paying_account_entry');
    expect(await paysFrom()).toHaveLength(entry?.status === 'AGREED' ? 1 : 0);
  });

  it('is the council’s own: nobody else enters, decides or reads it', async () => {
    const id = await enter();
    const elsewhere = scene.officer(scene.councilB);
    const owner = scene.staff(await scene.provider());
    const approver: Actor = { ...first, roles: ['APPROVER'] };
    for (const nobody of [owner, approver]) {
      await expect(enter(nobody)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
      await expect(decide(id, nobody)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    }
    await expect(decide(id, elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await decide(id);
    expect(await read(elsewhere)).toEqual([]);
    expect(await read(owner)).toEqual([]);
    const seen = await scene.database.transaction(rowScope(elsewhere), (queries) =>
      queries.query({ name: 'y', text: 'select id from invoicing.paying_account_entry' }),
    );
    expect(seen).toEqual([]);
    // The other council has none: its own entry changes nothing here.
    await decide(await enter(elsewhere), scene.officer(scene.councilB));
    expect(await paysFrom()).toHaveLength(1);
  });
});
