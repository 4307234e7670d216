import { type Database, NOBODY } from '@owncourse/kernel/contract';
import type PgBoss from 'pg-boss';

const IN_A_TRANSACTION = /^\s*BEGIN;([\s\S]*)COMMIT;\s*$/;

/**
 * pg-boss on the application's own connections. It sends some statements as one text with BEGIN and COMMIT in it;
 * those go through a real transaction, so that a failure never leaves a shared connection in an open one.
 */
export function bossConnection(database: Database): PgBoss.Db {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const inner = IN_A_TRANSACTION.exec(text)?.[1];
      // Without a name nothing is prepared, which texts of several statements could not be.
      const rows =
        inner === undefined
          ? await database.call({ name: '', text }, values)
          : await database.transaction(NOBODY, (queries) => queries.query({ name: '', text: inner }));
      return { rows: (rows as unknown[] | undefined) ?? [] };
    },
  };
}
