import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, rowScope, statement } from '@owncourse/kernel/contract';
import { TrailRepository } from '../src/persistence/trail.repository.js';
import { FollowMoney } from '../src/use-cases/follow-money.js';
import { Scene } from './fixtures/scene.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const PEOPLE = 500;
/** Visits of each person in the two runs. */
const FEW = 4;
const MANY = 40;

/**
 * A released run straight into the tables: an invoice for each person, a line and the transfer by which it was owed for each visit.
 * $1 council, $2 run, $3 provider, $4 people's budgets, $5 visits of each, $6 when, $7 an officer.
 */
const LAY_OUT_RUN = `
  with person as materialized (
    select b.id as budget_id, b.person_id, n.available_account, n.accrued_account, md5(concat($2::uuid, b.id))::uuid as invoice_id,
      row_number() over (order by b.id) as number
    from ledger.budget b join ledger.budget_balance n on n.budget_id = b.id where b.id = any ($4::uuid[])
  ), visit as materialized (
    select p.*, v, md5(concat($2::uuid, p.budget_id, v))::uuid as visit_id, date '2026-02-01' + v % 28 as day from person p, generate_series(1, $5::int) v
  ), invoices as (
    insert into invoicing.invoice (council_id, id, provider_id, year, number_in_year, number, payer_id, payer_kind, person_ids, period_start, period_end, issued_on, due_on,
      status, total_pence, vat_pence, approved_by, approved_at, paid_on)
    select $1, invoice_id, $3, 2026, number, 'OC-2026-' || number, $1, 'COUNCIL', array[person_id], '2026-02-01', '2026-02-28', '2026-03-01', '2026-03-31',
      'PAID', 100 * $5::int, 0, $7, $6, '2026-03-20' from person
  ), lines as (
    insert into invoicing.invoice_line (council_id, invoice_id, line_number, billable_id, kind, provider_id, order_id, person_id, budget_id, service_id, variant_id, description,
      unit, on_date, quantity, unit_price_pence, line_pence, vat_category, vat_reason, vat_pence, match_problems)
    select $1, invoice_id, v, visit_id, 'DELIVERY', $3, visit_id, person_id, budget_id, $3, $3, 'Help at home', 'HOUR', day, 1, 100, 100, 'O', 'Not registered', 0, '{}' from visit
  ), runs as (
    insert into invoicing.payment_run (council_id, id, reference, status, total_pence, prepared_by, prepared_at, released_by, released_at, processing_on)
    select $1, $2, concat('PR-', $5::int), 'RELEASED', 100 * $5::int * count(*), $3, $6, $7, $6, '2026-03-20' from person
  ), payments as (
    insert into invoicing.payment (council_id, run_id, invoice_id, amount_pence, settled_on) select $1, $2, invoice_id, 100 * $5::int, '2026-03-20' from person
  )
  insert into ledger.transfer (council_id, id, posting_group, kind, from_account, from_kind, to_account, to_kind, amount_pence, budget_id, order_id, effective_on, recorded_at, actor_id)
  select $1, ledger.caused_id(visit_id, 'ACCRUED'), visit_id, 'CONFIRMED', available_account, 'available', accrued_account, 'accrued', 100, budget_id, visit_id, day, $6, person_id
  from visit order by budget_id, v`;

/** All that the file says of the invoices, one row a line, and nothing more: what it has to be measured against. */
const PLAIN = statement(
  'test.plain-trail',
  `select l.*, i.number, i.issued_on, i.approved_at, r.reference, p.settled_on, t.recorded_at, t.actor_id
   from invoicing.payment p join invoicing.payment_run r on r.council_id = p.council_id and r.id = p.run_id
   join invoicing.invoice i on i.council_id = p.council_id and i.id = p.invoice_id
   join invoicing.invoice_line l on l.council_id = i.council_id and l.invoice_id = i.id
   join ledger.transfer t on t.council_id = l.council_id and t.id = ledger.caused_id(l.billable_id, 'ACCRUED')
   where p.run_id = $1 order by l.invoice_id, l.line_number`,
);

interface Read {
  readonly lines: number;
  /** The most that was alive meanwhile, over what was before. */
  readonly bytes: number;
}

