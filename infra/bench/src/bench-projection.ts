import { RoomsModule } from '@owncourse/app/testing';
import { addDays, Database, londonDate, NOBODY, statement } from '@owncourse/kernel/contract';
import { LEDGER, type LedgerPort, SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { NestFactory } from '@nestjs/core';
import { divideBudgets, loadHistory, loadPlans } from './history.js';
import { measure, report, type Run, say } from './statistics.js';
import { openWorkplace } from './workplace.js';

/*
 * The nightly look: 26 weeks of 10,000 budgets, two planned visits and an instalment each week, in one statement. The first
 * time it notes and announces one budget in a hundred, later it finds them noted. Then every BENCH_DIVIDEDth budget is divided in two
 * parts, all are looked at again, and the next instalment of each is posted as the job posts it: the divided ones, and as many
 * that are not.
 */
const BUDGETS = Number(process.env['BENCH_BUDGETS'] ?? 10_000);
/** One budget in so many, 2 or more. */
const DIVIDED = Math.max(2, Number(process.env['BENCH_DIVIDED'] ?? 2));
const AT_ONCE = 2;
const POST = statement(
  'bench.post-due',
  `select ledger.post_due_instalments($1, $2, '{INSTALMENT}', $3, row($4::uuid, null, null)::ledger.acting)`,
);
const ROUNDS = 3;

const workplace = await openWorkplace(1);
const database = new Database(workplace.postgres.appUrl, 2);
const rooms = await NestFactory.createApplicationContext(
  RoomsModule.with({ kernel: { database }, identity: { demo: true, demoPeople: [], secureCookies: false } }),
  { logger: ['error'] },
);
try {
  say(`Opening ${BUDGETS} budgets and planning their visits …`);
  const size = { budgets: BUDGETS, weeks: 1 };
  await loadHistory(workplace.postgres.superuserUrl, size);
  await loadPlans(workplace.postgres.superuserUrl, size);
  const ledger = rooms.get<LedgerPort>(LEDGER);
  const runs: Run[] = [];
  const found: { readonly short: number; readonly announced: number }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    runs.push(
      await measure(round === 0 ? 'first look' : 'look', 1, 1, async () => {
        found.push(await ledger.noteShortWeeks());
      }),
    );
  }
  say(`Dividing one budget in ${DIVIDED} …`);
  const [divided, undivided] = await divideBudgets(workplace.postgres.superuserUrl, size, DIVIDED);
  const dividedRuns: Run[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    dividedRuns.push(
      await measure('look, some divided', 1, 1, async () => {
        await ledger.noteShortWeeks();
      }),
    );
  const posting = async (name: string, budgets: readonly string[], week: number): Promise<Run> => {
    const on = addDays(londonDate(new Date()), 7 * week);
    return measure(name, AT_ONCE, budgets.length, async (number) => {
      await database.transaction(NOBODY, async (queries) => {
        await queries.query(POST, [budgets[number], on, new Date(), SYSTEM_ACTOR_ID]);
      });
    });
  };
  const ratios: number[] = [];
  for (let week = 1; week <= ROUNDS; week += 1) {
    const whole = await posting('instalments, undivided', undivided, week);
    const parts = await posting('instalments, divided', divided, week);
    ratios.push(whole.perSecond / parts.perSecond);
    dividedRuns.push(whole, parts);
  }
  const [, middle = 0] = ratios.toSorted((one, other) => one - other);
  const fastest = (all: readonly Run[]) => Math.min(...all.map((run) => run.p50Ms));
  const { breaches } = await verifyLedger(workplace.postgres.auditorUrl);
  say(`${JSON.stringify(found)}; ${breaches} breaches of the books`);
  report(
    'projection',
    [...runs, ...dividedRuns],
    {
      budgetsASecond: BUDGETS * Math.min(...runs.slice(1).map((run) => run.perSecond)),
      lookDividedToUndivided: fastest(dividedRuns.slice(0, ROUNDS)) / fastest(runs.slice(1)),
      postDividedToUndivided: middle,
    },
    { found, divided: divided.length },
  );
} finally {
  await rooms.close();
  await database.close();
  await workplace.close();
}
