import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, Database, londonDate, statement } from '@owncourse/kernel/contract';

const KEEP = statement('rates.keep-bank-holidays', 'select rates.keep_bank_holidays($1, $2, $3::date[], $4::text[])');
/** Further than anybody can order. */
const YEARS_AHEAD = 12;

@Injectable()
export class KeepBankHolidays {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Job: what is proclaimed comes with a new version of the calendar's library. Days gone by stay as they were priced. */
  async run(): Promise<void> {
    // Loaded when it is needed, because its calendar of the whole world is large.
    const { bankHolidaysOf } = await import('../persistence/bank-holidays.js');
    const today = londonDate(this.clock.now());
    const year = Number(today.slice(0, 4));
    const days = Array.from({ length: YEARS_AHEAD }, (_, index) => bankHolidaysOf(year + index))
      .flat()
      .filter(({ day }) => day >= today);
    await this.database.call(KEEP, [
      today,
      `${year + YEARS_AHEAD}-01-01`,
      days.map(({ day }) => day),
      days.map(({ name }) => name),
    ]);
  }
}
