import { Inject, Injectable } from '@nestjs/common';
import {
  appendEvent,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  londonDate,
  NIL_ID,
  NOBODY,
  statement,
} from '@owncourse/kernel/contract';
import { MANDATE_ENDS_SOON, MANDATE_EXPIRED, type MandateChanged } from '../contract/events.js';

const DUE = statement('identity.due-mandate-notices', 'select * from identity.due_mandate_notices($1, $2)');

interface DueNotice {
  readonly mandate_id: string;
  readonly council_id: string;
  readonly person_id: string;
  readonly is_over: boolean;
}

/** Nobody is surprised by the end of a permission: told before its last day, and when it is over. */
@Injectable()
export class MindMandates {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Job. Safe beside itself: each notice is claimed by a row. @returns how many were told */
  run(): Promise<number> {
    const at = this.clock.now();
    return this.database.transaction(NOBODY, async (queries) => {
      const due = await queries.query<DueNotice>(DUE, [londonDate(at), at]);
      for (const { mandate_id: mandateId, person_id: personId, council_id, is_over } of due) {
        const payload: MandateChanged = { mandateId, personId };
        void appendEvent(queries, {
          id: this.ids.next(),
          type: is_over ? MANDATE_EXPIRED : MANDATE_ENDS_SOON,
          version: 1,
          councilId: council_id === NIL_ID ? null : council_id,
          payload: { ...payload },
          occurredAt: at,
        });
      }
      return due.length;
    });
  }
}
