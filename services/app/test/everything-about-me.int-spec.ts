import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { SPENDING, type SpendingPort } from '@owncourse/ledger/contract';
import type { PersonRecords } from '@owncourse/kernel/contract';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { personRecords } from '../src/records/person-records.js';
import { openDirectPayment } from './fixtures/direct-payment.js';
import { transactionsAre } from './fixtures/open-transactions.js';
import { type Life, LivelyWorld, NOW, secretsOf, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import { GraphqlClient } from './graphql-client.js';

const PATH = '/files/everything-about-me.zip';
const HOLDER = id('holder', 0);
const EMAIL = 'holder0@first.example';
/** What another person wrote, in every place where somebody may write. */
const FOREIGN = 'canary of somebody else';
const IN_PRIVATE = 'canary of what is said in private';
const PDF = Buffer.from('%PDF-1.4\n%%EOF');

let lively: LivelyWorld;
let whole: WholeDatabase;
let life: Life;
let parts: PersonRecords['parts'];
let files: Record<string, Uint8Array>;
let receiptId: string;
/** Budgets from which a holder pays themselves. */
const ownBudgets = ['', ''];

type Row = Readonly<Record<string, unknown>>;

const words = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
const rowsOf = (name: string): Row[] => (files[`${name}.json`] ? (JSON.parse(words(`${name}.json`)) as Row[]) : []);

async function unzipped(client: GraphqlClient): Promise<Record<string, Uint8Array>> {
  const answer = await client.get(PATH);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
  return unzipSync(new Uint8Array(await answer.arrayBuffer()));
}

/** Everybody's own words, in places where a person may write them. */
async function speak(holder: number, mandateId: string, said: string): Promise<void> {
  const client = await lively.signInAs(`holder${holder}@first.example`);
  await client.ask(
    'askAboutMandate',
    'mutation ($id: ID!, $said: String!) { askAboutMandate(mandateId: $id, message: $said, wantsAdvocate: true, idempotencyKey: "ask-about-mandate") { __typename } }',
    { id: mandateId, said: `${said} ${IN_PRIVATE}` },
  );
  await client.ask(
    'reportNotSafe',
    'mutation ($said: String!) { reportNotSafe(input: { message: $said, idempotencyKey: "report-not-safe" }) { __typename } }',
    { said: `${said} ${IN_PRIVATE}` },
  );
  const budgetId = await openDirectPayment(lively.world, TODAY, holder);
  ownBudgets[holder] = budgetId;
  const spending = lively.house.application.get<SpendingPort>(SPENDING);
  await spending.recordExpense(await lively.world.actor('holder', holder), {
    budgetId,
    idempotencyKey: 'write-down-spending',
    kind: 'OTHER',
    payee: said,
    spentOn: TODAY,
    amountPence: 1234n,
    receipt: PDF,
  });
}

beforeAll(async () => {
  lively = await LivelyWorld.open(3);
  whole = await WholeDatabase.open(lively.house.database.superuserUrl);
  life = await lively.live(0);
  await lively.jointly(0);
  await lively.creditNote(0, life.paidOrder);
  const other = await lively.live(1);
  await lively.jointly(1);
  await speak(1, other.mandate, FOREIGN);
  await speak(0, life.mandate, '=HYPERLINK("https://bad.example") & <b>mine</b>');
  parts = personRecords(lively.house.application).flatMap((room) => room.parts);
  // An officer looks while somebody checks that the holder is safe, and one looks as any day.
  const look = lively.world.identity;
  await look.recordLookUp(await lively.world.actor('finance-first'), {
    personId: HOLDER,
    councilId: lively.world.councilId,
    what: 'STATEMENT',
  });
  await whole.superuser.query(
    `update identity.look_up set exempt_until = $2, exempted_by = officer_id, what = 'SECRET_LOOK' where person_id = $1 and what = 'STATEMENT'`,
    [HOLDER, new Date(NOW.getTime() + 86_400_000)],
  );
  await look.recordLookUp(await lively.world.actor('finance-first'), {
    personId: HOLDER,
    councilId: lively.world.councilId,
    what: 'BUDGET',
  });
  const { rows } = await whole.superuser.query<{ id: string }>(
    'select r.id from ledger.receipt r where r.budget_id = $1',
    [ownBudgets[0]],
  );
  receiptId = rows[0]?.id ?? '';
  files = await unzipped(await lively.signInAs(EMAIL));
});

afterAll(async () => {
  await whole.close();
  await lively.house.close();
});

describe('everything about me', () => {
  it('has a table and a file for computers of each part that has rows, and a page that names them', () => {
    const filled = parts.filter(({ name }) => files[`${name}.json`] !== undefined);
    expect(filled.length).toBeGreaterThan(25);
    const names = filled.flatMap(({ name }) => [`${name}.csv`, `${name}.json`]);
    expect(Object.keys(files).sort()).toEqual([...names, 'read-me-first.html', `receipts/${receiptId}.pdf`].sort());
    const page = words('read-me-first.html');
    for (const { name, title } of filled) {
      expect(page).toContain(`href="${name}.csv"`);
      expect(page).toContain(`>${title}</a></th><td class="number">${rowsOf(name).length}</td>`);
      const table = Buffer.from(files[`${name}.csv`] ?? []);
      expect([table.subarray(0, 4).toString('hex'), table.subarray(-2).toString()]).toEqual(['efbbbf22', '\r\n']);
    }
    for (const { name, title } of parts.filter((part) => !filled.includes(part))) {
      expect(page).toContain(`<li>${title}</li>`);
      expect(page).not.toContain(`${name}.csv`);
    }
    expect(page).not.toMatch(/<script|http:|https:|<img|<link/);
  });

  it('says who they are, what they bought and paid, and in the file for computers exactly so', () => {
    expect(rowsOf('profile')).toEqual([
      {
        id: HOLDER,
        name: 'Holder 0',
        email: EMAIL,
        postcodeDistrict: null,
        communicationNeeds: [],
        disabledAt: null,
      },
    ]);
    expect(rowsOf('orders').map((order) => order['id'])).toEqual(
      expect.arrayContaining([life.paidOrder, life.acceptedOrder, life.newOrder, life.waitingOrder]),
    );
    expect(rowsOf('orders').find((order) => order['id'] === life.paidOrder)).toMatchObject({
      serviceName: expect.any(String),
      providerName: 'Kind Hands',
      kind: 'ONE_OFF',
      status: 'COMPLETED',
      placedByName: 'Holder 0',
      placedAt: NOW.toISOString(),
    });
    expect(rowsOf('order-lines').find((line) => line['orderId'] === life.paidOrder)).toMatchObject({
      quantity: '2.0000',
      unitPricePence: Number(AGREED_PENCE),
      linePence: 2 * Number(AGREED_PENCE),
      budgetId: life.budget,
    });
    expect(rowsOf('ratings')).toMatchObject([
      { id: life.rating, comment: secretsOf(0).comment, onTime: 5, outcomes: 4 },
    ]);
    expect(rowsOf('deliveries').find((one) => one['id'] === life.disputedDelivery)).toMatchObject({
      workerName: secretsOf(0).worker,
      disputeReason: secretsOf(0).reason,
      onDate: TODAY,
      amountPence: 2 * Number(AGREED_PENCE),
    });
    expect(rowsOf('invoices').find((one) => one['id'] === life.paidInvoice)).toMatchObject({
      status: 'PAID',
      yoursPence: 2 * Number(AGREED_PENCE),
    });
    expect(rowsOf('credit-notes')).toMatchObject([{ creditPence: Number(AGREED_PENCE) }]);
    expect(rowsOf('who-can-act-for-you').find((one) => one['id'] === life.mandate)).toMatchObject({
      actorName: 'Good Brokers',
      type: 'BROKER',
      scopes: ['VIEW', 'ORDER', 'CONFIRM', 'PAY'],
      startsOn: TODAY,
      grantedByName: expect.any(String),
    });
    expect(rowsOf('budgets')).toMatchObject([
      { id: life.budget, councilName: 'first council', status: 'ACTIVE' },
      { id: ownBudgets[0], councilName: 'first council', status: 'ACTIVE' },
    ]);
    expect(rowsOf('messages').length).toBeGreaterThan(0);
    for (const message of rowsOf('messages')) expect(message['words']).not.toBe('');
  });

  it('has each line of the budget, with what it did, and they add up to what is left', () => {
    const ofBudget = (budget: string) => rowsOf('budget-lines').filter((line) => line['budgetId'] === budget);
    const lines = ofBudget(life.budget);
    expect(lines[0]).toMatchObject({ words: 'money in', amountPence: 100_000, availableAfterPence: 100_000 });
    const sum = lines.reduce(
      (left, line) =>
        left +
        (line['toKind'] === 'available' ? Number(line['amountPence']) : 0) -
        (line['fromKind'] === 'available' ? Number(line['amountPence']) : 0),
      0,
    );
    expect(sum).toBe(rowsOf('budgets')[0]?.['availablePence']);
    expect(ofBudget(ownBudgets[0] ?? '').find((line) => line['words'] === 'spent')).toMatchObject({
      amountPence: 1234,
    });
    expect(words('budget-lines.csv')).toContain('"12.34"');
  });

  it('has nothing of what was said in private, so that nobody who gets hold of it finds it', () => {
    for (const name of Object.keys(files)) expect(words(name)).not.toContain(IN_PRIVATE);
  });

  it('has their own spending, and its papers', () => {
    const said = '=HYPERLINK("https://bad.example") & <b>mine</b>';
    expect(rowsOf('spending')).toMatchObject([{ payee: said, amountPence: 1234, spentOn: TODAY }]);
    expect(rowsOf('receipts')).toMatchObject([{ id: receiptId, file: `receipts/${receiptId}.pdf` }]);
    expect(Buffer.from(files[`receipts/${receiptId}.pdf`] ?? []).toString()).toBe(PDF.toString());
    // A spreadsheet takes it for text.
    expect(words('spending.csv')).toContain(`"'=HYPERLINK(""https://bad.example"") & <b>mine</b>"`);
  });

  it('has as many rows as the tables have of the person', async () => {
    const { rows: columns } = await whole.superuser.query<{ table: string; column: string }>(
      `select format('%I.%I', n.nspname, c.relname) as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
       join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and a.attname in ('person_id', 'budget_id') and not a.attisdropped`,
    );
    const has = (table: string, column: string): boolean =>
      columns.some((one) => one.table.replaceAll('"', '') === table && one.column === column);
    // Their own words for what is less than all rows: messages of another standing, and mandates that they hold themselves.
    const narrower = new Set(['messages', 'whom-you-can-act-for']);
    let compared = 0;
    for (const { name, tables } of parts) {
      const [table = ''] = tables;
      const where = has(table, 'person_id')
        ? 'person_id = $1'
        : has(table, 'budget_id')
          ? 'budget_id in (select b.id from ledger.budget b where b.person_id = $1)'
          : null;
      if (where === null || narrower.has(name)) continue;
      const quoted = table.replace('.', '."').concat('"');
      const { rows } = await whole.superuser.query<{ n: number }>(
        `select count(*)::int as n from ${quoted} where ${where}`,
        [HOLDER],
      );
      const hidden = name === 'who-looked' ? 1 : 0;
      expect([name, rowsOf(name).length]).toEqual([name, (rows[0]?.n ?? 0) - hidden]);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(40);
  });

  it('has nothing of another person, and no look that must not be seen yet', () => {
    const all = Object.entries(files)
      .map(([name, content]) => `${name}\n${strFromU8(content)}`)
      .join('\n');
    const foreign = secretsOf(1);
    for (const secret of [
      FOREIGN,
      id('holder', 1),
      lively.world.budgetOf(1),
      ownBudgets[1] ?? '',
      ...Object.values(foreign),
    ])
      expect(all.includes(secret)).toBe(false);
    expect(all).not.toContain('SECRET_LOOK');
    expect(all).not.toMatch(/argon2|password_?hash|token/i);
    expect(rowsOf('who-looked').map(({ what }) => what)).toContain('BUDGET');
  });

  it('shows that look when its time is over', async () => {
    await whole.superuser.query('update identity.look_up set exempt_until = $1 where exempt_until is not null', [NOW]);
    const later = await unzipped(await lively.signInAs(EMAIL));
    expect(strFromU8(later['who-looked.json'] ?? new Uint8Array())).toContain('SECRET_LOOK');
  });

  it('of somebody of whom little is held still opens, and says so', async () => {
    const few = await unzipped(await lively.signInAs('selffunder@first.example'));
    expect(Object.keys(few)).toEqual([
      'profile.csv',
      'profile.json',
      'roles.csv',
      'roles.json',
      'sign-ins.csv',
      'sign-ins.json',
      'read-me-first.html',
    ]);
    expect(strFromU8(few['read-me-first.html'] ?? new Uint8Array())).toContain('<li>Your orders</li>');
  });

  it('is for the person alone: nobody who acts for them, works for them or decides about them gets one', async () => {
    expect((await new GraphqlClient(lively.house.origin).get(PATH)).status).toBe(404);
    for (const email of [
      'broker@first.example',
      'joint0@first.example',
      'provider@first.example',
      'finance@first.example',
      'caremanager@first.example',
      'approver@first.example',
      'commissioner@first.example',
      'operator@first.example',
    ]) {
      const answer = await (await lively.signInAs(email)).get(PATH);
      expect([email, answer.status]).toEqual([email, 404]);
    }
  });

  it('stays one person’s when they also act for others and work for an organisation', async () => {
    const { identity } = lively.world;
    await identity.grantMandateWithEvidence(await lively.world.actor('finance-first'), lively.world.councilId, {
      personId: id('holder', 1),
      actorPersonId: id('holder', 2),
      type: 'ATTORNEY',
      scopes: ['VIEW', 'ORDER', 'CONFIRM', 'PAY'],
      startsOn: TODAY,
      evidence: 'The registered papers were seen.',
    });
    await whole.superuser.query(
      'insert into identity.membership (person_id, role, organisation_id, council_id) values ($1, $2, $3, $4)',
      [id('holder', 2), 'PROVIDER_OWNER', lively.world.providerId, '00000000-0000-0000-0000-000000000000'],
    );
    const theirs = await unzipped(await lively.signInAs('holder2@first.example'));
    const all = Object.values(theirs)
      .map((content) => strFromU8(content))
      .join('\n');
    for (const secret of [
      FOREIGN,
      ...Object.values(secretsOf(0)),
      secretsOf(1).note,
      secretsOf(1).place,
      lively.world.budgetOf(1),
    ])
      expect(all.includes(secret)).toBe(false);
    expect(JSON.parse(strFromU8(theirs['whom-you-can-act-for.json'] ?? new Uint8Array()))).toMatchObject([
      { personName: 'Holder 1', type: 'ATTORNEY' },
    ]);
  });

  it('is made once at a time for a person; whoever hangs up frees everything at once', async () => {
    const { headers } = await lively.signInAs(EMAIL);
    const url = `${lively.house.origin}${PATH}`;
    // So much that it does not fit into what a connection takes at once: a reader who takes nothing keeps it open.
    await whole.superuser.query(
      `insert into ledger.receipt (council_id, id, budget_id, expense_id, content_type, byte_size, content, added_at, added_by)
       select r.council_id, gen_random_uuid(), r.budget_id, r.expense_id, r.content_type, 4000000, decode(repeat('00', 4000000), 'hex'), r.added_at, r.added_by
       from ledger.receipt r, generate_series(1, 8) where r.id = $1`,
      [receiptId],
    );
    const begun = await new Promise<ReturnType<typeof get>>((resolve, reject) => {
      const request = get(url, { headers }, () => {
        resolve(request);
      }).on('error', reject);
    });
    const second = await fetch(url, { headers });
    expect([second.status, second.headers.get('retry-after'), await second.text()]).toEqual([
      429,
      '60',
      'Your file is being made already. Nothing is lost. Try again in a minute.',
    ]);
    // Another person is not held up.
    const other = await (await lively.signInAs('holder1@first.example')).get(PATH);
    expect([other.status, unzipSync(new Uint8Array(await other.arrayBuffer()))['read-me-first.html']?.length]).toEqual([
      200,
      expect.any(Number),
    ]);
    await transactionsAre(whole, 1);
    begun.on('error', () => undefined);
    begun.destroy();
    await transactionsAre(whole, 0);
    const again = await fetch(url, { headers });
    expect(again.status).toBe(200);
    await again.arrayBuffer();
    await transactionsAre(whole, 0);
  });

  it('writes nothing: neither a look nor anything else', async () => {
    const client = await lively.signInAs(EMAIL);
    await client.get('/files/nothing');
    const before = await whole.digest();
    await unzipped(client);
    expect(await whole.digest()).toEqual(before);
  });
});
