import { RoomsModule } from '@owncourse/app/testing';
import { Database } from '@owncourse/kernel/contract';
import { LEDGER, type LedgerPort } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { NestFactory } from '@nestjs/core';
import { loadHistory, loadPlans } from './history.js';
import { measure, report, type Run, say } from './statistics.js';
import { openWorkplace } from './workplace.js';

/*
 * The nightly look: 26 weeks of 10,000 budgets, two planned visits and an instalment each week, in one statement. The first
 * time it notes and announces one budget in a hundred, later it finds them noted.
 */
const BUDGETS = Number(process.env['BENCH_BUDGETS'] ?? 10_000);
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
  const { breaches } = await verifyLedger(workplace.postgres.auditorUrl);
  say(`${JSON.stringify(found)}; ${breaches} breaches of the books`);
  report(
    'projection',
    runs,
    { budgetsASecond: BUDGETS * Math.min(...runs.slice(1).map((run) => run.perSecond)) },
    { found },
  );
} finally {
  await rooms.close();
  await database.close();
  await workplace.close();
}