describe('the trail of a large run', () => {
  let scene: Scene;
  let following: FollowMoney;
  let officer: Actor;
  const looks: string[] = [];
  const runs = new Map<number, string>();

  beforeAll(async () => {
    scene = await Scene.open();
    officer = scene.officer();
    following = new FollowMoney(scene.database, new TrailRepository(), {
      recordLookUp: (_actor, look) => Promise.resolve(void looks.push(look.personId)),
    });
    const budgets: string[] = [];
    for (let person = 0; person < PEOPLE; person += 1) budgets.push((await scene.holder()).budgetId);
    for (const visits of [FEW, MANY]) {
      const run = randomUUID();
      runs.set(visits, run);
      const provider = await scene.provider();
      await scene.owner.query(LAY_OUT_RUN, [
        scene.councilA,
        run,
        provider,
        budgets,
        visits,
        scene.clock.now(),
        officer.personId,
      ]);
    }
    await scene.owner.query('analyze');
  });
  afterAll(() => scene.close());

  async function read(visits: number): Promise<Read> {
    collect();
    const before = process.memoryUsage().heapUsed;
    let [lines, bytes] = [0, 0];
    const file = await following.file(officer, 'PAYMENT_RUN', runs.get(visits) ?? '');
    for await (const chunk of file ?? []) {
      lines += Buffer.from(chunk).toString().split('\r\n').length - 1;
      if (lines % ((PEOPLE * visits) / 5) !== 0) continue;
      collect();
      bytes = Math.max(bytes, process.memoryUsage().heapUsed - before);
    }
    return { lines, bytes };
  }

  it('is a file of each line once, in the same memory however many there are', async () => {
    await read(FEW);
    const few = await read(FEW);
    const many = await read(MANY);
    // A heading, and a row for each visit: all money came in at once.
    expect([few.lines, many.lines]).toEqual([1 + PEOPLE * FEW, 1 + PEOPLE * MANY]);
    // About as much, and half as much again where other tests press; kept rows would be ten times as much.
    expect(many.bytes).toBeLessThan(4 * few.bytes);
    expect(looks).toEqual([]);
  });

  it('has every visit of the run, and takes some times a plain select of it, not hundreds', async () => {
    const run = runs.get(MANY) ?? '';
    const visits = new Set<string>();
    const started = performance.now();
    for await (const chunk of (await following.file(officer, 'PAYMENT_RUN', run)) ?? [])
      for (const line of Buffer.from(chunk).toString().split('\r\n'))
        if (line.startsWith('"') && !line.startsWith('"budget')) visits.add(line.split('","')[10] ?? '');
    const file = performance.now() - started;
    const wanted = await scene.rows<{ id: string }>(
      `select ledger.caused_id(l.billable_id, 'ACCRUED') as id from invoicing.payment p
       join invoicing.invoice_line l on l.council_id = p.council_id and l.invoice_id = p.invoice_id where p.run_id = $1`,
      [run],
    );
    expect(visits).toEqual(new Set(wanted.map((row) => row.id)));
    const plain = async (): Promise<number> => {
      const asked = performance.now();
      const rows = await scene.database.transaction(rowScope(officer), (queries) => queries.query(PLAIN, [run]));
      expect(rows).toHaveLength(PEOPLE * MANY);
      return performance.now() - asked;
    };
    await plain();
    const select = await plain();
    // Measured: two and a half to four and a half times. A plan that goes through all for each line would be a hundred.
    expect(file / select).toBeLessThan(40);
  });

  it('on screen is its first lines, with the number and the sum of all of them, as the reader may see them', async () => {
    const run = runs.get(MANY) ?? '';
    const trail = await following.run(officer, 'PAYMENT_RUN', run);
    expect([trail?.rows.length, trail?.hasMore]).toEqual([200, true]);
    // A line is 100 pence.
    expect([trail?.rowCount, trail?.totalPence]).toEqual([20_000, 2_000_000n]);
    const few = await following.run(officer, 'PAYMENT_RUN', runs.get(FEW) ?? '');
    expect([few?.rowCount, few?.totalPence]).toEqual([2_000, 200_000n]);
    // An invoice of forty lines is shown whole, and so is one person's part of the run.
    const [invoice] = await scene.rows<{ id: string; person: string }>(
      'select i.id, i.person_ids[1] as person from invoicing.payment p join invoicing.invoice i on i.council_id = p.council_id and i.id = p.invoice_id where p.run_id = $1 limit 1',
      [run],
    );
    const whole = await following.run(officer, 'INVOICE', invoice?.id ?? '');
    expect([whole?.rows.length, whole?.hasMore, whole?.rowCount, whole?.totalPence]).toEqual([40, false, 40, 4_000n]);
    const person = scene.person(invoice?.person ?? '');
    const own = await following.run(person, 'INVOICE', invoice?.id ?? '');
    expect([own?.rows.length, own?.hasMore, own?.rowCount, own?.totalPence]).toEqual([40, false, 40, 4_000n]);
    expect(await following.run(scene.officer(scene.councilB), 'PAYMENT_RUN', run)).toBeNull();
    expect(await following.run(person, 'PAYMENT_RUN', run)).toBeNull();
  });

  it('of somebody with more than fits on the screen sums theirs alone', async () => {
    const holder = await scene.holder();
    const [provider, run] = [await scene.provider(), randomUUID()];
    await scene.owner.query(LAY_OUT_RUN, [
      scene.councilA,
      run,
      provider,
      [holder.budgetId],
      250,
      scene.clock.now(),
      officer.personId,
    ]);
    const [invoice] = await scene.rows<{ id: string }>(
      'select invoice_id as id from invoicing.payment where run_id = $1',
      [run],
    );
    for (const reader of [officer, scene.person(holder.personId)]) {
      const trail = await following.run(reader, 'INVOICE', invoice?.id ?? '');
      expect([trail?.rows.length, trail?.hasMore, trail?.rowCount, trail?.totalPence]).toEqual([
        200,
        true,
        250,
        25_000n,
      ]);
    }
    // A provider's own staff see their invoices elsewhere, and here nothing, not even a sum.
    expect(await following.run(scene.staff(provider), 'INVOICE', invoice?.id ?? '')).toBeNull();
    const sums = await scene.database.transaction(rowScope(scene.staff(provider)), (queries) =>
      new TrailRepository().sums(queries, 'INVOICE', invoice?.id ?? ''),
    );
    expect(sums).toEqual({ line_count: 0, total_pence: 0n });
  });
});
