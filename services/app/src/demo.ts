import { Database, londonDate, SystemClock } from '@owncourse/kernel/contract';
import pg from 'pg';
import { DemoMarks } from './demo/demo-marks.js';
import { emptyDatabase } from './demo/empty-database.js';
import { playDemo } from './demo/play-demo.js';
import { signInPeople } from './demo/sign-in-people.js';
import type { DemoDataOptions, DemoPerson } from './launcher/steps.js';
import { migrate } from './migrate.js';

export const demoPeople: readonly DemoPerson[] = signInPeople.map((person) => ({
  email: person.email,
  who: `${person.name}: ${person.whatYouCanTry}`,
}));

/** So that of two processes that start at once one loads and the other waits for it. */
const LOADING = 427002;

/**
 * Loads the demo into a database without councils, and does nothing where somebody's data is. A load that was broken
 * off has left its start mark and no end mark: then everything there is is taken away and loaded afresh. That can
 * only happen to a database that this very function began to fill.
 * @param options `weeks` of life; a year when absent
 */
export async function loadDemoDataIfEmpty(options: DemoDataOptions & { readonly weeks?: number }): Promise<void> {
  const owner = new pg.Client({ connectionString: options.ownerUrl });
  // A connection that breaks is told by the statement that needs it.
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    await owner.query('select pg_advisory_lock($1)', [LOADING]);
    const state = await withMarks(options.appUrl, (marks) => marks.state());
    if (state === 'loaded' || state === 'own-data') return;
    if (state === 'half-loaded') {
      options.progress('beginning again');
      await emptyDatabase(owner);
      await migrate(options.ownerUrl);
    }
    await withMarks(options.appUrl, (marks) => marks.set('demo-load-started'));
    await playDemo({
      appUrl: options.appUrl,
      anchor: londonDate(options.clockStart ?? new SystemClock().now()),
      ...(options.weeks === undefined ? {} : { weeks: options.weeks }),
      progress: (percent, what) => options.progress(`${percent}% ${what}`),
      // Tables grow from nothing to a year within a minute; the planner has to hear of it, roughly until they are whole.
      refreshStatistics: async (whole) => {
        await owner.query(`set default_statistics_target = ${whole ? 'default' : '10'}`);
        await owner.query('analyze');
      },
    });
    // Written to disk at once, and with it everything before.
    await withMarks(options.appUrl, (marks) => marks.set('demo-load-finished'));
  } finally {
    await owner.end();
  }
}

async function withMarks<Result>(appUrl: string, work: (marks: DemoMarks) => Promise<Result>): Promise<Result> {
  const database = new Database(appUrl, 1);
  try {
    return await work(new DemoMarks(database, new SystemClock()));
  } finally {
    await database.close();
  }
}
