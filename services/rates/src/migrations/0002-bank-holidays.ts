import { SqlMigration } from '@owncourse/kernel/contract';
import type { QueryRunner } from 'typeorm';

const FIRST_YEAR = 2020;
const YEARS = 30;

export class Rates0002 extends SqlMigration {
  readonly name = 'Rates1700000013002';
  protected readonly files = [[import.meta.url, './0002-bank-holidays.sql']] as [string, string][];

  /** Fills the calendar, so that no price is ever asked for without one; the job keeps it up from there. */
  override async up(runner: QueryRunner): Promise<void> {
    await super.up(runner);
    const { bankHolidaysOf } = await import('../persistence/bank-holidays.js');
    const days = Array.from({ length: YEARS }, (_, index) => bankHolidaysOf(FIRST_YEAR + index)).flat();
    await runner.query('select rates.keep_bank_holidays($1, $2, $3::date[], $4::text[])', [
      `${FIRST_YEAR}-01-01`,
      `${FIRST_YEAR + YEARS}-01-01`,
      days.map(({ day }) => day),
      days.map(({ name }) => name),
    ]);
  }
}
