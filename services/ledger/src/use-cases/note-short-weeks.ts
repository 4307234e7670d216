import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, Database, londonDate, statement } from '@owncourse/kernel/contract';

const NOTE = statement('ledger.note-short-weeks', 'select short, announced from ledger.note_short_weeks($1, $2)');

@Injectable()
export class NoteShortWeeks {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Job. Every budget in one statement; a copy beside it does nothing, and a repeat announces nothing again. */
  async run(): Promise<{ readonly short: number; readonly announced: number }> {
    const at = this.clock.now();
    const [found] = await this.database.call<{ short: number; announced: number }>(NOTE, [londonDate(at), at]);
    return found ?? { short: 0, announced: 0 };
  }
}
