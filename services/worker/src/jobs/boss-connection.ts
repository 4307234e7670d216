import { type Database, NOBODY } from '@owncourse/kernel/contract';
import type PgBoss from 'pg-boss';

const IN_A_TRANSACTION = /^\s*BEGIN;([\s\S]*)COMMIT;\s*$/;

/**
 * pg-boss on the application's own connections. It sends some statements as one text with BEGIN and COMMIT in it;
 * those go through a real transaction, so that a failure never leaves a shared connection in an open one.
 *
 * It writes down a job's end without waiting for the answer: a line that dies just then would be a rejection that nobody hears,
 * which ends the process. Such a job stays unfinished, and is run again when its time is over.
 * @param lost told of each end that could not be written down
 */
export function bossConnection(database: Database, lost: (error: unknown) => void): PgBoss.Db {
  const execute = async (text: string, values: unknown[]): Promise<unknown[]> => {
    const inner = IN_A_TRANSACTION.exec(text)?.[1];
    // Without a name nothing is prepared, which texts of several statements could not be.
    const rows =
      inner === undefined
        ? await database.call({ name: '', text }, values)
        : await database.transaction(NOBODY, (queries) => queries.query({ name: '', text: inner }));
    // Of a text of several statements there is no one list of rows.
    return Array.isArray(rows) ? rows : [];
  };
  return {
    async executeSql(text: string, values: unknown[] = []) {
      try {
        return { rows: await execute(text, values) };
      } catch (error) {
        if (!isEndOfJobs(values)) throw error;
        lost(error);
        return { rows: [{ count: '0' }] };
      }
    },
  };
}

/** Done or failed: the queue's name, the jobs' ids, and what came of them. */
function isEndOfJobs(values: readonly unknown[]): boolean {
  return values.length === 3 && Array.isArray(values[1]);
}
