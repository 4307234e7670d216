import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import { MESSAGES, type MessagesPort } from '@owncourse/messages/contract';
import { id } from '../src/testing/small-world.js';
import { type Life, LivelyWorld, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';

interface Told {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly href: string;
  readonly needsYou: boolean;
  readonly isDone: boolean;
  readonly isNew: boolean;
  readonly about: { readonly name: string } | null;
}

const LIST = `query ($filter: MessageFilter, $first: Int, $after: String) { messages(filter: $filter, first: $first, after: $after) {
  edges { cursor node { id title lines href needsYou isDone isNew about { name } } } pageInfo { hasNextPage endCursor } } }`;

let lively: LivelyWorld;
let whole: WholeDatabase;
let life: Life;

beforeAll(async () => {
  lively = await LivelyWorld.open(3);
  whole = await WholeDatabase.open(lively.house.database.superuserUrl);
  life = await lively.live(0);
  await lively.hear();
});

afterAll(async () => {
  await whole.close();
  await lively.house.close();
});

async function told(client: GraphqlClient, filter: Record<string, unknown> = {}): Promise<Told[]> {
  const page = await client.ask<{ edges: { node: Told }[] }>('messages', LIST, { filter, first: 100 });
  return page.edges.map(({ node }) => node);
}

async function toldTo(email: string, filter: Record<string, unknown> = {}): Promise<Told[]> {
  return told(await lively.signInAs(email), filter);
}

function titles(messages: readonly Told[]): string[] {
  return messages.map(({ title }) => title).sort();
}

async function mails(email: string): Promise<{ state: string; count: number }[]> {
  return (
    await whole.superuser.query<{ state: string; count: number }>(
      `select l.state, count(*)::int as count from messages.mail l join identity.user_account a using (person_id) where a.email = $1 group by 1 order by 1`,
      [email],
    )
  ).rows;
}

describe('who hears of what', () => {
  it('the holder: their orders, visits and permissions, in words about them', async () => {
    const messages = await toldTo('holder0@first.example');
    expect(titles(messages)).toEqual([
      'Did this visit happen?',
      'Did this visit happen?',
      'Did this visit happen?',
      'Did this visit happen?',
      'Somebody can act for you now',
      ...Array<string>(5).fill('The answer to an order is yes'),
    ]);
    const waiting = messages.filter(({ needsYou }) => needsYou);
    expect(waiting).toHaveLength(1);
    expect(waiting[0]).toMatchObject({
      lines: [
        'Kind Hands entered 1 visit on your list. It was on Tuesday 10 March.',
        'Say that it is right, or tell them what is not.',
      ],
      href: '/my-support',
      about: null,
    });
    expect(messages.find(({ title }) => title === 'Somebody can act for you now')?.lines[0]).toBe(
      'The council wrote down that Good Brokers can act for you, from Tuesday 10 March.',
    );
  });

  it('the broker with a mandate: the same, in words about the person', async () => {
    const messages = await toldTo('broker@first.example');
    expect(messages.filter(({ title }) => title === 'Somebody asked you to help them')).toHaveLength(1);
    expect(messages.filter(({ needsYou }) => needsYou)).toMatchObject([
      {
        title: 'Did this visit happen?',
        lines: [expect.stringContaining('Kind Hands entered 1 visit on Holder 0’s list.'), expect.any(String)],
        href: `/my-support?for=${life.person}`,
        about: { name: 'Holder 0' },
      },
    ]);
  });

  it('the provider: what waits for an answer, and nothing that was answered', async () => {
    const waiting = await toldTo('provider@first.example', { needsMe: true });
    expect(titles(waiting)).toEqual(['A new order waits for your answer', 'Somebody says a visit was not right']);
    expect(waiting.map(({ href }) => href).sort()).toEqual(
      [`/provider/disputes/${life.disputedDelivery}`, `/provider/orders/${life.newOrder}`].sort(),
    );
    const order = await lively.order(1, 'answered', { oneOff: { date: addDays(TODAY, 4) } });
    await lively.hear();
    const ofOrder = async (): Promise<Told[]> =>
      (await toldTo('provider@first.example')).filter(({ href }) => href === `/provider/orders/${order}`);
    expect(await ofOrder()).toMatchObject([
      {
        title: 'A new order waits for your answer',
        lines: ['Holder 1 would like Help at home, from Saturday 14 March.', 'Say yes, or say no and why.'],
        needsYou: true,
        isDone: false,
      },
    ]);
    await lively.accept(order);
    await lively.hear();
    expect(await ofOrder()).toMatchObject([{ needsYou: false, isDone: true, isNew: false }]);
    expect(await toldTo('other-provider@first.example')).toEqual([]);
  });

  it('the council: one message for all invoices until it is read, and the order that needs a decision', async () => {
    const toFinance = await toldTo('finance@first.example', { needsMe: true });
    expect(titles(toFinance)).toEqual(['Invoices wait to be approved']);
    const toApprover = await toldTo('approver@first.example');
    expect(toApprover).toMatchObject([
      { title: 'An order waits for your decision', needsYou: true, href: `/council/approvals/${life.waitingOrder}` },
    ]);
    expect(titles(await toldTo('moderator@first.example', { needsMe: true }))).toEqual([
      'A community listing waits to be checked',
      'A rating waits to be checked',
    ]);
    expect(await toldTo('finance@second.example')).toEqual([]);
    expect(await toldTo('commissioner@first.example')).toEqual([]);
  });

  it('nobody is told twice when the same events are read again', async () => {
    const count = async (): Promise<unknown> =>
      (await whole.superuser.query('select count(*)::int as count from messages.message')).rows[0];
    const before = await count();
    await whole.superuser.query(`delete from kernel.inbox where consumer = 'messages.tell-people'`);
    await whole.superuser.query(`delete from kernel.consumer where name = 'messages.tell-people'`);
    await lively.hear();
    expect(await count()).toEqual(before);
  });
});

describe('mail', () => {
  it('goes for what needs them, unless they choose otherwise', async () => {
    // One for the provider's bank details, one for the invoice that was approved since, one for the invoice that came after it.
    expect(await mails('finance@first.example')).toEqual([{ state: 'WAITING', count: 3 }]);
    const holder = await lively.signInAs('holder1@first.example');
    const saved = await holder.ask<{ preferences: { topic: string; mail: string }[] }>(
      'setMessagePreferences',
      `mutation { setMessagePreferences(preferences: [{ topic: ORDERS, mail: EVERYTHING }, { topic: VISITS, mail: NEVER }]) {
        ... on MessagePreferencesSaved { preferences { topic mail } } } }`,
    );
    expect(saved.preferences).toEqual([
      { topic: 'ORDERS', mail: 'EVERYTHING' },
      { topic: 'VISITS', mail: 'NEVER' },
      { topic: 'MONEY', mail: 'NEEDS_ME' },
      { topic: 'PERMISSIONS', mail: 'NEEDS_ME' },
      { topic: 'RATINGS', mail: 'NEEDS_ME' },
      { topic: 'COMMUNITY', mail: 'NEEDS_ME' },
      { topic: 'COUNCIL_WORK', mail: 'NEEDS_ME' },
    ]);
    const order = await lively.order(1, 'by-preference');
    await lively.accept(order);
    await lively.deliver(1, order);
    await lively.hear();
    // The yes went by mail; the visit only shows on screen.
    expect(await mails('holder1@first.example')).toEqual([{ state: 'WAITING', count: 1 }]);
    expect(titles(await told(holder))).toEqual([
      'Did this visit happen?',
      'The answer to an order is yes',
      'The answer to an order is yes',
    ]);
  });

  it('says nothing to somebody whose mandate ended meanwhile: not on screen, not by mail', async () => {
    const mandate = await lively.mandate(2, id('brokerage'), ['VIEW', 'CONFIRM']);
    const order = await lively.order(2, 'secret');
    await lively.accept(order);
    await lively.deliver(2, order);
    await lively.hear();
    const broker = await lively.signInAs('broker@first.example');
    expect(titles(await told(broker, { personId: id('holder', 2) }))).toEqual([
      'Did this visit happen?',
      'The answer to an order is yes',
    ]);
    const about = `select l.state from messages.mail l join messages.message m on m.id = l.message_id
      where m.standing = 'MANDATE' and m.about_person_id = $1 and m.person_id = $2`;
    const values = [id('holder', 2), id('broker')];
    expect((await whole.superuser.query(about, values)).rows).toEqual([{ state: 'WAITING' }]);
    await lively.world.identity.endMandate(await lively.world.actor('holder', 2), mandate);
    const { messageId, ...leased } = await leaseNothing();
    expect(leased).toEqual({});
    expect(messageId).toBeUndefined();
    expect((await whole.superuser.query(about, values)).rows).toEqual([{ state: 'DROPPED' }]);
    const seen = await told(await lively.signInAs('broker@first.example'));
    expect(seen.filter((one) => one.about?.name === 'Holder 2')).toEqual([]);
    await lively.confirm(2, (await deliveryOf(order)) ?? '');
    await lively.hear();
    const after = await told(await lively.signInAs('broker@first.example'));
    expect(titles(after.filter((one) => one.lines.join(' ').includes('Holder 2')))).toEqual([
      'Somebody asked you to help them',
      'You no longer act for somebody',
    ]);
  });

  it('is kept where there is no mail server, and its reader finds it in the outbox', async () => {
    expect(await lively.house.application.get<MessagesPort>(MESSAGES).sendMail()).toBe(0);
    const holder = await lively.signInAs('holder1@first.example');
    const page = await holder.ask<{ edges: { node: Record<string, unknown> }[] }>(
      'mailsToMe',
      'query { mailsToMe { edges { node { state subject text } } } }',
    );
    expect(page.edges).toHaveLength(1);
    expect(page.edges[0]?.node).toMatchObject({ state: 'KEPT', subject: 'The answer to an order is yes' });
    expect(page.edges[0]?.node['text']).toContain(
      'Hello Holder 1,\n\nKind Hands said yes to your order for Help at home',
    );
    const other = await lively.signInAs('holder0@first.example');
    const theirs = await other.ask<{ edges: unknown[] }>('mailsToMe', 'query { mailsToMe { edges { cursor } } }');
    expect(JSON.stringify(theirs)).not.toContain(page.edges[0]?.node['subject']);
  });

  it('becomes a letter for somebody who has no e-mail, for what matters', async () => {
    await lively.world.moveIn([7], 100_000n);
    await whole.superuser.query(`update identity.person set communication_needs = '{Large print}' where id = $1`, [
      id('holder', 7),
    ]);
    const order = await lively.order(7, 'by-letter', { oneOff: { date: addDays(TODAY, 2) } });
    await lively.ordering.declineOrder(await lively.world.actor('provider-staff', 1), {
      orderId: order,
      idempotencyKey: 'decline-for-letter',
      reason: 'We are full.',
    });
    await lively.hear();
    const { rows } = await whole.superuser.query<{ payload: { messageId: string; personId: string; format: string } }>(
      `select payload from kernel.outbox where type = 'messages.letter-needed'`,
    );
    expect(rows).toEqual([
      { payload: { messageId: expect.any(String), personId: id('holder', 7), format: 'LARGE_PRINT' } },
    ]);
    const messageId = rows[0]?.payload.messageId ?? '';
    const words = await lively.house.application.get<MessagesPort>(MESSAGES).wordsOf([messageId, id('holder', 7)]);
    expect([...words.keys()]).toEqual([messageId]);
    expect(words.get(messageId)).toMatchObject({
      personId: id('holder', 7),
      title: 'The answer to an order is no',
      lines: [
        'Kind Hands said no to your order for Help at home.',
        'They wrote: “We are full.”',
        'The money that was promised is back. You can look for somebody else.',
      ],
    });
  });
});

describe('reading', () => {
  it('counts what is new, pages without gaps, and marks as read only the reader’s own', async () => {
    const holder = await lively.signInAs('holder0@first.example');
    const unread = (): Promise<{ unreadMessages: number }> => holder.ask('me', 'query { me { unreadMessages } }');
    const before = await unread();
    const all = await told(holder);
    expect(before.unreadMessages).toBe(all.filter(({ isNew }) => isNew).length);
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page: { edges: { node: Told }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = await holder.ask(
        'messages',
        LIST,
        { first: 3, after },
      );
      paged.push(...page.edges.map(({ node }) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(paged).toEqual(all.map((one) => one.id));

    const mark = `mutation ($id: ID) { markMessageRead(messageId: $id) { ... on MessagesRead { count } } }`;
    const stranger = await lively.signInAs('holder1@first.example');
    const fresh = all.find(({ isNew }) => isNew);
    expect(await stranger.ask('markMessageRead', mark, { id: fresh?.id })).toEqual({ count: 0 });
    expect(await holder.ask('markMessageRead', mark, { id: fresh?.id })).toEqual({ count: 1 });
    expect(await holder.ask('markMessageRead', mark, { id: fresh?.id })).toEqual({ count: 0 });
    expect((await unread()).unreadMessages).toBe(before.unreadMessages - 1);
    await holder.ask('markMessageRead', mark);
    expect((await unread()).unreadMessages).toBe(0);
  });
});

describe('what is to do about bank details and payments', () => {
  const OWNER = 'provider@first.example';
  const OFFICER = 'finance@first.example';
  const CHANGED = 'Your bank details were changed';
  const REFUSED = 'A council did not agree to your bank details';
  const TO_CHECK = 'New bank details to check';
  const BACK = 'A payment to you came back';
  const ACCOUNTS = ['20-29-59 63748472', '10-79-99 88837491'].map((one) => one.split(' '));
  let turns = 0;
  const key = (): string => `settled-${(turns += 1)}`;
  const officer = (second = false) => lively.world.actor(second ? 'finance2-first' : 'finance-first');

  async function enter([sortCode = '', accountNumber = '']: readonly string[] = []): Promise<string> {
    lively.clock.moveTo(new Date(lively.clock.now().getTime() + 60_000));
    return lively.paying.enterBankDetails(await lively.world.actor('provider-staff', 1), {
      idempotencyKey: key(),
      sortCode,
      accountNumber,
      accountName: 'Kind Hands Ltd',
    });
  }
  async function decide(bankDetailsId: string, agree: boolean): Promise<void> {
    lively.clock.moveTo(new Date(lively.clock.now().getTime() + 60_000));
    const checkId = await lively.paying.recordCallBack(await officer(), {
      idempotencyKey: key(),
      bankDetailsId,
      calledOn: TODAY,
      number: '01632 960100',
      knownFrom: 'The contract',
      spokenTo: 'Pat Provider',
    });
    const reason = agree ? {} : { reason: 'Nobody answered.' };
    await lively.paying.decideBankDetails(await officer(true), { idempotencyKey: key(), checkId, agree, ...reason });
  }
  /** How many of each still wait, and how many are done. */
  async function toDo(
    email: string,
    ...wanted: readonly string[]
  ): Promise<Record<string, [open: number, done: number]>> {
    await lively.hear();
    const all = await toldTo(email);
    const counts: Record<string, [open: number, done: number]> = {};
    for (const title of wanted) {
      const found = all.filter((one) => one.title === title);
      const done = found.filter(({ isDone }) => isDone).length;
      counts[title] = [found.length - done, done];
    }
    return counts;
  }

  it('newer details take the place of those before, and a no is done when the council agrees to newer ones', async () => {
    const before = await toDo(OWNER, CHANGED, REFUSED);
    const seen = before[CHANGED]?.[1] ?? 0;
    expect(before).toEqual({ [CHANGED]: [0, seen], [REFUSED]: [0, 0] });
    const toCheck = (await toDo(OFFICER, TO_CHECK))[TO_CHECK]?.[1] ?? 0;
    await enter(ACCOUNTS[0]);
    expect(await toDo(OWNER, CHANGED)).toEqual({ [CHANGED]: [1, seen] });
    const newer = await enter(ACCOUNTS[1]);
    expect(await toDo(OWNER, CHANGED)).toEqual({ [CHANGED]: [1, seen + 1] });
    expect(await toDo(OFFICER, TO_CHECK)).toEqual({ [TO_CHECK]: [1, toCheck + 1] });
    await decide(newer, false);
    expect(await toDo(OWNER, CHANGED, REFUSED)).toEqual({ [CHANGED]: [0, seen + 2], [REFUSED]: [1, 0] });
    expect(await toDo(OFFICER, TO_CHECK)).toEqual({ [TO_CHECK]: [0, toCheck + 2] });
    // Entering others is not yet an answer.
    const third = await enter(ACCOUNTS[0]);
    expect(await toDo(OWNER, CHANGED, REFUSED)).toEqual({ [CHANGED]: [1, seen + 2], [REFUSED]: [1, 0] });
    await decide(third, true);
    expect(await toDo(OWNER, CHANGED, REFUSED)).toEqual({ [CHANGED]: [0, seen + 3], [REFUSED]: [0, 1] });
  });

  it('both at once, read in one go: the last of them is what there is to do', async () => {
    const seen = (await toDo(OWNER, CHANGED))[CHANGED]?.[1] ?? 0;
    await enter(ACCOUNTS[1]);
    const last = await enter(ACCOUNTS[0]);
    expect(await toDo(OWNER, CHANGED)).toEqual({ [CHANGED]: [1, seen + 1] });
    await decide(last, true);
    expect(await toDo(OWNER, CHANGED)).toEqual({ [CHANGED]: [0, seen + 2] });
  });

  it('a payment that came back is done when all that was in it is paid once more', async () => {
    const { rows } = await whole.superuser.query<{ id: string }>(
      `select id from invoicing.invoice where council_id = $1 and status = 'ISSUED' order by id`,
      [lively.world.councilId],
    );
    const invoiceIds = rows.map((row) => row.id);
    expect(invoiceIds.length).toBeGreaterThan(1);
    await lively.invoicing.approveInvoices(await officer(), { invoiceIds, idempotencyKey: key() });
    const release = async (ids: readonly string[]): Promise<string> => {
      lively.clock.moveTo(new Date(lively.clock.now().getTime() + 60_000));
      const paymentRunId = await lively.invoicing.preparePaymentRun(await officer(), {
        invoiceIds: [...ids],
        idempotencyKey: key(),
      });
      await lively.invoicing.releasePaymentRun(await officer(true), { paymentRunId, idempotencyKey: key() });
      const paid = await whole.superuser.query<{ reference: string }>(
        'select reference from invoicing.bank_payment where run_id = $1',
        [paymentRunId],
      );
      return paid.rows[0]?.reference ?? '';
    };
    const sendBack = async (reference: string): Promise<string> => {
      lively.clock.moveTo(new Date(lively.clock.now().getTime() + 60_000));
      return lively.paying.importBankResult(await officer(), {
        idempotencyKey: key(),
        file: `reference,result,reason\n${reference},rejected,0`,
      });
    };
    await sendBack(await release(invoiceIds));
    expect(await toDo(OWNER, BACK)).toEqual({ [BACK]: [1, 0] });
    const [first = '', ...others] = invoiceIds;
    const again = await release([first]);
    expect(await toDo(OWNER, BACK)).toEqual({ [BACK]: [1, 0] });
    // It comes back a second time: a matter of its own.
    await sendBack(again);
    expect(await toDo(OWNER, BACK)).toEqual({ [BACK]: [2, 0] });
    await release([first]);
    expect(await toDo(OWNER, BACK)).toEqual({ [BACK]: [1, 1] });
    await release(others);
    expect(await toDo(OWNER, BACK)).toEqual({ [BACK]: [0, 2] });
  });
});

/** Leases as the job does, without sending; takes nothing that may not be sent. */
async function leaseNothing(): Promise<{ messageId?: string }> {
  const at = lively.clock.now();
  const { rows } = await whole.superuser.query<{ message_id: string }>(
    `select l.message_id from messages.lease_mail(100, $1::timestamptz - interval '4 days', $1::timestamptz - interval '1 minute', $1) l
     join messages.message m on m.id = l.message_id where m.about_person_id = $2 and m.standing = 'MANDATE'`,
    [at, id('holder', 2)],
  );
  return rows[0] ? { messageId: rows[0].message_id } : {};
}

async function deliveryOf(orderId: string): Promise<string | undefined> {
  const { rows } = await whole.superuser.query<{ id: string }>('select id from ordering.delivery where order_id = $1', [
    orderId,
  ]);
  return rows[0]?.id;
}
